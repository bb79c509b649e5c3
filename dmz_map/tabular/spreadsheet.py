"""Text in spreadsheets: cells that a program would run as a formula, and what XML cannot hold.

In CSV an apostrophe goes before a text that begins with ``= + - @``, their full-width forms, a
tab or a line end, and before one that begins with apostrophes and then one of these. Reading
takes one apostrophe away again, so that every text comes back as it was.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escaped", "guarded", "unescaped", "unguarded"]

_RUN: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if _RUN.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of which `guarded` made a cell."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def escaped(text: str) -> str:
    """Return a text as XLSX writes it: control characters as ``_x000D_`` (ECMA-376, ST_Xstring)."""
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescaped(cell: str) -> str:
    """Return the text of which `escaped` made a cell."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cell)
