"""What is shown of imports: sets hidden or not, imports joined to other incidents."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from dmz_map.store.transaction import Transaction

__all__ = ["SetChanges"]


class SetChanges(ABC):
    """Changes that write no incident. Each is made whole or not at all, and can be taken back."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Transaction]:
        """Lend a change; no one else writes meanwhile."""

    def hide(self, number: int) -> None:
        """Hide a set: its incidents are neither counted nor listed nor drawn."""
        self._set_hidden(number, hidden=True)

    def show(self, number: int) -> None:
        """Show a set that was hidden."""
        self._set_hidden(number, hidden=False)

    def join(self, one: str, other: str) -> None:
        """Say that an import tells of the event of another incident, which gets its evidence."""
        with self._transaction() as transaction:
            self._join(transaction, {**transaction.sets.joined, one: other})

    def rejoin(self, parted: Iterable[str], pairs: Mapping[str, str]) -> None:
        """Take back what `join` said of some imports, and join others, in one change."""
        gone = frozenset(parted)
        with self._transaction() as transaction:
            before = transaction.sets.joined
            after = {new: known for new, known in before.items() if new not in gone} | {**pairs}
            if after != before:
                self._join(transaction, after)

    def part(self, one: str) -> None:
        """Take back what `join` said of an import."""
        with self._transaction() as transaction:
            pairs = transaction.sets.joined.items()
            self._join(transaction, {new: known for new, known in pairs if new != one})

    @staticmethod
    def _join(transaction: Transaction, pairs: Mapping[str, str]) -> None:
        transaction.finish(replace(transaction.sets, joined=pairs))

    def _set_hidden(self, number: int, *, hidden: bool) -> None:
        with self._transaction() as transaction:
            one = transaction.sets.get(number)
            if one.hidden != hidden:
                transaction.finish(transaction.sets.with_set(replace(one, hidden=hidden)))
