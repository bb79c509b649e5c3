"""Pairs of an imported incident and one known before that may be the same event, and decisions."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dmz_map.archive.incident import Incident
from dmz_map.archive.incident_table import OTHER
from dmz_map.archive.same_event import EventIndex, EventRecord, Likeness
from dmz_map.errors import StoreError
from dmz_map.store.base import Store
from dmz_map.store.query import Query
from dmz_map.tabular.folders import user_data
from dmz_map.tabular.text import shortened

__all__ = ["LEAST_SCORE", "MOST_INCIDENTS", "Decisions", "Pair", "join_same", "same_pairs"]

LEAST_SCORE: Final = 0.6
"""Pairs below it are not shown: same month and kind alone reach it hardly ever."""

MOST_INCIDENTS: Final = 100_000
"""In a store with more, pairs are not looked for."""

_ONE_OF_EACH_GROUP: Final = ("soldier_crossing", "attack", "tunnel", "border_measure")
_KIND_SCORE: Final = 0.2
_COLUMNS: Final = ("one", "other", "decision")


@dataclass(frozen=True)
class Pair:
    """An imported incident, one known before, and how alike they are (0 to 1)."""

    new: Incident
    known: Incident
    score: float
    reasons: tuple[str, ...]


class Decisions:
    """What was decided of pairs before, in a table of the user's data folder.

    Parameters
    ----------
    path
        The table; None for ``same_events.csv`` in the user's data folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_data() / "same_events.csv"
        self._made: dict[frozenset[str], str] = {}
        if self._path.is_file():
            with self._path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self._made[frozenset((row["one"], row["other"]))] = row["decision"]

    @property
    def stamp(self) -> int:
        """A number that changes with every decision."""
        return self._path.stat().st_mtime_ns if self._path.is_file() else 0

    def of(self, one: str, other: str) -> str:
        """Return ``same``, ``different``, or a blank."""
        return self._made.get(frozenset((one, other)), "")

    def remember(self, one: str, other: str, decision: str) -> None:
        """Keep a decision; a blank one forgets what was decided."""
        self._made.pop(frozenset((one, other)), None)
        if decision:
            self._made[frozenset((one, other))] = decision
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            writer.writerows((*sorted(pair), said) for pair, said in self._made.items())


def same_pairs(store: Store, number: int, decisions: Decisions) -> tuple[Pair, ...]:
    """Return the pairs of a set with all other incidents on which nothing is decided, best first.

    Raises
    ------
    StoreError
        If the store has more than `MOST_INCIDENTS`.
    UnknownIdError
        If there is no such set.
    """
    if (count := store.count(Query())) > MOST_INCIDENTS:
        raise StoreError(
            f"The store has {count} incidents; pairs are looked for among {MOST_INCIDENTS} at most."
        )
    new: list[Incident] = []
    known: dict[str, Incident] = {}
    for incident in store.incidents(Query()):
        if incident.origin is not None and incident.origin.set == number:
            new.append(incident)
        else:
            known[incident.id] = incident
    return tuple(sorted(_pairs(new, known, decisions), key=lambda p: (-p.score, p.new.id)))


def join_same(store: Store, one: str, other: str) -> None:
    """Join an imported incident to another of the same event, which has both evidences then.

    It is no longer drawn and counted by itself; its address leads to the other.

    Parameters
    ----------
    one
        Id of the import.
    other
        Id of the other.

    Raises
    ------
    UnknownIdError
        If one of them is not there.
    StoreError
        If `one` is not an import, or the store cannot be written.
    """
    store.get(other)
    if store.get(one).origin is None:
        raise StoreError(f"The incident {shortened(one)} is no import. Name the import first.")
    store.join(one, other)


def _pairs(
    new: Iterable[Incident], known: dict[str, Incident], decisions: Decisions
) -> Iterable[Pair]:
    index = EventIndex(map(_record, known.values()))
    for incident in new:
        for alike in _alike(index, _record(incident)):
            decided = decisions.of(incident.id, alike.record.id)
            if alike.score >= LEAST_SCORE and not decided:
                yield Pair(incident, known[alike.record.id], alike.score, alike.reasons)


def _alike(index: EventIndex, record: EventRecord) -> list[Likeness]:
    """Return what may be the same event; a kind that is not known may be any, and adds nothing."""
    if record.category != OTHER:
        return index.alike(record)
    found = []
    for category in _ONE_OF_EACH_GROUP:
        for alike in index.alike(replace(record, category=category)):
            is_same = "same category" in alike.reasons
            reasons = tuple(r for r in alike.reasons if not r.startswith("same "))
            score = round(alike.score - (_KIND_SCORE if is_same else 0), 3)
            found.append(replace(alike, score=score, reasons=reasons))
    return found


def _record(incident: Incident) -> EventRecord:
    place = incident.place
    return EventRecord(
        incident.id, incident.first_day, incident.last_day, incident.category, place.sector,
        place.lon, place.lat, place.radius_km or 0.0, incident.title_en, incident.people,
        incident.killed,
    )  # fmt: skip
