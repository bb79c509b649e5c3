"""Geometries of incidents: a point, or the area within which one happened somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import geopandas as gpd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from dmz_map.archive.incidents import Incident
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.publish.bundle import Layers

__all__ = [
    "LINE",
    "Areas",
    "area_name",
    "areas_of",
    "geometry_of",
    "point_of",
    "without_geometry",
]

LINE: Final = "line"
"""The location precision, and here the area, of what concerns the whole line."""

_DECIMALS: Final = 5

Areas = Mapping[str, BaseGeometry]


def areas_of(layers: Layers, *, tolerance_m: float = 0.0) -> Areas:
    """Return each sector's part of the zone by its id, and the whole zone as `LINE`.

    Parameters
    ----------
    layers
        The map's layers, EPSG:4326.
    tolerance_m
        How far, in metres, an outline may be simplified; above zero it is also rounded to five
        decimals of a degree. Zero leaves it as it is.
    """
    names = [*layers.sectors["id"], LINE]
    shapes = gpd.GeoSeries([*layers.sectors.geometry, *layers.zone.geometry], crs=GEOGRAPHIC)
    if tolerance_m:
        simple = shapes.to_crs(METRIC).simplify(tolerance_m).to_crs(GEOGRAPHIC)
        shapes = gpd.GeoSeries(shapely.set_precision(simple.to_numpy(), 10.0**-_DECIMALS))
    turned = shapely.orient_polygons(shapes.to_numpy())  # as RFC 7946 asks
    return dict(zip(names, turned, strict=True))


def area_name(incident: Incident) -> str:
    """Return the name under which `areas_of` may have an incident's area."""
    place = incident.place
    return LINE if place.precision == LINE else place.sector


def point_of(incident: Incident) -> Point | None:
    """Return an incident's point, EPSG:4326 (lon, lat), or None where none is known."""
    place = incident.place
    return None if place.lon is None or place.lat is None else Point(place.lon, place.lat)


def geometry_of(incident: Incident, areas: Areas) -> BaseGeometry | None:
    """Return an incident's point or, without one, its area; None where neither is known."""
    return point_of(incident) or areas.get(area_name(incident))


def without_geometry(incidents: Iterable[Incident], areas: Areas) -> int:
    """Return how many incidents have neither a point nor an area."""
    return sum(geometry_of(incident, areas) is None for incident in incidents)
