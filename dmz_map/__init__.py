"""DMZ Map: an evidence-linked map of the Korean Demilitarized Zone.

>>> import dmz_map
>>> dmz_map.incidents(years=(1976, 1976))      # a GeoDataFrame
>>> dmz_map.zone().to_crs(5179).area           # square metres
>>> dmz_map.build_map()                        # a folium.Map, which a notebook shows

Every frame is a new one, in EPSG:4326; geometries are (lon, lat) in degrees. Importing the package
is quick: geopandas and folium are loaded by the first function that needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import folium
    import geopandas as gpd

    from dmz_map.tabular.datapackage import Package

__all__ = [
    "__version__",
    "border",
    "build_map",
    "incidents",
    "land",
    "places",
    "sectors",
    "zone",
]

__version__: Final = "0.2.0"


def border() -> gpd.GeoDataFrame:
    """Return the Military Demarcation Line as drawn here.

    Returns
    -------
    GeoDataFrame
        One row, a LineString west to east; ``name_en``, ``name_ko``, ``nominal_km`` (quoted: 248),
        ``length_km`` (geodesic: 240.8), ``source``. Good to 105 m on average and 0.8 km at worst.
    """
    from dmz_map.geo.layers import read_border

    return read_border(_package())


def zone(*, half_width_m: float = 2000.0) -> gpd.GeoDataFrame:
    """Return the nominal zone: the land within a distance of the border, flat at both ends.

    Parameters
    ----------
    half_width_m
        Metres on each side; 2,000 in the Armistice Agreement.

    Returns
    -------
    GeoDataFrame
        One row, a Polygon; ``nominal_width_km``, ``mean_width_km``, ``area_km2`` (geodesic),
        ``half_width_m``.

    Raises
    ------
    ValueError
        If `half_width_m` is not above zero.
    """
    from dmz_map.geo import layers

    return layers.zone(border(), half_width_m=half_width_m)


def sectors() -> gpd.GeoDataFrame:
    """Return the five approximate sectors of the zone, west to east: press usage.

    Returns
    -------
    GeoDataFrame
        One row a sector, its part of the zone; names, bounds (degrees east), counties,
        ``length_km`` and ``area_km2`` (geodesic), ``anchor_lon`` and ``anchor_lat`` (degrees).
    """
    from dmz_map.geo import layers

    line = border()
    return layers.sectors(line, layers.zone(line), layers.read_sector_table(_package()))


def places() -> gpd.GeoDataFrame:
    """Return the gazetteer: one Point a place, with ``radius_km`` and how the point was found."""
    from dmz_map.geo.layers import read_places

    return read_places(_package())


def land() -> gpd.GeoDataFrame:
    """Return the land around the line: one row, a MultiPolygon."""
    from dmz_map.geo.layers import read_land

    return read_land(_package())


def incidents(
    *,
    years: tuple[int, int] | None = None,
    box: tuple[float, float, float, float] | None = None,
    categories: Sequence[str] = (),
    sectors: Sequence[str] = (),
    directions: Sequence[str] = (),
    precisions: Sequence[str] = (),
    certain: bool = False,
    casualties: bool | None = None,
    evidence: Literal["excerpt", "citation"] | None = None,
    text: str = "",
) -> gpd.GeoDataFrame:
    """Return the incidents that meet every filter given; all of them without one.

    Parameters
    ----------
    years
        First and last year.
    box
        West, south, east, north in degrees; incidents without a point do not meet it.
    categories, sectors, directions, precisions
        Words of the vocabulary, such as ``soldier_crossing`` or ``central``.
    certain
        Only named places and dates known to the day, without doubt.
    casualties
        True: people killed or wounded are reported; False: none are.
    evidence
        ``excerpt``: a document is quoted word for word; ``citation``: sources are cited.
    text
        Words in English or Korean that titles, summaries, places, actors or quotations contain.

    Returns
    -------
    GeoDataFrame
        One row an incident, by first day: a Point, or None where only a sector or the line is
        known; ``date`` (EDTF), ``first_day``, ``last_day``, titles, summaries, ``radius_km`` and
        the other columns of ``data/incidents.csv``.

    Raises
    ------
    UnknownIdError
        If a word is not in its list; the message has the list.
    """
    import datetime as dt
    from contextlib import closing

    from dmz_map.archive.incidents import to_frame
    from dmz_map.store.open_store import open_store
    from dmz_map.store.query import Query

    days = None if years is None else (dt.date(years[0], 1, 1), dt.date(years[1], 12, 31))
    query = Query(
        box=box,
        days=days,
        categories=tuple(categories),
        directions=tuple(directions),
        precisions=tuple(precisions),
        sectors=tuple(sectors),
        certain=certain,
        evidence=evidence,
        casualties=casualties,
        text=text,
    )
    with closing(open_store(None)) as store:
        return to_frame(store.incidents(query))


def build_map() -> folium.Map:
    """Return the map with all incidents, complete in itself.

    Land, zone, sectors, border and places are ``folium.GeoJson`` layers, the incidents are one
    layer more. Add layers or a ``folium.LayerControl`` to it; ``save`` writes one page that works
    from a disk without a network, and a notebook shows the map as a cell's last value. Plugins
    fetch their own scripts from other hosts; a ``folium.Icon`` needs Awesome Markers, which the
    page lacks: take a ``folium.DivIcon`` or a circle.
    """
    from contextlib import closing

    from dmz_map.web import webmap
    from dmz_map.web.site import open_site

    site = open_site()
    with closing(site.store):
        return webmap.build_map(site.standalone())


def _package() -> Package:
    from dmz_map.tabular.datapackage import open_package

    return open_package()
