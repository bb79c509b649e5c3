"""Exports as tables: a zip of CSV tables with its Data Package, and a workbook with its sheets."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from dmz_map.importing.export_records import RELATED, Cells, ExportRecords, Read, is_ours, related
from dmz_map.importing.sheets import LARGEST_SHEET
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.importing.zip_files import open_zip, read_member
from dmz_map.tabular.export_names import ABOUT, DESCRIPTOR, PIECES
from dmz_map.tabular.spreadsheet import unescaped, unguarded

__all__ = ["workbook_export", "zip_export"]

_LARGEST_CELL: Final = 1 << 24
_SHEETS: Final = "xl/workbook.xml"
_INCIDENTS: Final = "incidents"
_FIRST: Final = 2  # the row below the heading


def zip_export(path: Path) -> Read | None:
    """Return what reads a zip of tables, or None if it is no export of this program."""
    with open_zip(path) as opened:
        if DESCRIPTOR not in opened.namelist():
            return None
        descriptor = json.loads(read_member(opened, DESCRIPTOR))
        if not is_ours(descriptor):
            return None
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    return lambda: _zip(path, paths)


def _zip(path: Path, paths: Mapping[str, str]) -> ExportRecords:
    names = [name for name in (_INCIDENTS, *RELATED) if name in paths]
    with open_zip(path) as opened:
        return _related({name: [*_csv(opened, paths[name])] for name in names})


def _csv(opened: zipfile.ZipFile, name: str) -> Iterator[Cells]:
    csv.field_size_limit(_LARGEST_CELL)
    text = io.StringIO(read_member(opened, name).decode("utf-8-sig"), newline="")
    for row in csv.DictReader(text, strict=True):
        yield {heading: unguarded(cell or "") for heading, cell in row.items()}


def workbook_export(path: Path) -> Read | None:
    """Return what reads a workbook, or None if it is no export of this program."""
    with open_zip(path) as opened:  # openpyxl reads all texts of a workbook as it opens it
        if f'"{ABOUT}"'.encode() not in read_member(opened, _SHEETS):
            return None
    with _opened(path) as book:
        said = {row.get("name"): row.get("value") for row in _sheet(book, ABOUT)}
    return (lambda: _workbook(path)) if is_ours(said) else None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with open_zip(path), closing(load_workbook(path, read_only=True, data_only=True)) as book:
        yield book


def _workbook(path: Path) -> ExportRecords:
    with _opened(path) as book:
        names = [name for name in (_INCIDENTS, *RELATED, PIECES) if name in book.sheetnames]
        tables: dict[str, list[Cells]] = {name: [*_sheet(book, name)] for name in names}
    texts: dict[str, str] = defaultdict(str)
    for row in sorted(tables.get(PIECES, ()), key=lambda row: int(row["piece"])):
        texts[row["document_id"]] += row["text"]
    documents = tables.get("documents", ())
    tables["documents"] = [{**one, "text": texts[one["id"]]} for one in documents]
    return _related(tables)


def _sheet(book: Any, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet; a blank text is no cell, and a blank row none of ours."""
    count = 0
    rows = book[name].iter_rows(values_only=True)
    heading = [str(cell or "") for cell in next(rows, ())]
    for row in rows:
        count += len(row)
        if count > LARGEST_SHEET:
            raise RefusedFileError("broken", "The workbook has too many cells. Export it as CSV.")
        yield dict(zip_longest(heading, map(_cell, row[: len(heading)])))


def _cell(value: Any) -> Any:
    return unescaped(value) if isinstance(value, str) else value


def _related(tables: Mapping[str, list[Cells]]) -> ExportRecords:
    rows = tables[_INCIDENTS]
    return related(((number, cells, None) for number, cells in enumerate(rows, _FIRST)), tables)
