"""The file that lists each rejected row of an import: which row, why, and what its cells are."""

from __future__ import annotations

import csv
import json
import os
from itertools import count
from pathlib import Path
from typing import Final, TextIO

from dmz_map.importing.result import reason_text
from dmz_map.importing.row import ImportedRow
from dmz_map.tabular.folders import user_data

__all__ = ["RejectsFile", "is_rejects_file"]

_HEADING: Final = ("rejected row", "reason", "cells")
_FIRST_LINE: Final = ",".join(_HEADING)


class RejectsFile:
    """A CSV with one line a rejected row, written as they are found; none, no file.

    It is in the given folder, or in the user's data folder where that cannot be written.
    A file of that name which is not one of these is left alone.

    Parameters
    ----------
    path
        The imported file.
    folder
        Where the list goes.

    Attributes
    ----------
    written
        The file, or None as long as no row is rejected.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        if not _is_writable(folder):
            folder = user_data() / "rejected"
        self._path = _free(folder / f"{path.name}.rejected.csv")
        self._file: TextIO | None = None
        self.written: Path | None = None
        self._path.unlink(missing_ok=True)

    def write(self, row: ImportedRow) -> None:
        """Write down a rejected row.

        Raises
        ------
        OSError
            If there is no room for it.
        """
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.written = self._path
            self._file = self.written.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(_HEADING)
        reasons = "; ".join(map(reason_text, row.reasons))
        cells = json.dumps(row.other | row.fields, ensure_ascii=False)
        csv.writer(self._file).writerow((row.number, reasons, cells))

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()


def _free(path: Path) -> Path:
    """Return the path, with a number if a file is there that is not one of ours."""
    names = (path if n == 1 else path.with_name(f"{path.stem}-{n}.csv") for n in count(1))
    return next(name for name in names if not name.exists() or is_rejects_file(name))


def is_rejects_file(path: Path) -> bool:
    """Return whether a file is a list of rejected rows that an import has written."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.readline().rstrip("\r\n") == _FIRST_LINE
    except (OSError, UnicodeDecodeError):
        return False


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)
