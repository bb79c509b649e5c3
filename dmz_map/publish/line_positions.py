"""Where incidents are drawn along the line, in kilometres from its western end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from dmz_map.archive.incidents import Incident
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.geo.linear_referencing import WHOLE_LINE, LineReference, line_reference
from dmz_map.publish.areas import LINE
from dmz_map.publish.bundle import Layers

__all__ = ["ESTUARY_KM", "LineScale", "Position"]

ESTUARY_KM: Final = 24.0
"""Width, on the line's scale, of the strip in which the estuary's 45 km are drawn smaller."""

_ESTUARY: Final = "han_estuary"
_NEAR: Final = -2.0
_WIDE_KM: Final = 45.0

_Floats = npt.NDArray[np.float64]


class Position(NamedTuple):
    """Kilometres along the line: the place, None where only a stretch is known, and the stretch.

    West of the line's end, in the Han estuary, kilometres are negative.
    """

    km: float | None
    first_km: float
    last_km: float


class LineScale:
    """The line with its geodesic kilometres, as its length is told everywhere.

    Parameters
    ----------
    layers
        The map's layers.
    """

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.length_km = float(layers.border["length_km"].iloc[0])

    @cached_property
    def stretches(self) -> dict[str, tuple[float, float]]:
        """First and last kilometre of each sector by its id, and of the Han estuary's strip."""
        found = {id_: self._told(km) for id_, km in self._reference.stretches.items()}
        return found | {_ESTUARY: (-ESTUARY_KM, _NEAR)}

    def along(self, lon: Sequence[float], lat: Sequence[float]) -> list[float]:
        """Return the kilometre nearest to each place (degrees, EPSG:4326), however far it is."""
        points = gpd.GeoSeries.from_xy(lon, lat, crs=GEOGRAPHIC).to_crs(METRIC)
        at = shapely.line_locate_point(self._reference.line, points.to_numpy()) / 1000
        found: list[float] = (at * self._ratio).tolist()
        return found

    def positions(self, incidents: Sequence[Incident]) -> list[Position | None]:
        """Return where each incident is drawn; None where nobody knows, or far from the line."""
        places = [incident.place for incident in incidents]
        lon, lat, radius = (
            np.array([getattr(place, name) for place in places], dtype=float)
            for name in ("lon", "lat", "radius_km")
        )
        sectors = [WHOLE_LINE if place.precision == LINE else place.sector for place in places]
        km, uncertainty = self._reference.locate(lon, lat, radius, sectors)
        west = self._west_of_end(lon, lat)
        return [
            self._position(sector, *at)
            for sector, *at in zip(sectors, lon, km * self._ratio, uncertainty, west, strict=True)
        ]

    def _position(
        self, sector: str, lon: float, km: float, uncertainty: float, west: float
    ) -> Position | None:
        if sector == _ESTUARY and not math.isnan(lon):
            share = min(max(west, 0.0), _WIDE_KM) / _WIDE_KM
            at = _NEAR - share * (ESTUARY_KM + 2 * _NEAR)
            return Position(at, at, at)
        if math.isnan(lon):
            stretch = self.stretches.get(sector)
            return None if stretch is None else Position(None, *stretch)
        if math.isnan(km):
            return None
        return Position(km, max(0.0, km - uncertainty), min(self.length_km, km + uncertainty))

    @cached_property
    def _reference(self) -> LineReference:
        return line_reference(self.layers.border, self.layers.sectors)

    @property
    def _ratio(self) -> float:
        """Geodesic kilometres to one of EPSG:5179."""
        return self.length_km / self._reference.length_km

    def _told(self, km: tuple[float, float]) -> tuple[float, float]:
        return km[0] * self._ratio, km[1] * self._ratio

    def _west_of_end(self, lon: _Floats, lat: _Floats) -> _Floats:
        """Return how far west of the line's western end places lie, in kilometres."""
        points = gpd.GeoSeries.from_xy(lon, lat, crs=GEOGRAPHIC).to_crs(METRIC)
        west: _Floats = (self._reference.line.coords[0][0] - points.x.to_numpy()) / 1000
        return west
