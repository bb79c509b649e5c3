"""Geometries of any kind and CRS as a point with the radius that covers them."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import Any, Final

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from dmz_map.errors import TableError
from dmz_map.geo.crs import GEOGRAPHIC

__all__ = [
    "as_geometry",
    "crs_named",
    "in_degrees",
    "point_and_radius",
    "reproject",
    "reproject_shapes",
]

_WGS84: Final = Geod(ellps="WGS84")
_WKT: Final = re.compile(
    r"(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*Z?M?\s*\(.*\)"
    r"|GEOMETRYCOLLECTION\s*\(.*\)",
    re.IGNORECASE | re.DOTALL,
)
_HEX: Final = re.compile(r"0[01][0-9A-Fa-f]{40,}")


def crs_named(name: Any) -> CRS:
    """Return a CRS by its code, its name or any writing that pyproj reads.

    Raises
    ------
    TableError
        If there is none.
    """
    try:
        return CRS.from_user_input(int(name) if str(name).isdigit() else name)
    except (CRSError, ValueError, TypeError) as error:
        raise TableError(
            f"'{str(name)[:60]}' names no coordinate reference system. Give one such as EPSG:5186."
        ) from error


def in_degrees(crs: CRS) -> bool:
    """Return whether a CRS is WGS 84 in degrees, whatever its order of axes."""
    return bool(crs.equals(CRS(GEOGRAPHIC), ignore_axis_order=True)) or crs.to_authority() == (
        "OGC", "CRS84",
    )  # fmt: skip


@cache
def _transformer(crs: CRS) -> Transformer:
    return Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True)


def reproject(x: Any, y: Any, crs: CRS) -> tuple[Any, Any]:
    """Return longitudes and latitudes (EPSG:4326) of eastings and northings in a CRS."""
    if in_degrees(crs):
        return x, y
    try:
        return _transformer(crs).transform(x, y)
    except ProjError:
        return np.full_like(np.asarray(x, dtype=float), np.nan), np.full_like(
            np.asarray(y, dtype=float), np.nan
        )


def reproject_shapes(shapes: Any, crs: CRS) -> Any:
    """Return geometries, or one, in EPSG:4326, (lon, lat), without heights."""

    def change(xy: Any) -> Any:
        return np.column_stack(reproject(xy[:, 0], xy[:, 1], crs))

    return shapely.transform(shapely.force_2d(shapes), change)


def as_geometry(text: str) -> BaseGeometry | None:
    """Return the geometry of a cell in well-known text, its hex form or GeoJSON; None if none."""
    try:
        if _WKT.fullmatch(text):
            shape = shapely.from_wkt(
                text.partition(";")[2] if text[:5].upper() == "SRID=" else text
            )
        elif _HEX.fullmatch(text):
            shape = shapely.from_wkb(text)
        elif text[:1] == "{" and '"type"' in text:
            shape = shapely.from_geojson(text)
        else:
            return None
    except (shapely.errors.ShapelyError, ValueError, json.JSONDecodeError):
        return None
    return shape if isinstance(shape, BaseGeometry) else None


def point_and_radius(shape: BaseGeometry | None) -> tuple[float, float, float] | None:
    """Return a point inside a geometry and the radius in kilometres that reaches all of it.

    Parameters
    ----------
    shape
        In EPSG:4326, (lon, lat); heights are left out.

    Returns
    -------
    tuple of (lon, lat, radius_km) or None
        Of a point the radius is 0; of several points the point is between them, of a line on it.
        None for an empty geometry or one with numbers that are none.
    """
    if shape is None or shape.is_empty:
        return None
    xy = shapely.get_coordinates(shape)
    if not np.isfinite(xy).all():
        return None
    if len(xy) == 1 or (xy == xy[0]).all():
        return float(xy[0, 0]), float(xy[0, 1]), 0.0
    point = _inside(shapely.force_2d(shape))
    lons, lats = np.full(len(xy), point[0]), np.full(len(xy), point[1])
    _, _, metres = _WGS84.inv(lons, lats, xy[:, 0], xy[:, 1])
    return point[0], point[1], float(np.max(metres)) / 1000


def _inside(shape: BaseGeometry) -> tuple[float, float]:
    """Return a point inside, as near to the middle of the smallest circle as it can be."""
    scale = math.cos(math.radians(float(shapely.get_coordinates(shape)[:, 1].mean()))) or 1.0
    flat = shapely.transform(shape, lambda xy: xy * (scale, 1.0))
    middle = shapely.minimum_bounding_circle(flat).centroid
    dimension = int(shapely.get_dimensions(flat))
    if flat.geom_type == "LineString":
        middle = flat.interpolate(0.5, normalized=True)
    elif dimension == 1:
        middle = shapely.line_interpolate_point(*_nearest_line(flat, middle))
    elif dimension == 2 and not flat.is_valid:
        flat = shapely.make_valid(flat)
    if dimension == 2 and not flat.contains(middle):
        middle = flat.centroid if flat.contains(flat.centroid) else flat.representative_point()
    return float(middle.x) / scale, float(middle.y)


def _nearest_line(lines: BaseGeometry, point: Any) -> tuple[Any, float]:
    parts = [
        part
        for part in shapely.get_parts(lines)
        if part.geom_type.endswith("String") or part.geom_type == "LinearRing"
    ]
    line = min(parts, key=lambda part: part.distance(point)) if parts else lines
    return line, float(shapely.line_locate_point(line, point))
