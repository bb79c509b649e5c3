"""Zip files from outside: opened only if they are whole and not larger than they may be."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dmz_map.importing.source_table import RefusedFileError

__all__ = ["open_zip", "read_member"]

_LARGEST: Final = 2 << 30
_SUSPICIOUS: Final = 100 << 20
_RATIO: Final = 200


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip file whose parts are of a reasonable size.

    Raises
    ------
    RefusedFileError
        If it is cut off, damaged, locked with a password, or unpacks to far more than it is.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            size = sum(part.file_size for part in opened.infolist())
            packed = max(1, path.stat().st_size)
            if size > _LARGEST or (size > _SUSPICIOUS and size > _RATIO * packed):
                raise RefusedFileError(
                    "broken",
                    f"{path.name} unpacks to {size >> 20} MB, too much. Unpack it yourself.",
                )
            if any(part.flag_bits & 1 for part in opened.infolist()):
                raise RefusedFileError(
                    "broken", f"{path.name} is locked with a password. Save it without one."
                )
            yield opened
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zipfile.LargeZipFile) as error:
        raise RefusedFileError(
            "broken",
            f"{path.name} is not whole: it is cut off or damaged. Copy or download it again.",
        ) from error


def read_member(opened: zipfile.ZipFile, name: str) -> bytes:
    """Return one part of a zip file."""
    with opened.open(name) as part:
        return part.read()
