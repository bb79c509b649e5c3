"""The folium map: a small constant page of layers.

`build_map` returns an ordinary `folium.Map`: land, zone, sectors, border and places are
`folium.GeoJson` layers, the incidents one layer of our own. Layers and a `folium.LayerControl`
can be added to it, ``save`` writes a page that works, a notebook shows it. Its text depends on the
data alone, so a browser keeps the map through every rerun of the app; what changes travels as a
`dmz_map.web.map_state.MapState`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import folium
from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template
from folium.utilities import JsCode

from dmz_map.web.assets import Asset, Assets, bundle_asset, leaflet_asset, static_asset
from dmz_map.web.base_files import LAYERS_FILE
from dmz_map.web.context_layer import ContextLayer
from dmz_map.web.incident_layer import IncidentLayer
from dmz_map.web.inlined import SCRIPT, STYLE, InlinedFiles
from dmz_map.web.start_file import START, are_few
from dmz_map.web.style import LAYERS, stylesheet

__all__ = [
    "HOME",
    "FetchedGeoJson",
    "LocalMap",
    "build_map",
    "page_sheet",
    "script_assets",
]

HOME: Final = ((37.8, 126.22), (38.64, 128.37))
"""South-west and north-east corner (latitude, longitude) of what a map shows first: the border
from end to end, and the estuary west of it where the line has no marker posts."""

_BASE: Final = "base.json"
_BASE_MAP: Final = ("land", "zone", "sectors", "border", "places")


def script_assets() -> list[Asset]:
    """Return the script and the style that every map needs, each one file for one request."""
    colours = Asset("colours.css", stylesheet().encode())
    return [
        bundle_asset(SCRIPT, [leaflet_asset("leaflet.js"), static_asset(SCRIPT)]),
        bundle_asset(STYLE, [leaflet_asset("leaflet.css"), colours, static_asset("dmz.css")]),
    ]


def page_sheet() -> Asset:
    """Return the style sheet of the page around the map, which has the map's colours too."""
    colours = Asset("colours.css", stylesheet(":root").encode())
    return bundle_asset("page.css", [colours, static_asset("page.css")])


def build_map(assets: Assets) -> folium.Map:
    """Return the map.

    Parameters
    ----------
    assets
        All files of the map: scripts, styles, layers, words and incidents. Their ``inline``
        switch decides whether the page fetches them or carries them.
    """
    world = LocalMap(assets)
    if assets.inline:
        world.add_child(InlinedFiles(assets, without=[LAYERS_FILE]))
    world.add_child(_Start(assets))
    shapes = json.loads(assets[LAYERS_FILE].body) if assets.inline else {}
    layers: dict[str, Layer] = {
        name: _base_layer(name, assets, world, shapes.get(name)) for name in _BASE_MAP
    }
    layers["incidents"] = IncidentLayer(assets)
    layers["context"] = ContextLayer(assets)
    for layer in layers.values():
        layer.add_to(world)
    world.add_child(_Switches(layers))
    return world


def _base_layer(
    name: str, assets: Assets, world: folium.Map, shapes: dict[str, Any] | None
) -> folium.GeoJson:
    """Return land, zone, sectors, border or places as a folium layer, with its shapes if given."""
    options: dict[str, Any] = {
        "name": name.capitalize(),
        "interactive": False,
        "line_join": "bevel",  # round joins take twice the time, and show at no width drawn here
    }
    if name in LAYERS:  # colours by name: the browser knows the theme
        style = json.dumps(LAYERS[name], separators=(",", ":"))
        options["style"] = JsCode(f"DMZ.style({world.get_name()}, {style})")
    if name in ("sectors", "places"):  # a name at each point, looked up by the feature's id
        options["point_to_layer"] = JsCode(f"DMZ.label({world.get_name()})")
    if shapes is not None:
        return folium.GeoJson(shapes, **options)
    return FetchedGeoJson(f"{assets.address(LAYERS_FILE)}#{name}", **options)


class LocalMap(folium.Map):
    """A folium map without tiles whose scripts come from the project's own files only.

    Its template is folium's own without what this map does not need: the text travels with
    every rerun of the app.
    """

    _template = Template(
        """
        {%- macro header(this, kwargs) -%}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {% if this.early -%}
        <link rel="preload" as="fetch" crossorigin href="{{ this.early }}">
        {% endif -%}
        <style>html,body{width:100%;height:100%;margin:0}#{{ this.get_name() }}{height:100%}</style>
        {%- endmacro -%}
        {%- macro html(this, kwargs) -%}
        <div class="folium-map" id="{{ this.get_name() }}" ></div>
        {%- endmacro -%}
        {%- macro script(this, kwargs) -%}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}",
        {center: {{ this.location|tojson }}, renderer: DMZ.canvas(),
        ...{{ this.options|tojavascript }}});
        {%- endmacro -%}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__(
            location=(38.2, 127.5), zoom_start=9, tiles=None, prefer_canvas=True,
            minZoom=6, maxZoom=16, zoom_snap=0.25, zoom_delta=0.5,
        )  # fmt: skip
        many = not assets.inline and not are_few(assets["incidents.json"].body)
        self.early = assets.address("points.bin") if many else ""
        scripts, styles = ((), ()) if assets.inline else ((SCRIPT, START), (STYLE,))
        # Folium keeps these two lists on the class; a map of ours has lists of its own.
        self.default_js = [(name, assets.address(name)) for name in scripts]
        self.default_css = [(name, assets.address(name)) for name in styles]


class FetchedGeoJson(folium.GeoJson):
    """A `folium.GeoJson` whose data the browser fetches once the page is there.

    With ``embed=False`` folium's own opens the address in Python, and blocks the browser until
    the data have come.

    Parameters
    ----------
    address
        Where the page finds the GeoJSON; after a ``#``, its name in a file of several.
    **options
        As `folium.GeoJson` takes them; a style, a highlight and a marker as options of
        ``L.geoJson``, for Python does not see the features.
    """

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
var {{ this.get_name() }} = L.geoJson(null, {{ this.options|tojavascript }});
DMZ.fill({{ this._parent.get_name() }}, {{ this.get_name() }}, {{ this.address|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, address: str, **options: Any) -> None:
        super().__init__({"type": "FeatureCollection", "features": []}, **options)
        self.address = address


class _Start(MacroElement):
    """Where the map looks first, its words in both languages, scale bar and attribution."""

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
DMZ.start({{ this._parent.get_name() }}, "{{ this.address }}", {{ this.home }});
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._name = "Start"
        self.address = assets.address(_BASE)
        self.home = json.dumps(HOME, separators=(",", ":"))


class _Switches(MacroElement):
    """The layers by the names under which a `MapState` shows and hides them."""

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
DMZ.layers({{ this._parent.get_name() }}, {{ this.layers|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, layers: Mapping[str, Layer]) -> None:
        super().__init__()
        self._name = "Switches"
        self.layers = dict(layers)
