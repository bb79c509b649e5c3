"""The maps that are measured: this project's, and those that a user would pick instead.

Each is given its best: canvas instead of SVG where Leaflet can, small circles, no tiles.
Every library comes from the benchmark's own server.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import folium
import geopandas as gpd
import mapclassify  # noqa: F401  # explore() loads these two: not part of building a map
import matplotlib.pyplot  # noqa: F401
from folium.plugins import FastMarkerCluster, MarkerCluster

from benchmarks.dataset import KNOWN_AT, KNOWN_TITLE, draw_order, points
from dmz_map.web.assets import Asset, Assets
from dmz_map.web.incident_layer import incident_assets
from dmz_map.web.map_state import LAYERS, MapState
from dmz_map.web.site import Site
from dmz_map.web.start_file import start_asset
from dmz_map.web.webmap import build_map

__all__ = ["MAKERS", "OWN", "Page", "libraries"]

OWN: Final = "DMZ Map"
_PIN: Final = 15  # pixels from the tip of a pin to its head
_CENTRE: Final = (38.2, 127.5)
_TEXT: Final = ("title", "date", "place", "summary")
_MODULES: Final = Path(__file__).parents[1] / "node_modules"
_VERSION: Final = "0123456789ab"
_TAGS: Final = re.compile(
    r'<script src="(?P<script>[^"]*)"></script>'
    r'|<link rel="stylesheet" href="(?P<style>[^"]*)"\s*/>'
)
_BENCH: Final = (Path(__file__).parent / "bench.js").read_text()
_FILES: Final = (
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.css",
    "leaflet/dist/images/marker-icon.png",
    "leaflet/dist/images/marker-shadow.png",
    "leaflet.markercluster/dist/leaflet.markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "jquery/dist/jquery.min.js",
)


@dataclass(frozen=True)
class Page:
    """A page as it was built.

    Attributes
    ----------
    html
        What the maker wrote.
    start
        JavaScript that names the map and its layer and says when everything is drawn.
    files
        What the page fetches besides the libraries.
    """

    html: str
    start: str
    files: tuple[Asset, ...] = field(default=(), repr=False)

    def served(self) -> bytes:
        """Return the page with its libraries from the benchmark's server, and the stopwatch."""
        head, body, rest = self.html.partition("<body")
        known = f"bench.title = {KNOWN_TITLE!r}; bench.at = {[KNOWN_AT[1], KNOWN_AT[0]]};"
        script = f"<script>{_BENCH}\n{known}\n{self.start}</script>"
        return "".join((_TAGS.sub(_local, head), body, rest, script)).encode()


def _local(tag: re.Match[str]) -> str:
    """Return a script or style tag with a local address; nothing for what no map needs."""
    address = tag["script"] or tag["style"]
    name = re.sub(r"^jquery-[\d.]*\d", "jquery", address.rpartition("/")[2])
    if address.startswith("/"):
        return tag[0]
    return tag[0].replace(address, f"/lib/{name}") if f"/lib/{name}" in libraries() else ""


@cache
def libraries() -> dict[str, bytes]:
    """Return the libraries by the path at which they are served."""
    return {
        "/lib/" + file.partition("/dist/")[2]: (_MODULES / file).read_bytes() for file in _FILES
    }


def _popup(row: Any) -> str:
    return (
        f"<b>{html.escape(row.title)}</b><br>{row.date}, {html.escape(row.place)}"
        f"<p>{html.escape(row.summary)}</p>"
    )


def _world() -> folium.Map:
    world = folium.Map(_CENTRE, zoom_start=9, tiles=None, prefer_canvas=True)
    world.options["maxZoom"] = 18  # without tiles nothing else says it, and clusters ask
    return world


def _peer(world: folium.Map, layer: Any, *, lift: int = 0) -> Page:
    """Return a peer's page; `lift` is how many pixels above its point a mark is clicked."""
    start = (
        f"bench.begin({world.get_name()}, {layer.get_name()}, {lift}); "
        "bench.painted().then(bench.done);"
    )
    return Page(world.get_root().render(), start)


def circle_loop(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Add a CircleMarker with a Popup for each incident, in a loop."""
    world = _world()
    group = folium.FeatureGroup("incidents").add_to(world)
    for row in frame.itertuples():
        popup = folium.Popup(_popup(row), max_width=300)
        folium.CircleMarker((row.lat, row.lon), radius=3, popup=popup).add_to(group)
    return _peer(world, group)


def geojson(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Add a folium.GeoJson with circles and a GeoJsonPopup."""
    world = _world()
    layer = folium.GeoJson(
        frame[[*_TEXT, "geometry"]],
        marker=folium.CircleMarker(radius=3),
        popup=folium.GeoJsonPopup(list(_TEXT)),
    ).add_to(world)
    return _peer(world, layer)


def marker_cluster(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Add a MarkerCluster with a Marker and a Popup for each incident."""
    world = _world()
    group = MarkerCluster().add_to(world)
    for row in frame.itertuples():
        popup = folium.Popup(_popup(row), max_width=300)
        folium.Marker((row.lat, row.lon), popup=popup).add_to(group)
    return _peer(world, group, lift=_PIN)


def fast_marker_cluster(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Add a FastMarkerCluster whose callback binds a popup."""
    world = _world()
    rows = [(row.lat, row.lon, _popup(row)) for row in frame.itertuples()]
    callback = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"
    group = FastMarkerCluster(rows, callback=callback).add_to(world)
    return _peer(world, group, lift=_PIN)


def explore(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Call GeoDataFrame.explore with popups."""
    world = frame[[*_TEXT, "geometry"]].explore(
        m=_world(), popup=list(_TEXT), tooltip=False, marker_kwds={"radius": 3}
    )
    layer = [c for c in world._children.values() if isinstance(c, folium.GeoJson)][-1]
    return _peer(world, layer)


def own(frame: gpd.GeoDataFrame, site: Site) -> Page:
    """Make the own map, from the same table to the page and the files that it fetches."""
    order = draw_order(frame)
    files = incident_assets(
        points(frame, order, site.terms), site.terms, site.groups, version=_VERSION
    )
    files = [*site.files, *files]
    assets = Assets([*files, start_asset(files)], prefix="/")
    world = build_map(assets)
    name = world.get_name()
    even = {"category": list(range(0, len(site.terms["category"]), 2))}
    states = [
        MapState().payload(),
        MapState(layers=LAYERS[:-1]).payload(),
        MapState(filter=even).payload(),
    ]
    start = f"bench.own({name}, {', '.join(map(repr, states))}, {len(frame)});"
    return Page(world.get_root().render(), start, tuple(assets.values()))


MAKERS: Final[dict[str, Callable[[gpd.GeoDataFrame, Site], Page]]] = {
    OWN: own,
    "CircleMarker loop": circle_loop,
    "folium.GeoJson": geojson,
    "MarkerCluster": marker_cluster,
    "FastMarkerCluster": fast_marker_cluster,
    "GeoDataFrame.explore": explore,
}
"""Each map by the name under which it is reported."""
