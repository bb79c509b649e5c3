"""A change of the imports in PostgreSQL: one transaction of the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dmz_map.archive.incidents import Incident
from dmz_map.store.coding import Coding
from dmz_map.store.packing import ATTRIBUTES
from dmz_map.store.postgis_queries import copy_rows, delete_incidents, insert_incidents
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import BATCH, FIRST_IMPORT
from dmz_map.store.sets import SetList
from dmz_map.store.transaction import Transaction

__all__ = ["PostgisTransaction", "read_sets", "stamp"]

_, _SHIFT, _BITS = ATTRIBUTES["set"]
_SET = f"((flags >> {_SHIFT}) & {(1 << _BITS) - 1})"


class PostgisTransaction(Transaction):
    """A change within a transaction of the database, which whoever opened it ends.

    Parameters
    ----------
    cursor
        The cursor of psycopg.
    coding
        By what incidents become numbers.
    """

    def __init__(self, cursor: Any, coding: Coding) -> None:
        self._cursor, self._coding, self._written = cursor, coding, 0
        self.sets = read_sets(cursor)
        cursor.execute(
            "SELECT greatest((SELECT max(fid) FROM dmz_map.incidents), "
            "(SELECT max(fid) FROM dmz_map.before_change))"
        )
        self.next_row = max(FIRST_IMPORT, (cursor.fetchone()[0] or 0) + 1)

    def rows(self, set: int) -> list[int]:
        """Return the numbers of the incidents of a set, ascending."""
        sql = f"SELECT fid FROM dmz_map.packed WHERE {_SET} = %s ORDER BY fid"
        self._cursor.execute(sql, [set])
        return [row for (row,) in self._cursor]

    def write(self, rows: Sequence[int], batch: RecordBatch, set: int) -> None:
        """Write incidents of one set under these numbers."""
        insert_incidents(self._cursor, rows, batch, set, self._coding)
        self._written += len(rows)

    def remove(self, rows: Sequence[int], incidents: Sequence[Incident]) -> None:
        """Take out the incidents with these numbers."""
        delete_incidents(self._cursor, "fid = ANY(%s)", list(rows))

    def keep(self, change: int, records: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep records, by number, as they were before a change."""
        kept = ((change, row, json.dumps(record, default=str)) for row, record in records.items())
        copy_rows(self._cursor, "before_change", ("change", "fid", "record"), kept)

    def kept(self, change: int) -> dict[int, Mapping[str, Any]]:
        """Return the records that were kept of a change."""
        sql = "SELECT fid, record FROM dmz_map.before_change WHERE change = %s ORDER BY fid"
        self._cursor.execute(sql, [change])
        return {row: json.loads(record) for row, record in self._cursor}

    def forget(self, changes: Sequence[int]) -> None:
        """Drop the records that were kept of changes."""
        sql = "DELETE FROM dmz_map.before_change WHERE change = ANY(%s)"
        self._cursor.execute(sql, [list(changes)])

    def finish(self, sets: SetList) -> SetList:
        """Write the sets and a new version; the transaction's end makes them the store's."""
        self._cursor.execute(f"SELECT {_SET} AS set, count(*) FROM dmz_map.packed GROUP BY 1")
        counted = sets.counted(dict(self._cursor))
        stamp(self._cursor, self._coding, counted.about())
        if self._written >= BATCH:  # or the database would plan as if the tables were empty
            for table in ("incidents", "packed", "words"):
                self._cursor.execute(f"ANALYZE dmz_map.{table}")
        return counted


def read_sets(cursor: Any) -> SetList:
    """Return the sets of the database."""
    names = [*SetList().about()]
    cursor.execute("SELECT name, value FROM dmz_map.about WHERE name = ANY(%s)", [names])
    return SetList.of(dict(cursor))


def stamp(cursor: Any, coding: Coding, about: Mapping[str, str]) -> None:
    """Give the content a new version, and write what else it is about."""
    written = {**about, "version": uuid.uuid4().hex[:12], **coding.about}
    cursor.executemany(
        "INSERT INTO dmz_map.about VALUES (%s, %s) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        list(written.items()),
    )
