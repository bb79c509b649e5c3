"""Where incidents lie along the line, in kilometres from its western end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from dmz_map.archive.incidents import Incident
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.publish.areas import LINE
from dmz_map.publish.bundle import Layers

__all__ = ["ESTUARY_KM", "Position", "along", "positions", "sector_spans"]

ESTUARY_KM: Final = 24.0
"""Width, on the line's scale, of the strip in which the estuary's 45 km are drawn smaller."""

_ESTUARY: Final = "han_estuary"
_NEAR: Final = -2.0
_WIDE_KM: Final = 45.0


class Position(NamedTuple):
    """Kilometres along the line: the place, None where only a stretch is known, and the stretch.

    West of the line's end, in the Han estuary, kilometres are negative.
    """

    km: float | None
    first_km: float
    last_km: float


def along(layers: Layers, lon: Sequence[float], lat: Sequence[float]) -> list[float]:
    """Return how far along the line, from the west, the point of it nearest to each place lies.

    Parameters
    ----------
    layers
        The map's layers; the line's kilometres are its geodesic ones.
    lon, lat
        Degrees, EPSG:4326.

    Returns
    -------
    list of float
        Kilometres.
    """
    line = layers.border.to_crs(METRIC).geometry.iloc[0]
    points = gpd.GeoSeries.from_xy(lon, lat, crs=GEOGRAPHIC).to_crs(METRIC)
    share = shapely.line_locate_point(line, points.to_numpy(), normalized=True)
    found: list[float] = (share * _length_km(layers)).tolist()
    return found


def sector_spans(layers: Layers) -> dict[str, tuple[float, float]]:
    """Return the first and the last kilometre of each sector by its id, west to east."""
    ends = np.cumsum([0.0, *layers.sectors["length_km"]]).tolist()
    return dict(zip(layers.sectors["id"], pairwise(ends), strict=True))


def positions(layers: Layers, incidents: Sequence[Incident]) -> list[Position | None]:
    """Return where each incident lies along the line; None where nobody knows."""
    placed = [incident for incident in incidents if incident.place.lon is not None]
    lon = [incident.place.lon or 0.0 for incident in placed]
    lat = [incident.place.lat or 0.0 for incident in placed]
    km = dict(zip((incident.id for incident in placed), along(layers, lon, lat), strict=True))
    west = _west_of_end(layers, lon)
    estuary = dict(zip((incident.id for incident in placed), west, strict=True))
    spans = sector_spans(layers) | {LINE: (0.0, _length_km(layers)), _ESTUARY: (-ESTUARY_KM, _NEAR)}
    return [_position(incident, km, estuary, spans) for incident in incidents]


def _position(
    incident: Incident,
    km: dict[str, float],
    estuary: dict[str, float],
    spans: dict[str, tuple[float, float]],
) -> Position | None:
    place = incident.place
    if incident.id not in km:
        span = spans.get(LINE if place.precision == LINE else place.sector)
        return None if span is None else Position(None, *span)
    if place.sector == _ESTUARY:
        west = min(max(estuary[incident.id], 0.0), _WIDE_KM) / _WIDE_KM
        at = _NEAR - west * (ESTUARY_KM + 2 * _NEAR)
        return Position(at, at, at)
    at, radius = km[incident.id], place.radius_km or 0.0
    return Position(at, max(0.0, at - radius), min(spans[LINE][1], at + radius))


def _west_of_end(layers: Layers, lon: Sequence[float]) -> list[float]:
    """Return how far west of the line's western end places lie, in kilometres."""
    start = shapely.get_point(layers.border.geometry.iloc[0], 0)
    ends = gpd.GeoSeries.from_xy([start.x, *lon], [start.y] * (len(lon) + 1), crs=GEOGRAPHIC)
    x = ends.to_crs(METRIC).x.to_numpy()
    found: list[float] = ((x[0] - x[1:]) / 1000).tolist()
    return found


def _length_km(layers: Layers) -> float:
    return float(layers.border["length_km"].iloc[0])
