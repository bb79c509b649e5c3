"""The store of a team: PostgreSQL with PostGIS, shared by any number of app processes.

Its tables are in the schema ``dmz_map``, `incidents` with a geometry that QGIS opens. They
are written by this program only: two narrow tables beside it must say the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy.typing as npt

from dmz_map.archive.incidents import Incident, read_archive
from dmz_map.errors import StoreError
from dmz_map.store.base import Store
from dmz_map.store.coding import Coding, columns_of, recoded
from dmz_map.store.columns import Columns, merged
from dmz_map.store.postgis_pool import Pool
from dmz_map.store.postgis_queries import (
    PACKED,
    ROWS,
    condition,
    copied,
    copy_rows,
    delete_incidents,
    fetch_records,
    read_columns,
    signed_rows,
    syllables,
)
from dmz_map.store.postgis_schema import MIGRATIONS, lock, migrate
from dmz_map.store.records import (
    BATCH,
    COLUMNS,
    FIRST_IMPORT,
    Progress,
    checked_batches,
    incident_of,
    record_of,
    searched_text,
)
from dmz_map.tabular.datapackage import Package

__all__ = ["PostgisStore"]


class PostgisStore(Store):
    """A store in PostgreSQL.

    Parameters
    ----------
    url
        ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``. Nothing is opened until a question.
    package
        The project's data.
    coding
        By what incidents become numbers.

    Raises
    ------
    StoreError
        If the address is none of a database.
    """

    def __init__(self, url: str, package: Package, coding: Coding) -> None:
        super().__init__(coding)
        self._package = package
        self._pool = Pool(url)

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that each change of the content draws anew."""
        with self._pool.cursor() as cursor:
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'version'")
            found = cursor.fetchone()
        if found is None:
            raise StoreError("The store is empty. Run `python -m dmz_map store init`.")
        return str(found[0])

    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader."""
        with self._pool.cursor() as cursor:
            cursor.execute("SELECT version(), postgis_lib_version(), max(number) "
                           "FROM dmz_map.migrations")  # fmt: skip
            server, postgis, number = cursor.fetchone()
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'data'")
            (data,) = cursor.fetchone()
        return {
            "store": f"{server.split(',')[0]}, PostGIS {postgis}",
            "address": self._pool.address,
            "schema": f"version {number} of {len(MIGRATIONS)}",
            "data package": data,
        }

    def add(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write new incidents, all or none, and return how many."""
        return self._write(incidents, progress, replacing=False)

    def replace(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents over imports of the same ids, all or none, and return how many."""
        return self._write(incidents, progress, replacing=True)

    def clear(self) -> int:
        """Remove all imports and return how many there were."""
        with self._writing() as cursor:
            removed = delete_incidents(cursor, "fid >= %s", FIRST_IMPORT)
            if removed:
                self._stamp(cursor)
        return removed

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def prepare(self) -> None:
        """Create or migrate the tables, and bring in the project's own incidents.

        Where the project now has an incident of its own that was imported before, its own
        takes the place of the import.
        """
        self._package.verify()
        archive = read_archive(self._package)
        with self._writing() as cursor:
            if 0 < migrate(cursor) < len(MIGRATIONS):
                self._pack_again(cursor)
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'data'")
            if cursor.fetchone() == (self._package.version,):
                return
            delete_incidents(cursor, "fid < %s", FIRST_IMPORT)
            delete_incidents(
                cursor, "id = ANY(%s)", [incident.id for incident in archive.incidents]
            )
            self._insert(cursor, 1, archive.incidents)
            self._stamp(cursor, data=self._package.version)

    def _pack_again(self, cursor: Any) -> None:
        """Make all rows of the table ``packed`` anew from the incidents."""
        cursor.execute("DELETE FROM dmz_map.packed")
        cursor.execute("SELECT fid FROM dmz_map.incidents ORDER BY fid")
        rows = [row for (row,) in cursor]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            records = fetch_records(cursor, some, tuple(COLUMNS))
            incidents = [incident_of(records[row]) for row in some]
            columns = columns_of(some, incidents, self.coding)
            copy_rows(cursor, "packed", ("fid", *PACKED), signed_rows(columns))
        self._stamp(cursor)

    def _write(
        self, incidents: Iterable[Incident], progress: Progress | None, *, replacing: bool
    ) -> int:
        written = 0
        with self._writing() as cursor:
            self._recode(cursor)
            cursor.execute("SELECT coalesce(max(fid) + 1, 0) FROM dmz_map.incidents")
            row = max(FIRST_IMPORT, cursor.fetchone()[0])
            for batch, known in checked_batches(incidents, self._numbers, replacing=replacing):
                if known:
                    delete_incidents(cursor, "fid = ANY(%s)", list(known.values()))
                self._insert(cursor, row + written, batch)
                written += len(batch)
                if progress is not None:
                    progress(written)
            if written:
                self._stamp(cursor)
            if written >= BATCH:  # or the database would plan as if the tables were empty
                for table in ("incidents", "packed", "words"):
                    cursor.execute(f"ANALYZE dmz_map.{table}")
        return written

    def _insert(self, cursor: Any, first_row: int, incidents: Sequence[Incident]) -> None:
        """Copy incidents into the three tables under the numbers from `first_row` on."""
        rows = range(first_row, first_row + len(incidents))
        copy_rows(
            cursor,
            "incidents",
            ("fid", "geom", *COLUMNS),
            (
                (row, _point(i.place.lon, i.place.lat), *record_of(i).values())
                for row, i in zip(rows, incidents, strict=True)
            ),
        )
        columns = columns_of(rows, incidents, self.coding)
        copy_rows(cursor, "packed", ("fid", *PACKED), signed_rows(columns))
        texts = map(searched_text, incidents)
        words = ((row, text, syllables(text)) for row, text in zip(rows, texts, strict=True))
        copy_rows(cursor, "words", ("fid", "text", "hangul"), words)

    def _stamp(self, cursor: Any, **about: str) -> None:
        """Give the content a new version."""
        about |= {"version": uuid.uuid4().hex[:12], **self.coding.about}
        cursor.executemany(
            "INSERT INTO dmz_map.about VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            list(about.items()),
        )

    def _recode(self, cursor: Any) -> None:
        """Write the columns anew if they were written by another vocabulary or line."""
        about, columns = read_columns(cursor)
        if any(about.get(name) != value for name, value in self.coding.about.items()):
            cursor.execute("DELETE FROM dmz_map.packed")
            signed = signed_rows(recoded(columns, about, self.coding))
            copy_rows(cursor, "packed", ("fid", *PACKED), signed)

    def _load(self) -> tuple[str, Columns]:
        with self._pool.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            about, columns = read_columns(cursor)
            cursor.execute("COMMIT")
        return about["version"], merged([recoded(columns, about, self.coding)])

    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        with self._pool.cursor() as cursor:
            return fetch_records(cursor, rows, names)

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        with self._pool.cursor() as cursor:
            cursor.execute("SELECT id, fid FROM dmz_map.incidents WHERE id = ANY(%s)", [list(ids)])
            return dict(cursor)

    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        where, values = condition(words)
        with self._pool.cursor() as cursor:
            found = copied(cursor, f"SELECT fid FROM dmz_map.words WHERE {where}", ROWS, values)
        return found["row"]

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """Lend the cursor of one transaction, while which no one else writes."""
        with self._pool.cursor() as cursor, cursor.connection.transaction():
            lock(cursor)
            yield cursor


def _point(lon: float | None, lat: float | None) -> str | None:
    return None if lon is None or lat is None else f"SRID=4326;POINT({lon!r} {lat!r})"
