"""The store of incidents: what every one can do, and the reading half, the same for all.

A backend says which version it has, gives the columns, finds words and fetches records; every
question of place, time and kind is answered here from the columns in memory.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.store.coding import Coding, Terms
from dmz_map.store.columns import Columns
from dmz_map.store.filters import Filters
from dmz_map.store.imports import Imports
from dmz_map.store.joined import Joined, joined, with_evidence
from dmz_map.store.packing import CHUNK
from dmz_map.store.query import Points, Query, Related, Row, Years
from dmz_map.store.records import BATCH, COLUMNS, FIRST_IMPORT, LISTED, incident_of, row_of
from dmz_map.store.statistics import latest_spans, nearest_in_time, related_groups
from dmz_map.tabular.text import shortened

__all__ = ["Store"]


class Store(Imports):
    """Where incidents live.

    A position (0 … n-1) is the map's name for an incident: its place in drawing order, along
    a Hilbert curve, those without a point last. Positions are valid for one version.

    Every method raises `StoreError`, one plain sentence, when the store cannot be reached,
    and heals by itself; `UnknownIdError` reports an id, word or position that is not there.

    Parameters
    ----------
    coding
        The vocabulary's words in the order of their codes, and the line with its kilometres.
    """

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self.terms: Terms = coding.terms
        self._lock = threading.Lock()
        self._current: Filters | None = None
        self._joined = Joined()

    @property
    @abstractmethod
    def version(self) -> str:
        """Name of the content: twelve hexadecimal digits that change with every change."""

    @abstractmethod
    def prepare(self) -> None:
        """Create or migrate what the store needs, and bring the project's own incidents in."""

    @abstractmethod
    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader; never a password."""

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""

    @abstractmethod
    def _load(self) -> tuple[str, Columns]:
        """Return a version and its columns."""

    @abstractmethod
    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        """Return the numbers of the incidents in whose folded text every word occurs."""

    def count(self, query: Query) -> int:
        """Return how many incidents match."""
        return int(np.count_nonzero(self._filters().by_time(query).keep))

    def page(
        self, query: Query, *, offset: int, limit: int, newest_first: bool = True
    ) -> tuple[Row, ...]:
        """Return at most `limit` lines of those that match, by first day, after `offset` others."""
        filters = self._filters()
        places = filters.by_time(query).places()
        ordered = places[::-1] if newest_first else places
        return self._rows(filters, filters.columns.by_time[ordered[offset : offset + limit]])

    def later(self, query: Query, id: str) -> int | None:
        """Return how many that match come after one in time; None if it does not match."""
        filters = self._filters()
        start, keep = filters.by_time(query)
        place = int(filters.columns.rank[self._position(filters, id)]) - start
        if not (0 <= place < len(keep) and keep[place]):
            return None
        return int(np.count_nonzero(keep[place + 1 :]))

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Return the counts that are shown beside each choice.

        For each field of `dmz_map.store.query.FACETS`, its words with the number of incidents
        that would match with this word alone; zeros too. ``evidence`` has ``excerpt`` and
        ``citation``; ``casualties`` and ``certain`` have ``yes`` and ``no``.
        """
        return self._filters().facets(query)

    def years(self, query: Query) -> Years:
        """Return how many match by year and category, and the spans of those without a day."""
        filters = self._filters()
        keep = filters.matching(query)
        return Years(filters.years(keep), latest_spans(filters.columns, keep, self._fetch))

    def positions(self, query: Query) -> npt.NDArray[np.uint32]:
        """Return the positions of those that match, ascending."""
        return np.flatnonzero(self._filters().matching(query)).astype(np.uint32)

    def columns(self) -> Points:
        """Return what the browser draws, one entry an incident, in drawing order."""
        columns = self._filters().columns
        return Points(*(columns.part(name) for name in Points._fields))

    def chunk(self, number: int) -> tuple[Incident, ...]:
        """Return the incidents of positions ``number * CHUNK`` on, `CHUNK` at most."""
        columns = self._filters().columns
        rows = columns.row[number * CHUNK : (number + 1) * CHUNK].tolist() if number >= 0 else []
        if not rows:
            raise UnknownIdError(f"There is no chunk {number} of texts. Reload the map.")
        found = self._incidents(rows)
        if len(found) < len(rows):
            raise StoreError("The store has changed meanwhile. Reload the map.")
        return tuple(found[row] for row in rows)

    def get(self, id: str) -> Incident:
        """Return one incident with its evidence."""
        filters = self._filters()
        row = int(filters.columns.row[self._position(filters, id)])
        found = self._incidents([row])
        if row not in found:
            raise _unknown(id)
        return found[row]

    def position(self, id: str) -> int:
        """Return the position of an incident."""
        return self._position(self._filters(), id)

    def at(self, position: int) -> str:
        """Return the id of the incident at a position."""
        filters = self._filters()
        if not 0 <= position < len(filters.columns):
            count = len(filters.columns)
            raise UnknownIdError(f"No incident has the position {position}; there are {count}.")
        return self._rows(filters, [position])[0].id

    def neighbours(self, id: str) -> tuple[str | None, str | None]:
        """Return the ids before and after one in time; None at the ends."""
        filters = self._filters()
        columns = filters.columns
        rank = int(columns.rank[self._position(filters, id)])
        ranks = [r for r in (rank - 1, rank + 1) if 0 <= r < len(columns)]
        rows = self._rows(filters, columns.by_time[ranks])
        ids = {int(columns.rank[row.position]): row.id for row in rows}
        return ids.get(rank - 1), ids.get(rank + 1)

    def related(self, id: str, limit: int) -> Related:
        """Return incidents related to one, at most `limit` in each group."""
        filters = self._filters()
        columns, here = filters.columns, self._position(filters, id)
        groups = related_groups(columns, here)
        nearest = (nearest_in_time(columns, here, group, limit) for group in groups)
        return Related(*(self._rows(filters, positions) for positions in nearest))

    def incidents(self, query: Query) -> Iterator[Incident]:
        """Yield the incidents that match with their evidence, by first day, a batch at a time."""
        filters = self._filters()
        rows = filters.columns.row[filters.columns.by_time[filters.by_time(query).places()]]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH].tolist()
            found = self._incidents(some)
            yield from (found[row] for row in some if row in found)

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return those of the ids that the store has, but for those of hidden sets."""
        columns, found = self._filters().columns, self._numbers(ids)
        places = columns.positions(np.fromiter(found.values(), np.int64, len(found)))
        shown = set(columns.row[places].tolist())
        return frozenset(id for id, row in found.items() if row in shown)

    def taken(self, ids: Sequence[str], *, own: bool = False) -> frozenset[str]:
        """Return those of the ids that the store has, hidden ones too; or only its `own` ones."""
        found = self._numbers(ids).items()
        return frozenset(id for id, number in found if number < FIRST_IMPORT or not own)

    def _filters(self) -> Filters:
        """Return the columns of now; they are read again only when the version has changed."""
        version, current = self.version, self._current
        if current is None or current.version != version:
            with self._lock:
                current = self._current
                if current is None or current.version != version:
                    version, columns = self._load()
                    pairs = self._set_list().joined
                    columns, self._joined = joined(columns, pairs, self._numbers)
                    search = self._joined.search(self._search)
                    current = Filters(version, columns, self.terms, search)
                    self._current = current
        return current

    def _incidents(self, rows: Sequence[int]) -> dict[int, Incident]:
        """Return the incidents with these numbers; each with all its evidence."""
        imports = self._joined.imports
        more = [one for row in rows for one in imports.get(row, ())]
        records = self._fetch([*rows, *more], tuple(COLUMNS))
        found = {row: incident_of(record) for row, record in records.items()}
        return {
            row: with_evidence(found[row], [found[one] for one in imports[row] if one in found])
            if row in imports
            else found[row]
            for row in rows
            if row in found
        }

    def _rows(self, filters: Filters, positions: Iterable[int]) -> tuple[Row, ...]:
        places = [int(position) for position in positions]
        rows = [int(filters.columns.row[place]) for place in places]
        records = self._fetch(rows, LISTED)
        pairs = zip(places, rows, strict=True)
        return tuple(row_of(place, records[row]) for place, row in pairs if row in records)

    def _number(self, id: str) -> int:
        numbers = self._numbers([id])
        if id not in numbers:
            raise _unknown(id)
        return numbers[id]

    def _position(self, filters: Filters, id: str) -> int:
        row = self._number(id)
        found = filters.columns.positions(np.array([self._joined.known.get(row, row)]))
        if not len(found):
            raise _unknown(id)
        return int(found[0])


def _unknown(id: str) -> UnknownIdError:
    return UnknownIdError(f"No incident of the store has the id {shortened(id)}.")
