"""The reading half of a store, the same for every body.

A body says which version it holds, gives the columns, finds words and fetches records; every
question of place, time and kind is answered here from the columns in memory.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.store.batches import BATCH
from dmz_map.store.columns import Columns, Terms
from dmz_map.store.filters import facet_counts, year_counts
from dmz_map.store.packing import CHUNK, EPOCH, bits
from dmz_map.store.query import Points, Query, Related, Row, Span, Years
from dmz_map.store.records import COLUMNS, LISTED, incident_of, row_of
from dmz_map.store.snapshot import Snapshot
from dmz_map.tabular.text import shortened
from dmz_map.web.popup import popup

__all__ = ["Catalogue"]

_MOST_SPANS: Final = 2_000

_Positions = npt.NDArray[np.int64]


class Catalogue(ABC):
    """What can be read from a store; `open_store.Store` says what each method returns.

    Parameters
    ----------
    terms
        The vocabulary's words by field, in the order of their codes.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._lock = threading.Lock()
        self._held: Snapshot | None = None

    @property
    @abstractmethod
    def version(self) -> str:
        """Name of the content."""

    @abstractmethod
    def _load(self) -> tuple[str, Columns]:
        """Return a version and its columns."""

    @abstractmethod
    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        """Return these columns of the records with these numbers; numbers unknown are left out."""

    @abstractmethod
    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the numbers of these ids; ids unknown are left out."""

    @abstractmethod
    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        """Return the numbers of the incidents in whose folded text every word occurs."""

    def count(self, query: Query) -> int:
        """Return how many incidents pass."""
        return int(np.count_nonzero(self._snapshot().by_time(query).keep))

    def page(
        self, query: Query, *, offset: int, limit: int, newest_first: bool = True
    ) -> tuple[Row, ...]:
        """Return the lines of a list of those that pass, in the order of time."""
        held = self._snapshot()
        places = held.by_time(query).places()
        ordered = places[::-1] if newest_first else places
        return self._rows(held, held.columns.by_time[ordered[offset : offset + limit]])

    def later(self, query: Query, id: str) -> int | None:
        """Return how many of those that pass come after one in time; None if it does not pass."""
        held = self._snapshot()
        start, keep = held.by_time(query)
        place = int(held.columns.rank[self._position(held, id)]) - start
        if not (0 <= place < len(keep) and keep[place]):
            return None
        return int(np.count_nonzero(keep[place + 1 :]))

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Return how many pass with each word of each field, its own restriction lifted."""
        held = self._snapshot()
        return facet_counts(held.columns, query, self.terms, held.found(query))

    def years(self, query: Query) -> Years:
        """Return how many pass by year and category, and those whose day is not known."""
        held = self._snapshot()
        keep = held.matching(query)
        return Years(year_counts(held.columns, keep, self.terms), self._spans(held, keep))

    def positions(self, query: Query) -> npt.NDArray[np.uint32]:
        """Return the positions of those that pass, ascending."""
        return np.flatnonzero(self._snapshot().matching(query)).astype(np.uint32)

    def columns(self) -> Points:
        """Return what the browser draws."""
        held = self._snapshot().columns
        last = np.clip(held.last, 0, 0xFFFF).astype(np.uint16)
        return Points(held.lon, held.lat, held.facts, held.radius, last)

    def get(self, id: str) -> Incident:
        """Return one incident with its evidence."""
        row = self._number(id)
        records = self._fetch([row], tuple(COLUMNS))
        if row not in records:
            raise _unknown(id)
        return incident_of(records[row])

    def position(self, id: str) -> int:
        """Return the place of an incident in drawing order."""
        return self._position(self._snapshot(), id)

    def at(self, position: int) -> str:
        """Return the id of the incident at a position."""
        held = self._snapshot()
        if not 0 <= position < len(held.columns):
            raise UnknownIdError(
                f"No incident stands at position {position}; there are {len(held.columns)}."
            )
        return self._rows(held, [position])[0].id

    def neighbours(self, id: str) -> tuple[str | None, str | None]:
        """Return the ids before and after one in time."""
        held = self._snapshot()
        columns = held.columns
        rank = int(columns.rank[self._position(held, id)])
        ranks = [r for r in (rank - 1, rank + 1) if 0 <= r < len(columns)]
        rows = self._rows(held, columns.by_time[ranks])
        ids = {int(columns.rank[row.position]): row.id for row in rows}
        return ids.get(rank - 1), ids.get(rank + 1)

    def related(self, id: str, limit: int) -> Related:
        """Return incidents at the same place, of the same day, of the same category."""
        held = self._snapshot()
        c, here = held.columns, self._position(held, id)
        kind = bits("category")
        where = c.lat == c.lat[here]
        where &= c.lon == c.lon[here]
        if not c.radius[here]:
            both = bits("location_precision") | bits("sector")
            where &= (c.facts & both) == (c.facts[here] & both)
        groups = (where, c.first == c.first[here], (c.facts & kind) == (c.facts[here] & kind))
        return Related(*(self._nearest(held, here, group, limit) for group in groups))

    def texts(self, chunk: int) -> list[dict[str, Any]]:
        """Return the popups of one chunk of positions."""
        columns = self._snapshot().columns
        rows = columns.row[chunk * CHUNK : (chunk + 1) * CHUNK].tolist() if chunk >= 0 else []
        if not rows:
            raise UnknownIdError(f"There is no chunk {chunk} of texts. Reload the map.")
        records = self._fetch(rows, tuple(COLUMNS))
        if len(records) < len(rows):
            raise StoreError("The store has changed meanwhile. Reload the map.")
        return [popup(incident_of(records[row])) for row in rows]

    def incidents(self, query: Query) -> Iterator[Incident]:
        """Yield the incidents that pass, by first day, a batch at a time."""
        held = self._snapshot()
        rows = held.columns.row[held.columns.by_time[held.by_time(query).places()]]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH].tolist()
            records = self._fetch(some, tuple(COLUMNS))
            yield from (incident_of(records[row]) for row in some if row in records)

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return those of the ids that the store has."""
        return frozenset(self._numbers(ids))

    def _snapshot(self) -> Snapshot:
        """Return the columns of now; they are read again only when the version has changed."""
        version, held = self.version, self._held
        if held is None or held.version != version:
            with self._lock:
                held = self._held
                if held is None or held.version != version:
                    held = self._held = Snapshot(*self._load(), self.terms, self._search)
        return held

    def _rows(self, held: Snapshot, positions: Iterable[int]) -> tuple[Row, ...]:
        places = [int(position) for position in positions]
        rows = [int(held.columns.row[place]) for place in places]
        records = self._fetch(rows, LISTED)
        pairs = zip(places, rows, strict=True)
        return tuple(row_of(place, records[row]) for place, row in pairs if row in records)

    def _spans(self, held: Snapshot, keep: npt.NDArray[np.bool_]) -> tuple[Span, ...]:
        fuzzy = np.flatnonzero(keep & (held.columns.facts & bits("fuzzy") != 0))
        ranks = held.columns.rank[fuzzy]
        if len(ranks) > _MOST_SPANS:
            ranks = np.partition(ranks, -_MOST_SPANS)[-_MOST_SPANS:]
        ordered = held.columns.by_time[np.sort(ranks)]
        rows = held.columns.row[ordered].tolist()
        records = self._fetch(rows, ("id", "category"))
        days = [
            (EPOCH + held.columns.part(name)[ordered].astype("timedelta64[D]")).tolist()
            for name in ("first", "last")
        ]
        return tuple(
            Span(first, last, records[row]["category"], records[row]["id"])
            for row, first, last in zip(rows, *days, strict=True)
            if row in records
        )

    def _nearest(
        self, held: Snapshot, here: int, group: npt.NDArray[np.bool_], limit: int
    ) -> tuple[Row, ...]:
        group[here] = False
        members = np.flatnonzero(group)
        away = np.abs(held.columns.rank[members].astype(np.int64) - int(held.columns.rank[here]))
        return self._rows(held, members[np.argsort(away, kind="stable")[:limit]])

    def _number(self, id: str) -> int:
        numbers = self._numbers([id])
        if id not in numbers:
            raise _unknown(id)
        return numbers[id]

    def _position(self, held: Snapshot, id: str) -> int:
        found = held.columns.positions(np.array([self._number(id)]))
        if not len(found):
            raise _unknown(id)
        return int(found[0])


def _unknown(id: str) -> UnknownIdError:
    return UnknownIdError(f"No incident of the store bears the id {shortened(id)}.")
