"""How an English date goes with what stands beside it: in a list, in apposition, in a paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dmz_map.reading.dates import DateMark

__all__ = ["both_days", "is_apposed", "is_list", "is_new_paragraph"]

_LINE: Final = 120
"""A longer line is a paragraph, characters."""


def is_list(match: re.Match[str], low: str) -> bool:
    """Return whether two days are named, not a stretch ("between May 4 and 23")."""
    return " and " in match[0] and not low.endswith("between ", 0, match.start())


def both_days(mark: DateMark, match: re.Match[str]) -> list[DateMark]:
    """Return a mark for each of two days ("April 8 and 21")."""
    if mark.grain != "span":
        return [mark]
    middle = match.start("day2_range")
    return [
        replace(mark, end=match.start() + match[0].index(" and "), last=mark.first, grain="day"),
        replace(mark, start=middle, first=mark.last, grain="day"),
    ]


def is_apposed(between: str) -> bool:
    """Return whether a weekday explains the date just before it ("Oct. 19, a Sunday")."""
    return between in (", a ", " (", ", ", " (a ")


def is_new_paragraph(low: str, start: int, end: int) -> bool:
    """Return whether a paragraph ends between two places; a short line is a heading."""
    between = low[start:end]
    if "\n" not in between:
        return False
    line = start + between.index("\n") - low.rfind("\n", 0, start)
    return "\n\n" in between or line > _LINE
