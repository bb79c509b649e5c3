"""The text of a DOCX: paragraphs and tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from dmz_map.reading.extraction import Extract, UnreadableError

__all__ = ["docx_text"]


def docx_text(data: bytes) -> Extract:
    """Return the text of a DOCX; a table row is one line, its cells parted by bars.

    Raises
    ------
    UnreadableError
        If the file is no DOCX or is locked.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(
            "The DOCX is locked or damaged; save it again without a password."
        ) from error
    blocks = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks.append("\n".join(" | ".join(_cells(row)) for row in block.rows))
        elif block.text.strip():
            blocks.append(block.text)
    title = document.core_properties.title or None
    return Extract("\n\n".join(blocks) + "\n", f"python-docx {version('python-docx')}", title=title)


def _cells(row: object) -> list[str]:
    """Return the words of a row's cells, merged cells once."""
    seen: list[object] = []
    out: list[str] = []
    for cell in row.cells:  # type: ignore[attr-defined]
        if cell._tc in seen:
            continue
        seen.append(cell._tc)
        out.append(" ".join(cell.text.split()))
    return out
