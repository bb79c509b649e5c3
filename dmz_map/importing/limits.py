"""What is left out as asked for: rows too far from the line, too early or too late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dmz_map.importing.nearness import Nearness
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.row import RowBatch
from dmz_map.tabular.edtf import day_span

__all__ = ["Limits"]

_span = lru_cache(maxsize=1 << 14)(day_span)


class Limits:
    """Leaves out rows.

    Parameters
    ----------
    options
        How far from the line a point may be, the first and the last day.
    """

    def __init__(self, options: ImportOptions) -> None:
        self._since, self._until = options.since, options.until
        self._near = Nearness(options.root, options.within_km) if options.within_km else None

    def checked(self, batch: RowBatch) -> RowBatch:
        """Return a batch, whose rows outside are rejected."""
        why: list[tuple[str, ...]] = [()] * len(batch)
        if self._near is not None:
            for place in self._far(self._near, batch):
                why[place] = ("not_within",)
        if self._since or self._until:
            for place, date in enumerate(batch.fields["date"]):
                if batch.is_in[place] and not self._is_between(date):
                    why[place] += ("not_between",)
        if not any(why):
            return batch
        return replace(
            batch,
            is_in=[is_in and not outside for is_in, outside in zip(batch.is_in, why, strict=True)],
            reasons=[(*left_out, *said) for left_out, said in zip(why, batch.reasons, strict=True)],
        )

    @staticmethod
    def _far(near: Nearness, batch: RowBatch) -> Sequence[int]:
        """Return the positions of rows that can go in and have a point that is too far."""
        fields = batch.fields
        points = [
            (place, (float(lon), float(lat)) if lon else far)
            for place, (lon, lat, far) in enumerate(
                zip(fields["lon"], fields["lat"], batch.far_points, strict=True)
            )
            if batch.is_in[place] and (lon or far)
        ]
        if not points:
            return []
        reached = near.reach(*zip(*(point for _, point in points if point), strict=True))
        return [place for (place, _), is_near in zip(points, reached, strict=True) if not is_near]

    def _is_between(self, date: str) -> bool:
        first, last = _span(date)
        return not (last < (self._since or dt.date.min) or first > (self._until or dt.date.max))
