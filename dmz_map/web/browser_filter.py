"""A query as the browser understands it: masks over the packed facts, and a bit an incident.

The browser filters by itself; what it cannot know, a search of text, comes as one bit for
each incident in drawing order.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.store.query import Query

__all__ = ["browser_filter"]

_EPOCH: Final = date(1950, 1, 1)
_CERTAIN: Final = ("exact", "place")


def browser_filter(
    query: Query,
    terms: Mapping[str, Sequence[str]],
    *,
    matches: npt.NDArray[np.uint32] | None = None,
    count: int = 0,
) -> dict[str, Any]:
    """Return the filter that ``static/incidents.js`` applies; empty when all pass.

    Parameters
    ----------
    query
        What the reader asks for. Its box is not among it: the map shows what is in view.
    terms
        The vocabulary's words by field; a word's position is its bit.
    matches
        Positions, in drawing order, of the incidents that the search finds; None without one.
    count
        How many incidents there are, for the length of the bits.
    """
    wanted: dict[str, Any] = {}
    for key, words, field in (
        ("c", query.categories, "category"),
        ("d", query.directions, "direction"),
        ("s", query.sectors, "sector"),
        ("p", query.precisions, "location_precision"),
    ):
        if words:
            wanted[key] = _mask(words, terms[field])
    if query.certain:
        wanted["p"] = wanted.get("p", 0xFFFF) & _mask(_CERTAIN, terms["location_precision"])
        wanted["fz"] = 0
    if query.evidence:
        wanted["e"] = int(query.evidence == "excerpt")
    if query.casualties is not None:
        wanted["k"] = int(query.casualties)
    if query.days:
        wanted["t"] = [max(0, (day - _EPOCH).days) for day in query.days]
    if matches is not None:
        bits = np.zeros(count, dtype=bool)
        bits[matches] = True
        packed = np.packbits(bits, bitorder="little").tobytes()
        wanted["b"] = base64.b64encode(packed).decode("ascii")
    return wanted


def _mask(words: Sequence[str], all_words: Sequence[str]) -> int:
    return sum(1 << position for position, word in enumerate(all_words) if word in words)
