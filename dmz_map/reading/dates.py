"""A date as a text gives it, resolved against the document's day and the dates before it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

__all__ = [
    "Calendar",
    "DateMark",
    "day_mark",
    "month_mark",
    "nearest_past",
    "span_mark",
    "year_mark",
]

EARLIEST: Final = 1945
LATEST: Final = 2100
_LONG_AGO: Final = 315
"""Days after which a date without a year is rather one that is to come."""


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date in the view: where it is, and the days that it covers.

    Attributes
    ----------
    start, end
        Offsets of the view.
    first, last
        The days covered; None if the text alone does not say.
    grain
        ``day``, ``month``, ``year``, ``span`` or ``none`` (not resolved).
    named
        Whether the words name a year; other marks lean on the text around them.
    vague
        Whether the words give no more than a stretch ("this year", "last month").
    weekday
        The day of the week that the words name, or None.
    since
        Whether the words open a stretch ("since April").
    loose
        Whether the words name the day by a round count of weeks ("a week ago").
    leaning
        Whether the words lean on a date before ("two days later", "that evening").
    """

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str
    named: bool = False
    vague: bool = False
    weekday: str | None = None
    since: bool = False
    leaning: bool = False
    loose: bool = False

    @property
    def edtf(self) -> str | None:
        """The date in EDTF, as precise as the words."""
        if self.first is None or self.last is None:
            return None
        if self.grain == "day":
            return self.first.isoformat()
        if self.grain == "month":
            return self.first.isoformat()[:7]
        if self.grain == "year":
            return self.first.isoformat()[:4]
        whole = self.first.day == 1 and self.last.day == _length(self.last)
        size = 7 if whole else 10
        return f"{self.first.isoformat()[:size]}/{self.last.isoformat()[:size]}"

    def covers(self, other: DateMark) -> bool:
        """Return whether the other date lies within this one."""
        if None in (self.first, self.last, other.first, other.last):
            return False
        return self.first <= other.first and other.last <= self.last  # type: ignore[operator]

    def at(self, start: int, end: int) -> DateMark:
        """Return the same days at another place of the text."""
        return replace(self, start=start, end=end)


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _none(start: int, end: int) -> DateMark:
    return DateMark(start, end, None, None, "none")


def day_mark(start: int, end: int, year: int | None, month: int, day: int) -> DateMark:
    """Return the mark of one day; not resolved without a year or off the calendar."""
    try:
        when = date(year or 0, month, day)
    except ValueError:
        return _none(start, end)
    return DateMark(start, end, when, when, "day")


def month_mark(start: int, end: int, year: int | None, month: int) -> DateMark:
    """Return the mark of one month."""
    if not year or not 1 <= month <= 12:
        return _none(start, end)
    first = date(year, month, 1)
    return DateMark(start, end, first, first.replace(day=_length(first)), "month")


def year_mark(start: int, end: int, year: int) -> DateMark:
    """Return the mark of one year."""
    return DateMark(start, end, date(year, 1, 1), date(year, 12, 31), "year", named=True)


def span_mark(start: int, end: int, first: date | None, last: date | None) -> DateMark:
    """Return the mark of a stretch of days; not resolved if it ends before it begins."""
    if first is None or last is None or last < first:
        return _none(start, end)
    return DateMark(start, end, first, last, "day" if first == last else "span")


def nearest_past(make: Callable[[int], date], today: date, year: int) -> date | None:
    """Return the newest of the days ``make(year)``, ``make(year - 1)``… not after today."""
    for back in range(5):
        try:
            when = make(year - back)
        except ValueError:
            continue
        if when <= today + timedelta(1):
            return when
    return None


@dataclass
class Calendar:
    """What was named last, so that "on the 18th" and "the same month" have a meaning.

    Attributes
    ----------
    today
        The document's day, None if nobody knows it.
    """

    today: date | None
    last: DateMark | None = None
    last_named: DateMark | None = None
    last_day: DateMark | None = None
    near: bool = False
    """Whether the last mark is so close that a bare date leans on it."""

    def take(self, mark: DateMark) -> DateMark:
        """Remember a mark and return it."""
        if mark.first is not None and not mark.vague:
            self.last, self.near = mark, True
            if mark.grain == "day":
                self.last_day = mark
            if mark.named:
                self.last_named = mark
        return mark

    def year_for(self, month: int, day: int = 1) -> int | None:
        """Return the year of a month and day named without one."""
        near = self.last if self.near else None
        if near and near.first and (self.today is None or near.first.year != self.today.year):
            return near.first.year
        if self.today is None:
            return self.last.first.year if self.last and self.last.first else None
        found = nearest_past(lambda year: _safe(year, month, day), self.today, self.today.year)
        if found and (self.today - found).days > _LONG_AGO:
            return found.year + 1
        return found.year if found else None

    def day_of_month(self, day: int) -> tuple[int | None, int]:
        """Return (year, month) of a day of the month named alone."""
        near = self.last if self.near else None
        base = self.today
        if near and near.first and (base is None or not _same_month(near.first, base)):
            return near.first.year, near.first.month
        if base is None:
            return (
                (self.last.first.year, self.last.first.month)
                if self.last and self.last.first
                else (None, 1)
            )
        if day > base.day + 1:
            base = base.replace(day=1) - timedelta(1)
        return base.year, base.month

    def shifted(self, start: int, end: int, unit: str, count: int, *, from_today: bool) -> DateMark:
        """Return the mark some days, weeks, months or years from today or the last date."""
        base = self.today if from_today else self.last.first if self.last else self.today
        if base is None or (
            not from_today and self.last and self.last.grain not in ("day", "span")
        ):
            exact = None if base is None else base
            if exact is None or unit in ("day", "week"):
                return _none(start, end)
            base = exact
        if unit in ("day", "week"):
            when = _moved(base, count * (7 if unit == "week" else 1))
            return span_mark(start, end, when, when)
        if unit == "month":
            total = base.year * 12 + base.month - 1 + count
            return month_mark(start, end, total // 12, total % 12 + 1)
        year = base.year + count
        return year_mark(start, end, year) if EARLIEST <= year < LATEST else _none(start, end)


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _safe(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
