"""All files of the base map: layers, names, words and stories, made of the project's data."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from dmz_map.archive.incidents import Archive
from dmz_map.geo.layers import read_land, read_places, sectors
from dmz_map.geo.linear_referencing import line_reference
from dmz_map.tabular.datapackage import Package
from dmz_map.web.along_line import kilometres
from dmz_map.web.assets import Asset
from dmz_map.web.base_map import (
    base_asset,
    drop_small_polygons,
    layer_asset,
    sector_points,
    simplified,
    striped,
)
from dmz_map.web.context_layer import context_asset
from dmz_map.web.language import LANGUAGES
from dmz_map.web.story_file import stories_asset, story_titles
from dmz_map.web.ui_strings import ui_strings

__all__ = ["base_files"]


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
    return [
        base_asset(names, words, along, story_titles(archive, stories)),
        stories,
        layer_asset("land", drop_small_polygons(read_land(package))),
        layer_asset("zone", drawn),
        layer_asset("sectors", shaded, sector_points(stretches), columns=("id", "style")),
        layer_asset("border", border),
        layer_asset("places", places, columns=("id", "kind")),
        context_asset(places, archive.incidents),
    ]
