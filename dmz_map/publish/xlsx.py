"""XLSX: one sheet a table, and a sheet that says what the file is.

A cell holds at most 32,767 characters, so a document's text is in rows of its own, in the sheet
``document_texts``, in their order. Days before March 1900, which Excel does not have, are ISO
texts. Control characters are written as `dmz_map.tabular.spreadsheet.escaped` does.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from dmz_map.archive.record_columns import Column
from dmz_map.errors import StoreError
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.layout import Table, about, tables
from dmz_map.tabular.export_names import ABOUT, PIECES
from dmz_map.tabular.spreadsheet import escaped

__all__ = ["write_xlsx"]

_FIRST_DAY: Final = dt.date(1900, 3, 1)
_LONGEST: Final = 32_767
_SHORT: Final = _LONGEST // 7  # seven times as long at worst, when it is escaped
_PIECE: Final = 4_000  # escaped, at worst seven times as long
_WIDTHS: Final = {"integer": 9, "number": 11, "date": 12, "boolean": 8, "text": 22}


def write_xlsx(bundle: Bundle, path: Path) -> int:
    """Write a workbook and return the number of incidents.

    Raises
    ------
    StoreError
        If two sources have one id, or a text is too long for a cell.
    """
    _check_lengths(tables(bundle))
    book = Workbook(write_only=True)
    said = [(name, value) for name, value in about(bundle).items()]
    _sheet(book, ABOUT, [("name", 16), ("value", 90)], said)
    for table in tables(bundle):
        if table.name == "documents":
            table = _without_text(table)
        widths = [(column.name, _WIDTHS[column.kind]) for column in table.columns]
        _sheet(book, table.name, widths, table.rows)
    pieces = [
        (document.id, number, document.text[start : start + _PIECE])
        for document in bundle.documents
        for number, start in enumerate(range(0, len(document.text), _PIECE), start=1)
    ]
    _sheet(book, PIECES, [("document_id", 16), ("piece", 8), ("text", 120)], pieces)
    whole = io.BytesIO()  # on a full disk its own closing fails twice
    book.save(whole)
    path.write_bytes(whole.getvalue())
    return len(bundle.incidents)


def _without_text(table: Table) -> Table:
    kept = [place for place, column in enumerate(table.columns) if column.name != "text"]
    columns: tuple[Column, ...] = tuple(table.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _check_lengths(tables: Iterable[Table]) -> None:
    """Raise a `StoreError` if a text is too long for a cell, before a file is begun."""
    for table in tables:
        texts = [place for place, one in enumerate(table.columns) if one.name != "text"]
        for row in table.rows:
            for place in texts:
                value = row[place]
                if not isinstance(value, str) or len(value) <= _SHORT:
                    continue
                if (length := len(escaped(value))) > _LONGEST:
                    raise StoreError(
                        f"{table.name} {row[0]}: a text of {length} characters in the column "
                        f"{table.columns[place].name} is too long for a cell of a spreadsheet "
                        f"({_LONGEST}). Export to another format."
                    )


def _sheet(
    book: Workbook, name: str, columns: list[tuple[str, int]], rows: Iterable[tuple[Any, ...]]
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, (_, width) in enumerate(columns):
        sheet.column_dimensions[_letters(number)].width = width
    heads = [WriteOnlyCell(sheet, name) for name, _ in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _letters(number: int) -> str:
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + _letters(number % 26)


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; a text is a text, whatever sign it begins with."""
    if value is None or not isinstance(value, str):
        if isinstance(value, dt.date) and value < _FIRST_DAY:
            return value.isoformat()
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, escaped(value))
    cell.data_type = "s"
    return cell
