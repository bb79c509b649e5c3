"""Imports that cannot be read any more: kept under another name, and said."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dmz_map.errors import StoreError
from dmz_map.store.geopackage import GeoPackageFile

__all__ = ["damaged_imports", "set_aside_if_damaged"]

_log: Final = logging.getLogger(__name__)
_HEADER: Final = b"SQLite format 3\0"
_TIME: Final = "%Y%m%d-%H%M%S"


def set_aside_if_damaged(file: GeoPackageFile) -> Path | None:
    """Give a file that no program can read another name; return it, or None if all is well.

    Nobody else has these incidents: the file is never removed and never written over.
    """
    if not file.path.is_file() or not _is_damaged(file):
        return None
    file.close()
    stamp = datetime.now(UTC).strftime(_TIME)
    aside = file.path.with_name(f"{file.path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = aside.with_name(f"{file.path.name}.damaged-{stamp}-{number}")
    file.path.rename(aside)
    _log.error("%s is damaged. It is kept as %s; the map goes on without it.", file.path, aside)
    return aside


def damaged_imports(path: Path) -> list[Path]:
    """Return the files that were set aside beside a file of imports, the oldest first."""
    return sorted(path.parent.glob(f"{path.name}.damaged-*"))


def _is_damaged(file: GeoPackageFile) -> bool:
    """Return whether a file is there and can be opened, but is no database of incidents."""
    try:
        with file.path.open("rb") as head:
            if head.read(len(_HEADER)) != _HEADER:
                return True
    except OSError:  # it may be whole: nobody may read it
        return False
    try:
        file.read()
        file.rows()
        return False
    except StoreError as error:
        cause = error.__cause__
        busy = isinstance(cause, sqlite3.OperationalError) and (
            cause.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN,
                                              sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM)
        )  # fmt: skip
        return isinstance(cause, sqlite3.DatabaseError) and not busy
