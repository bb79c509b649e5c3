"""The base map as one file: shapes and names that every map fetches first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from shapely import Polygon

from dmz_map.geo.crs import METRIC
from dmz_map.web.assets import Asset, json_asset

__all__ = ["base_asset", "drop_small_polygons", "features"]

_UNITS: Final = 1e5  # to a degree


def base_asset(
    layers: Mapping[str, tuple[gpd.GeoDataFrame, Sequence[str]]],
    words: Mapping[str, Mapping[str, str]],
) -> Asset:
    """Return ``base.json``: each layer's `features` by name, and the map's words by language.

    Parameters
    ----------
    layers
        Name to frame, EPSG:4326, and the columns that the map's script needs.
    words
        Language to the words that `dmz_map.web.map_words` gives.
    """
    shapes = {name: features(frame, columns) for name, (frame, columns) in layers.items()}
    return json_asset("base.json", {**shapes, "words": words})


def features(frame: gpd.GeoDataFrame, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return one mapping for each row: the columns, and as ``r`` its rings.

    A ring (or line, or point) is a flat list of whole numbers of 1e-5 degrees: longitude and
    latitude of the first vertex, then the step to each next one.

    Parameters
    ----------
    frame
        Points, lines or polygons, EPSG:4326 (lon, lat).
    columns
        Columns to keep.
    """
    table = frame[list(columns)].to_dict("records")
    return [
        row | {"r": [_steps(line) for line in _lines(shape)]}
        for row, shape in zip(table, frame.geometry, strict=True)
    ]


def _lines(shape: Any) -> Sequence[Any]:
    """Return the lines, rings or points of which a shape is made."""
    parts = shapely.get_parts(shape)
    rings = [
        ring
        for part in parts
        for ring in ((part.exterior, *part.interiors) if isinstance(part, Polygon) else (part,))
    ]
    return rings


def _steps(line: Any) -> list[int]:
    at = np.round(shapely.get_coordinates(line) * _UNITS).astype(np.int64)
    steps: list[int] = np.diff(at, axis=0, prepend=0).ravel().tolist()
    return steps


def drop_small_polygons(land: gpd.GeoDataFrame, *, below_km2: float = 3.0) -> gpd.GeoDataFrame:
    """Return land without the islands and inland waters too small to see on a map of the zone.

    Parameters
    ----------
    land
        Polygons, EPSG:4326.
    below_km2
        Area in EPSG:5179 under which a ring is left out, in square kilometres.
    """
    polygons = land.to_crs(METRIC).geometry.explode(ignore_index=True)
    least = below_km2 * 1e6
    kept = [
        Polygon(p.exterior, [ring for ring in p.interiors if Polygon(ring).area >= least])
        for p in polygons
        if Polygon(p.exterior).area >= least
    ]
    return gpd.GeoDataFrame(geometry=kept, crs=METRIC).to_crs(land.crs)
