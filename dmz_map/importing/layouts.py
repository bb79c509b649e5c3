"""Where the heading of a table is: below titles and notes, in one row or in two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from dmz_map.importing.cells import as_text
from dmz_map.importing.headings import recognised

__all__ = ["HeadingLayout", "heading_layout"]

_FIRST_ROWS: Final = 30
_LONGEST: Final = 80
_DATA: Final = re.compile(
    r"[-+]?\d[\d.,\s]*%?|https?://\S+|.*\b\d{4}[-./년]\s?\d{1,2}([-./월]\s?\d{1,2}.*)?"
    r"|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}.*",
    re.DOTALL,
)


@dataclass(frozen=True)
class HeadingLayout:
    """The headings of a table.

    Attributes
    ----------
    headings
        As they are written, of two rows joined by a blank; blank where a column has none.
    rows
        The rows of the heading, and the joined one, to notice where they are repeated.
    first_row
        Position of the first row of data among the rows that were looked at.
    above
        What is written above the heading.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int
    above: tuple[str, ...] = ()


def heading_layout(rows: Sequence[Sequence[Any]]) -> HeadingLayout:
    """Find the heading among the first rows of a table.

    Parameters
    ----------
    rows
        The first rows as they are written, blank ones too.
    """
    texts = [[as_text(cell) for cell in row] for row in rows]
    filled = [sum(map(bool, row)) for row in texts]
    place = _heading_row(rows, texts, filled)
    if place is None:
        start = next((i for i, count in enumerate(filled) if count), len(rows))
        width = max(map(len, rows), default=0)
        return HeadingLayout(("",) * width, (), start)
    top = texts[place]
    below = texts[place + 1] if place + 1 < len(rows) else []
    above = tuple(" ".join(filter(None, row)) for row in texts[:place] if any(row))
    if _is_second_row(rows, texts, place):
        joined = _joined(top, below)
        return HeadingLayout(joined, (tuple(top), tuple(below), joined), place + 2, above)
    return HeadingLayout(tuple(top), (tuple(top),), place + 1, above)


def _heading_row(
    rows: Sequence[Sequence[Any]], texts: Sequence[Sequence[str]], filled: Sequence[int]
) -> int | None:
    most = max(filled, default=0)
    usual = sorted(count for count in filled if count)[-max(1, len(filled) // 2) :]
    wide = usual[0] if usual else 0
    known = [sum(map(recognised, row)) for row in texts[:_FIRST_ROWS]]
    data = [sum(map(_is_data, row)) for row in rows[:_FIRST_ROWS]]
    for i, count in enumerate(known):
        if count >= 2 and data[i] <= filled[i] // 4:
            return i
    for i, count in enumerate(known):
        if count and not data[i] and 2 * filled[i] >= wide:
            return i
    for i, count in enumerate(data):
        if filled[i] and not count and 10 * filled[i] >= 6 * min(wide, most):
            return i
    return None


def _is_data(cell: Any) -> bool:
    """Return whether a cell is a date, a number, an address or long: no heading."""
    if isinstance(cell, int | float | dt.date | dt.time) and not isinstance(cell, bool):
        return True
    text = as_text(cell)
    return len(text) > _LONGEST or _DATA.fullmatch(text) is not None


def _is_second_row(
    rows: Sequence[Sequence[Any]], texts: Sequence[Sequence[str]], place: int
) -> bool:
    """Return whether the next row completes a heading: it fills its gaps and holds no data."""
    if place + 1 >= len(rows) or not any(texts[place + 1]):
        return False
    if any(map(_is_data, rows[place + 1])):
        return False
    top, below = texts[place], texts[place + 1]
    fills = False
    for i, (over, under) in enumerate(zip_longest(top, below, fillvalue="")):
        opens = i + 1 < max(len(top), len(below)) and not (top[i + 1] if i + 1 < len(top) else "")
        if under and over and over != under and not opens:
            return False
        fills = fills or bool(under and not over)
    return fills


def _joined(top: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    joined, group = [], ""
    for over, under in zip_longest(top, below, fillvalue=""):
        group = over or group
        name = over if not under or under == over else f"{group} {under}".strip()
        joined.append(name)
    return tuple(joined)
