"""Where and when incidents are: tables for the figures, and the incidents nearest to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dmz_map.store.columns import Columns
from dmz_map.store.packing import EPOCH, attribute
from dmz_map.store.query import Points, Span

__all__ = ["Fetch", "by_decade", "latest_spans", "nearest_in_time", "related_groups"]

_MOST_SPANS: Final = 2_000

_Mask = npt.NDArray[np.bool_]

Fetch = Callable[[Sequence[int], Sequence[str]], Mapping[int, Mapping[str, Any]]]
"""Returns columns of the records with these numbers."""


def by_decade(points: Points, sectors: Sequence[str]) -> pd.DataFrame:
    """Return the number of incidents by sector (rows) and decade (columns, its first year)."""
    days = EPOCH + points.first.astype("timedelta64[D]")
    years = days.astype("datetime64[Y]").astype(int) + 1970
    frame = pd.DataFrame({"sector": attribute(points, "sector"), "decade": years // 10 * 10})
    table = pd.crosstab(frame["sector"], frame["decade"])
    table.index = [sectors[code] for code in table.index]
    return table


def latest_spans(columns: Columns, keep: _Mask, fetch: Fetch) -> tuple[Span, ...]:
    """Return those of a mask whose day is not known: the latest 2,000, by first day."""
    ranks = columns.rank[np.flatnonzero(keep & (attribute(columns, "fuzzy") != 0))]
    if len(ranks) > _MOST_SPANS:
        ranks = np.partition(ranks, -_MOST_SPANS)[-_MOST_SPANS:]
    positions = columns.by_time[np.sort(ranks)]
    rows = columns.row[positions].tolist()
    records = fetch(rows, ("id", "category"))
    first, last = (
        (EPOCH + days[positions].astype("timedelta64[D]")).tolist()
        for days in (columns.first, columns.last)
    )
    return tuple(
        Span(start, end, records[row]["category"], records[row]["id"])
        for row, start, end in zip(rows, first, last, strict=True)
        if row in records
    )


def related_groups(columns: Columns, here: int) -> tuple[_Mask, _Mask, _Mask]:
    """Return which incidents share the place, the first day and the category of one, itself too.

    Without a point, the place is the sector in the same precision.
    """
    place = (columns.lat == columns.lat[here]) & (columns.lon == columns.lon[here])
    if not columns.radius[here]:
        for name in ("location_precision", "sector"):
            place &= _same(columns, name, here)
    return place, columns.first == columns.first[here], _same(columns, "category", here)


def nearest_in_time(columns: Columns, here: int, group: _Mask, limit: int) -> npt.NDArray[np.int64]:
    """Return the positions of a group without one itself, the nearest to it in time first."""
    members = np.flatnonzero(group)
    members = members[members != here]
    away = np.abs(columns.rank[members].astype(np.int64) - int(columns.rank[here]))
    return np.asarray(members[np.argsort(away, kind="stable")[:limit]])


def _same(columns: Columns, name: str, here: int) -> _Mask:
    values = attribute(columns, name)
    return np.asarray(values == values[here])
