"""Figures of the columns against the figures that the summaries tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement
from typing import Final

from dmz_map.archive.findings import Finding, finding
from dmz_map.archive.incident import COUNTS
from dmz_map.tabular.tables import Row, Table

__all__ = ["figure_findings", "figures_in", "told_as_sum"]

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH: Final = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    "both": 2, "couple": 2, "dozen": 12,
}  # fmt: skip
_KOREAN: Final = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "스무": 20,
}  # fmt: skip

_NUMBER_EN: Final = re.compile(
    rf"\b({'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?:-({'|'.join(_ONES[1:10])}))?\b"
    r"|\b(\d[\d,]*)\b",
    re.IGNORECASE,
)
_NO_PEOPLE_EN: Final = re.compile(
    r"\s*(?:or \w+ |to \w+ |hundred|of )?\s*(?:km|kilomet\w+|met(?:re|er)s?|miles?|rounds?|shots?|"
    r"shells?|days?|hours?|minutes?|months?|years?|weeks?|mm|cattle|places?|sites?|posts?|countries|"
    r"points?|balloons?|loudspeakers?|reefs|km²)\b",
    re.IGNORECASE,
)
_AND_ONE: Final = re.compile(r"\s*(?:others?|companions|comrades|other South)")
_DIGITS_KO: Final = re.compile(r"(\d[\d,]*)\s*(?:여\s?)?")
_NO_PEOPLE_KO: Final = re.compile(
    r"(?:km|m|마일|발|일|월|년|시|분|시간|곳|개국|대|개|마리|km²|mm|고지|사단|차|주|쪽|번|세|만)"
)
_PEOPLE_KO: Final = re.compile(rf"(?<![가-힣])({'|'.join(_KOREAN)})\s(?:명|사람|남성|여성|병사)")
_OF_ONE: Final[Mapping[str, re.Pattern[str]]] = {
    "people": re.compile("."),
    "killed": re.compile("kill|dead|died|death|body|bodies|숨|사망|시신"),
    "wounded": re.compile("wound|hurt|injur|beat|broke|다쳤|다친|다치|부상|맞아|부러"),
}
"""What a summary says of one person, in place of the figure 1."""

_EACH: Final = re.compile(r"\beach\b|씩")
_ONE_AND_OTHER: Final = re.compile(r"\b(?:another|the other|one)\b")


def figure_findings(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield each figure from 1 up that neither summary tells, nor any two or three of theirs."""
    for row, count in _figures(tables["incidents"]):
        if not _is_told(row, count) and not _sum(row, count):
            what = f"{count} is {row[count]}, which neither summary tells."
            yield finding("figure", row, count, what, "Tell it in the summaries, or correct it.")


def told_as_sum(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield each figure that the summaries tell in parts: ``1966-…: killed 9 = 1 + 2 + 6``."""
    for row, count in _figures(tables["incidents"]):
        if not _is_told(row, count) and (parts := _sum(row, count)):
            yield f"{row['id']}: {count} {row[count]} = {' + '.join(map(str, parts))}"


def figures_in(english: str, korean: str) -> list[int]:
    """Return the numbers of people that two summaries tell, in digits and in words."""
    told = []
    for match in _NUMBER_EN.finditer(english):
        if _NO_PEOPLE_EN.match(english, match.end()):
            continue
        word, ones, digits = match.groups()
        number = int(digits.replace(",", "")) if digits else _ENGLISH[word.lower()]
        told.append(number + (_ENGLISH[ones.lower()] if ones else 0))
        if _AND_ONE.match(english, match.end()):  # "and two others": three with the one named
            told.append(told[-1] + 1)
    for match in _DIGITS_KO.finditer(korean):
        if not _NO_PEOPLE_KO.match(korean, match.end()):
            told.append(int(match[1].replace(",", "")))
    return told + [_KOREAN[word] for word in _PEOPLE_KO.findall(korean)]


def _figures(incidents: Table) -> Iterator[tuple[Row, str]]:
    for row in incidents.rows:
        for count in COUNTS:
            valid = incidents.is_valid(row, "id", "summary_en", "summary_ko", count)
            if valid and row[count] not in ("", "0"):
                yield row, count


def _is_told(row: Row, count: str) -> bool:
    english, korean = row["summary_en"], row["summary_ko"]
    figure, told = int(row[count]), figures_in(english, korean)
    if figure == 1:
        return _OF_ONE[count].search(english + korean) is not None
    half = figure // 2 if figure % 2 == 0 and _EACH.search(english + korean) else None
    return figure in told or half in told


def _sum(row: Row, count: str) -> tuple[int, ...] | None:
    """Return two or three told figures that make the column's, or None."""
    english, figure = row["summary_en"], int(row[count])
    one = {1} if _ONE_AND_OTHER.search(english) else set()
    parts = sorted(n for n in {*figures_in(english, row["summary_ko"]), *one} if 0 < n < figure)
    for length in (2, 3):
        for some in combinations_with_replacement(parts, length):
            if sum(some) == figure:
                return some
    return None
