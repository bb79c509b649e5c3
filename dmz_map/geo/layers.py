"""Border, zone, sectors, land and places as GeoDataFrames.

Readers take a `Package`; `zone` and `sectors` are pure functions, line to zone to
sectors. Every frame is in EPSG:4326 and every geometry is (lon, lat) in degrees.
248 km and 4 km are the quoted, nominal figures; lengths and areas are geodesic.
"""

from __future__ import annotations

import json
import math
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from dmz_map.errors import PackageError
from dmz_map.geo.crs import GEOGRAPHIC, METRIC, geodesic_area_km2, geodesic_length_km
from dmz_map.geo.gazetteer import read_places, read_sector_table
from dmz_map.tabular.datapackage import Package

__all__ = [
    "read_border",
    "read_land",
    "read_places",
    "read_sector_table",
    "sectors",
    "zone",
]

NOMINAL_WIDTH_KM: Final = 4.0
"""Width of the zone as the Armistice Agreement sets it: two kilometres on each side."""


def read_border(package: Package) -> gpd.GeoDataFrame:
    """Read the Military Demarcation Line.

    Parameters
    ----------
    package
        The open data package; resource ``border``.

    Returns
    -------
    GeoDataFrame
        One row, a LineString west to east, EPSG:4326 (lon, lat). Columns:
        ``name_en``, ``name_ko``, ``nominal_km`` (quoted, 248.0), ``length_km``
        (geodesic), ``source``.

    Raises
    ------
    PackageError
        If the file is missing, is not GeoJSON, or holds anything but one LineString
        that does not cross itself.
    """
    border = _read_geojson(package, "border")
    if len(border) != 1 or not isinstance(border.geometry.iloc[0], LineString):
        raise PackageError(
            "the file must hold one LineString.",
            "Run `python -m dmz_map build`.",
            file=package.file("border"),
        )
    if not border.geometry.iloc[0].is_simple:
        raise PackageError(
            "the line crosses itself.",
            "Run `python -m dmz_map build`.",
            file=package.file("border"),
        )
    return border.assign(length_km=_lengths(border))


def read_land(package: Package) -> gpd.GeoDataFrame:
    """Read the land around the line: one row, a MultiPolygon, EPSG:4326; column ``source``."""
    return _read_geojson(package, "land")


def zone(border: gpd.GeoDataFrame, *, half_width_m: float = 2000.0) -> gpd.GeoDataFrame:
    """Return the nominal zone around a border: a buffer with flat ends.

    Parameters
    ----------
    border
        One LineString, as `read_border` gives it.
    half_width_m
        Metres on each side of the line, measured in EPSG:5179.

    Returns
    -------
    GeoDataFrame
        One row, a Polygon in EPSG:4326 (lon, lat). Columns: ``nominal_width_km``
        (quoted, 4.0), ``mean_width_km`` (area by the border's length), ``area_km2``
        (geodesic), ``half_width_m``.

    Raises
    ------
    ValueError
        If `half_width_m` is not above zero or `border` has no CRS.
    """
    if not half_width_m > 0:
        raise ValueError(f"half_width_m is {half_width_m}; it must be above zero.")
    line = border.geometry.to_crs(METRIC)
    # Round joins: the set of points within 2 km. Mitres would add 64 km2, bevels take 39 km2.
    area = line.buffer(half_width_m, quad_segs=16, cap_style="flat", join_style="round")
    frame = gpd.GeoDataFrame(geometry=area.to_crs(GEOGRAPHIC), crs=GEOGRAPHIC)
    area_km2 = _areas(frame)
    return frame.assign(
        nominal_width_km=NOMINAL_WIDTH_KM,
        mean_width_km=[a / b for a, b in zip(area_km2, _lengths(border), strict=True)],
        area_km2=area_km2,
        half_width_m=half_width_m,
    )


def sectors(
    border: gpd.GeoDataFrame, zone: gpd.GeoDataFrame, table: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Cut the zone, and the border in it, at the sectors' longitudes.

    Parameters
    ----------
    border, zone
        As `read_border` and `zone` give them.
    table
        As `read_sector_table` gives it.

    Returns
    -------
    GeoDataFrame
        One row a sector, west to east, its part of the zone in EPSG:4326. The
        table's columns and ``length_km`` (of the border within), ``area_km2``
        (both geodesic; they add up to the whole), ``anchor_lon`` and
        ``anchor_lat`` (degrees; the middle of the border within).

    Raises
    ------
    ValueError
        If the border does not run through every sector.
    """
    line, area = border.geometry.iloc[0], zone.geometry.iloc[0]
    strips = [_strip(west, east) for west, east in zip(table.west_lon, table.east_lon, strict=True)]
    stretches = gpd.GeoSeries([line.intersection(strip) for strip in strips], crs=GEOGRAPHIC)
    if stretches.is_empty.any():
        missed = ", ".join(table["id"][stretches.is_empty.to_numpy()])
        raise ValueError(f"The border does not run through: {missed}. Check the sectors' bounds.")
    parts = gpd.GeoDataFrame(
        table.copy(), geometry=[area.intersection(strip) for strip in strips], crs=GEOGRAPHIC
    )
    anchors = stretches.to_crs(METRIC).map(_middle).set_crs(METRIC).to_crs(GEOGRAPHIC)
    return parts.assign(
        length_km=_lengths(stretches),
        area_km2=_areas(parts),
        anchor_lon=anchors.x.to_numpy(),
        anchor_lat=anchors.y.to_numpy(),
    )


def _strip(west_lon: float, east_lon: float) -> BaseGeometry:
    """Return everything between two meridians; NaN leaves a side open."""
    west = -180.0 if math.isnan(west_lon) else west_lon
    east = 180.0 if math.isnan(east_lon) else east_lon
    return shapely.box(west, -90.0, east, 90.0)


def _middle(stretch: BaseGeometry) -> Point:
    """Return the point half-way along a line; along the longest part if it is in parts."""
    longest = max(shapely.get_parts(shapely.line_merge(stretch)), key=lambda part: part.length)
    middle: Point = longest.interpolate(0.5, normalized=True)
    return middle


def _lengths(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> list[float]:
    return [geodesic_length_km(shape) for shape in frame.geometry]


def _areas(frame: gpd.GeoDataFrame) -> list[float]:
    return [geodesic_area_km2(shape) for shape in frame.geometry]


def _read_geojson(package: Package, name: str) -> gpd.GeoDataFrame:
    try:
        features = json.loads(package.read(name))["features"]
        return gpd.GeoDataFrame.from_features(features, crs=GEOGRAPHIC)
    except (ValueError, KeyError, TypeError) as error:
        raise PackageError(
            f"the file is not a GeoJSON feature collection ({error}).",
            "Run `python -m dmz_map build`.",
            file=package.file(name),
        ) from error
