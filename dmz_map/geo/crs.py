"""The two coordinate reference systems of the project, and measures on the ellipsoid.

Everything is kept in `GEOGRAPHIC`. What needs metres (a buffer, a distance) goes
through `METRIC`, whose scale along the zone is off by 330 to 400 parts per
million: 0.8 m on 2 km. Lengths and areas that a reader sees are geodesic.
"""

from __future__ import annotations

from typing import Final

from pyproj import Geod
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

__all__ = ["GEOGRAPHIC", "METRIC", "geodesic_area_km2", "geodesic_length_km"]

GEOGRAPHIC: Final = "EPSG:4326"
"""WGS 84, degrees; geometries are (lon, lat)."""

METRIC: Final = "EPSG:5179"
"""Korea 2000 / Unified CS, metres; geometries are (easting, northing)."""

_WGS84: Final = Geod(ellps="WGS84")


def geodesic_length_km(geometry: BaseGeometry) -> float:
    """Return the length of a geometry on the WGS 84 ellipsoid.

    Parameters
    ----------
    geometry
        Any shapely geometry in EPSG:4326, (lon, lat) in degrees.

    Returns
    -------
    float
        Kilometres; of a polygon its perimeter; 0.0 for points and empty geometries.
    """
    return float(_WGS84.geometry_length(geometry)) / 1_000


def geodesic_area_km2(geometry: BaseGeometry) -> float:
    """Return the area of a geometry on the WGS 84 ellipsoid.

    Parameters
    ----------
    geometry
        Any shapely geometry in EPSG:4326, (lon, lat) in degrees. The winding of
        a polygon's ring does not matter.

    Returns
    -------
    float
        Square kilometres, never negative; 0.0 for lines, points and empty geometries.
    """
    return sum((_polygon_area_km2(polygon) for polygon in _polygons(geometry)), start=0.0)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons that a geometry consists of, however deeply nested."""
    if isinstance(geometry, Polygon):
        return [geometry]
    parts: tuple[BaseGeometry, ...] = tuple(getattr(geometry, "geoms", ()))
    return [polygon for part in parts for polygon in _polygons(part)]


def _polygon_area_km2(polygon: Polygon) -> float:
    """Return the area of a polygon's shell less that of its holes, whatever their winding."""
    shell, *holes = (
        abs(float(_WGS84.geometry_area_perimeter(ring)[0]))
        for ring in (polygon.exterior, *polygon.interiors)
    )
    return (shell - sum(holes)) / 1_000_000
