"""Dates as the tables write them: EDTF, https://www.loc.gov/standards/datetime/."""

from __future__ import annotations

import re
from datetime import date
from time import struct_time
from typing import Final

from edtf import EDTFParseException, parse_edtf

from dmz_map.errors import TableError

__all__ = ["day_span", "is_fuzzy"]

_LONGEST: Final = 64
_PLAIN_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FUZZY_MARKS: Final = "?~%X["


def day_span(edtf: str) -> tuple[date, date]:
    """Return the first and the last day that an EDTF expression covers.

    A mark of doubt (``?``, ``~``, ``%``) leaves the span as it is; `is_fuzzy` tells of it.

    Parameters
    ----------
    edtf
        A date (``2017-11-13``), a month or year (``1980-05``), a marked one
        (``1963-05-17?``) or a closed interval (``2024-04/2024-06``).

    Returns
    -------
    tuple of (date, date)
        Both days belong to the span; they are the same for a single day.

    Raises
    ------
    TableError
        If the text is no EDTF, no day of the calendar, open at an end, or ends
        before it begins.
    """
    open_end = edtf.startswith("/") or edtf.endswith("/") or ".." in edtf
    if not edtf or len(edtf) > _LONGEST or open_end or any(map(str.isspace, edtf)):
        raise _no_span(edtf)
    try:
        if _PLAIN_DAY.fullmatch(edtf):  # the EDTF parser takes 10 ms a date, this a microsecond
            return date.fromisoformat(edtf), date.fromisoformat(edtf)
        parsed = parse_edtf(edtf)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, OverflowError) as error:
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


def _day(moment: struct_time) -> date:
    """Return a day; the parser lets 30 February of an interval pass, `date` does not."""
    return date(*moment[:3])


def _no_span(edtf: str) -> TableError:
    return TableError(
        f"{edtf[:_LONGEST]!r} is no EDTF date with a first and a last day. "
        "Write one such as 2017-11-13, 2024-08, 1979-07? or 2024-04/2024-06."
    )
