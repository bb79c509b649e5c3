"""Imports that tell of an incident which the store has already: drawn once, with all evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident
from dmz_map.store.columns import Columns
from dmz_map.store.filters import Search
from dmz_map.store.packing import ATTRIBUTES

__all__ = ["Joined", "joined", "with_evidence"]

_EVIDENCE = sum(1 << ATTRIBUTES[name][1] for name in ("excerpt", "citation"))


@dataclass(frozen=True)
class Joined:
    """Which numbers of the store are joined to which.

    Attributes
    ----------
    known
        Number of an import to that of the incident whose event it tells of.
    imports
        The reverse: to the numbers of all such imports.
    """

    known: Mapping[int, int] = field(default_factory=dict)
    imports: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def search(self, search: Search) -> Search:
        """Return a search that finds an import which is joined as the other incident."""
        if not self.known:
            return search

        def find(words: tuple[str, ...]) -> npt.NDArray[Any]:
            rows = search(words).tolist()
            return np.array([self.known.get(row, row) for row in rows], np.int64)

        return find


def joined(
    columns: Columns,
    pairs: Mapping[str, str],
    numbers: Callable[[Sequence[str]], Mapping[str, int]],
) -> tuple[Columns, Joined]:
    """Return the columns without the imports that are joined, and which these are.

    Parameters
    ----------
    columns
        All that is shown; a pair of which one is not there has no effect.
    pairs
        Id of an import to the id of the incident of the same event.
    numbers
        Gives the numbers of the ids that the store has.
    """
    if not pairs:
        return columns, Joined()
    found = numbers([*pairs, *pairs.values()])
    there = {one: other for one, other in pairs.items() if one in found and other in found}
    rows = np.array([[found[one], found[other]] for one, other in there.items()]).reshape(-1, 2)
    shown = np.isin(rows, columns.row).all(axis=1)
    known = {int(one): int(other) for one, other in rows[shown] if other not in rows[shown][:, 0]}
    imports: dict[int, list[int]] = defaultdict(list)
    flags = columns.flags.copy()
    for one, other in known.items():
        imports[other].append(one)
        here, there_ = columns.positions(np.array([other, one]))
        flags[here] |= flags[there_] & np.uint32(_EVIDENCE)
    kept = ~np.isin(columns.row, [*known])
    return replace(columns, flags=flags).take(kept), Joined(known, dict(imports))


def with_evidence(incident: Incident, imports: Sequence[Incident]) -> Incident:
    """Return an incident with the evidence and the other fields of imports beside its own."""
    every = (incident, *imports)
    other: dict[str, str] = {}
    for one in every:
        for name, text in one.other.items():
            other.setdefault(name, text)
    return replace(
        incident,
        claims=tuple(dict.fromkeys(claim for one in every for claim in one.claims)),
        citations=tuple(dict.fromkeys(citation for one in every for citation in one.citations)),
        other=other,
    )
