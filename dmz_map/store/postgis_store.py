"""The store of a team: PostgreSQL with PostGIS, shared by any number of app processes.

Its tables are in the schema ``dmz_map``, `incidents` with a geometry that QGIS opens. They
are written by this program only: two narrow tables beside it must say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import read_archive
from dmz_map.errors import StoreError
from dmz_map.store.base import Store
from dmz_map.store.coding import Coding, columns_of, recoded
from dmz_map.store.columns import Columns, merged
from dmz_map.store.packing import attribute
from dmz_map.store.postgis_pool import Pool
from dmz_map.store.postgis_queries import (
    PACKED,
    ROWS,
    condition,
    copied,
    copy_rows,
    delete_incidents,
    fetch_records,
    insert_incidents,
    read_columns,
    signed_rows,
)
from dmz_map.store.postgis_schema import MIGRATIONS, lock, migrate
from dmz_map.store.postgis_transaction import PostgisTransaction, read_sets, stamp
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import BATCH, COLUMNS, FIRST_IMPORT, incident_of
from dmz_map.store.sets import OLD_IMPORTS, SetList
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

    def clear(self) -> int:
        """Remove all imports and return how many there were."""
        with self._writing() as cursor:
            removed = delete_incidents(cursor, "fid >= %s", FIRST_IMPORT)
            cursor.execute("DELETE FROM dmz_map.before_change")
            if removed:
                stamp(cursor, self.coding, SetList().about())
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
            rows = range(1, 1 + len(archive.incidents))
            batch = RecordBatch.of(archive.incidents)
            insert_incidents(cursor, rows, batch, 0, self.coding)
            stamp(cursor, self.coding, {"data": self._package.version})

    def _pack_again(self, cursor: Any) -> None:
        """Make all rows of the table ``packed`` anew; imports without a set become one."""
        sql = "UPDATE dmz_map.incidents SET import_set = %s WHERE fid >= %s AND import_set IS NULL"
        cursor.execute(sql, [OLD_IMPORTS.number, FIRST_IMPORT])
        old = SetList((OLD_IMPORTS,)) if cursor.rowcount else read_sets(cursor)
        cursor.execute("DELETE FROM dmz_map.packed")
        cursor.execute("SELECT fid FROM dmz_map.incidents ORDER BY fid")
        rows = [row for (row,) in cursor]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            records = fetch_records(cursor, some, tuple(COLUMNS))
            batch = RecordBatch.of([incident_of(records[row]) for row in some])
            sets = [records[row]["import_set"] or 0 for row in some]
            columns = columns_of(some, batch, self.coding, sets)
            copy_rows(cursor, "packed", ("fid", *PACKED), signed_rows(columns))
        PostgisTransaction(cursor, self.coding).finish(old)

    @contextmanager
    def _transaction(self) -> Iterator[PostgisTransaction]:
        with self._writing() as cursor:
            self._recode(cursor)
            yield PostgisTransaction(cursor, self.coding)

    def _set_list(self) -> SetList:
        with self._pool.cursor() as cursor:
            return read_sets(cursor)

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
        hidden = np.isin(attribute(columns, "set"), SetList.of(about).hidden())
        return about["version"], merged([recoded(columns.take(~hidden), about, self.coding)])

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
