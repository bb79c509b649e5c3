"""Every incident as a few numbers in memory: what filters, counts and the map are made from.

About fifty bytes an incident answer every question but that for words, the same way
whichever store they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dmz_map.store.packing import EPOCH, attribute

__all__ = ["TYPES", "Columns", "Combinations", "merged"]

TYPES: Final[Mapping[str, str]] = {
    "row": "<u4",
    "lon": "<i4",
    "lat": "<i4",
    "codes": "<u4",
    "flags": "<u4",
    "first": "<i4",
    "last": "<i4",
    "curve": "<u4",
    "radius": "<u2",
    "km": "<u2",
    "km_uncertainty": "<u2",
}
"""Type of each stored column, little-endian; the short ones last, so that all are aligned."""


class Combinations(NamedTuple):
    """The different combinations of ``codes`` and ``flags``, far fewer than incidents."""

    codes: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Columns:
    """Numbers of all incidents, one entry each, in drawing order.

    Attributes
    ----------
    row
        The store's own number of the incident (fid); the project's own come before imports.
    lon, lat, codes, flags, first, last, radius, km, km_uncertainty
        As in `dmz_map.store.query.Points`.
    curve
        Place along the Hilbert curve.
    """

    row: npt.NDArray[np.uint32]
    lon: npt.NDArray[np.int32]
    lat: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    curve: npt.NDArray[np.uint32]
    radius: npt.NDArray[np.uint16]
    km: npt.NDArray[np.uint16]
    km_uncertainty: npt.NDArray[np.uint16]

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
        """Return one of the columns that `TYPES` names."""
        return np.asarray(getattr(self, name), dtype=TYPES[name])

    def take(self, keep: npt.NDArray[Any]) -> Columns:
        """Return the entries that a mask or an array of positions selects."""
        return Columns(**{name: self.part(name)[keep] for name in TYPES})

    @cached_property
    def year_and_category(self) -> npt.NDArray[np.int32]:
        """Calendar year of the first day times 256, plus the category's code."""
        days = EPOCH + self.first.astype("timedelta64[D]")
        years = days.astype("datetime64[Y]").astype(np.int32) + 1970
        return np.asarray(years * 256 + attribute(self, "category").astype(np.int32), np.int32)

    @cached_property
    def _combined(self) -> tuple[Combinations, npt.NDArray[Any]]:
        both = self.codes.astype(np.uint64) << np.uint64(32) | self.flags
        which, different = pd.factorize(both)  # by hashing: ten times faster than by sorting
        codes, flags = different >> np.uint64(32), different & np.uint64(0xFFFFFFFF)
        narrow = np.uint16 if len(different) <= 1 << 16 else np.uint32
        found = Combinations(codes.astype(np.uint32), flags.astype(np.uint32))
        return found, which.astype(narrow)

    @property
    def combinations(self) -> Combinations:
        """The different combinations of codes and flags."""
        return self._combined[0]

    @property
    def combination(self) -> npt.NDArray[Any]:
        """Which of the `combinations` each incident has."""
        return self._combined[1]

    @cached_property
    def combination_by_time(self) -> npt.NDArray[Any]:
        """`combination` in the order of `by_time`."""
        return np.asarray(self.combination[self.by_time])

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


def merged(parts: Iterable[Columns]) -> Columns:
    """Return the entries of all parts in drawing order; those at one spot by their number."""
    some = list(parts)
    joined = {
        name: np.concatenate([np.empty(0, kind), *(columns.part(name) for columns in some)])
        for name, kind in TYPES.items()
    }
    everything = Columns(**joined)
    return everything.take(np.lexsort((everything.row, everything.curve)))
