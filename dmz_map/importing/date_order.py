"""Whether the day or the month is first: decided by one row for the whole file, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from dmz_map.importing.calendar_days import NotADayError, checked, full_year

__all__ = ["AmbiguousDateError", "Order", "choose", "order_votes"]

Order = frozenset[str]
"""What rows have decided: ``dmy``, ``mdy``, and ``ymd`` with its sign, such as ``ymd.``."""

_TRIPLES: Final = re.compile(
    r"(?<![\d:])(\d{1,4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?![\d:])"
)


class AmbiguousDateError(ValueError):
    """A date whose day and month cannot be reported apart."""


def order_votes(texts: Iterable[str]) -> Order:
    """Return the orders that the dates of a file prove.

    A year of four digits in front counts for two-digit years with the same sign.
    """
    votes: set[str] = set()
    for text in texts:
        for first, sign, second, third in _TRIPLES.findall(text):
            if len(first) == 4:
                votes.add(f"ymd{sign}")
            elif len(first) <= 2:
                names = _readings(first, second, third)
                if len(names) == 1:
                    name = next(iter(names))
                    votes.add(f"{name}{sign}" if name == "ymd" else name)
    return frozenset(votes)


def choose(
    first: str, second: str, third: str, sign: str, order: Order
) -> tuple[int, int | None, int | None]:
    """Return year, month and day of three numbers; a 0 leaves a month or a day out.

    Raises
    ------
    NotADayError
        If no order gives a day of the calendar.
    AmbiguousDateError
        If more than one does, and the file has not decided.
    """
    readings = _readings(first, second, third)
    if not readings:
        raise NotADayError
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    decided = {name for name in readings if name in order or f"{name}{sign}" in order}
    chosen = {readings[name] for name in decided}
    if len(chosen) != 1:
        raise AmbiguousDateError
    return chosen.pop()


def _readings(first: str, second: str, third: str) -> dict[str, tuple[int, int | None, int | None]]:
    """Return what each order makes of three numbers, if that is a day."""
    readings: dict[str, tuple[int, int | None, int | None]] = {}
    forms = {"dmy": (third, second, first), "mdy": (third, first, second)}
    if len(third) <= 2 and len(first) == 2:
        forms["ymd"] = (first, second, third)
    for name, (year, month, day) in forms.items():
        m, d = int(month) or None, int(day) or None
        if len(year) == 1 or (m is None and d is not None):
            continue
        try:
            readings[name] = checked(full_year(year), m, d)
        except NotADayError:
            continue
    return readings
