"""An R-tree of SQLite written at once, packed, from boxes that are in a good order already.

The nodes are those of https://www.sqlite.org/rtree.html: a box after the other through the module
takes ten times as long. ``SELECT rtreecheck(…)`` finds nothing wrong with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

__all__ = ["write_rtree"]

_MOST: Final = 51
"""Cells of a node: as many as the module makes it of two dimensions, with pages of 4096 bytes."""

_CELL: Final = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
_NODE: Final = np.dtype([("depth", ">u2"), ("cells", ">u2"), ("cell", _CELL, _MOST)])
_Boxes = npt.NDArray[np.float32]


def write_rtree(
    db: sqlite3.Connection, table: str, ids: npt.NDArray[Any], edges: Sequence[npt.NDArray[Any]]
) -> None:
    """Write all boxes of an R-tree anew.

    Parameters
    ----------
    db
        A connection that has not read from the table.
    table
        Name of the R-tree, of two dimensions.
    ids
        Number of each box; neighbours in space should be neighbours here.
    edges
        West, east, south and north of each: rounded outwards to 32 bits.
    """
    nodes, parents, leaf = _nodes(ids.astype(np.int64), _rounded(edges))
    for name in ("node", "rowid", "parent"):
        db.execute(f"DELETE FROM {table}_{name}")
    db.executemany(
        f"INSERT INTO {table}_node (nodeno, data) VALUES (?, ?)",
        ((number, node.tobytes()) for number, node in enumerate(nodes, 1)),
    )
    db.executemany(f"INSERT INTO {table}_parent (nodeno, parentnode) VALUES (?, ?)", parents)
    order = np.argsort(ids)
    pairs = zip(ids[order].tolist(), leaf[order].tolist(), strict=True)
    db.executemany(f"INSERT INTO {table}_rowid (rowid, nodeno) VALUES (?, ?)", pairs)


def _nodes(
    ids: npt.NDArray[np.int64], boxes: _Boxes
) -> tuple[npt.NDArray[Any], list[tuple[int, int]], npt.NDArray[np.int64]]:
    """Return all nodes, the root first, each inner one's parent, and the leaf of each box."""
    counts = [max(1, -(-len(ids) // _MOST))]
    while counts[-1] > 1:
        counts.append(-(-counts[-1] // _MOST))
    firsts = [1 + sum(counts[level + 1 :]) for level in range(len(counts))]
    nodes = np.zeros(sum(counts), _NODE)
    parents: list[tuple[int, int]] = []
    leaf = firsts[0] + np.arange(len(ids)) // _MOST
    for level, (first, count) in enumerate(zip(firsts, counts, strict=True)):
        cells = np.zeros(count * _MOST, _CELL)
        cells["id"][: len(ids)], cells["box"][: len(ids)] = ids, boxes
        part = nodes[first - 1 : first - 1 + count]
        part["cell"] = cells.reshape(count, _MOST)
        starts = np.arange(count) * _MOST
        part["cells"] = np.minimum(len(ids) - starts, _MOST)
        if level:
            parents += zip(
                ids.tolist(), (first + np.arange(len(ids)) // _MOST).tolist(), strict=True
            )
        if len(ids):
            low, high = (f.reduceat(boxes, starts, axis=0) for f in (np.minimum, np.maximum))
            boxes = np.where([True, False, True, False], low, high)
        ids = np.arange(first, first + count)
    nodes[0]["depth"] = len(counts) - 1
    return nodes, parents, leaf


def _rounded(edges: Sequence[npt.NDArray[Any]]) -> _Boxes:
    """Return edges in 32 bits: none is farther in than it was."""
    exact = np.stack(edges, axis=1).astype(np.float64)
    near = exact.astype(np.float32)
    out = np.array([-np.inf, np.inf, -np.inf, np.inf], np.float32)
    wrong = np.where(out < 0, near > exact, near < exact)
    return np.where(wrong, np.nextafter(near, out), near)
