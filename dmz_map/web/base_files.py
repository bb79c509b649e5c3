"""All files of the base map: layers, names, words and stories, made of the project's data."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import pandas as pd

from dmz_map.archive.incidents import Archive
from dmz_map.geo.layers import read_land, read_places, sectors
from dmz_map.geo.linear_referencing import line_reference
from dmz_map.tabular.datapackage import Package
from dmz_map.web.along_line import kilometres
from dmz_map.web.assets import Asset, json_asset
from dmz_map.web.base_map import (
    base_asset,
    drop_small_polygons,
    feature_collection,
    sector_points,
    simplified,
    striped,
)
from dmz_map.web.context_layer import context_asset
from dmz_map.web.language import LANGUAGES
from dmz_map.web.story_file import stories_asset, story_titles
from dmz_map.web.ui_strings import ui_strings

__all__ = ["LAYERS_FILE", "base_files"]

LAYERS_FILE: Final = "layers.json"
"""Land, zone, sectors, border and places by name, each a GeoJSON FeatureCollection."""


def base_files(
    package: Package,
    archive: Archive,
    border: gpd.GeoDataFrame,
    area: gpd.GeoDataFrame,
    table: pd.DataFrame,
) -> list[Asset]:
    """Return the files that do not change with the incidents.

    Parameters
    ----------
    package, archive
        The project's data.
    border, area
        The line and the zone, one row each, EPSG:4326 (lon, lat).
    table
        What `dmz_map.geo.gazetteer.read_sector_table` returns.
    """
    drawn = simplified(area)
    stretches, shaded = sectors(border, area, table), striped(sectors(border, drawn, table))
    places = read_places(package)
    stories = stories_asset(archive)
    names = {"sectors": stretches, "places": places}
    words = {code: ui_strings(archive, code) for code in LANGUAGES}
    along = kilometres(stretches, places, line_reference(border, table))
    layers = {
        "land": feature_collection(drop_small_polygons(read_land(package))),
        "zone": feature_collection(drawn),
        "sectors": feature_collection(shaded, sector_points(stretches), columns=("id", "style")),
        "border": feature_collection(border),
        "places": feature_collection(places, columns=("id", "kind")),
    }
    return [
        base_asset(names, words, along, story_titles(archive, stories)),
        stories,
        json_asset(LAYERS_FILE, layers),
        context_asset(places, archive.incidents),
    ]
