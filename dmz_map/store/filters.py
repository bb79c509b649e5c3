"""Filters and counts over the columns: every question but that for words, in memory.

All facts but the day are sixteen bits, so one table of 65,536 answers says which incidents
pass, and one histogram over them gives the counts beside every choice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dmz_map.errors import UnknownIdError
from dmz_map.store.columns import Columns, Terms
from dmz_map.store.packing import EPOCH, LAYOUT, NOWHERE
from dmz_map.store.query import FACETS, Query

__all__ = ["Stretch", "facet_counts", "matching", "matching_by_time", "year_counts"]

_Mask = npt.NDArray[np.bool_]

_HIGH: Final = np.arange(1 << 16, dtype=np.uint32)
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


def matching(
    columns: Columns, query: Query, terms: Terms, found: npt.NDArray[np.int64] | None
) -> _Mask:
    """Return which incidents pass.

    Parameters
    ----------
    columns, query, terms
        The incidents, the filter, the vocabulary's words.
    found
        Positions of the incidents that hold the words; None when no words are asked for.

    Raises
    ------
    UnknownIdError
        If the query holds a word that the vocabulary does not have.
    """
    keep = _loosely_matching(columns, query, found)
    table = _table(query, terms)
    if not table.all():
        keep &= table[columns.high_facts]
    return keep


class Stretch(NamedTuple):
    """Which incidents of a stretch of time pass; none outside of it do.

    Attributes
    ----------
    start
        Place in the order of time (see `Columns.by_time`) of the first entry.
    keep
        Whether each passes, in the order of time.
    """

    start: int
    keep: _Mask

    def places(self) -> npt.NDArray[np.int64]:
        """Return the places in the order of time of those that pass, ascending."""
        return np.flatnonzero(self.keep) + self.start


def matching_by_time(
    columns: Columns, query: Query, terms: Terms, found: npt.NDArray[np.int64] | None
) -> Stretch:
    """Return which incidents pass in the order of time; parameters and errors as in `matching`.

    Days are a stretch of that order and all other facts one table, so that of a million
    incidents only those of the days are looked at, one after the other as they lie in memory.
    """
    if query.box is not None or found is not None:
        return Stretch(0, matching(columns, query, terms, found)[columns.by_time])
    start, end = 0, len(columns)
    if query.days is not None:
        low, high = _numbered(query.days)
        start = int(np.searchsorted(columns.first_by_time, low, side="left"))
        end = max(start, int(np.searchsorted(columns.first_by_time, high, side="right")))
    return Stretch(start, _table(query, terms)[columns.high_by_time[start:end]])


def facet_counts(
    columns: Columns, query: Query, terms: Terms, found: npt.NDArray[np.int64] | None
) -> dict[str, dict[str, int]]:
    """Return, for each field of `FACETS`, how many pass with each of its words.

    The field's own restriction is lifted, the others hold; parameters as in `matching`.
    """
    keep = _loosely_matching(columns, query, found)
    codes = columns.high_facts if keep.all() else columns.high_facts[keep]
    histogram = np.bincount(codes, minlength=1 << 16)
    counts = {}
    for field, restriction in FACETS.items():
        lifted = replace(query, **{restriction: _LIFTED[restriction]})
        rest = np.where(_table(lifted, terms), histogram, 0)
        counts[field] = {word: int(rest[which].sum()) for word, which in _choices(field, terms)}
    return counts


def year_counts(columns: Columns, keep: _Mask, terms: Terms) -> dict[tuple[int, str], int]:
    """Return how many of the incidents that pass fall on each year and category."""
    keys = columns.year_and_category if keep.all() else columns.year_and_category[keep]
    if not len(keys):
        return {}
    least = int(keys.min())
    counts = np.bincount(keys - least)
    found = ((divmod(least + int(key), 16), int(counts[key])) for key in np.flatnonzero(counts))
    return {(year, terms["category"][code]): number for (year, code), number in found}


def _loosely_matching(columns: Columns, query: Query, found: npt.NDArray[np.int64] | None) -> _Mask:
    """Return which incidents pass by day, box and words: all that is not in the sixteen bits."""
    keep = np.ones(len(columns), dtype=bool)
    if found is not None:
        keep[:] = False
        keep[found] = True
    if query.days is not None:
        low, high = _numbered(query.days)
        keep &= (columns.first >= low) & (columns.first <= high)
    if query.box is not None:
        west, south, east, north = (edge * 1e5 for edge in query.box)
        keep &= columns.lat != NOWHERE
        keep &= (columns.lon >= west) & (columns.lon <= east)
        keep &= (columns.lat >= south) & (columns.lat <= north)
    return keep


def _numbered(days: tuple[dt.date, dt.date]) -> tuple[int, int]:
    """Return days as numbers since `EPOCH`."""
    low, high = (int((np.datetime64(day, "D") - EPOCH).astype(int)) for day in days)
    return low, high


def _table(query: Query, terms: Terms) -> _Mask:
    """Return for each value of the sixteen bits whether the query lets it pass."""
    keep = np.ones(1 << 16, dtype=bool)
    for field in ("category", "direction", "location_precision", "sector"):
        words = getattr(query, FACETS[field])
        if words:
            keep &= np.isin(_part(_HIGH, field), [_code(field, word, terms) for word in words])
    for field in ("evidence", "casualties", "certain"):
        wanted = getattr(query, FACETS[field])
        if wanted != _LIFTED[FACETS[field]]:
            word = str(wanted) if field == "evidence" else ("yes" if wanted else "no")
            keep &= dict(_choices(field, terms))[_known(field, word)]
    return keep


def _choices(field: str, terms: Terms) -> Iterator[tuple[str, _Mask]]:
    """Yield each word of a field, and which values of the sixteen bits bear it."""
    if field in terms:
        for code, word in enumerate(terms[field]):
            yield word, _part(_HIGH, field) == code
    elif field == "certain":
        precise = [n for n, word in enumerate(terms["location_precision"]) if word in _PRECISE]
        certain = np.isin(_part(_HIGH, "location_precision"), precise)
        certain &= _part(_HIGH, "fuzzy") == 0
        yield from (("yes", certain), ("no", ~certain))
    else:
        bit = _part(_HIGH, "excerpt" if field == "evidence" else field) == 1
        words = ("excerpt", "citation") if field == "evidence" else ("yes", "no")
        yield from zip(words, (bit, ~bit), strict=True)


def _part(high: npt.NDArray[Any], field: str) -> npt.NDArray[Any]:
    """Return one fact of the sixteen bits."""
    shift, bits = LAYOUT[field]
    return (high >> (shift - 16)) & ((1 << bits) - 1)


def _code(field: str, word: str, terms: Terms) -> int:
    if word not in terms[field]:
        raise UnknownIdError(
            f"The list '{field}' has no word {word!r}. Its words are: {', '.join(terms[field])}."
        )
    return list(terms[field]).index(word)


def _known(field: str, word: str) -> str:
    if field == "evidence" and word not in ("excerpt", "citation"):
        raise UnknownIdError(f"Evidence is 'excerpt' or 'citation', not {word!r}.")
    return word
