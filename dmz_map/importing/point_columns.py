"""Points column by column: plain degrees at once, all others by the rules of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.importing.cells import as_text
from dmz_map.importing.distinct import Columns, Distinct, Outcomes, as_used, outcome_of, transposed
from dmz_map.importing.row import RowDraft
from dmz_map.importing.row_points import SURELY_ABSENT, RowPoints, degrees_text

__all__ = ["PointColumns"]

_FIELDS: Final = ("lon", "lat", "radius_km")
_OF_POINT: Final = ("lat", "lon", "point")
_OF_SIZE: Final = ("radius_km", "radius_m", "place_code")
_ABSENT: Final = np.array(sorted(SURELY_ABSENT | {0.0}))


class PointColumns:
    """Reads the points of many rows.

    Parameters
    ----------
    rule
        The rules of rows.
    columns
        Our fields to the headings of their columns.
    headings
        All headings of the table.
    """

    def __init__(
        self, rule: RowPoints, columns: Mapping[str, Sequence[str]], headings: Sequence[str]
    ) -> None:
        self._rule, self._headings = rule, headings
        lats, lons = columns.get("lat", ()), columns.get("lon", ())
        self._pair = (lons[0], lats[0]) if lats and lons and rule.is_in_degrees else None
        self._has_others = bool(columns.get("point"))
        size = [name for field in _OF_SIZE for name in columns.get(field, ())]
        every = [name for field in _OF_POINT for name in columns.get(field, ())] + size
        self._looked_at = every
        self._sizes = Distinct(rule.read_size, headings, size, ("radius_km",))
        self._rows = Distinct(partial(rule.read, shape=None), headings, every, _FIELDS)

    def of(self, columns: Columns, rows: int, shapes: Any = None) -> Outcomes:
        """Return the points of some rows: degrees to six places, and kilometres.

        Parameters
        ----------
        columns
            Heading to cells.
        rows
            How many rows there are.
        shapes
            Array of geometries (None where a row has none) in EPSG:4326, or None.
        """
        if shapes is not None:
            return self._of_shapes(columns, shapes)
        if self._pair is None:
            return self._rows.of(columns, rows)
        return self._of_pairs(columns, rows, *(columns[name] for name in self._pair))

    def _of_shapes(self, columns: Columns, shapes: Any) -> Outcomes:
        outcomes = []
        for place, shape in enumerate(shapes):
            row = RowDraft()
            cells = {name: columns[name][place] for name in self._looked_at}
            self._rule.read(row, cells, shape)
            outcomes.append(outcome_of(row, _FIELDS, self._headings))
        return transposed(outcomes, _FIELDS)

    def _of_pairs(
        self, columns: Columns, rows: int, lons: Sequence[Any], lats: Sequence[Any]
    ) -> Outcomes:
        lon, lat = _numbers(lons), _numbers(lats)
        plain = (np.abs(lon) <= 180) & (np.abs(lat) <= 90) & (lon != lat)
        plain &= ~np.isin(lon, _ABSENT) & ~np.isin(lat, _ABSENT)
        made = self._plain(columns, rows, lon, lat)
        others = np.flatnonzero(~plain).tolist()
        if not others:
            return made
        some = {name: [columns[name][i] for i in others] for name in self._looked_at}
        found = self._rows.of(some, len(others))
        return _with(made, others, found)

    def _plain(
        self, columns: Columns, rows: int, lon: npt.NDArray[Any], lat: npt.NDArray[Any]
    ) -> Outcomes:
        """Return the outcomes of rows as if each had a point in plain degrees."""
        sizes = self._sizes.of(columns, rows)
        both = as_used(self._pair or (), self._headings)
        texts = [[*map(degrees_text, part.tolist())] for part in (lon, lat)]
        fields = dict(zip(_FIELDS, (*texts, sizes.fields["radius_km"]), strict=True))
        made = replace(sizes, fields=fields, used=[used | both for used in sizes.used])
        hidden = [place for place, said in enumerate(sizes.reported) if said]
        if not hidden:
            return made
        points = zip(lon[hidden].tolist(), lat[hidden].tolist(), strict=True)
        stand_ins = [
            (("", "", ""), (), sizes.reported[place], sizes.used[place], (), point)
            for place, point in zip(hidden, points, strict=True)
        ]
        return _with(made, hidden, transposed(stand_ins, _FIELDS))


def _with(outcomes: Outcomes, places: Sequence[int], others: Outcomes) -> Outcomes:
    """Return outcomes, those at some positions exchanged for others."""

    def mixed(column: Sequence[Any], new: Sequence[Any]) -> Sequence[Any]:
        copy = [*column]
        for place, value in zip(places, new, strict=True):
            copy[place] = value
        return copy

    fields = {name: mixed(texts, others.fields[name]) for name, texts in outcomes.fields.items()}
    names = ("problems", "reported", "used", "extra", "far_points")
    parts = (mixed(getattr(outcomes, name), getattr(others, name)) for name in names)
    return Outcomes(fields, *parts)


def _numbers(cells: Sequence[Any]) -> npt.NDArray[np.float64]:
    """Return cells as numbers; NaN for what is not plainly one."""
    texts = [*map(as_text, cells)]
    try:
        return np.array([*map(float, texts)], dtype=float)
    except ValueError:
        return np.array([*map(_number, texts)], dtype=float)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
