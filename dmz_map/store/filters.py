"""Filters and counts over the columns: every question but that for words, in memory.

A million incidents have a few thousand combinations of codes and flags. A query is decided once
for each combination, and one histogram over them gives the counts beside every choice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dmz_map.errors import UnknownIdError
from dmz_map.store.coding import Terms
from dmz_map.store.columns import Columns, Combinations
from dmz_map.store.packing import EPOCH, NOWHERE, TERM_FIELDS, attribute
from dmz_map.store.query import FACETS, Query

__all__ = ["Filters", "Search", "Stretch"]

_SEARCHES: Final = 16
_FILTERS: Final = 8
_PRECISE: Final = ("exact", "place")
_LIFTED: Final[Mapping[str, Any]] = {
    "categories": (),
    "directions": (),
    "precisions": (),
    "sectors": (),
    "evidence": None,
    "casualties": None,
    "certain": False,
}

_Mask = npt.NDArray[np.bool_]
_Positions = npt.NDArray[np.int64]

Search = Callable[[tuple[str, ...]], npt.NDArray[Any]]
"""Returns the store's numbers of the incidents in whose folded text every word occurs."""


class Stretch(NamedTuple):
    """Which incidents of a stretch of time match; none outside of it do.

    Attributes
    ----------
    start
        Place in the order of time (see `Columns.by_time`) of the first entry.
    keep
        Whether each matches, in the order of time.
    """

    start: int
    keep: _Mask

    def places(self) -> npt.NDArray[np.int64]:
        """Return the places in the order of time of those that match, ascending."""
        return np.flatnonzero(self.keep) + self.start


