"""Points against the reference geometry: the named sector, and the distance from the border.

A point is no more exact than its `radius_km`, and the border no better than 0.8 km at its
worst place; the limits here are wider by as much.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

import geopandas as gpd
import shapely
from shapely import LineString

from dmz_map.errors import Problem
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.geo.gazetteer import WITHOUT_ROW
from dmz_map.geo.layers import read_border
from dmz_map.geo.linear_referencing import FARTHEST_KM
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table

__all__ = [
    "ReferenceGeometry",
    "misplaced_incidents",
    "misplaced_places",
    "read_reference_geometry",
]

BORDER_ERROR_KM: Final = 0.8
"""How far off the drawn border is at worst; data/README.md."""
WIDEST_STRADDLE_KM: Final = 5.0
"""How far beyond a sector's cut the middle of a wide circle may lie."""

_ESTUARY: Final = "han_estuary"
_KM_PER_DEGREE: Final = 111.32
_OPEN: Final = math.inf


@dataclass(frozen=True)
class ReferenceGeometry:
    """What points are compared with.

    Attributes
    ----------
    border
        The border in EPSG:5179, metres (easting, northing).
    sectors
        West and east bound of each sector, degrees; infinite where it is open.
    """

    border: LineString
    sectors: Mapping[str, tuple[float, float]]


class _Spot(NamedTuple):
    """A row with a point: its longitude and latitude (degrees), and where the border is from it."""

    row: Row
    lon: float
    lat: float
    distance_km: float
    nearest_lon: float


def read_reference_geometry(package: Package, sectors: Table) -> ReferenceGeometry:
    """Read the border, and take the bounds from the table of sectors, which must be valid.

    Raises
    ------
    PackageError
        If the border cannot be read.
    """
    bounds = {row["id"]: _bounds(row) for row in sectors.rows}
    first_cut = min((east for _, east in bounds.values()), default=_OPEN)
    bounds.setdefault(_ESTUARY, (-_OPEN, first_cut))
    line = read_border(package).geometry.to_crs(METRIC).iloc[0]
    return ReferenceGeometry(line, MappingProxyType(bounds))


def misplaced_incidents(incidents: Table, reference: ReferenceGeometry) -> Iterator[Issue]:
    """Yield an issue for each point outside its sector (lon) or too far from the border (lat).

    A point may lie beyond its sector's cut by its radius, at most 5 km. Nothing lies farther
    than 12 km from the border, give or take the border's own 0.8 km, unless its sector is the
    Han estuary, the whole line or unknown.
    """
    for spot in _spots(incidents, reference):
        row, sector = spot.row, spot.row["sector"]
        slack = min(float(row["radius_km"]), WIDEST_STRADDLE_KM)
        if (beyond := _beyond_km(spot.lon, spot, reference)) > slack:
            how = f"farther than its radius lets it straddle the cut ({slack:g} km)"
            yield row.issue("lon", _outside(spot, beyond, reference, how))
        if spot.distance_km > FARTHEST_KM + BORDER_ERROR_KM and sector not in WITHOUT_ROW:
            what = (
                f"the point lies {spot.distance_km:.1f} km from the border; an incident of the "
                f"sector {sector} lies within {FARTHEST_KM:g} km."
            )
            yield row.issue("lat", Problem(what, "Correct lon and lat, or the sector."))


def misplaced_places(places: Table, reference: ReferenceGeometry) -> Iterator[Issue]:
    """Yield an issue for each place that belongs to another sector of the line.

    A town behind the line belongs to the sector in which it lies, or to that of the nearest
    point of the border.
    """
    for spot in _spots(places, reference):
        beyond = min(_beyond_km(lon, spot, reference) for lon in (spot.lon, spot.nearest_lon))
        if beyond > 0:
            how = "and so does the nearest point of the border"
            yield spot.row.issue("lon", _outside(spot, beyond, reference, how))


def _spots(table: Table, reference: ReferenceGeometry) -> list[_Spot]:
    columns = ("lon", "lat", "radius_km", "sector")
    rows = [row for row in table.rows if table.is_valid(row, *columns) and row["lon"]]
    points = [(float(row["lon"]), float(row["lat"])) for row in rows]
    if not rows:
        return []
    metric = gpd.GeoSeries(shapely.points(points), crs=GEOGRAPHIC).to_crs(METRIC)
    way = shapely.line_locate_point(reference.border, metric.to_numpy())
    nearest = shapely.line_interpolate_point(reference.border, way)
    lons = gpd.GeoSeries(nearest, crs=METRIC).to_crs(GEOGRAPHIC).x
    distances = metric.distance(reference.border) / 1000
    facts = zip(rows, points, distances, lons, strict=True)
    return [_Spot(row, *point, distance, lon) for row, point, distance, lon in facts]


def _beyond_km(lon: float, spot: _Spot, reference: ReferenceGeometry) -> float:
    """Return how far a longitude lies outside the bounds of the spot's sector; 0 within."""
    west, east = reference.sectors.get(spot.row["sector"], (-_OPEN, _OPEN))
    degrees = max(west - lon, lon - east, 0.0)
    return degrees * _KM_PER_DEGREE * math.cos(math.radians(spot.lat))


def _outside(spot: _Spot, beyond: float, reference: ReferenceGeometry, how: str) -> Problem:
    sector = spot.row["sector"]
    west, east = reference.sectors[sector]
    bounds = " and ".join(
        f"{side} of {bound:g} E"
        for side, bound in (("east", west), ("west", east))
        if math.isfinite(bound)
    )
    return Problem(
        f"{spot.row['lon']} lies {beyond:.1f} km outside the sector {sector} ({bounds}), {how}.",
        "Correct lon, or the sector.",
    )


def _bounds(row: Row) -> tuple[float, float]:
    west, east = row["west_lon"], row["east_lon"]
    return float(west) if west else -_OPEN, float(east) if east else _OPEN
