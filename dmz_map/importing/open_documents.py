"""ODS spreadsheets: true values under what is shown, repeated and merged cells, links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dmz_map.importing.cells import clean
from dmz_map.importing.sheets import LARGEST_SHEET, Sheet, tables_of_sheets
from dmz_map.importing.source_table import Formula, RefusedFileError, SourceTable
from dmz_map.importing.xml_files import local_name
from dmz_map.importing.zip_files import open_zip

__all__ = ["read_open_document"]

_MOST_COLUMNS: Final = 2_000
_MOST_ROWS: Final = 1_048_576


def read_open_document(path: Path) -> list[SourceTable]:
    """Return the tables of an ODS spreadsheet.

    Raises
    ------
    RefusedFileError
        If it is damaged or has no rows.
    """
    try:
        with open_zip(path) as opened, opened.open("content.xml") as content:
            sheets = [*_sheets(content, path.name)]
    except (KeyError, ParseError, DefusedXmlException, ValueError) as error:
        raise RefusedFileError(
            "broken", f"{path.name} is damaged: {str(error)[:120]}. Save it anew."
        ) from error
    return tables_of_sheets(sheets, path.name)


def _sheets(content: Any, file: str) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    number, cells = 1, 0
    for event, element in iterparse(content, events=("start", "end")):
        kind = local_name(element)
        if event == "start":
            if kind == "table":
                sheet, number = Sheet(clean(_attribute(element, "name"))), 1
        elif kind == "table-row" and sheet is not None:
            repeated = min(_count(element, "number-rows-repeated"), _MOST_ROWS)
            row = _row(element, sheet, number)
            if row:
                cells += len(row) * repeated
                if cells > LARGEST_SHEET:
                    raise RefusedFileError("broken", f"{file} has too many cells. Save it as CSV.")
                sheet.rows |= {number + i: [*row] for i in range(repeated)}
            number += repeated
            element.clear()
        elif kind == "table" and sheet is not None:
            yield sheet
            sheet = None


def _row(element: Element, sheet: Sheet, number: int) -> list[Any]:
    row: list[Any] = []
    for cell in element:
        kind = local_name(cell)
        if kind not in ("table-cell", "covered-table-cell"):
            continue
        repeated = min(_count(cell, "number-columns-repeated"), _MOST_COLUMNS - len(row))
        value = "" if kind == "covered-table-cell" else _value(cell)
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            area = (number, min(number + down - 1, _MOST_ROWS), len(row), len(row) + across - 1)
            sheet.merged.append(area)
        row.extend([value] * repeated)
    while row and row[-1] == "":
        row.pop()
    return row


def _value(cell: Element) -> Any:
    kind = _attribute(cell, "value-type")
    paragraphs = [p for p in cell if local_name(p) in ("p", "h")]
    text = clean("\n".join(clean(_paragraph(p)) for p in paragraphs))
    value: Any = text
    if kind in ("float", "currency", "percentage"):
        value = _number(_attribute(cell, "value"), text)
    elif kind == "date":
        value = _date(_attribute(cell, "date-value"), text)
    elif kind == "time":
        value = _clock(_attribute(cell, "time-value"), text)
    elif kind == "boolean":
        value = _attribute(cell, "boolean-value") == "true"
    elif kind == "string" and not text:
        value = clean(_attribute(cell, "string-value"))
    formula = _attribute(cell, "formula")
    address = next(
        (a for e in cell.iter() if local_name(e) == "a" and (a := _attribute(e, "href"))), ""
    )
    if formula and (link := re.search(r'HYPERLINK\("((?:[^"]|"")*)"', formula, re.IGNORECASE)):
        address = link[1].replace('""', '"')
    if formula or (address and address != text):
        written = formula.partition(":")[2] if re.match(r"\w+:=", formula) else formula
        return Formula(value if value != "" else None, address, written)
    return value


def _paragraph(element: Element) -> str:
    """Return the text of a paragraph; notes within it are left out."""
    parts = [element.text or ""]
    for child in element:
        kind = local_name(child)
        if kind == "s":
            parts.append(" " * min(_count(child, "c"), 100))
        elif kind in ("line-break", "tab"):
            parts.append("\n" if kind == "line-break" else "\t")
        elif kind not in ("annotation", "note"):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _count(element: Element, name: str) -> int:
    text = _attribute(element, name)
    return max(1, int(text)) if text.isdigit() else 1


def _number(text: str, shown: str) -> Any:
    try:
        value = float(text)
    except ValueError:
        return shown
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _date(text: str, shown: str) -> Any:
    try:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return text or shown


def _clock(text: str, shown: str) -> str:
    match = re.fullmatch(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", text)
    return f"{int(match[1]):02}:{match[2]}:{match[3]}" if match else shown
