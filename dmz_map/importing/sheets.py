"""Sheets of workbooks as tables: their heading found, merged cells filled down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dmz_map.importing.cells import as_text, unique_headings
from dmz_map.importing.layouts import heading_layout
from dmz_map.importing.source_table import BATCH, Batch, RefusedFileError, SourceTable

__all__ = ["LARGEST_SHEET", "Sheet", "tables_of_sheets"]

LARGEST_SHEET: Final = 10_000_000
"""Filled cells of a workbook that are read; more are better kept in a CSV file."""

_HEAD: Final = 60
Area = tuple[int, int, int, int]
"""First and last row, first and last column of merged cells, counted from 1 and from 0."""


@dataclass
class Sheet:
    """The filled cells of a sheet: row number to cells, and which of them are merged."""

    name: str
    rows: dict[int, list[Any]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


def tables_of_sheets(sheets: Sequence[Sheet], file: str) -> list[SourceTable]:
    """Return the tables of a workbook; sheets of one cell or one column are none, if others are.

    Raises
    ------
    RefusedFileError
        If no sheet has a row.
    """
    tables = []
    for sheet in sheets:
        _fill_down(sheet)
        numbered = [(n, row) for n, row in sorted(sheet.rows.items()) if any(map(as_text, row))]
        if numbered:
            tables.append(
                (max(len(row) for _, row in numbered), len(numbered), _table(sheet.name, numbered))
            )
    wide = [table for width, height, table in tables if width > 1 and height > 1]
    found = wide or [table for _, _, table in tables]
    if not found:
        raise RefusedFileError("no_rows", f"{file} has no rows: its sheets are empty.")
    return found


def _fill_down(sheet: Sheet) -> None:
    """Let a merged cell count for every row that it covers."""
    for first, last, left, _ in sheet.merged:
        row = sheet.rows.get(first, [])
        if left >= len(row) or not as_text(row[left]):
            continue
        for number in range(first + 1, last + 1):
            if number not in sheet.rows or not any(map(as_text, sheet.rows[number])):
                continue
            below = sheet.rows[number]
            below.extend([""] * (left + 1 - len(below)))
            if not as_text(below[left]):
                below[left] = row[left]


def _table(name: str, numbered: list[tuple[int, list[Any]]]) -> SourceTable:
    layout = heading_layout([row for _, row in numbered[:_HEAD]])
    body = numbered[layout.first_row :]
    width = max([len(layout.headings), *(len(row) for _, row in body)])
    written = [*layout.headings, *[""] * (width - len(layout.headings))]
    used = [
        i for i in range(width)
        if written[i] or any(i < len(row) and as_text(row[i]) for _, row in body)
    ]  # fmt: skip
    headings = unique_headings(written)

    def batches() -> Iterator[Batch]:
        for start in range(0, len(body), BATCH):
            part = body[start : start + BATCH]
            columns = [[row[i] if i < len(row) else "" for _, row in part] for i in used]
            yield Batch([number for number, _ in part], columns)

    rows = tuple(tuple(row[i] if i < len(row) else "" for i in used) for row in layout.rows)
    return SourceTable(name, tuple(headings[i] for i in used), batches, rows, None, layout.above)
