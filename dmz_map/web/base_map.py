"""The base map as files: each layer as GeoJSON, and the words and names that the map shows.

A layer has ids and no text, for folium compiles what it is given; names travel apart, by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from dmz_map.geo.crs import METRIC
from dmz_map.web.assets import Asset, json_asset

__all__ = [
    "base_asset",
    "drop_small_polygons",
    "feature_collection",
    "sector_points",
    "simplified",
    "striped",
]

_DECIMALS: Final = 5  # of a degree: a metre
_SHADE: Final = 0.06  # opacity of every second sector


def feature_collection(*frames: gpd.GeoDataFrame, columns: Sequence[str] = ()) -> dict[str, Any]:
    """Return a layer as a GeoJSON FeatureCollection.

    Parameters
    ----------
    *frames
        Its rows, from the bottom up, EPSG:4326 (lon, lat); rounded to 1e-5 degrees.
    columns
        Columns kept as properties: ids, words of the vocabulary and styles, never text.
    """
    features = [
        {"type": "Feature", "properties": row, "geometry": _geometry(shape)}
        for frame in frames
        for row, shape in zip(
            frame[[c for c in columns if c in frame]].to_dict("records"),
            frame.geometry,
            strict=True,
        )
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(shape: BaseGeometry) -> dict[str, Any]:
    rounded: BaseGeometry = shapely.transform(shape, lambda at: np.round(at, _DECIMALS))
    return dict(shapely.geometry.mapping(rounded))


def simplified(frame: gpd.GeoDataFrame, *, within_m: float = 20.0) -> gpd.GeoDataFrame:
    """Return a frame with fewer vertices: round corners need many, and the zone is nominal.

    Parameters
    ----------
    frame
        Any shapes, EPSG:4326.
    within_m
        How far an edge may move, in metres of EPSG:5179.
    """
    shapes = frame.geometry.to_crs(METRIC).simplify(within_m)
    return frame.set_geometry(shapes.to_crs(frame.crs))


def sector_points(sectors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return where each sector's name is: its ``id`` and the Point of its anchor."""
    points = map(Point, sectors.anchor_lon, sectors.anchor_lat)
    return gpd.GeoDataFrame({"id": sectors["id"]}, geometry=list(points), crs=sectors.crs)


def striped(sectors: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return sectors with a ``style`` that shades every second one."""
    style = [{"fillOpacity": _SHADE if number % 2 else 0} for number in range(len(sectors))]
    return sectors.assign(style=style)


def base_asset(
    names: Mapping[str, gpd.GeoDataFrame],
    words: Mapping[str, Mapping[str, str]],
    kilometres: Mapping[str, Mapping[str, Sequence[Any]]],
    stories: Mapping[str, Any] = MappingProxyType({}),
) -> Asset:
    """Return ``base.json``: names, kilometres and anchors by id, words by language, stories.

    Parameters
    ----------
    names
        Layer to frame with ``id``, ``name_en`` and ``name_ko``; sectors have an anchor too.
    words
        Language to the words that `dmz_map.web.map_texts.ui_strings` gives.
    kilometres
        What `dmz_map.web.along_line.kilometres` gives.
    stories
        What `dmz_map.web.story_file.story_titles` gives.
    """
    by_layer = {
        layer: {
            id: [english, korean]
            for id, english, korean in zip(frame["id"], frame.name_en, frame.name_ko, strict=True)
        }
        for layer, frame in names.items()
    }
    base = {
        "names": by_layer,
        "anchors": _anchors(names["sectors"]) if "sectors" in names else {},
        "words": words,
        "kilometres": kilometres,
        "stories": {**stories},
    }
    return json_asset("base.json", base)


def _anchors(sectors: gpd.GeoDataFrame) -> dict[str, list[float]]:
    """Return where each sector has its name, as (latitude, longitude)."""
    where = zip(sectors["id"], sectors.anchor_lat, sectors.anchor_lon, strict=True)
    return {id: [round(lat, _DECIMALS), round(lon, _DECIMALS)] for id, lat, lon in where}


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
