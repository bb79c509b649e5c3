"""Writes a GeoPackage of incidents (https://www.geopackage.org/spec/) aside, then in its place."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from dmz_map.archive.incidents import Incident
from dmz_map.store.coding import Coding, columns_of, recoded
from dmz_map.store.columns import Columns, merged
from dmz_map.store.geopackage import FORMAT, GeoPackageFile
from dmz_map.store.geopackage_schema import add_missing_columns, create_tables
from dmz_map.store.packing import NOWHERE, attribute
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import STORED
from dmz_map.store.rtree import write_rtree
from dmz_map.store.search import searched_text

__all__ = ["Writer"]

_PRAGMAS: Final = (
    "journal_mode = OFF", "synchronous = OFF", "secure_delete = OFF", "cache_size = -65536",
)  # fmt: skip
"""For a file that nobody reads before it is finished and flushed."""

_INSERT: Final = (
    f"INSERT INTO incidents (fid, geom, {', '.join(STORED)}) "
    f"VALUES (?, ?, {', '.join('?' * len(STORED))})"
)
"""One incident, with its number and its point."""

_AT_ONCE: Final = 100
"""Incidents of one statement, which saves a third; SQLite takes 32,766 values in one."""

_INSERT_MANY: Final = _INSERT + f", (?, ?, {', '.join('?' * len(STORED))})" * (_AT_ONCE - 1)

_INDEX: Final = "INSERT INTO words(rowid, text) SELECT value ->> 0, value ->> 1 FROM json_each(?)"
"""The texts of many incidents in one step, while which Python goes on with the next ones."""

_PAD: Final = "\n\n"
"""At the end of a text, so that its last letter too begins a piece of three."""

_SLACK: Final = 5e-6
"""Degrees by which a packed point may differ from the exact one; the R-tree's box has both."""


