"""Linear referencing: which kilometre of the border a place is at, and how certainly.

Kilometres are counted along the border from its western end (the Imjin mouth), in EPSG:5179.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Transformer
from shapely import LineString, STRtree

from dmz_map.geo.crs import GEOGRAPHIC, METRIC

__all__ = ["FARTHEST_KM", "WHOLE_LINE", "LineReference", "line_reference"]

FARTHEST_KM: Final = 12.0
"""Distance from the line beyond which a place has no kilometre along it."""

WHOLE_LINE: Final = "whole_line"
"""The word of the vocabulary's list of sectors that means the line from end to end."""

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LineReference:
    """A line along which places are referred to.

    Attributes
    ----------
    line
        West to east, EPSG:5179 (easting, northing in metres).
    stretches
        First and last kilometre of each sector's part of the line, by the sector's id, and of
        `WHOLE_LINE`.
    """

    line: LineString
    stretches: Mapping[str, tuple[float, float]]

    @property
    def length_km(self) -> float:
        """Length of the line in kilometres, in EPSG:5179."""
        return float(self.line.length) / 1000

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that differ when line or stretches do."""
        ends = repr(sorted((name, *km) for name, km in self.stretches.items()))
        return sha256(self.line.wkb + ends.encode()).hexdigest()[:12]

    def locate(
        self, lon: _Floats, lat: _Floats, radius_km: _Floats, sectors: Sequence[str]
    ) -> tuple[_Floats, _Floats]:
        """Return the kilometre of each place along the line, and its uncertainty.

        Parameters
        ----------
        lon, lat
            Degrees, EPSG:4326; NaN where there is no point.
        radius_km
            Within how many kilometres the point is certain; NaN counts as 0.
        sectors
            The sector of each place, which is used where there is no point.

        Returns
        -------
        tuple of arrays
            Kilometre from the western end, and half the length of the stretch of the line in
            which the place may be. With a point: that of the nearest place on the line, and
            the radius, at most up to the farther end. Without one: the middle of the sector's
            stretch, and half of its length. NaN in both where neither is known, or where the
            point is more than `FARTHEST_KM` from the line.
        """
        ends = np.array(
            [self.stretches.get(sector, (math.nan, math.nan)) for sector in sectors], dtype=float
        ).reshape(-1, 2)
        km, uncertainty = ends.mean(axis=1), (ends[:, 1] - ends[:, 0]) / 2
        placed = ~np.isnan(lon)
        x, y = (np.asarray(part) for part in _to_metric().transform(lon[placed], lat[placed]))
        at, off = np.zeros(len(x)), np.full(len(x), np.inf)
        perhaps = shapely.contains_xy(self._band, x, y)
        at[perhaps], off[perhaps] = self._nearest(shapely.points(x[perhaps], y[perhaps]))
        near = off <= FARTHEST_KM
        radius = np.minimum(np.nan_to_num(radius_km[placed]), np.maximum(at, self.length_km - at))
        km[placed] = np.where(near, at, np.nan)
        uncertainty[placed] = np.where(near, radius, np.nan)
        return km, uncertainty

    def _nearest(self, points: npt.NDArray[Any]) -> tuple[_Floats, _Floats]:
        """Return the kilometre of the nearest place on the line, and how many km off it is.

        The line has thousands of pieces: an index finds the nearest one of each point.
        """
        index, starts = self._pieces
        piece = index.nearest(points)
        line = index.geometries[piece]
        at = starts[piece] + shapely.line_locate_point(line, points)
        return at / 1000, shapely.distance(line, points) / 1000

    @cached_property
    def _band(self) -> Any:
        """All within a little more than `FARTHEST_KM` of the line: few points need a distance."""
        band = shapely.buffer(self.line, FARTHEST_KM * 1000 * 1.005)
        shapely.prepare(band)
        return band

    @cached_property
    def _pieces(self) -> tuple[STRtree, _Floats]:
        """An index of the pieces between two vertices, and where each begins, in metres."""
        at = shapely.get_coordinates(self.line)
        pieces = shapely.linestrings(np.stack([at[:-1], at[1:]], axis=1))
        return STRtree(pieces), np.cumsum([0.0, *shapely.length(pieces)[:-1]])


def line_reference(border: gpd.GeoDataFrame, sectors: pd.DataFrame) -> LineReference:
    """Return the reference of a border with its sectors.

    Parameters
    ----------
    border
        One row, a LineString west to east, EPSG:4326.
    sectors
        One row a sector: ``id``, ``west_lon``, ``east_lon`` (degrees, NaN where it is open).
    """
    line = border.geometry.iloc[0]
    metric = LineString(np.column_stack(_to_metric().transform(*line.coords.xy)))
    stretches = {WHOLE_LINE: (0.0, metric.length / 1000)}
    for id_, west, east in zip(
        sectors["id"], sectors["west_lon"], sectors["east_lon"], strict=True
    ):
        within = shapely.clip_by_rect(line, _or(west, -180), -90, _or(east, 180), 90)
        at = shapely.get_coordinates(within)
        if len(at):
            points = shapely.points(*_to_metric().transform(at[:, 0], at[:, 1]))
            km = shapely.line_locate_point(metric, points) / 1000
            stretches[id_] = (float(km.min()), float(km.max()))
    return LineReference(metric, MappingProxyType(stretches))


def _or(lon: float, edge: float) -> float:
    return edge if math.isnan(lon) else lon


@cache
def _to_metric() -> Any:
    return Transformer.from_crs(GEOGRAPHIC, METRIC, always_xy=True)