@dataclass(frozen=True)
class Filters:
    """One version of the columns, and what its last few searches and filters have found.

    Every method raises `UnknownIdError` if a query has a word that is not in the vocabulary.

    Attributes
    ----------
    version
        The store's version.
    columns
        Its columns.
    terms
        The vocabulary's words by field, in the order of their codes.
    search
        Finds words in the store.
    """

    version: str
    columns: Columns
    terms: Terms
    search: Search
    _found: dict[tuple[str, ...], _Positions] = field(default_factory=dict)
    _matched: dict[Query, Stretch] = field(default_factory=dict)

    def matching(self, query: Query) -> _Mask:
        """Return which incidents match, in drawing order."""
        keep = self._matching_beside_attributes(query)
        table = _table(self.columns.combinations, query, self.terms)
        if not table.all():
            keep &= table[self.columns.combination]
        return keep

    def by_time(self, query: Query) -> Stretch:
        """Return which incidents match, in the order of time."""
        known = self._matched.get(query)
        if known is None:
            known = self._by_time(query)
            _remember(self._matched, query, known, most=_FILTERS)
        return known

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Return, for each field of `FACETS`, how many match with each of its words.

        The field's own restriction is lifted, the others apply.
        """
        different = self.columns.combinations
        keep = self._matching_beside_attributes(query)
        which = self.columns.combination if keep.all() else self.columns.combination[keep]
        histogram = np.bincount(which, minlength=len(different.codes))
        counts = {}
        for name, restriction in FACETS.items():
            lifted = replace(query, **{restriction: _LIFTED[restriction]})
            rest = np.where(_table(different, lifted, self.terms), histogram, 0)
            choices = _choices(different, name, self.terms)
            counts[name] = {word: int(rest[chosen].sum()) for word, chosen in choices}
        return counts

    def years(self, keep: _Mask) -> dict[tuple[int, str], int]:
        """Return how many of the incidents of a mask fall on each year and category."""
        keys = self.columns.year_and_category
        keys = keys if keep.all() else keys[keep]
        if not len(keys):
            return {}
        least = int(keys.min())
        counts = np.bincount(keys - least)
        found = ((divmod(least + int(key), 256), int(counts[key])) for key in counts.nonzero()[0])
        return {(year, self.terms["category"][code]): number for (year, code), number in found}

    def _by_time(self, query: Query) -> Stretch:
        """Days are a stretch of the order of time: only what lies in it is looked at, in a row."""
        columns = self.columns
        if query.box is not None or query.words:
            return Stretch(0, self.matching(query)[columns.by_time])
        start, end = 0, len(columns)
        if query.days is not None:
            low, high = _numbered(query.days)
            start = int(np.searchsorted(columns.first_by_time, low, side="left"))
            end = max(start, int(np.searchsorted(columns.first_by_time, high, side="right")))
        table = _table(columns.combinations, query, self.terms)
        return Stretch(start, table[columns.combination_by_time[start:end]])

    def _matching_beside_attributes(self, query: Query) -> _Mask:
        """Return which incidents match by day, box and words."""
        columns, words = self.columns, query.words
        keep = np.ones(len(columns), dtype=bool)
        if words:
            keep[:] = False
            keep[self._positions_of(words)] = True
        if query.days is not None:
            low, high = _numbered(query.days)
            keep &= (columns.first >= low) & (columns.first <= high)
        if query.box is not None:
            west, south, east, north = (edge * 1e5 for edge in query.box)
            keep &= columns.lat != NOWHERE
            keep &= (columns.lon >= west) & (columns.lon <= east)
            keep &= (columns.lat >= south) & (columns.lat <= north)
        return keep

    def _positions_of(self, words: tuple[str, ...]) -> _Positions:
        known = self._found.get(words)
        if known is None:
            known = self.columns.positions(self.search(words))
            _remember(self._found, words, known, most=_SEARCHES)
        return known


def _remember(results: dict[Any, Any], key: object, value: object, *, most: int) -> None:
    """Keep a result among only a few; two readers may do so at once."""
    if len(results) >= most:
        results.clear()
    results[key] = value


def _numbered(days: tuple[dt.date, dt.date]) -> tuple[int, int]:
    """Return days as numbers since `EPOCH`."""
    low, high = (int((np.datetime64(day, "D") - EPOCH).astype(int)) for day in days)
    return low, high


def _table(different: Combinations, query: Query, terms: Terms) -> _Mask:
    """Return for each combination whether the query lets it pass."""
    keep = np.ones(len(different.codes), dtype=bool)
    if query.sets:
        keep &= np.isin(attribute(different, "set"), query.sets)
    for name in TERM_FIELDS:
        words = getattr(query, FACETS[name])
        if words:
            codes = [_code(name, word, terms) for word in words]
            keep &= np.isin(attribute(different, name), codes)
    for name in ("evidence", "casualties", "certain"):
        wanted = getattr(query, FACETS[name])
        if wanted != _LIFTED[FACETS[name]]:
            word = _known_evidence(wanted) if name == "evidence" else ("yes" if wanted else "no")
            keep &= dict(_choices(different, name, terms))[word]
    return keep


def _choices(different: Combinations, name: str, terms: Terms) -> Iterator[tuple[str, _Mask]]:
    """Yield each word of a field, and which combinations have it."""
    if name in TERM_FIELDS:
        values = attribute(different, name)
        for code, word in enumerate(terms[name]):
            yield word, values == code
    elif name == "certain":
        precise = [n for n, word in enumerate(terms["location_precision"]) if word in _PRECISE]
        certain = np.isin(attribute(different, "location_precision"), precise)
        certain &= attribute(different, "fuzzy") == 0
        yield from (("yes", certain), ("no", ~certain))
    else:
        bit = attribute(different, "excerpt" if name == "evidence" else name) == 1
        words = ("excerpt", "citation") if name == "evidence" else ("yes", "no")
        yield from zip(words, (bit, ~bit), strict=True)


def _code(name: str, word: str, terms: Terms) -> int:
    if word not in terms[name]:
        raise UnknownIdError(
            f"The list '{name}' has no word {word!r}. Its words are: {', '.join(terms[name])}."
        )
    return list(terms[name]).index(word)


def _known_evidence(word: str) -> str:
    if word not in ("excerpt", "citation"):
        raise UnknownIdError(f"Evidence is 'excerpt' or 'citation', not {word!r}.")
    return word
