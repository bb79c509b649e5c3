"""The first look at rows: blank ones go, torn ones, repeated headings and duplicates are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from dmz_map.importing.cells import as_text, clean
from dmz_map.importing.source_table import Batch, SourceTable

__all__ = ["Screened", "Screening"]


@dataclass(frozen=True, slots=True)
class Screened:
    """Rows that are not blank.

    Attributes
    ----------
    numbers
        The number of each, as the reader's program shows it.
    columns
        The cells of each column: clean text, or a value of the format's own type.
    rows
        The cells of each row as clean text.
    shapes
        Array of geometries in EPSG:4326, or None.
    problems
        Codes of why a row is rejected; none for most.
    torn
        Positions of rows that cannot be read.
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence[Any]]
    rows: Sequence[tuple[str, ...]]
    shapes: Any
    problems: list[tuple[str, ...]]
    torn: frozenset[int]


class Screening:
    """Looks at the rows of one table, batch by batch.

    Parameters
    ----------
    table
        The table; of its rows only those of its headings are looked at here.
    """

    def __init__(self, table: SourceTable) -> None:
        self._headings = [_folded(row) for row in table.heading_rows or (table.headings,)]
        self._words = frozenset(word for row in self._headings for word in row)
        self._seen: set[int] = set()

    def of(self, batch: Batch, shapes: Any) -> Screened:
        """Return the rows of a batch.

        Parameters
        ----------
        batch
            The rows.
        shapes
            Their geometries in EPSG:4326, or None.
        """
        numbers = batch.numbers
        texts = [*map(_texts, batch.columns)]
        rows = [*zip(*texts, strict=True)] if texts else [()] * len(numbers)
        columns = [_cells(*pair) for pair in zip(batch.columns, texts, strict=True)]
        torn = frozenset(batch.torn)
        blank = [
            place for place, row in enumerate(rows)
            if not any(row) and place not in torn and (shapes is None or shapes[place] is None)
        ]  # fmt: skip
        if blank:
            kept = np.delete(np.arange(len(rows)), blank).tolist()
            numbers, rows = [numbers[i] for i in kept], [rows[i] for i in kept]
            columns = [[column[i] for i in kept] for column in columns]
            shapes = None if shapes is None else shapes[kept]
            torn = frozenset(new for new, old in enumerate(kept) if old in torn)
        return Screened(numbers, columns, rows, shapes, self._problems(rows, shapes, torn), torn)

    def _problems(
        self, rows: Sequence[tuple[str, ...]], shapes: Any, torn: frozenset[int]
    ) -> list[tuple[str, ...]]:
        problems: list[tuple[str, ...]] = [()] * len(rows)
        drawn = [()] * len(rows) if shapes is None else shapely.to_wkb(shapes)
        words, seen = self._words, self._seen
        for place, row in enumerate(rows):
            if place in torn:
                problems[place] = ("bad_row",)
                continue
            first = (row and row[0]) or next(filter(None, row), "")
            if first.casefold() in words and _folded(row) in self._headings:
                problems[place] = ("repeated_header",)
            key = hash((row, drawn[place]))
            if key in seen:
                problems[place] += ("duplicate",)
            seen.add(key)
        return problems


def _texts(column: Sequence[Any]) -> Sequence[str]:
    """Return cells as clean text."""
    if set(map(type, column)) == {str}:
        return [*map(str.strip if "".join(column).isascii() else clean, column)]
    return [*map(as_text, column)]


def _cells(column: Sequence[Any], texts: Sequence[str]) -> Sequence[Any]:
    """Return cells, those that are text clean."""
    if set(map(type, column)) == {str}:
        return texts
    return [t if type(v) is str else v for v, t in zip(column, texts, strict=True)]


def _folded(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(as_text(cell).casefold() for cell in row)
