"""The store of a team: PostgreSQL with PostGIS, shared by any number of app processes.

Its tables stand in the schema ``dmz_map``, `incidents` with a geometry that QGIS opens. They
are written by this program only: two narrow tables beside it must say the same.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident, read_archive
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import StoreError
from dmz_map.store.base import Catalogue
from dmz_map.store.batches import BATCH, IMPORTS, Progress, checked_batches
from dmz_map.store.columns import Columns, columns_of, merged, recoded
from dmz_map.store.packing import TERM_FIELDS
from dmz_map.store.postgis_columns import PACKED, ROWS, copied, read_columns
from dmz_map.store.postgis_schema import MIGRATIONS, connect, lock, migrate, plainly
from dmz_map.store.postgis_words import condition, syllables
from dmz_map.store.records import COLUMNS, record_of, searched_text
from dmz_map.tabular.datapackage import Package

__all__ = ["PostgisStore"]


class PostgisStore(Catalogue):
    """A store in PostgreSQL; `dmz_map.store.open_store.Store` says what each method returns.

    Parameters
    ----------
    url
        ``postgresql://USER:PASSWORD@HOST:PORT/DATABASE``. Nothing is opened until a question.
    package
        The project's own data, whose vocabulary gives the codes.

    Raises
    ------
    StoreError
        If the address is none of a database.
    """

    def __init__(self, url: str, package: Package) -> None:
        vocabulary = read_vocabulary(package)
        super().__init__({field: vocabulary.values(field) for field in TERM_FIELDS})
        self._engine = connect(url)

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that each change of the content draws anew."""
        with self._cursor() as cursor:
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'version'")
            found = cursor.fetchone()
        if found is None:
            raise StoreError("The store is empty. Run `python -m dmz_map store init`.")
        return str(found[0])

    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader."""
        with self._cursor() as cursor:
            cursor.execute("SELECT version(), postgis_lib_version(), max(number) "
                           "FROM dmz_map.migrations")  # fmt: skip
            server, postgis, number = cursor.fetchone()
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'data'")
            (data,) = cursor.fetchone()
        return {
            "store": f"{server.split(',')[0]}, PostGIS {postgis}",
            "address": self._engine.url.render_as_string(hide_password=True),
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
        with self._cursor(writing=True) as cursor:
            removed = _delete(cursor, "fid >= %s", IMPORTS)
            if removed:
                self._stamp(cursor)
        return removed

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def prepare(self, package: Package) -> None:
        """Create or migrate the tables, and bring in the project's own incidents.

        Where the project now has an incident of its own that was imported before, its own
        takes the place of the import.
        """
        package.verify()
        archive = read_archive(package)
        with self._cursor(writing=True) as cursor:
            migrate(cursor)
            cursor.execute("SELECT value FROM dmz_map.about WHERE name = 'data'")
            if cursor.fetchone() == (package.version,):
                return
            _delete(cursor, "fid < %s", IMPORTS)
            _delete(cursor, "id = ANY(%s)", [incident.id for incident in archive.incidents])
            self._insert(cursor, 1, archive.incidents)
            self._stamp(cursor, data=package.version)

    def _write(
        self, incidents: Iterable[Incident], progress: Progress | None, *, replacing: bool
    ) -> int:
        written = 0
        with self._cursor(writing=True) as cursor:
            self._recode(cursor)
            cursor.execute("SELECT coalesce(max(fid) + 1, 0) FROM dmz_map.incidents")
            row = max(IMPORTS, cursor.fetchone()[0])
            for batch, known in checked_batches(incidents, self._numbers, replacing=replacing):
                if known:
                    _delete(cursor, "fid = ANY(%s)", list(known.values()))
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
        columns = columns_of(first_row, incidents, self.terms)
        packed = [columns.part(name).astype(np.int64) for name in PACKED]
        signed = zip(*(part.astype(np.int32).tolist() for part in packed), strict=True)
        tables = {
            ("incidents", "fid", "geom", *COLUMNS): (
                (row, _point(i.place.lon, i.place.lat), *record_of(i).values())
                for row, i in zip(rows, incidents, strict=True)
            ),
            ("packed", "fid", *PACKED): (
                (row, *numbers) for row, numbers in zip(rows, signed, strict=True)
            ),
            ("words", "fid", "text", "hangul"): (
                (row, text, syllables(text))
                for row, text in zip(rows, map(searched_text, incidents), strict=True)
            ),
        }
        for (table, *names), records in tables.items():
            with cursor.copy(f"COPY dmz_map.{table} ({', '.join(names)}) FROM STDIN") as copy:
                for record in records:
                    copy.write_row(record)

    def _stamp(self, cursor: Any, **about: str) -> None:
        """Give the content a new version."""
        terms = json.dumps({field: list(words) for field, words in self.terms.items()})
        about |= {"version": uuid.uuid4().hex[:12], "terms": terms}
        cursor.executemany(
            "INSERT INTO dmz_map.about VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            list(about.items()),
        )

    def _recode(self, cursor: Any) -> None:
        """Write the codes anew if the vocabulary has another order than when they were written."""
        _, coded_by, columns = read_columns(cursor)
        if coded_by != {field: list(words) for field, words in self.terms.items()}:
            facts = recoded(columns, coded_by, self.terms).facts.astype(np.int64).astype(np.int32)
            cursor.executemany(
                "UPDATE dmz_map.packed SET facts = %s WHERE fid = %s",
                list(zip(facts.tolist(), columns.row.tolist(), strict=True)),
            )

    def _load(self) -> tuple[str, Columns]:
        with self._cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            version, coded_by, columns = read_columns(cursor)
            cursor.execute("COMMIT")
        return version, merged([recoded(columns, coded_by, self.terms)])

    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        with self._cursor() as cursor:
            cursor.execute(
                f"SELECT fid, {', '.join(names)} FROM dmz_map.incidents WHERE fid = ANY(%s)",
                [list(rows)],
            )
            return {fid: dict(zip(names, values, strict=True)) for fid, *values in cursor}

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        with self._cursor() as cursor:
            cursor.execute("SELECT id, fid FROM dmz_map.incidents WHERE id = ANY(%s)", [list(ids)])
            return dict(cursor)

    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        where, values = condition(words)
        with self._cursor() as cursor:
            found = copied(cursor, f"SELECT fid FROM dmz_map.words WHERE {where}", ROWS, values)
        return found["row"]

    @contextmanager
    def _cursor(self, *, writing: bool = False) -> Iterator[Any]:
        """Lend a cursor: each statement for itself, or one locked transaction for writing."""
        level = "READ COMMITTED" if writing else "AUTOCOMMIT"
        with plainly(self._engine.url), self._engine.connect() as connection:
            driver: Any = connection.execution_options(isolation_level=level).connection
            with driver.cursor() as cursor:
                if writing:
                    lock(cursor)
                yield cursor
            if writing:
                driver.commit()


def _delete(cursor: Any, condition: str, value: Any) -> int:
    """Delete from all three tables what meets a condition on the incidents."""
    chosen = f"SELECT fid FROM dmz_map.incidents WHERE {condition}"
    for table in ("words", "packed", "incidents"):
        cursor.execute(f"DELETE FROM dmz_map.{table} WHERE fid IN ({chosen})", [value])
    return int(cursor.rowcount)


def _point(lon: float | None, lat: float | None) -> str | None:
    return None if lon is None or lat is None else f"SRID=4326;POINT({lon!r} {lat!r})"
