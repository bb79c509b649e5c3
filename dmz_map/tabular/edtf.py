"""Dates as the tables write them: EDTF, https://www.loc.gov/standards/datetime/."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from time import struct_time
from typing import Final

from edtf import EDTFParseException, parse_edtf

from dmz_map.errors import TableError

__all__ = ["alternatives", "day_span", "is_fuzzy", "named_days"]

_LONGEST: Final = 64
_PLAIN: Final = re.compile(
    r"((?!0000)[0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?[?~%]?", re.ASCII
)
"""A year, month or day: what nearly every row holds."""
_FUZZY_MARKS: Final = "?~%X["


def alternatives(edtf: str) -> tuple[str, ...]:
    """Return the dates of a set of which one is meant (``[a,b]``), or the expression alone."""
    is_set = edtf.startswith("[") and edtf.endswith("]") and "," in edtf
    return tuple(edtf[1:-1].split(",")) if is_set else (edtf,)


def day_span(edtf: str) -> tuple[date, date]:
    """Return the first and the last day that an EDTF expression covers.

    A mark of doubt (``?``, ``~``, ``%``) leaves the span as it is; `is_fuzzy` reports it.

    Parameters
    ----------
    edtf
        A date (``2017-11-13``), a month or year (``1980-05``), a marked one
        (``1963-05-17?``), a closed interval (``2024-04/2024-06``) or a set of which one is meant
        (``[2020-07-18,2020-07-19]``).

    Returns
    -------
    tuple of (date, date)
        Both days belong to the span; they are the same for a single day.

    Raises
    ------
    TableError
        If the text is not EDTF, not a day of the calendar, open at an end, or ends
        before it begins.
    """
    open_end = edtf.startswith("/") or edtf.endswith("/") or ".." in edtf
    if not edtf or len(edtf) > _LONGEST or open_end or any(map(str.isspace, edtf)):
        raise _no_span(edtf)
    try:
        first, last = _plain_span(edtf) or _parsed_span(edtf)
    except (EDTFParseException, AttributeError, ValueError, TypeError, OverflowError) as error:
        raise _no_span(edtf) from error
    if last < first:
        raise _no_span(edtf)
    return first, last


def is_fuzzy(edtf: str) -> bool:
    """Return whether an EDTF expression says that it is uncertain or approximate.

    Raises
    ------
    TableError
        As `day_span` does.
    """
    day_span(edtf)
    return any(mark in edtf for mark in _FUZZY_MARKS)


def named_days(edtf: str) -> tuple[date, ...]:
    """Return the days on which an event of this date may have fallen, if that is under a week.

    Of a set only its own dates count. Of a longer span only the first and the last day count, and
    only where the expression names them; a month or year alone names no day.

    Raises
    ------
    TableError
        As `day_span` does.
    """
    first, last = day_span(edtf)
    if len(of := alternatives(edtf)) > 1:
        return tuple(dict.fromkeys(day for one in of for day in named_days(one)))
    length = (last - first).days + 1
    if length < 7:
        return tuple(first + timedelta(days) for days in range(length))
    spans = [day_span(part) for part in edtf.split("/")]
    return tuple(begin for begin, end in spans if begin == end)


def _plain_span(edtf: str) -> tuple[date, date] | None:
    """Read a plain date, or two with a slash; the EDTF parser takes 20 ms for one."""
    if len(of := alternatives(edtf)) > 1:
        spans = [span for one in of if (span := _plain_span(one))]
        ends = [day for span in spans for day in span]
        return (min(ends), max(ends)) if len(spans) == len(of) else None
    parts = edtf.split("/")
    matches = [match for part in parts if (match := _PLAIN.fullmatch(part))]
    if len(parts) > 2 or len(matches) < len(parts):
        return None
    first, last = matches[0], matches[-1]
    year, month, day = last.groups()
    days = monthrange(int(year), int(month or 12))[1]
    return (
        date(int(first[1]), int(first[2] or 1), int(first[3] or 1)),
        date(int(year), int(month or 12), int(day or days)),
    )


def _parsed_span(edtf: str) -> tuple[date, date]:
    parsed = parse_edtf(edtf)
    return _day(parsed.lower_strict()), _day(parsed.upper_strict())


def _day(moment: struct_time) -> date:
    """Return a day; the parser lets 30 February of an interval pass, `date` does not."""
    return date(*moment[:3])


def _no_span(edtf: str) -> TableError:
    return TableError(
        f"{edtf[:_LONGEST]!r} is not an EDTF date with a first and a last day.",
        "Write one such as 2017-11-13, 2024-08, 1979-07? or 2024-04/2024-06.",
        value=edtf,
    )
