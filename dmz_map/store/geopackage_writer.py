"""Writes a GeoPackage of incidents aside, and puts it in its place when all is well."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from dmz_map.archive.incidents import Incident
from dmz_map.store.columns import Columns, Terms, columns_of, merged, recoded
from dmz_map.store.geopackage import FORMAT, GeoPackageFile
from dmz_map.store.geopackage_schema import INSERT, PRAGMAS, SCHEMA, SYSTEMS
from dmz_map.store.packing import NOWHERE
from dmz_map.store.records import record_of, searched_text

__all__ = ["Writer"]

_PAD: Final = "\n\n"
"""At the end of a text, so that its last letter too begins a piece of three."""

_SLACK: Final = 5e-6
"""Degrees by which a packed point may differ from the exact one, which the R-tree must hold."""


class Writer:
    """Writes one file aside and puts it in its place when all is well.

    Parameters
    ----------
    path
        Where the file shall stand.
    terms
        The vocabulary's words by field.
    base
        A finished file whose content the new one starts from.
    """

    def __init__(self, path: Path, terms: Terms, base: Path | None = None) -> None:
        self.path, self.terms = path, terms
        self._aside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
        if base is not None:
            shutil.copyfile(base, self._aside)
        self._db = sqlite3.connect(self._aside, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._parts: list[Columns] = []
        self._first_new = 0
        if base is None:
            self._db.executescript(f"PRAGMA application_id = {0x47504B47};")
            self._db.executescript(f"PRAGMA user_version = 10300;{SCHEMA}")
            sql = f"INSERT INTO gpkg_spatial_ref_sys VALUES ({', '.join('?' * 6)})"
            self._db.executemany(sql, SYSTEMS)
        else:
            old = GeoPackageFile(base)
            _, coded_by, columns = old.read()
            old.close()
            self._parts.append(recoded(columns, coded_by, terms))
            self._first_new = int(columns.row.max(initial=0)) + 1
        self._db.execute("BEGIN")

    def write(self, first_row: int, incidents: Sequence[Incident]) -> None:
        """Add incidents under the numbers from `first_row` on."""
        records = [tuple(record_of(incident).values()) for incident in incidents]
        rows = range(first_row, first_row + len(incidents))
        points = [_point(i.place.lon, i.place.lat) for i in incidents]
        texts = [searched_text(incident) + _PAD for incident in incidents]
        self._db.executemany(
            INSERT, ((r, p, *record) for r, p, record in zip(rows, points, records, strict=True))
        )
        self._db.executemany(
            "INSERT INTO words(rowid, text) VALUES (?, ?)", zip(rows, texts, strict=True)
        )
        self._parts.append(columns_of(first_row, incidents, self.terms))

    def remove(self, rows: Sequence[int], incidents: Sequence[Incident]) -> None:
        """Take out incidents with these numbers, which hold what is given."""
        for table, key in (("incidents", "fid"), ("rtree_incidents_geom", "id")):
            self._db.executemany(f"DELETE FROM {table} WHERE {key} = ?", ((row,) for row in rows))
        self._db.executemany(
            "INSERT INTO words(words, rowid, text) VALUES ('delete', ?, ?)",
            ((row, searched_text(i) + _PAD) for row, i in zip(rows, incidents, strict=True)),
        )
        gone = np.array(rows, dtype=np.uint32)
        self._parts = [part.take(~np.isin(part.row, gone)) for part in self._parts]

    def finish(self, version: str) -> None:
        """Write indexes and the version, and put the file in its place."""
        columns = merged(self._parts)
        placed = columns.take(columns.lat != NOWHERE)
        lon, lat = (placed.part(name) / 1e5 for name in ("lon", "lat"))
        db = self._db
        new = placed.row >= self._first_new  # in drawing order, which fills the R-tree fast
        edges = (lon - _SLACK, lon + _SLACK, lat - _SLACK, lat + _SLACK)
        boxes = zip(placed.row[new].tolist(), *(e[new].tolist() for e in edges), strict=True)
        db.executemany("INSERT INTO rtree_incidents_geom VALUES (?, ?, ?, ?, ?)", boxes)
        if len(placed):
            extent = (lon.min(), lat.min(), lon.max(), lat.max())
            sql = "UPDATE gpkg_contents SET min_x=?, min_y=?, max_x=?, max_y=? WHERE srs_id = 4326"
            db.execute(sql, [float(edge) for edge in extent])
        db.execute("UPDATE packed SET data = ?", [columns.to_bytes()])
        about = {
            "format": str(FORMAT),
            "version": version,
            "terms": json.dumps({name: list(words) for name, words in self.terms.items()}),
        }
        sql = "INSERT OR REPLACE INTO about(name, value) VALUES (?, ?)"
        db.executemany(sql, about.items())
        db.execute("COMMIT")
        db.close()
        _flush(self._aside)
        os.replace(self._aside, self.path)

    def close(self) -> None:
        """Drop what was written, unless it was finished."""
        self._db.close()
        self._aside.unlink(missing_ok=True)


def _point(lon: float | None, lat: float | None) -> bytes | None:
    """Return a point as GeoPackage binary: header without envelope, then WKB, little-endian."""
    if lon is None or lat is None:
        return None
    return struct.pack("<2sBBiBIdd", b"GP", 0, 1, 4326, 1, 1, lon, lat)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
