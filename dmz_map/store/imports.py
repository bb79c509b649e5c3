"""The writing half of a store: imports as sets, which can be updated, hidden, undone, removed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Document
from dmz_map.store.batches import checked_batches
from dmz_map.store.record_batch import RecordBatch, record_batches
from dmz_map.store.records import BATCH, COLUMNS, Progress, incident_of
from dmz_map.store.set_changes import SetChanges
from dmz_map.store.set_update import Plan, plan_update
from dmz_map.store.sets import ImportedSet, SetList, Undone, Update
from dmz_map.store.transaction import Transaction

__all__ = ["Imports"]

_IMPORTS: Final = ImportedSet("Imports")


class Imports(SetChanges):
    """What every store can do with imports. Each change is made whole or not at all.

    Every method that changes something raises `StoreError` if another one is writing or the store
    cannot be written, and `UnknownIdError` if there is no such set.
    """

    @abstractmethod
    def _set_list(self) -> SetList:
        """Return the sets of now."""

    @abstractmethod
    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        """Return these columns of the records with these numbers; numbers unknown are left out."""

    @abstractmethod
    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the numbers of these ids; ids unknown are left out."""

    @abstractmethod
    def clear(self) -> int:
        """Remove all imports, never the project's own incidents; return how many."""

    def sets(self) -> tuple[ImportedSet, ...]:
        """Return all sets, hidden ones too, by number."""
        return self._set_list().sets

    def joined(self) -> Mapping[str, str]:
        """Return the imports that are joined: their ids, and those of the incidents they are."""
        return self._set_list().joined

    def documents(self) -> Mapping[str, Document]:
        """Return the documents by id that imported exports have brought, but of hidden sets."""
        return self._set_list().shown_documents()

    def add(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents that are new as a set without a source, and return how many."""
        return self.add_set(_IMPORTS, incidents, progress=progress).rows

    def replace(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents over imports of the same ids, and new ones, as one new set."""
        return self.add_set(_IMPORTS, incidents, replacing=True, progress=progress).rows

    def add_set(
        self,
        info: ImportedSet,
        incidents: Iterable[Incident],
        *,
        replacing: bool = False,
        progress: Progress | None = None,
    ) -> ImportedSet:
        """Write incidents that are new as a set, and return it with its number.

        Parameters
        ----------
        info
            Name, source, file, hash and day; number and rows are given by the store.
        incidents
            Imports with evidence; taken in batches, so an iterator need not fit in memory.
            If it raises, nothing is written.
        replacing
            Whether they may take the place of imports of the same ids.
        progress
            Called with the number written so far.

        Raises
        ------
        StoreError
            If an id is there already, or there are 255 sets.
        """
        batches = record_batches(incidents)
        return self.add_batches(info, batches, replacing=replacing, progress=progress)

    def add_batches(
        self,
        info: ImportedSet,
        batches: Iterable[RecordBatch],
        *,
        documents: Sequence[Document] = (),
        replacing: bool = False,
        progress: Progress | None = None,
    ) -> ImportedSet:
        """Write incidents as `add_set` does that are in batches, and documents that they quote."""
        with self._transaction() as transaction:
            sets, start = transaction.sets, transaction.next_row
            number = sets.free_number()
            written = 0
            for batch, there in checked_batches(batches, self._numbers, replacing=replacing):
                if there:
                    self._keep(transaction, sets.next_change(), list(there.values()))
                row = start + written
                transaction.write(range(row, row + len(batch)), batch, number)
                written += len(batch)
                if progress is not None:
                    progress(written)
            new = replace(info, number=number, rows=written, hidden=False)
            if written:
                changed = sets.with_set(new).with_change(number, None, start, start + written)
                return transaction.finish(changed.with_documents(number, documents)).get(number)
        return new

    def update_set(
        self,
        number: int,
        incidents: Iterable[Incident],
        *,
        info: ImportedSet | None = None,
        key: Callable[[Incident], str] | None = None,
        documents: Sequence[Document] = (),
        remove_vanished: bool = False,
        progress: Progress | None = None,
    ) -> Update:
        """Bring a set up to a newer version of its file.

        An incident that takes the place of another keeps the other's id.

        Parameters
        ----------
        number
            The set.
        incidents
            All of the new version.
        info
            Source, file, hash and day of the new version; None to keep those of the set.
        key
            What names an incident in both versions, such as the text of a column; None: those
            of equal content are the same. Blank names nothing.
        documents
            What its quotations need beside those that the set has.
        remove_vanished
            Remove what the new version no longer has; else it stays, and is only reported.
        progress
            Called with the number looked at so far.
        """
        with self._transaction() as transaction:
            before = transaction.sets.get(number)
            rows = transaction.rows(number)
            old = ((row, incident_of(record)) for row, record in self._records(rows))
            plan = plan_update(old, incidents, self._numbers, key, progress)
            after = before
            if info is not None:
                after = replace(info, number=number, hidden=before.hidden, name=before.name)
            changed = self._carry_out(transaction, plan, before, remove_vanished)
            if documents:
                changed = changed.with_documents(number, documents)
            sets = transaction.finish(changed.with_set(after))
        return Update(
            sets.get(number), len(plan.added), len(plan.updated), plan.unchanged,
            tuple(plan.vanished.values()),
        )  # fmt: skip

    def undo(self, number: int | None = None) -> Undone:
        """Undo the last import or update, or the last one of a set.

        Raises
        ------
        StoreError
            If there is none that can be undone.
        """
        with self._transaction() as transaction:
            sets = transaction.sets
            change = sets.last_change(number)
            now = sets.get(change.set)
            mine = [r for r in transaction.rows(now.number) if change.start <= r < change.stop]
            self._remove(transaction, mine)
            kept = transaction.kept(change.number)
            for one in sets.sets:
                rows = [row for row in kept if kept[row]["import_set"] == one.number]
                for some in _batches(rows):
                    batch = RecordBatch.of([incident_of(kept[row]) for row in some])
                    transaction.write(some, batch, one.number)
            transaction.forget([change.number])
            remaining = tuple(one for one in sets.changes if one.number != change.number)
            sets = replace(sets, changes=remaining)
            if change.before is None:
                sets = sets.without_set(now.number)
            else:
                sets = sets.with_set(replace(change.before, hidden=now.hidden))
            transaction.finish(sets)
        return Undone(change.before or now, change.before is None, len(mine), len(kept))

    def remove(self, number: int) -> int:
        """Remove a set for good, and return how many incidents it had."""
        with self._transaction() as transaction:
            sets = transaction.sets
            sets.get(number)
            rows = transaction.rows(number)
            self._remove(transaction, rows)
            transaction.forget([one.number for one in sets.changes if one.set == number])
            transaction.finish(sets.without_set(number))
        return len(rows)

    def _carry_out(
        self, transaction: Transaction, plan: Plan, before: ImportedSet, remove_vanished: bool
    ) -> SetList:
        sets, start = transaction.sets, transaction.next_row
        gone = [*plan.updated, *(plan.vanished if remove_vanished else ())]
        for rows in _batches(gone):
            self._keep(transaction, sets.next_change(), rows)
        new = [*plan.updated.values(), *plan.added]
        for first in range(0, len(new), BATCH):
            some = new[first : first + BATCH]
            rows = range(start + first, start + first + len(some))
            transaction.write(rows, RecordBatch.of(some), before.number)
        return sets.with_change(before.number, before, start, start + len(new))

    def _keep(self, transaction: Transaction, change: int, rows: Sequence[int]) -> None:
        """Take out incidents, and keep their records for the undo of a change."""
        transaction.keep(change, self._fetch(rows, tuple(COLUMNS)))
        self._remove(transaction, rows)

    def _remove(self, transaction: Transaction, rows: Sequence[int]) -> None:
        for some in _batches(rows):
            records = self._fetch(some, tuple(COLUMNS))
            transaction.remove(some, [incident_of(records[row]) for row in some])

    def _records(self, rows: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Any]]]:
        for some in _batches(rows):
            yield from self._fetch(some, tuple(COLUMNS)).items()


def _batches(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
