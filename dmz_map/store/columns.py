"""Every incident as a few numbers in memory: what filters, counts and the map are made from.

About fifty bytes an incident answer every question but that for words, the same way
whichever store they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident
from dmz_map.errors import StoreError
from dmz_map.store.packing import (
    EPOCH,
    LAYOUT,
    TERM_FIELDS,
    curve,
    facts,
    hundredths,
    radius,
)
from dmz_map.tabular.edtf import is_fuzzy

__all__ = ["TYPES", "Columns", "Terms", "columns_of", "merged", "recoded"]

Terms = Mapping[str, Sequence[str]]
"""The vocabulary's words by field; a word's position is its code."""

TYPES: Final[Mapping[str, str]] = {
    "row": "<u4",
    "lon": "<i4",
    "lat": "<i4",
    "facts": "<u4",
    "first": "<i4",
    "last": "<i4",
    "curve": "<u4",
    "radius": "<u2",
}
"""Type of each stored column, little-endian; the short one last, so that all are aligned."""


@dataclass(frozen=True)
class Columns:
    """Numbers of all incidents, one entry each, in drawing order.

    Attributes
    ----------
    row
        The store's own number of the incident (fid); the project's own come before imports.
    lon, lat, facts, radius
        As in `dmz_map.store.query.Points`.
    first, last
        First and last day, in days since 1950-01-01; may be negative.
    curve
        Place along the Hilbert curve.
    """

    row: npt.NDArray[np.uint32]
    lon: npt.NDArray[np.int32]
    lat: npt.NDArray[np.int32]
    facts: npt.NDArray[np.uint32]
    radius: npt.NDArray[np.uint16]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    curve: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        """Return the number of incidents."""
        return len(self.row)

    @classmethod
    def from_bytes(cls, data: bytes) -> Columns:
        """Read what `to_bytes` wrote; the arrays cannot be written to."""
        n = len(data) // sum(np.dtype(kind).itemsize for kind in TYPES.values())
        arrays, start = {}, 0
        for name, kind in TYPES.items():
            arrays[name] = np.frombuffer(data, kind, n, start)
            start += arrays[name].nbytes
        return cls(**arrays)

    def to_bytes(self) -> bytes:
        """Return the columns one after the other, little-endian."""
        return b"".join(self.part(name).tobytes() for name in TYPES)

    def part(self, name: str) -> npt.NDArray[Any]:
        """Return a stored column by its name."""
        return np.asarray(getattr(self, name), dtype=TYPES[name])

    def take(self, keep: npt.NDArray[Any]) -> Columns:
        """Return the entries that a mask or an array of positions selects."""
        return Columns(**{name: self.part(name)[keep] for name in TYPES})

    @cached_property
    def high_facts(self) -> npt.NDArray[np.uint16]:
        """All facts but the day, as one number below 65,536."""
        return (self.facts >> np.uint32(16)).astype(np.uint16)

    @cached_property
    def year_and_category(self) -> npt.NDArray[np.int32]:
        """Calendar year of the first day times sixteen, plus the category's code."""
        days = EPOCH + self.first.astype("timedelta64[D]")
        years = days.astype("datetime64[Y]").astype(np.int32) + 1970
        shift, bits = LAYOUT["category"]
        codes = (self.facts >> np.uint32(shift)) & ((1 << bits) - 1)
        return np.asarray((years << bits) + codes.astype(np.int32), dtype=np.int32)

    @cached_property
    def by_time(self) -> npt.NDArray[np.uint32]:
        """Positions in the order of first days; those of one day in the order of the store."""
        return np.lexsort((self.row, self.first)).astype(np.uint32)

    @cached_property
    def rank(self) -> npt.NDArray[np.uint32]:
        """Place in time of each position: the inverse of `by_time`."""
        rank = np.empty(len(self), np.uint32)
        rank[self.by_time] = np.arange(len(self), dtype=np.uint32)
        return rank

    @cached_property
    def first_by_time(self) -> npt.NDArray[np.int32]:
        """First days, ascending: those of `by_time`."""
        return self.first[self.by_time]

    @cached_property
    def high_by_time(self) -> npt.NDArray[np.uint16]:
        """`high_facts` in the order of `by_time`."""
        return self.high_facts[self.by_time]

    @cached_property
    def _by_row(self) -> npt.NDArray[np.int64]:
        return np.argsort(self.row, kind="stable")

    def positions(self, rows: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
        """Return the positions of the store's numbers, leaving out those that are not here."""
        if not len(self):
            return np.empty(0, np.int64)
        order = self._by_row
        place = np.minimum(np.searchsorted(self.row, rows, sorter=order), len(self) - 1)
        found = order[place]
        return np.asarray(found[self.row[found] == rows], dtype=np.int64)


def columns_of(first_row: int, incidents: Sequence[Incident], terms: Terms) -> Columns:
    """Return the columns of incidents numbered from `first_row`, in the order given.

    Raises
    ------
    StoreError
        If an incident's word is not in the vocabulary.
    """
    lon, lat, radius_km = (
        np.array([getattr(i.place, name) for i in incidents], dtype=float)
        for name in ("lon", "lat", "radius_km")
    )
    first, last = (
        (np.array(days, dtype="datetime64[D]") - EPOCH).astype(np.int32)
        for days in ([i.first_day for i in incidents], [i.last_day for i in incidents])
    )
    parts = {field: _codes(field, incidents, terms) for field in TERM_FIELDS} | {
        "day": first,
        "fuzzy": np.array([i.first_day != i.last_day or is_fuzzy(i.date) for i in incidents]),
        "high": np.array([i.confidence == "high" for i in incidents]),
        "excerpt": np.array([bool(i.claims) for i in incidents]),
        "casualties": np.array([bool(i.killed or i.wounded) for i in incidents]),
    }
    return Columns(
        row=np.arange(first_row, first_row + len(incidents), dtype=np.uint32),
        lon=hundredths(lon),
        lat=hundredths(lat),
        facts=facts(parts),
        radius=radius(radius_km),
        first=first,
        last=last,
        curve=curve(lon, lat),
    )


def merged(parts: Iterable[Columns]) -> Columns:
    """Return the entries of all parts in drawing order; those at one spot by their number."""
    parts = [columns_of(0, (), {}), *parts]
    joined = {name: np.concatenate([table_.part(name) for table_ in parts]) for name in TYPES}
    everything = Columns(**joined)
    return everything.take(np.lexsort((everything.row, everything.curve)))


def recoded(columns: Columns, old: Terms, new: Terms) -> Columns:
    """Return columns whose codes follow the vocabulary of now instead of that of their writing.

    Raises
    ------
    StoreError
        If a word that an incident has is no longer in the vocabulary.
    """
    packed = columns.facts.copy()
    for field in TERM_FIELDS:
        if list(old[field]) == list(new[field]):
            continue
        shift, bits = LAYOUT[field]
        mask = np.uint32((1 << bits) - 1)
        codes = (columns.facts >> np.uint32(shift)) & mask
        table = np.zeros(1 << bits, np.uint32)
        for code in np.unique(codes):
            table[code] = _code(field, old[field][code], new)
        packed &= ~(mask << np.uint32(shift))
        packed |= table[codes] << np.uint32(shift)
    return Columns(**{name: columns.part(name) for name in TYPES} | {"facts": packed})


def _codes(field: str, incidents: Sequence[Incident], terms: Terms) -> npt.NDArray[np.uint32]:
    words = [_word(incident, field) for incident in incidents]
    codes = {word: _code(field, word, terms) for word in set(words)}
    return np.array([codes[word] for word in words], dtype=np.uint32)


def _word(incident: Incident, field: str) -> str:
    if field == "location_precision":
        return incident.place.precision
    return incident.place.sector if field == "sector" else str(getattr(incident, field))


def _code(field: str, word: str, terms: Terms) -> int:
    if word not in terms[field]:
        raise StoreError(
            f"The vocabulary has no {field} '{word}', which incidents of the store bear. "
            "Add the word to data/vocabulary.csv, or change those incidents."
        )
    return list(terms[field]).index(word)
