"""One GeoPackage of incidents: https://www.geopackage.org/spec/, which QGIS and GDAL open.

A file is written once, aside, and never changed afterwards. Beside the table of features it
it has the columns of `dmz_map.store.columns` in one piece, and an index of all three-letter pieces
of the texts (SQLite FTS5, https://www.sqlite.org/fts5.html#the_trigram_tokenizer).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError
from dmz_map.store.columns import Columns

__all__ = ["FORMAT", "GeoPackageFile"]

FORMAT: Final = 4
"""Changes when the layout of the file does: files of an older one are migrated before reading."""


class GeoPackageFile:
    """Reads one finished file, whichever is at the path now; any thread may ask.

    Parameters
    ----------
    path
        A file that `Writer` made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._idle: list[tuple[tuple[int, ...] | None, sqlite3.Connection]] = []

    def signature(self) -> tuple[int, ...] | None:
        """Return what differs whenever another file takes the place, or None without a file."""
        with suppress(FileNotFoundError):
            status = self.path.stat()
            return (status.st_ino, status.st_mtime_ns, status.st_size)
        return None

    def close(self) -> None:
        """Close all connections; the next question opens one again."""
        with self._lock:
            while self._idle:
                self._idle.pop()[1].close()

    def about(self) -> dict[str, str]:
        """Return what was written down about the file: format, version, and the coding's own."""
        with self._open() as db:
            return dict(db.execute("SELECT name, value FROM about"))

    def read(self) -> tuple[dict[str, str], Columns]:
        """Return what the file says about itself, and the columns.

        Raises
        ------
        StoreError
            If the file is no store, or of another format.
        """
        with self._open() as db:
            about = dict(db.execute("SELECT name, value FROM about"))
            data = db.execute("SELECT data FROM packed").fetchone()[0]
        if about.get("format") != str(FORMAT):
            raise StoreError(
                f"{self.path} has the format {about.get('format')}, and this program works with "
                f"{FORMAT}. Update the program, or restart it to migrate an older file."
            )
        return about, Columns.from_bytes(data)

    def kept(self, change: int) -> dict[int, Mapping[str, Any]]:
        """Return the records as they were before a change that can be undone."""
        sql = "SELECT fid, record FROM before_change WHERE change = ? ORDER BY fid"
        with self._open() as db:
            return {fid: json.loads(record) for fid, record in db.execute(sql, [change])}

    def last_kept(self) -> int:
        """Return the largest number of a record that is kept for an undo; 0 for none."""
        with self._open() as db:
            return int(db.execute("SELECT coalesce(max(fid), 0) FROM before_change").fetchone()[0])

    def rows(self) -> list[int]:
        """Return the numbers of all records, ascending."""
        with self._open() as db:
            return [row for (row,) in db.execute("SELECT fid FROM incidents ORDER BY fid")]

    def columns(self) -> frozenset[str]:
        """Return the names of the columns of the records."""
        with self._open() as db:
            return frozenset(name for _, name, *_ in db.execute("PRAGMA table_info(incidents)"))

    def version(self) -> str:
        """Return the version that was given at writing."""
        with self._open() as db:
            return str(db.execute("SELECT value FROM about WHERE name = 'version'").fetchone()[0])

    def ids(self) -> list[str]:
        """Return all ids."""
        with self._open() as db:
            return [id for (id,) in db.execute("SELECT id FROM incidents")]

    def fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        """Return columns of the records with these numbers."""
        sql = (
            f"SELECT fid, {', '.join(names)} FROM incidents "
            "WHERE fid IN (SELECT value FROM json_each(?))"
        )
        with self._open() as db:
            found = db.execute(sql, [json.dumps(rows)])
            return {fid: dict(zip(names, values, strict=True)) for fid, *values in found}

    def numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the numbers of these ids."""
        sql = "SELECT id, fid FROM incidents WHERE id IN (SELECT value FROM json_each(?))"
        with self._open() as db:
            return dict(db.execute(sql, [json.dumps(ids)]))

    def search(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the numbers of the records in which every folded word occurs."""
        with self._open() as db:
            terms = [_expression(db, word) for word in words]
            if not all(terms):
                return np.empty(0, np.int64)
            sql = "SELECT rowid FROM words WHERE words MATCH ?"
            found = db.execute(sql, [" AND ".join(f"({term})" for term in terms)])
            return np.fromiter((rowid for (rowid,) in found), np.int64)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to the file that is there now, and keep it for the next."""
        signature = self.signature()
        try:
            db = self._taken(signature) or sqlite3.connect(
                f"{self.path.as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
            try:
                yield db
            except BaseException:
                db.close()
                raise
        except sqlite3.Error as error:
            raise StoreError(
                f"The store's file {self.path} cannot be read: {error}. If it is damaged, remove "
                "it: a built one is made again, imports are imported again."
            ) from error
        with self._lock:
            self._idle.append((signature, db))

    def _taken(self, signature: tuple[int, ...] | None) -> sqlite3.Connection | None:
        """Return an idle connection to this very file; those to another are closed."""
        with self._lock:
            while self._idle:
                of, db = self._idle.pop()
                if of == signature:
                    return db
                db.close()
        return None


def _expression(db: sqlite3.Connection, word: str) -> str:
    """Return what FTS5 shall match; a short word is looked up among the pieces it begins."""
    if len(word) >= 3:
        return _quoted(word)
    sql = "SELECT term FROM pieces WHERE term >= ? AND term < ?"
    return " OR ".join(_quoted(term) for (term,) in db.execute(sql, [word, word + "\U0010ffff"]))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