class Writer:
    """Writes one file aside and puts it in its place when all is well.

    Parameters
    ----------
    path
        Where the file shall be.
    coding
        By what incidents become numbers.
    base
        A finished file whose content the new one starts from.
    columns
        The columns of `base`; None to read them from it.
    """

    def __init__(
        self,
        path: Path,
        coding: Coding,
        base: Path | None = None,
        columns: Columns | None = None,
    ) -> None:
        self.path, self.coding = path, coding
        self._aside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
        self._db = sqlite3.connect(self._aside, isolation_level=None, check_same_thread=False)
        self._parts: list[Columns] = []
        self._indexer = ThreadPoolExecutor(1)
        self._indexing: Future[sqlite3.Cursor] | None = None
        try:
            self._begin(base, columns)
        except BaseException:  # a full disk: nothing is left of it
            self.close()
            raise

    def _begin(self, base: Path | None, columns: Columns | None) -> None:
        """Make the file aside, with the content of `base`."""
        if base is not None:
            shutil.copyfile(base, self._aside)
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        if base is None:
            create_tables(self._db)
        else:
            add_missing_columns(self._db)
            self._parts.append(_columns(base, self.coding) if columns is None else columns)
        self._db.execute("BEGIN")

    def write(self, rows: Sequence[int], batch: RecordBatch, set: int) -> None:
        """Add incidents of one set under these numbers."""
        part = columns_of(rows, batch, self.coding, set)
        self._settle()
        points = map(_point, batch.columns["lon"], batch.columns["lat"])
        lines = [*batch.rows(set, rows, points)]
        many = len(lines) - len(lines) % _AT_ONCE
        for start in range(0, many, _AT_ONCE):
            values = [*chain.from_iterable(lines[start : start + _AT_ONCE])]
            self._db.execute(_INSERT_MANY, values)
        self._db.executemany(_INSERT, lines[many:])
        texts = [[row, text + _PAD] for row, text in zip(rows, batch.texts, strict=True)]
        self._indexing = self._indexer.submit(self._db.execute, _INDEX, [json.dumps(texts)])
        self._parts.append(part)

    def adopt(self, set: int) -> None:
        """Say that all records without a set are of this one."""
        self._db.execute("UPDATE incidents SET import_set = ? WHERE import_set IS NULL", [set])

    def rows(self, set: int) -> list[int]:
        """Return the numbers of the incidents of a set, ascending."""
        found = (part.row[attribute(part, "set") == set] for part in self._parts)
        return [int(row) for row in np.sort(np.concatenate([*found, np.empty(0, np.uint32)]))]

    def last_row(self) -> int:
        """Return the largest number that an incident has; 0 for none."""
        return max((int(part.row.max(initial=0)) for part in self._parts), default=0)

    def counts(self) -> dict[int, int]:
        """Return how many incidents each set has."""
        sets = [attribute(part, "set").astype(np.int64) for part in self._parts]
        return dict(enumerate(np.bincount(np.concatenate([*sets, np.empty(0, np.int64)])).tolist()))

    def keep(self, change: int, records: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep records, by number, as they were before a change."""
        self._settle()
        kept = ((change, row, json.dumps(record, default=str)) for row, record in records.items())
        self._db.executemany("INSERT INTO before_change VALUES (?, ?, ?)", kept)

    def forget(self, changes: Sequence[int]) -> None:
        """Drop the records that were kept of changes."""
        self._settle()
        sql = "DELETE FROM before_change WHERE change = ?"
        self._db.executemany(sql, ((change,) for change in changes))

    def remove(self, rows: Sequence[int], incidents: Sequence[Incident]) -> None:
        """Take out these incidents, which have these numbers."""
        self._settle()
        self._db.executemany("DELETE FROM incidents WHERE fid = ?", ((row,) for row in rows))
        self._db.executemany(
            "INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)",
            ((row, searched_text(i) + _PAD) for row, i in zip(rows, incidents, strict=True)),
        )
        gone = np.array(rows, dtype=np.uint32)
        self._parts = [part.take(~np.isin(part.row, gone)) for part in self._parts]

    def finish(self, version: str, about: Mapping[str, str] = MappingProxyType({})) -> None:
        """Write indexes, the version and what else it is about; put the file in its place."""
        self._settle()
        columns = merged(self._parts)
        self._parts.clear()
        placed = columns.take(columns.lat != NOWHERE)
        lon, lat = (placed.part(name) / 1e5 for name in ("lon", "lat"))
        db = self._db
        edges = (lon - _SLACK, lon + _SLACK, lat - _SLACK, lat + _SLACK)
        write_rtree(db, "rtree_incidents_geom", placed.row, edges)  # in drawing order: neighbours
        if len(placed):
            extent = (lon.min(), lat.min(), lon.max(), lat.max())
            sql = "UPDATE gpkg_contents SET min_x=?, min_y=?, max_x=?, max_y=? WHERE srs_id = 4326"
            db.execute(sql, [float(edge) for edge in extent])
        db.execute("UPDATE packed SET data = ?", [columns.to_bytes()])
        about = {**about, "format": str(FORMAT), "version": version, **self.coding.about}
        sql = "INSERT OR REPLACE INTO about(name, value) VALUES (?, ?)"
        db.executemany(sql, about.items())
        db.execute("COMMIT")
        db.close()
        _flush(self._aside)
        os.replace(self._aside, self.path)

    def close(self) -> None:
        """Drop what was written, unless it was finished."""
        self._indexer.shutdown()
        self._db.close()
        self._aside.unlink(missing_ok=True)

    def _settle(self) -> None:
        """Wait until the texts of the incidents before are indexed."""
        indexing, self._indexing = self._indexing, None
        if indexing is not None:
            indexing.result()


def _columns(path: Path, coding: Coding) -> Columns:
    file = GeoPackageFile(path)
    about, columns = file.read()
    file.close()
    return recoded(columns, about, coding)


def _point(lon: float | None, lat: float | None) -> bytes | None:
    """Return a point as GeoPackage binary: header without envelope, then WKB, little-endian."""
    if lon is None or lat is None:
        return None
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, 4326, 1, 1, lon, lat)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
