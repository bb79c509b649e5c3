"""Read CSV tables strictly, and know on which line each row stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from dmz_map.errors import TableError

__all__ = ["read_header", "read_rows"]


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV table; values stay exactly as they stand in the file.

    Parameters
    ----------
    path
        A UTF-8 file (a byte-order mark is accepted) whose first line is the header.

    Returns
    -------
    list of (int, dict)
        One pair a row: the line on which the row starts, as an editor counts
        (the header is line 1), and the values by column name.

    Raises
    ------
    TableError
        If the file is missing, empty or not UTF-8, a column has no name or the
        name of another, or a row has more or fewer cells than the header.
    """
    where = _shown(path)
    records = _records(path)
    _, header = next(records, (1, []))
    if not header:
        raise TableError(f"{where}: the file is empty. Its first line must name the columns.")
    if len(set(header)) < len(header) or not all(header):
        raise TableError(
            f"{where}, line 1: a column has no name or the name of another. "
            f"Give each column its own; found: {', '.join(header)}."
        )
    rows = []
    for line, cells in records:
        if len(cells) != len(header):
            raise TableError(
                f"{where}, line {line}: {len(cells)} cells where the header has {len(header)}. "
                "Quote cells that contain a comma, and remove empty lines."
            )
        rows.append((line, dict(zip(header, cells, strict=True))))
    return rows


def read_header(path: Path) -> tuple[str, ...]:
    """Return the names of a table's columns, in their order; the errors are `read_rows`'s."""
    _, header = next(_records(path), (1, []))
    return tuple(header)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV file, each with the line on which it starts."""
    where = _shown(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableError(f"{where} cannot be read: {error.strerror}. Put it back.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TableError(
            f"{where}, line {line}: not UTF-8 (byte {error.start}). Save the file as UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"{where}, line {start}: {error}. Mend the row's quotes.") from error


def _shown(path: Path) -> str:
    """Return a file's name with its folder's: enough to find it, nothing of the machine."""
    return f"{path.parent.name}/{path.name}"
