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
    while (pair := _overlapping(held, radius)) is not None:
        together = _cluster(points, [m for place in pair for m in held[place].members])
        held = [c for number, c in enumerate(held) if number not in pair] + [together]
    return sorted(held, key=lambda cluster: (-len(cluster.members), cluster.x, cluster.y))


def _cluster(points: npt.NDArray[np.float64], members: list[int]) -> Cluster:
    x, y = points[members].mean(axis=0).tolist()
    return Cluster(x, y, tuple(sorted(members)))


def _overlapping(held: Sequence[Cluster], radius: Callable[[int], float]) -> tuple[int, int] | None:
    """Return the places of the two marks that overlap most, or None."""
    if len(held) < 2:
        return None
    at = np.array([(cluster.x, cluster.y) for cluster in held])
    radii = np.array([radius(len(cluster.members)) for cluster in held])
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - radii[:, None] - radii[None]
    np.fill_diagonal(apart, np.inf)
    first, second = divmod(int(apart.argmin()), len(held))
    return (first, second) if apart[first, second] < 0 else None
