"""XLSX workbooks: the values last shown, formulas and links kept beside them, never run."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from dmz_map.importing.cells import as_formula
from dmz_map.importing.sheets import LARGEST_SHEET, Sheet, tables_of_sheets
from dmz_map.importing.source_table import Formula, RefusedFileError, SourceTable
from dmz_map.importing.xml_files import local_name
from dmz_map.importing.zip_files import open_zip

__all__ = ["read_workbook"]

_DAMAGED: Final = (
    InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError,
    OSError, EOFError, DefusedXmlException,
)  # fmt: skip
"""What openpyxl raises for workbooks that are not whole."""


def read_workbook(path: Path) -> list[SourceTable]:
    """Return the tables of an XLSX workbook.

    Raises
    ------
    RefusedFileError
        If it is cut off or damaged, or has no rows.
    """
    with open_zip(path):
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = [*_sheets(path)]
    except _DAMAGED as error:
        raise RefusedFileError(
            "broken",
            f"{path.name} is damaged: {str(error)[:120] or 'a part is missing'}. Save it anew.",
        ) from error
    return tables_of_sheets(sheets, path.name)


def _sheets(path: Path) -> Iterator[Sheet]:
    shown = openpyxl.load_workbook(path, read_only=True, data_only=True)
    written = openpyxl.load_workbook(path, read_only=True, data_only=False)
    with open_zip(path) as opened:
        for values, formulas in zip(shown.worksheets, written.worksheets, strict=True):
            if not hasattr(values, "iter_rows"):
                continue
            sheet = Sheet(str(values.title))
            values.reset_dimensions()
            formulas.reset_dimensions()
            count = 0
            pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
            for number, (row, with_formulas) in enumerate(pairs, 1):
                cells = [_cell(a.value, b.value) for a, b in zip(row, with_formulas, strict=True)]
                count += len(cells)
                if count > LARGEST_SHEET:
                    raise RefusedFileError(
                        "broken", f"{path.name} has too many cells. Save the sheet as CSV."
                    )
                if any(cell not in ("", None) for cell in cells):
                    sheet.rows[number] = cells
            part: str = getattr(values, "_worksheet_path")  # noqa: B009
            _add_extras(opened, part, sheet)
            yield sheet
    shown.close()
    written.close()


def _cell(shown: Any, written: Any) -> Any:
    """Return a value, or what a formula last showed beside its address."""
    written = getattr(written, "text", written)
    if isinstance(written, str) and written[:1] == "=" and shown != written:
        parsed = as_formula(written)
        address = parsed.address if parsed else ""
        known = shown if shown is not None else (parsed.shown if parsed else None)
        return Formula(known, address, written)
    return "" if shown is None else shown


def _add_extras(opened: Any, part: str, sheet: Sheet) -> None:
    """Read merged cells and links, which openpyxl leaves out when it reads row by row."""
    links: dict[str, str] = {}
    name = part.lstrip("/")
    folder, _, file = name.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    if rels in opened.namelist():
        with opened.open(rels) as stream:
            for _, element in iterparse(stream):
                if element.get("Id"):
                    links[element.get("Id")] = element.get("Target", "")
    with opened.open(name) as stream:
        for _, element in iterparse(stream):
            kind = local_name(element)
            if kind == "mergeCell":
                left, top, right, bottom = _area(element.get("ref", "A1"))
                sheet.merged.append((top, bottom, left - 1, right - 1))
            elif kind == "hyperlink":
                address = next(
                    (links.get(v, "") for k, v in element.attrib.items() if k.endswith("}id")), ""
                )
                _link(sheet, element.get("ref", ""), address)
            elif kind == "row":
                element.clear()


def _link(sheet: Sheet, area: str, address: str) -> None:
    if not address or not area:
        return
    left, top, _, _ = _area(area)
    row = sheet.rows.get(top, [])
    cell = row[left - 1] if left <= len(row) else ""
    if cell != "" and not isinstance(cell, Formula) and str(cell) != address:
        row[left - 1] = Formula(cell, address, "")


def _area(reference: str) -> tuple[int, int, int, int]:
    """Return the first column and row and the last ones of cells, counted from 1."""
    left, top, right, bottom = (bound or 1 for bound in range_boundaries(reference))
    return left, top, right, bottom
