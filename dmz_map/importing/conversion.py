"""Rows of a table as rows of ours, batch by batch, with what has to be reported of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import add, or_
from typing import Any

import numpy as np
from pyproj import CRS

from dmz_map.importing.categories import Categories
from dmz_map.importing.cells import as_text
from dmz_map.importing.distinct import Columns, Distinct, Outcomes, Rule, as_used
from dmz_map.importing.first_text import FirstText
from dmz_map.importing.geometries import crs_named, in_degrees, reproject_shapes
from dmz_map.importing.headings import recognised
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.other_cells import OtherCells, formulas
from dmz_map.importing.point_columns import PointColumns
from dmz_map.importing.profile import EXTRA_FIELDS
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RowBatch
from dmz_map.importing.row_counts import COUNTED, RowCounts
from dmz_map.importing.row_dates import DATED, RowDates
from dmz_map.importing.row_points import RowPoints
from dmz_map.importing.row_words import RowWords
from dmz_map.importing.screening import Screened, Screening
from dmz_map.importing.source_table import SourceTable

__all__ = ["Conversion"]

_Codes = Sequence[tuple[str, ...]]


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
    layer
        What the table is called in the file, or blank.
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
        self._table, self._columns = table, proposal.columns
        self._prefix = prefix
        self._file, self._source = file, options.source or proposal.constants.get("source", "")
        given = crs_named(options.crs) if options.crs else None
        reported = crs_named(table.crs) if table.crs else None
        self._crs = given if reported is None or reported.is_engineering else reported
        points = RowPoints(proposal, given or _crs_of_headings(proposal))
        self._points = PointColumns(points, self._columns, table.headings)
        self._words = words = RowWords(proposal, categories)
        dates, counts = RowDates(proposal, table, options.date_order), RowCounts(proposal)
        self._dates = self._distinct(dates.read, DATED, ("date",))
        self._others = (
            self._distinct(counts.read, (*COUNTED, "casualties"), COUNTED),
            FirstText("place", proposal, table.headings),
            FirstText("title", proposal, table.headings),
            self._distinct(words.category, ("category",), ("category",)),
            self._distinct(words.source, ("source",), ("source",)),
        )
        self._untitled = self._headings_of(("text", "kind", "category"))
        self._extras = [(f, h[0]) for f, h in self._columns.items() if f in EXTRA_FIELDS]
        self._values = {
            name: {theirs.casefold(): ours for theirs, ours in words.items()} | dict(words)
            for name, words in proposal.values.items()
        }
        self._screening = Screening(table)
        self._other = OtherCells(table.headings, layer)

    def batches(self) -> Iterator[RowBatch]:
        """Yield the rows of the table, each once; blank ones are none."""
        for batch in self._table.batches():
            screened = self._screening.of(batch, self._in_degrees(batch.shapes))
            if screened.numbers:
                yield self._converted(screened)

    def _converted(self, rows: Screened) -> RowBatch:
        count, problems = len(rows.numbers), rows.problems
        cells: dict[str, Sequence[Any]] = dict(zip(self._table.headings, rows.columns, strict=True))
        for name, words in self._values.items():
            cells[name] = [*map(partial(_translated, words), cells[name])]
        dates, points = self._dates.of(cells, count), self._points.of(cells, count, rows.shapes)
        counts, *others = (one.of(cells, count) for one in self._others)
        parts = (dates, points, counts, *others)
        problems = [*map(add, problems, dates.problems)]
        reported = [*map(add, map(add, dates.reported, points.reported), counts.reported)]
        numbers = [f"{self._prefix}{number}" for number in rows.numbers]
        fields = {name: texts for part in parts for name, texts in part.fields.items()}
        fields["source"] = self._sources(fields["source"], numbers)
        fields["title"] = self._titles(fields, cells, problems, reported)
        fields |= {field: [*map(as_text, cells[name])] for field, name in self._extras}
        bits = as_used((name for _, name in self._extras), self._table.headings)
        used = [bits] * count
        for part in parts:
            used = [*map(or_, used, part.used)]
        extra = self._extra(parts, count)
        for place, is_formula, links in formulas(cells, used):
            reported[place] += ("formula",) if is_formula else ()
            extra[place] += links
        for place, said in enumerate(problems):
            if "bad_date" in said and _is_of_names(rows.rows[place]):
                problems[place] = ("repeated_header",)
        for place in rows.torn:
            problems[place], reported[place], used[place], extra[place] = ("bad_row",), (), 0, ()
            fields = {name: _without(texts, place) for name, texts in fields.items()}
        return RowBatch(
            numbers,
            [not said for said in problems],
            fields,
            self._other.of(rows.rows, used, extra),
            [tuple(dict.fromkeys(said)) for said in map(add, problems, reported)],
            points.far_points,
        )

    def _sources(self, written: Sequence[str], numbers: Sequence[str]) -> Sequence[str]:
        """Return what rows rest on: what they name, what was given, or the file itself."""
        file, digest = self._file
        return [
            text or self._source or f"{file}, row {number}, sha256 {digest}"
            for text, number in zip(written, numbers, strict=True)
        ]

    def _titles(
        self,
        fields: Mapping[str, Sequence[str]],
        cells: Columns,
        problems: _Codes,
        reported: list[tuple[str, ...]],
    ) -> Sequence[str]:
        """Return titles, made of what is there where there is none, which is reported."""
        titles = [*fields["title"]]
        for place in [place for place, title in enumerate(titles) if not title]:
            row = {name: cells[name][place] for name in self._untitled}
            date, where = fields["date"][place], fields["place"][place]
            titles[place] = self._words.made_title(row, where, date)
            if not problems[place]:
                reported[place] += ("title_made",)
        return titles

    def _in_degrees(self, shapes: Any) -> Any:
        """Return geometries in EPSG:4326, (lon, lat)."""
        crs: CRS | None = self._crs
        if shapes is None or crs is None or in_degrees(crs):
            return shapes
        return reproject_shapes(np.asarray(shapes, dtype=object), crs)

    def _distinct(self, rule: Rule, looked_at: Sequence[str], fields: Sequence[str]) -> Distinct:
        return Distinct(rule, self._table.headings, self._headings_of(looked_at), fields)

    def _headings_of(self, fields: Sequence[str]) -> list[str]:
        return [name for field in fields for name in self._columns.get(field, ())]

    @staticmethod
    def _extra(parts: Sequence[Outcomes], count: int) -> list[tuple[tuple[str, str], ...]]:
        extra: list[tuple[tuple[str, str], ...]] = [()] * count
        for part in parts:
            if any(part.extra):
                extra = [*map(add, extra, part.extra)]
        return extra


def _translated(words: Mapping[str, str], cell: Any) -> Any:
    """Return our word for a cell, or the cell."""
    text = as_text(cell)
    return words.get(text, words.get(text.casefold(), cell))


def _without(texts: Sequence[str], place: int) -> Sequence[str]:
    return [*texts[:place], "", *texts[place + 1 :]]


def _crs_of_headings(proposal: Proposal) -> CRS | None:
    """Return the CRS that the headings of coordinates name, such as ``X (EPSG:5186)``."""
    names = (h for field in ("lat", "lon", "point") for h in proposal.columns.get(field, ()))
    code = next((m[1] for h in names if (m := re.search(r"(?i)epsg\W?(\d{4,5})", h))), None)
    return crs_named(code) if code else None


def _is_of_names(texts: Sequence[str]) -> bool:
    """Return whether a row is a heading in other words: all its cells are names of columns."""
    cells = [text for text in texts if text]
    return len(cells) > 1 and all(map(recognised, cells))
