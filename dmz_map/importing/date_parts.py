"""One date in words or figures: a year, perhaps with a month and a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel.dates import get_day_names, get_month_names

from dmz_map.importing.calendar_days import NotADayError, checked, full_year
from dmz_map.importing.cells import read_words
from dmz_map.importing.date_order import Order, choose

__all__ = ["Part", "month_pattern", "parse_part", "without_weekday"]


@dataclass(frozen=True, slots=True)
class Part:
    """A date, or a part of one that another completes; None for what it does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


_Y: Final = r"(?P<y>\d{4}|'\d{2})"
_D: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?"
_ISO: Final = re.compile(r"(\d{4})(?:\s?([-./])\s?(\d{1,2})(?:\s?\2\s?(\d{1,2}))?)?\.?")
_BASIC: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ORDINAL: Final = re.compile(r"(\d{4})-(\d{3})")
_TRIPLE: Final = re.compile(r"('?)(\d{1,2})\s?([-./\s])\s?(\d{1,2})\s?\3\s?'?(\d{1,2}|\d{4})\.?")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s?[-./]\s?(\d{4})")
_MONTH_DAY: Final = re.compile(r"(\d{1,2})\s?[-./]\s?(\d{1,2})\.?")
_LONE: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_DAY_YEAR: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})")
_EASTERN: Final = re.compile(
    r"(?:'?(\d{2}|\d{4})\s?[년年](?:도)?)?[\s,.]*(?:(\d{1,2})\s?[월月])?[\s,.]*(?:(\d{1,2})\s?[일日])?"
)


@cache
def _months() -> Mapping[str, int]:
    names = {"sept": 9, "mrz": 3, "января": 1, "enero": 1}
    for locale in read_words("dates")["locales"]:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    name = name.casefold().rstrip(".")
                    if not name.isdigit():
                        names.setdefault(name, number)
    return names


@cache
def month_pattern() -> str:
    """Return the names of months in all languages that are known, as a regular expression."""
    return "|".join(map(re.escape, sorted(_months(), key=len, reverse=True)))


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<m>{month_pattern()})\.?"
    of, gap = r"(?:\s*(?:of|de|del)\s+)?", r"[\s,./-]*"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{_D}{gap}{of}{month}{gap}{of}(?:(?P<y>\d{{4}}|'?\d{{2}}))?",
            rf"{month}\s*{_D}(?:[\s,]+(?P<y>\d{{4}}|'\d{{2}}))?",
            rf"{month}{gap}{_D}{gap}(?P<y>\d{{4}})",
            rf"{month}-(?P<y>\d{{2}})",
            rf"{month}{gap}{of}(?:{_Y})?",
            rf"{_Y}{gap}{month}{gap}(?:{_D})?",
        )
    )


@cache
def _weekdays() -> re.Pattern[str]:
    names: set[str] = set()
    for locale in (*read_words("dates")["locales"], "ko"):
        for width in ("wide", "abbreviated"):
            days = get_day_names(width, "format", locale).values()
            names |= {day.casefold().rstrip(".") for day in days if len(day) > 1 or locale != "ko"}
    names |= {"tues", "thur", "thurs", "wednes"}
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"(?<!\w)\(?(?:{words})\.?(?!\w)\)?,?|\([월화수목금토일](?:요일)?\)|\s[월화수목금토일]요일"
    )


def without_weekday(text: str) -> str:
    """Return a date without the names of days of the week."""
    return _weekdays().sub(" ", text).strip(" ,")


def parse_part(text: str, order: Order) -> Part | None:
    """Return what one date says; None if it is no date.

    Raises
    ------
    NotADayError
        If it is no day of the calendar.
    AmbiguousDateError
        If its day and month cannot be reported apart.
    """
    for read in _FORMS:
        for part in read(text, order):
            return part
    return None


def _figures(text: str, order: Order) -> Iterator[Part]:
    if iso := _ISO.fullmatch(text):
        yield _part(iso[1], iso[3], iso[4])
    elif basic := _BASIC.fullmatch(text):
        yield _part(*basic.groups())
    elif triple := _TRIPLE.fullmatch(text):
        mark, a, sign, b, c = triple.groups()
        yield Part(*choose(a, b, c, sign, frozenset(("ymd",)) if mark and len(c) < 3 else order))
    elif pair := _MONTH_YEAR.fullmatch(text):
        yield _part(pair[2], pair[1], None)
    elif pair := _DAY_YEAR.fullmatch(text):
        yield Part(int(pair[2]), None, int(pair[1]))
    elif ordinal := _ORDINAL.fullmatch(text):
        yield Part(*checked(int(ordinal[1]), None, None, day_of_year=int(ordinal[2])))


def _eastern(text: str, order: Order) -> Iterator[Part]:
    match = _EASTERN.fullmatch(text)
    if match and any(match.groups()):
        yield _part(*match.groups())


def _in_words(text: str, order: Order) -> Iterator[Part]:
    if text[-1:].isdigit() and text.isascii() and not any(map(str.isalpha, text)):
        return
    for pattern in _worded():
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            month = str(_months()[found["m"]])
            yield _part(found.get("y"), month, found.get("d"))
            return


def _fragments(text: str, order: Order) -> Iterator[Part]:
    if lone := _LONE.fullmatch(text):
        yield Part(None, None, int(lone[1]))
    elif (pair := _MONTH_DAY.fullmatch(text)) and 1 <= int(pair[1]) <= 12:
        yield Part(None, int(pair[1]), int(pair[2]))


_FORMS: Final[tuple[Callable[[str, Order], Iterator[Part]], ...]] = (
    _figures, _eastern, _in_words, _fragments,
)  # fmt: skip


def _part(year: str | None, month: str | None, day: str | None) -> Part:
    """Return a part of texts; a 0 leaves a month or a day out."""
    y = full_year(year.strip("'")) if year else None
    m, d = int(month or 0) or None, int(day or 0) or None
    if m is None and month is not None:
        d = None
    if y is not None and (m or not d):
        y, m, d = checked(y, m, d)
    elif m is not None and m > 12:
        raise NotADayError
    return Part(y, m, d)
