"""Days of the calendar, and EDTF of years, months and days."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

__all__ = ["NotADayError", "checked", "edtf_of", "full_year", "last_day_of", "whole_units"]


class NotADayError(ValueError):
    """A date that no calendar has."""


def checked(
    year: int, month: int | None, day: int | None, *, day_of_year: int = 0
) -> tuple[int, int | None, int | None]:
    """Return a year, month and day that the calendar has.

    Raises
    ------
    NotADayError
        If it has no such day.
    """
    if not 1 <= year <= 9999:
        raise NotADayError
    try:
        if day_of_year:
            found = dt.date(year, 1, 1) + dt.timedelta(days=day_of_year - 1)
            if found.year != year:
                raise NotADayError
            return found.year, found.month, found.day
        dt.date(year, month or 1, day or 1)
    except (ValueError, OverflowError) as error:
        raise NotADayError from error
    return year, month, day


def full_year(text: str) -> int:
    """Return a year; one of two digits is the last that is not in the future."""
    if len(text) > 2:
        return int(text)
    today = dt.date.today().year
    year = today // 100 * 100 + int(text)
    return year if year <= today else year - 100


def last_day_of(year: int, month: int) -> int:
    """Return how many days a month has."""
    return monthrange(year, month)[1]


def edtf_of(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a year, a month or a day as EDTF writes it."""
    text = f"{year:04}"
    if month:
        text += f"-{month:02}"
        if day:
            text += f"-{day:02}"
    return text


def whole_units(first: dt.date, last: dt.date) -> str:
    """Return whole years or months as EDTF; blank if the days do not fill them."""
    if first.day != 1 or last.day != last_day_of(last.year, last.month):
        return ""
    if first.month == 1 and last.month == 12:
        start, end = edtf_of(first.year), edtf_of(last.year)
    else:
        start, end = edtf_of(first.year, first.month), edtf_of(last.year, last.month)
    return start if start == end else f"{start}/{end}"
