"""One change of a store's imports, written whole or not at all: what each backend provides."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from dmz_map.archive.incidents import Incident
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.sets import SetList

__all__ = ["Transaction"]


class Transaction(ABC):
    """An open change; what is not finished has not happened.

    Attributes
    ----------
    sets
        The sets before the change.
    next_row
        A number above all that incidents have or had before a change that can be undone.
    """

    sets: SetList
    next_row: int

    @abstractmethod
    def rows(self, set: int) -> list[int]:
        """Return the numbers of the incidents of a set, ascending."""

    @abstractmethod
    def write(self, rows: Sequence[int], batch: RecordBatch, set: int) -> None:
        """Write incidents of one set under these numbers."""

    @abstractmethod
    def remove(self, rows: Sequence[int], incidents: Sequence[Incident]) -> None:
        """Take out these incidents, which have these numbers."""

    @abstractmethod
    def keep(self, change: int, records: Mapping[int, Mapping[str, Any]]) -> None:
        """Keep records, by number, as they were before a change."""

    @abstractmethod
    def kept(self, change: int) -> dict[int, Mapping[str, Any]]:
        """Return the records that were kept of a change."""

    @abstractmethod
    def forget(self, changes: Sequence[int]) -> None:
        """Drop the records that were kept of changes."""

    @abstractmethod
    def finish(self, sets: SetList) -> SetList:
        """Write the sets, with the number of incidents of each, and make all of it the store's."""
