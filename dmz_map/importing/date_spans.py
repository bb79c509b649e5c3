"""Dates in words and ranges of dates, as EDTF: circa, seasons, decades, tenths of a month."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from dmz_map.importing.affixes import without_affix, without_word
from dmz_map.importing.calendar_days import NotADayError, edtf_of, full_year, last_day_of
from dmz_map.importing.cells import read_words
from dmz_map.importing.date_order import Order
from dmz_map.importing.date_parts import parse_part, without_weekday
from dmz_map.importing.date_ranges import parse_range

__all__ = ["BeforeChristError", "OpenDateError", "Span", "parse_span"]

Span = tuple[str, bool]
"""EDTF, and whether it was in words that EDTF cannot give back."""

_DECADE: Final = re.compile(r"(?:the\s+)?'?(\d{2}|\d{4})\s?(?:'?s|년대|年代|er)|(\d{3})x")
_CENTURY: Final = re.compile(
    r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s?(?:century|c\.|세기|世紀|世纪)"
)
_QUARTER: Final = re.compile(
    r"q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4])"
    r"|([1-4])(?:st|nd|rd|th) quarter (?:of )?(\d{4})|(\d{4})년?\s*([1-4])\s*분기"
)
_HALF: Final = re.compile(
    r"(?:h|first half of |second half of )([12])?[\s/-]*(\d{4})"
    r"|(\d{4})\s*h([12])|(\d{4})년?\s*(상|하)반기"
)
_BCE_SIGN: Final = re.compile(r"-\d{1,6}(?:-\d\d){0,2}")
_YEARS: Final = re.compile(r"(\d{4})\s?[-–/]\s?(\d{2})")


class OpenDateError(ValueError):
    """A date without a first or a last day."""


class BeforeChristError(ValueError):
    """A date before the year 1."""


def parse_span(text: str, order: Order) -> Span | None:
    """Return what a date without its time of day says, in lower case; None if it is no date.

    Raises
    ------
    NotADayError, AmbiguousDateError
        As `parse_part` does.
    OpenDateError, BeforeChristError
        If it has no end, or is too old.
    """
    text = without_weekday(text).strip(" ,;")
    text = re.sub(r"^\((.*)\)$|^\[(.*)\]$", lambda m: m[1] or m[2], text)
    if _BCE_SIGN.fullmatch(text) or without_affix(text, "bce", before=True, after=True) is not None:
        raise BeforeChristError
    stripped = without_affix(text, "ce", before=True, after=True)
    if stripped is not None:
        text = re.sub(r"(?<!\d)\d{1,3}(?=년|$)", lambda m: m[0].zfill(4), stripped)
    if (marked := _marked(text, order)) is not None:
        return marked
    return _plain(text, order) or _open(text, order)


def _marked(text: str, order: Order) -> Span | None:
    for words, mark in (("approximate", "~"), ("uncertain", "?")):
        rest = without_affix(text, words, before=True)
        rest = without_affix(text, f"{words}_after", after=True) if rest is None else rest
        if rest is not None and (inner := parse_span(rest, order)) is not None:
            return "/".join(_with_mark(part, mark) for part in inner[0].split("/")), mark == "~"
    return None


def _with_mark(edtf: str, mark: str) -> str:
    if re.fullmatch(r"\d{4}-2[1-4]|.*X", edtf):
        return edtf
    if edtf[-1:] in "~?%":
        return edtf if edtf[-1] in (mark, "%") else f"{edtf[:-1]}%"
    return f"{edtf}{mark}"


def _plain(text: str, order: Order) -> Span | None:
    for read in (_one, _season, _decade, _tenth, _fraction, _interval):
        if (span := read(text, order)) is not None:
            return span
    rest = without_affix(text, "drop_after", after=True)
    rest = without_affix(text, "from", before=True) if rest is None else rest
    if rest is None or rest == text or without_affix(text, "after", before=True) is not None:
        return None
    if without_affix(text, "before_after", after=True) is not None:
        return None
    return _plain(rest, order)


def _one(text: str, order: Order) -> Span | None:
    if years := _YEARS.fullmatch(text):
        end = int(years[1][:2] + years[2])
        if end > int(years[1]) and int(years[2]) > 12:
            return f"{years[1]}/{end:04}", False
    if week := re.fullmatch(r"(\d{4})-?w(\d{2})", text):
        return _week(int(week[1]), int(week[2])), False
    part = parse_part(text, order)
    if part is None or part.year is None or (part.day and not part.month):
        return None
    return edtf_of(part.year, part.month, part.day), False


def _week(year: int, week: int) -> str:
    try:
        days = (dt.date.fromisocalendar(year, week, day) for day in (1, 7))
        return "/".join(day.isoformat() for day in days)
    except ValueError as error:
        raise NotADayError from error


def _interval(text: str, order: Order) -> Span | None:
    edtf = parse_range(text, order)
    return None if edtf is None else (edtf, False)


def _season(text: str, order: Order) -> Span | None:
    for number, words in read_words("dates")["seasons"].items():
        rest = without_word(text, tuple(words))
        if rest is None:
            continue
        rest = re.sub(r"^(?:of|de|del|the|im|in)\s+|\s*(?:of|철)$|^(?:the)$", "", rest).strip(" ,")
        years = _YEARS.fullmatch(rest)
        part = parse_part(years[1] if years else rest, order)
        if part and part.year and not part.month:
            return f"{edtf_of(part.year)}-{number}", True
    return None


def _decade(text: str, order: Order) -> Span | None:
    if match := _DECADE.fullmatch(text):
        year = int(match[2]) * 10 if match[2] else full_year(match[1])
        return (f"{year // 10:03}X", True) if year % 10 == 0 else None
    if match := _CENTURY.fullmatch(text):
        return f"{int(match[1]) - 1:02}XX", True
    return None


def _tenth(text: str, order: Order) -> Span | None:
    tenths = read_words("dates")["tenths"]
    for place, (exact, rough) in enumerate(
        (("first", "early"), ("second", "mid"), ("third", "late"))
    ):
        for name, mark in ((exact, ""), (rough, "~")):
            rest = without_word(text, tuple(tenths[name]))
            if rest is None:
                continue
            rest = rest.strip(" -,")
            rest = re.sub(r"^(?:of|in|the)\s+", "", rest)
            if (span := _third(rest, place, mark, order)) is not None:
                return span
    return None


def _third(rest: str, place: int, mark: str, order: Order) -> Span | None:
    """Return a third of a month in days, and of a year or a decade roughly."""
    if (decade := _decade(rest, order)) is not None and decade[0].endswith("X"):
        start = int(decade[0][:3]) * 10 + (0, 4, 7)[place]
        return f"{start:04}~/{start + (3, 2, 2)[place]:04}~", True
    part = parse_part(rest, order)
    if part is None or part.year is None or part.day:
        return None
    if not part.month:
        return (f"{edtf_of(part.year)}~", True) if mark else None
    days = ((1, 10), (11, 20), (21, last_day_of(part.year, part.month)))[place]
    ends = (edtf_of(part.year, part.month, day) + mark for day in days)
    return "/".join(ends), True


def _fraction(text: str, order: Order) -> Span | None:
    if match := _QUARTER.fullmatch(text):
        a, b, c, d, e, f, g, h = match.groups()
        year, quarter = int(b or c or f or g), int(a or d or e or h)
        return f"{edtf_of(year, 3 * quarter - 2)}/{edtf_of(year, 3 * quarter)}", True
    if match := _HALF.fullmatch(text):
        year = int(match[2] or match[3] or match[5])
        second = text.startswith("second") or "2" in (match[1], match[4]) or match[6] == "하"
        if match[1] or match[4] or match[6] or " half " in text:
            return f"{edtf_of(year, 7 if second else 1)}/{edtf_of(year, 12 if second else 6)}", True
    return None


def _open(text: str, order: Order) -> Span | None:
    """Notice a date that only begins or only ends; words after it alone make no date."""
    for before, after in (("before", "before_after"), ("after", "after_after")):
        for rest in (
            without_affix(text, before, before=True),
            without_affix(text, after, after=True),
        ):
            if rest and _plain(rest, order) is not None:
                raise OpenDateError
    if re.fullmatch(r".*\S\s*[-–—~/]|(?:\.\.|[-–—~/])\s*\S.*|.*/\.\.", text):
        rest = text.strip(" -–—~/.")
        if rest and _plain(rest, order) is not None:
            raise OpenDateError
    return None
