"""The columns of one version of a store, and what its last few searches and filters have found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.store.columns import Columns, Terms
from dmz_map.store.filters import Stretch, matching, matching_by_time
from dmz_map.store.query import Query

__all__ = ["Search", "Snapshot"]

_SEARCHES: Final = 16
_FILTERS: Final = 8

_Positions = npt.NDArray[np.int64]

Search = Callable[[tuple[str, ...]], npt.NDArray[Any]]
"""Returns the store's numbers of the incidents in whose folded text every word occurs."""


@dataclass(frozen=True)
class Snapshot:
    """One version of the columns; one view asks several questions of the same filter.

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
    _passed: dict[Query, Stretch] = field(default_factory=dict)

    def found(self, query: Query) -> _Positions | None:
        """Return where the query's words stand; None when it has none."""
        words = query.words
        if not words:
            return None
        known = self._found.get(words)
        if known is None:
            known = self.columns.positions(self.search(words))
            _keep(self._found, words, known, most=_SEARCHES)
        return known

    def matching(self, query: Query) -> npt.NDArray[np.bool_]:
        """Return which incidents pass, in drawing order."""
        return matching(self.columns, query, self.terms, self.found(query))

    def by_time(self, query: Query) -> Stretch:
        """Return which incidents pass, in the order of time."""
        known = self._passed.get(query)
        if known is None:
            known = matching_by_time(self.columns, query, self.terms, self.found(query))
            _keep(self._passed, query, known, most=_FILTERS)
        return known

    def forget(self) -> None:
        """Forget what searches and filters have found, so that a measurement finds it anew."""
        self._found.clear()
        self._passed.clear()


def _keep(table_: dict[Any, Any], key: object, value: object, *, most: int) -> None:
    """Put a value on a shelf that holds only a few; two readers may do so at once."""
    if len(table_) >= most:
        table_.clear()
    table_[key] = value
