"""Rows of a table as rows of ours, batch by batch, with what has to be reported of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from pyproj import CRS

from dmz_map.importing.categories import Categories
from dmz_map.importing.cells import as_text, is_missing
from dmz_map.importing.counts import read_casualties, read_count
from dmz_map.importing.geometries import crs_named, in_degrees, reproject_shapes
from dmz_map.importing.headings import recognised
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.profile import EXTRA_FIELDS
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import ImportedRow, RowDraft
from dmz_map.importing.row_dates import RowDates
from dmz_map.importing.row_points import RowPoints
from dmz_map.importing.row_words import RowWords
from dmz_map.importing.source_table import Batch, Formula, SourceTable

__all__ = ["Conversion"]

_COUNTS: Final = ("people", "killed", "wounded")


class Conversion:
    """Converts the rows of one table.

    Parameters
    ----------
    table, proposal
        The table and how it is read.
    options
        The order of dates, the CRS, the source.
    categories
        Our categories.
    file
        Name of the file and its SHA-256.
    prefix
        Put before the numbers of rows, where a file has several sheets.
    """

    def __init__(
        self,
        table: SourceTable,
        proposal: Proposal,
        options: ImportOptions,
        categories: Categories,
        file: tuple[str, str],
        *,
        prefix: str = "",
        layer: str = "",
    ) -> None:
        self._table = table
        self._proposal = proposal
        self._prefix = prefix
        self._layer = layer
        given = crs_named(options.crs) if options.crs else None
        reported = crs_named(table.crs) if table.crs else None
        self._crs = given if reported is None or reported.is_engineering else reported
        self._dates = RowDates(proposal, table, options.date_order)
        self._points = RowPoints(proposal, given or _crs_of_headings(proposal))
        self._words = RowWords(proposal, categories, options.source, file)
        self._seen: set[int] = set()
        self._extras = [(f, h[0]) for f, h in proposal.columns.items() if f in EXTRA_FIELDS]
        self._values = {
            name: {theirs.casefold(): ours for theirs, ours in words.items()} | dict(words)
            for name, words in proposal.values.items()
        }
        self._heading_rows = [_folded(row) for row in table.heading_rows or (table.headings,)]

    def rows(self) -> Iterator[tuple[ImportedRow, tuple[float, float] | None]]:
        """Yield each row, and a point that it has but does not show, (lon, lat) in degrees."""
        for batch in self._table.batches():
            yield from self._batch(batch)

    def _batch(self, batch: Batch) -> Iterator[tuple[ImportedRow, tuple[float, float] | None]]:
        headings = self._table.headings
        shapes = self._in_degrees(batch.shapes)
        for place, values in enumerate(
            zip(*batch.columns, strict=True) if headings else ((),) * len(batch.numbers)
        ):
            row = RowDraft(f"{self._prefix}{batch.numbers[place]}")
            shape = None if shapes is None else shapes[place]
            texts = [*map(as_text, values)]
            if place in batch.torn:
                row.problems.append("bad_row")
                yield self._finished(row, headings, texts), None
                continue
            if shape is None and not any(texts):
                continue
            if self._is_heading(texts):
                row.problems.append("repeated_header")
            self._notice_duplicate(row, texts, shape)
            cells = (t if type(v) is str else v for t, v in zip(texts, values, strict=True))
            self._read(row, dict(zip(headings, cells, strict=True)), shape)
            if "bad_date" in row.problems and _is_of_names(texts):
                row.problems[:] = ["repeated_header"]
            yield self._finished(row, headings, texts), row.far_point

    def _read(self, row: RowDraft, cells: dict[str, Any], shape: Any) -> None:
        for name, words in self._values.items():
            text = as_text(cells[name])
            cells[name] = words.get(text, words.get(text.casefold(), cells[name]))
        self._dates.read(row, cells)
        self._points.read(row, cells, shape)
        self._counts(row, cells)
        self._words.read(row, cells)
        for field, name in self._extras:
            row.fields[field] = as_text(cells[name])
            row.used.add(name)
        for name, cell in cells.items():
            if isinstance(cell, Formula):
                if cell.written:
                    row.reported.append("formula")
                if cell.address and name not in row.used:
                    row.extra[f"{name} (link)"] = cell.address

    def _counts(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        columns, constants = self._proposal.columns, self._proposal.constants
        for field in _COUNTS:
            for name in columns.get(field, ()):
                count = read_count(cells[name])
                if count.unclear:
                    row.reported.append("count_unclear")
                elif count.number is not None:
                    row.fields[field] = str(count.number)
                    row.used.add(name)
                    break
                elif is_missing(as_text(cells[name])):
                    row.used.add(name)
            if field in constants and (field not in row.fields or field in self._proposal.fixed):
                row.fields[field] = constants[field]
        for name in columns.get("casualties", ()):
            found = read_casualties(cells[name])
            if found.unclear:
                row.reported.append("count_unclear")
            for field, number in (("killed", found.killed), ("wounded", found.wounded)):
                if number is not None:
                    row.fields.setdefault(field, str(number))

    def _finished(
        self, row: RowDraft, headings: Sequence[str], texts: Sequence[str]
    ) -> ImportedRow:
        other = {h: t for h, t in zip(headings, texts, strict=True) if t and h not in row.used}
        for name, text in row.extra.items():
            other[name if name not in other else f"{name} (2)"] = text
        if self._layer and any(texts):
            other.setdefault("layer", self._layer)
        reasons = dict.fromkeys([*row.problems, *row.reported])
        return ImportedRow(row.number, not row.problems, row.fields, other, tuple(reasons))

    def _in_degrees(self, shapes: Any) -> Any:
        """Return geometries in EPSG:4326, (lon, lat)."""
        crs: CRS | None = self._crs
        if shapes is None or crs is None or in_degrees(crs):
            return shapes
        return reproject_shapes(np.asarray(shapes, dtype=object), crs)

    def _is_heading(self, texts: Sequence[str]) -> bool:
        first = next((text for text in texts if text), "")
        if not any(first.casefold() in row for row in self._heading_rows):
            return False
        return _folded(texts) in self._heading_rows

    def _notice_duplicate(self, row: RowDraft, texts: Sequence[str], shape: Any) -> None:
        key = hash((*texts, b"" if shape is None else shapely.to_wkb(shape)))
        if key in self._seen:
            row.problems.append("duplicate")
        self._seen.add(key)


def _crs_of_headings(proposal: Proposal) -> CRS | None:
    """Return the CRS that the headings of coordinates name, such as ``X (EPSG:5186)``."""
    names = (h for field in ("lat", "lon", "point") for h in proposal.columns.get(field, ()))
    code = next((m[1] for h in names if (m := re.search(r"(?i)epsg\W?(\d{4,5})", h))), None)
    return crs_named(code) if code else None


def _is_of_names(texts: Sequence[str]) -> bool:
    """Return whether a row is a heading in other words: all its cells are names of columns."""
    cells = [text for text in texts if text]
    return len(cells) > 1 and all(map(recognised, cells))


def _folded(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(as_text(cell).casefold() for cell in row)
