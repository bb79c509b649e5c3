"""CSV files: read strictly, with the line of each row; rows added; files replaced."""

from __future__ import annotations

import csv
import io
import os
import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from dmz_map.errors import DraftError, TableError

__all__ = ["Cells", "CsvFile", "csv_line", "parse_csv", "read_rows", "replace_all", "with_rows"]

Cells = Mapping[str, str]

_BOM: Final = b"\xef\xbb\xbf"


class CsvFile(NamedTuple):
    """A file as read: its columns in order, and each row's line with its cells by column."""

    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]


def parse_csv(data: bytes, file: str) -> CsvFile:
    """Parse a table; values stay exactly as the file has them.

    Parameters
    ----------
    data
        UTF-8 (a byte-order mark is accepted) whose first line is the header.
    file
        What messages call the file.

    Returns
    -------
    CsvFile
        Each row with the line on which it starts, as an editor counts (the header is line 1).

    Raises
    ------
    TableError
        If the file is empty or not UTF-8, a column has no name or the name of another, or a
        row has more or fewer cells than the header.
    """
    records = _records(data, file)
    _, header = next(records, (1, []))
    if not header:
        raise TableError("the file is empty.", "Its first line must name the columns.", file=file)
    if len(set(header)) < len(header) or not all(header):
        raise TableError(
            "a column has no name or the name of another.",
            f"Give each column its own; found: {', '.join(header)}.",
            file=file,
            line=1,
        )
    rows = []
    for line, cells in records:
        if len(cells) != len(header):
            raise TableError(
                f"{len(cells)} cells where the header has {len(header)}.",
                "Quote cells that contain a comma, and remove empty lines.",
                file=file,
                line=line,
            )
        rows.append((line, dict(zip(header, cells, strict=True))))
    return CsvFile(tuple(header), rows)


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV file, each with its line; the errors are those of `parse_csv`."""
    return parse_csv(path.read_bytes(), f"{path.parent.name}/{path.name}").rows


def with_rows(
    data: bytes, file: str, rows: Sequence[Cells], order: Callable[[Cells], Any]
) -> bytes:
    """Return a table's bytes with more rows, each before the first row that comes after it.

    Parameters
    ----------
    data, file
        The table, every byte of which stays as it is, and what messages call it.
    rows
        The new rows, by column.
    order
        The key by which the rows of the table are sorted.

    Raises
    ------
    TableError
        If the table cannot be read.
    """
    table = parse_csv(data, file)
    lines = list(io.StringIO(data.decode("utf-8-sig"), newline=""))
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    keys = [(line, order(cells)) for line, cells in table.rows]
    added: dict[int, list[str]] = defaultdict(list)
    for row in sorted(rows, key=order):
        place = next((line for line, key in keys if key > order(row)), len(lines) + 1)
        added[place].append(csv_line(table.columns, row) + end)
    numbered = enumerate([*lines, ""], start=1)
    text = "".join("".join((*added[number], line)) for number, line in numbered)
    return (_BOM if data.startswith(_BOM) else b"") + text.encode()


def csv_line(header: Sequence[str], row: Cells) -> str:
    """Return a row as a table holds it, without its line end."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")  # so that a cell with either is quoted
    writer.writerow([row[column] for column in header])
    return stream.getvalue().removesuffix("\r\n")


def replace_all(files: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Replace files, all of them or none.

    Parameters
    ----------
    files
        For each file the bytes that it must hold now, and those that it is to hold.

    Raises
    ------
    DraftError
        If a file has changed meanwhile or cannot be written; then all stay as they were.
    """
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, (_, new) in files.items():
            staged[path] = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
            staged[path].write_bytes(new)
            shutil.copymode(path, staged[path])
        for path, (old, _) in files.items():
            if path.read_bytes() != old:
                raise DraftError(
                    f"{path.parent.name}/{path.name} has been changed by someone else meanwhile; "
                    "nothing was written. Run the command again."
                )
        for path, temporary in staged.items():
            os.replace(temporary, path)
            done.append(path)
    except OSError as error:
        for path in done:
            path.write_bytes(files[path][0])
        raise DraftError(
            f"{error.filename} cannot be written: {error.strerror}; nothing was changed. "
            "Make the folder writable, or free some space."
        ) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _records(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV file, each with the line on which it starts."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what = f"not UTF-8 (byte {error.start})."
        raise TableError(what, "Save the file as UTF-8.", file=file, line=line) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"{error}.", "Fix the row's quotes.", file=file, line=start) from error
