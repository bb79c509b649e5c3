"""The sets of imported incidents, one an import, and the changes that can be undone.

A store keeps both as JSON beside its columns; the number of a set is packed with each incident.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from dmz_map.archive.sources import Document
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.store.set_documents import shown_documents, with_documents

__all__ = ["MOST_SETS", "OLD_IMPORTS", "Change", "ImportedSet", "SetList", "Undone", "Update"]

MOST_SETS: Final = 255
"""Largest number of a set; 0 is the project's own incidents."""


@dataclass(frozen=True)
class ImportedSet:
    """One import: what it is called, where it is from, and how many incidents it has now.

    Attributes
    ----------
    name
        What a reader sees.
    source, file, sha256
        What it rests on, in words; the file's name, and the hash of its bytes.
    imported
        Day of the import, or of its last update; None when it is not known.
    number, rows
        Given by the store: from 1 on; incidents it has now.
    hidden
        Whether its incidents are neither counted nor listed nor drawn.
    """

    name: str
    source: str = ""
    file: str = ""
    sha256: str = ""
    imported: dt.date | None = None
    number: int = 0
    rows: int = 0
    hidden: bool = False


OLD_IMPORTS: Final = ImportedSet("Earlier imports", number=1)
"""The set of what older programs have imported."""


@dataclass(frozen=True)
class Change:
    """One import or update, as it is kept for `undo`.

    Attributes
    ----------
    number, set
        Its own number, ascending, and that of the set.
    before
        The set before it, or None when the set was new.
    start, stop
        The incidents that it wrote have the numbers from `start` to before `stop`.
    """

    number: int
    set: int
    before: ImportedSet | None
    start: int
    stop: int


@dataclass(frozen=True)
class Update:
    """What came of the update of a set.

    `added`, `updated` and `unchanged` are numbers of incidents; `vanished` has the ids of those
    that the new version of the file no longer has.
    """

    set: ImportedSet
    added: int
    updated: int
    unchanged: int
    vanished: tuple[str, ...]


@dataclass(frozen=True)
class Undone:
    """What an undo did: the set as it was, whether it is gone, and the numbers of incidents."""

    set: ImportedSet
    gone: bool
    removed: int
    restored: int


@dataclass(frozen=True)
class SetList:
    """All sets by ascending number, and the changes that can be undone, the oldest first.

    `joined` has the id of an import, and that of the incident of the same event; `documents` is
    JSON: by number of a set, the documents that its quotations need.
    """

    sets: tuple[ImportedSet, ...] = ()
    changes: tuple[Change, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    documents: str = "{}"

    @classmethod
    def of(cls, about: Mapping[str, str]) -> SetList:
        """Read the sets from what a store says about itself."""
        changes = (
            Change(**values | {"before": values["before"] and _set(values["before"])})
            for values in json.loads(about.get("changes", "[]"))
        )
        sets = map(_set, json.loads(about.get("sets", "[]")))
        joined = json.loads(about.get("joined", "{}"))
        return cls(tuple(sets), tuple(changes), joined, about.get("documents", "{}"))

    def about(self) -> dict[str, str]:
        """Return what `of` reads."""
        sets, changes = ([asdict(one) for one in some] for some in (self.sets, self.changes))
        return {
            "sets": _json(sets),
            "changes": _json(changes),
            "joined": _json(self.joined),
            "documents": self.documents,
        }

    def get(self, number: int) -> ImportedSet:
        """Return one set.

        Raises
        ------
        UnknownIdError
            If there is no set with the number.
        """
        for one in self.sets:
            if one.number == number:
                return one
        numbers = ", ".join(str(one.number) for one in self.sets) or "none"
        raise UnknownIdError(f"There is no imported set {number}. The sets are: {numbers}.")

    def hidden(self) -> tuple[int, ...]:
        """Return the numbers of the hidden sets."""
        return tuple(one.number for one in self.sets if one.hidden)

    def free_number(self) -> int:
        """Return a number for a new set: above all others, as long as there is one.

        Raises
        ------
        StoreError
            If all 255 are taken.
        """
        taken = {one.number for one in self.sets}
        free = [number for number in range(1, MOST_SETS + 1) if number not in taken]
        if not free:
            raise StoreError(
                f"The store has {MOST_SETS} imported sets and no number for another. "
                "Remove one: `python -m dmz_map store remove SET`."
            )
        above = max(taken, default=0) + 1
        return above if above <= MOST_SETS else free[0]

    def with_set(self, one: ImportedSet) -> SetList:
        """Return the list with a set added, or in the place of the one of its number."""
        others = (other for other in self.sets if other.number != one.number)
        return replace(self, sets=tuple(sorted((*others, one), key=lambda each: each.number)))

    def without_set(self, number: int) -> SetList:
        """Return the list without a set and its changes."""
        return replace(
            self,
            sets=tuple(one for one in self.sets if one.number != number),
            changes=tuple(change for change in self.changes if change.set != number),
            documents=with_documents(self.documents, number, None),
        )

    def with_documents(self, number: int, documents: Iterable[Document]) -> SetList:
        """Return the list with documents of a set, beside those that the set has."""
        return replace(self, documents=with_documents(self.documents, number, documents))

    def shown_documents(self) -> Mapping[str, Document]:
        """Return the documents of the sets that are not hidden, by id."""
        return shown_documents(self.documents, self.hidden())

    def with_change(self, set: int, before: ImportedSet | None, start: int, stop: int) -> SetList:
        """Return the list with one more change."""
        change = Change(self.next_change(), set, before, start, stop)
        return replace(self, changes=(*self.changes, change))

    def next_change(self) -> int:
        """Return the number of the next change."""
        return max((change.number for change in self.changes), default=0) + 1

    def last_change(self, set: int | None) -> Change:
        """Return the last change of a set, or of all.

        Raises
        ------
        StoreError
            If there is none.
        UnknownIdError
            If there is no such set.
        """
        if set is not None:
            self.get(set)
        changes = [change for change in self.changes if set in (None, change.set)]
        if not changes:
            of = "" if set is None else f" of the set {set}"
            raise StoreError(
                f"There is no import{of} that can be undone. "
                "Remove a set instead: `python -m dmz_map store remove SET`."
            )
        return changes[-1]

    def counted(self, rows: Mapping[int, int]) -> SetList:
        """Return the list with the number of incidents of each set."""
        counted = (replace(one, rows=rows.get(one.number, 0)) for one in self.sets)
        return replace(self, sets=tuple(counted))


def _set(values: dict[str, Any]) -> ImportedSet:
    day = values["imported"]
    return ImportedSet(**values | {"imported": dt.date.fromisoformat(day) if day else None})


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=str)
