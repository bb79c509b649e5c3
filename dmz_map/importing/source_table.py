"""A table as a file holds it: headings, and batches of columns with the numbers of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final

import numpy as np

from dmz_map.errors import TableError

__all__ = ["BATCH", "Batch", "Formula", "RefusedFileError", "SourceTable", "table_of_records"]

BATCH: Final = 5_000
"""Rows of a batch."""


class RefusedFileError(TableError):
    """A file that cannot go in at all.

    Attributes
    ----------
    code
        ``empty``, ``no_rows``, ``broken``, ``wrong_kind`` or ``not_a_table``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula or a link.

    Attributes
    ----------
    shown
        The value that it last showed; None if that is not known.
    address
        The address of its link, or blank.
    written
        The formula as it is written; blank for a link without a formula.
    """

    shown: Any
    address: str
    written: str


@dataclass(frozen=True)
class Batch:
    """Some rows of a table, column by column.

    Attributes
    ----------
    numbers
        The number of each row, as the reader's program shows it.
    columns
        The cells of each column: text, or a value of the format's own type; blank is "".
    shapes
        Array of shapely geometries (None where a row has none) in the table's CRS, or None.
    torn
        Position of a row in this batch to why it cannot be read.
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence[Any]]
    shapes: Any = None
    torn: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceTable:
    """One table, sheet or layer of a file.

    Attributes
    ----------
    name
        Of the sheet or layer; blank if the file has but one table.
    headings
        One for each column, no two alike: a repeated one is numbered, a missing one is
        ``column N``.
    batches
        Gives the rows anew on each call.
    heading_rows
        The headings as they are written, to notice where they are repeated.
    crs
        What the file says of its geometries, for pyproj; None if it says nothing.
    notes
        What the reader of the file has to report.
    """

    name: str
    headings: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    heading_rows: tuple[tuple[str, ...], ...] = ()
    crs: Any = None
    notes: tuple[str, ...] = ()

    def sample(self, most: int) -> Batch:
        """Return a batch of the first rows, without the torn and those that repeat the heading."""
        written = {_folded(row) for row in (*self.heading_rows, self.headings)}
        rows: list[tuple[Any, ...]] = []
        numbers: list[int] = []
        shapes: list[Any] = []
        for batch in self.batches():
            for place, row in enumerate(zip(*batch.columns, strict=True)):
                if place not in batch.torn and _folded(row) not in written:
                    rows.append(row)
                    numbers.append(batch.numbers[place])
                    shapes.append(None if batch.shapes is None else batch.shapes[place])
            if len(rows) >= most:
                break
        width = len(self.headings)
        columns = [*zip(*rows[:most], strict=True)] if rows else [()] * width
        has_shapes = any(shape is not None for shape in shapes)
        return Batch(numbers[:most], columns, shapes[:most] if has_shapes else None)


def _folded(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(cell).strip().casefold() for cell in row)


def table_of_records(
    records: Iterable[tuple[int, Mapping[str, Any] | str, Any]],
    *,
    name: str = "",
    crs: Any = None,
    notes: tuple[str, ...] = (),
) -> SourceTable:
    """Return a table of records that are in memory.

    Parameters
    ----------
    records
        Number, cells by heading (or why the record is torn), and a geometry or None.
    name, crs, notes
        As of `SourceTable`.
    """
    kept = [*records]
    parts = (cells for _, cells, _ in kept if not isinstance(cells, str))
    headings = tuple(dict.fromkeys(chain.from_iterable(parts)))

    def batches() -> Iterator[Batch]:
        rows = iter(kept)
        while part := [*islice(rows, BATCH)]:
            cells = [{} if isinstance(given, str) else given for _, given, _ in part]
            shapes = np.empty(len(part), dtype=object)
            shapes[:] = [shape for _, _, shape in part]
            yield Batch(
                [number for number, _, _ in part],
                [[row.get(heading, "") for row in cells] for heading in headings],
                shapes,
                {i: given for i, (_, given, _) in enumerate(part) if isinstance(given, str)},
            )

    return SourceTable(name, headings, batches, (), crs, notes)
