"""Incidents that would hide each other on paper, put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Cluster", "clusters"]


@dataclass(frozen=True)
class Cluster:
    """Incidents drawn as one mark: its middle, and their places in the sequence given."""

    x: float
    y: float
    members: tuple[int, ...]


def clusters(
    points: npt.NDArray[np.float64], radius: Callable[[int], float], *, cell: float
) -> list[Cluster]:
    """Return points put together until no two marks overlap, the largest first.

    Parameters
    ----------
    points
        One row (x, y) a point, in any unit.
    radius
        The radius of the mark of so many points, in the same unit.
    cell
        Points of one square of this size are put together at once, in the same unit.
    """
    cells: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(np.floor(points / cell).astype(int).tolist()):
        cells.setdefault((x, y), []).append(number)
    held = [_cluster(points, members) for members in cells.values()]
    while pairs := _overlapping(held, radius):
        together = [_cluster(points, [*held[a].members, *held[b].members]) for a, b in pairs]
        gone = {place for pair in pairs for place in pair}
        held = [c for place, c in enumerate(held) if place not in gone] + together
    return sorted(held, key=lambda cluster: (-len(cluster.members), cluster.x, cluster.y))


def _cluster(points: npt.NDArray[np.float64], members: list[int]) -> Cluster:
    x, y = points[members].mean(axis=0).tolist()
    return Cluster(x, y, tuple(sorted(members)))


def _overlapping(held: Sequence[Cluster], radius: Callable[[int], float]) -> list[tuple[int, int]]:
    """Return pairs of marks that overlap, those that overlap most first, no mark twice."""
    at = np.array([(cluster.x, cluster.y) for cluster in held]).reshape(-1, 2)
    radii = np.array([radius(len(cluster.members)) for cluster in held])
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    first, second = np.nonzero(np.triu(apart < 0, k=1))
    order = np.argsort(apart[first, second], kind="stable")
    pairs, used = [], set[int]()
    for a, b in zip(first[order].tolist(), second[order].tolist(), strict=True):
        if a not in used and b not in used:
            used |= {a, b}
            pairs.append((a, b))
    return pairs
