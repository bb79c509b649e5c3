"""Writing into tables: rows put in at their place, files replaced all together or not at all."""

from __future__ import annotations

import csv
import io
import os
import shutil
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import DraftError
from dmz_map.tabular.csv_rows import read_header, read_rows

__all__ = ["Cells", "csv_line", "replace_all", "with_rows"]

Cells = Mapping[str, str]

_BOM: Final = b"\xef\xbb\xbf"


def with_rows(path: Path, rows: Sequence[Cells], order: Callable[[Cells], Any]) -> bytes:
    """Return a table's bytes with more rows, each before the first row that comes after it.

    Parameters
    ----------
    path
        The table; every byte of it stays as it is.
    rows
        The new rows, by column.
    order
        The key by which the rows of the table stand in order.

    Raises
    ------
    TableError
        If the table cannot be read.
    """
    data = path.read_bytes()
    lines = list(io.StringIO(data.decode("utf-8-sig"), newline=""))
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    header = read_header(path)
    there = [(line, order(cells)) for line, cells in read_rows(path)]
    news: dict[int, list[str]] = defaultdict(list)
    for row in sorted(rows, key=order):
        place = next((line for line, key in there if key > order(row)), len(lines) + 1)
        news[place].append(csv_line(header, row) + end)
    numbered = enumerate([*lines, ""], start=1)
    text = "".join("".join((*news[number], line)) for number, line in numbered)
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
            "Give yourself the right to write there, or make room."
        ) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
