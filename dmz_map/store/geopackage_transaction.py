"""A change of the imports in a GeoPackage: a new file that takes the old one's place."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dmz_map.archive.incidents import Incident
from dmz_map.store.coding import Coding
from dmz_map.store.geopackage import GeoPackageFile
from dmz_map.store.geopackage_writer import Writer
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import FIRST_IMPORT
from dmz_map.store.sets import SetList
from dmz_map.store.transaction import Transaction

__all__ = ["GeoPackageTransaction"]


class GeoPackageTransaction(Transaction):
    """A change that starts from the file of imports, if there is one.

    Parameters
    ----------
    file
        The file of imports, which no one else writes meanwhile.
    coding
        By what incidents become numbers.
    """

    def __init__(self, file: GeoPackageFile, coding: Coding) -> None:
        there = file.path.exists()
        self._file = file
        self.sets = SetList.of(file.about() if there else {})
        self._writer = Writer(file.path, coding, file.path if there else None)
        last = max(self._writer.last_row(), file.last_kept() if there else 0)
        self.next_row = max(FIRST_IMPORT, last + 1)

    def rows(self, set: int) -> list[int]:
        """Return the numbers of the incidents of a set, ascending."""
        return self._writer.rows(set)

    def write(self, rows: Sequence[int], batch: RecordBatch, set: int) -> None:
        """Write incidents of one set under these numbers."""
        self._writer.write(rows, batch, set)

    def remove(self, rows: Sequence[int], incidents: Sequence[Incident]) -> None:
        """Take out these incidents, which have these numbers."""
        self._writer.remove(rows, incidents)

    def keep(self, change: int, records: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep records, by number, as they were before a change."""
        self._writer.keep(change, records)

    def kept(self, change: int) -> dict[int, Mapping[str, Any]]:
        """Return the records that were kept of a change."""
        return self._file.kept(change)

    def forget(self, changes: Sequence[int]) -> None:
        """Drop the records that were kept of changes."""
        self._writer.forget(changes)

    def finish(self, sets: SetList) -> SetList:
        """Write the sets, and put the file in its place."""
        counted = sets.counted(self._writer.counts())
        self._writer.finish(uuid.uuid4().hex, counted.about())
        return counted

    def close(self) -> None:
        """Drop what was not finished."""
        self._writer.close()
