"""The folium map: a small constant page of layers.

`build_map` returns an ordinary `folium.Map`: layers can be added to it, ``save`` writes a
page that works, a notebook shows it. Its text depends on the data alone, so a browser keeps
the map through every rerun of the app; what changes travels as a `dmz_map.web.map_state.MapState`.
"""

from __future__ import annotations

import json
from typing import Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

from dmz_map.web.assets import Asset, Assets, bundle_asset, leaflet_asset, static_asset
from dmz_map.web.html import base64_json
from dmz_map.web.incident_layer import IncidentLayer
from dmz_map.web.style import stylesheet

__all__ = ["HOME", "build_map", "page_sheet", "script_assets"]

HOME: Final = ((37.8, 126.22), (38.64, 128.37))
"""South-west and north-east corner (latitude, longitude) of what a map shows first: the border
from end to end, and the estuary west of it where the line has no marker posts."""

_SCRIPT: Final = "map.js"
_STYLE: Final = "map.css"
_BASE: Final = "base.json"
_SHAPES: Final = ("land", "zone", "sectors", "border", "places")
_EARLY: Final = (_BASE, "incidents.json", "points.bin")
_CENTRE: Final = (38.2, 127.5)
_START: Final = {
    "center": list(_CENTRE),
    "zoom": 9,
    "minZoom": 6,
    "maxZoom": 16,
    "zoomSnap": 0.25,
    "zoomDelta": 0.5,
}


def script_assets() -> list[Asset]:
    """Return the script and the style that every map needs, each one file for one request."""
    colours = Asset("colours.css", stylesheet().encode())
    return [
        bundle_asset(_SCRIPT, [leaflet_asset("leaflet.js"), static_asset(_SCRIPT)]),
        bundle_asset(_STYLE, [leaflet_asset("leaflet.css"), colours, static_asset("dmz.css")]),
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
    world = _LocalMap(assets)
    if assets.inline:
        world.add_child(_Inlined(assets))
    world.add_child(_Start(assets))
    for name in _SHAPES:
        world.add_child(_ShapeLayer(name, assets))
    world.add_child(IncidentLayer(assets))
    return world


class _LocalMap(folium.Map):
    """A folium map without tiles whose scripts come from the project's own files only.

    Its template is folium's own without what this map does not need: the text travels with
    every rerun of the app.
    """

    _template = Template(
        """
        {%- macro header(this, kwargs) -%}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {% for address in this.early -%}
        <link rel="preload" as="fetch" crossorigin href="{{ address }}">
        {% endfor -%}
        <style>html,body{width:100%;height:100%;margin:0}#{{ this.get_name() }}{height:100%}</style>
        {%- endmacro -%}
        {%- macro html(this, kwargs) -%}
        <div class="folium-map" id="{{ this.get_name() }}" ></div>
        {%- endmacro -%}
        {%- macro script(this, kwargs) -%}
        var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {{ this.start }});
        {%- endmacro -%}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__(
            location=_CENTRE,
            tiles=None,
            zoom_start=9,
        )
        self.start = json.dumps(_START, separators=(",", ":"))
        self.early = [] if assets.inline else [assets.address(name) for name in _EARLY]
        # Folium keeps these two lists on the class; a map of ours has lists of its own.
        self.default_js = [] if assets.inline else [(_SCRIPT, assets.address(_SCRIPT))]
        self.default_css = [] if assets.inline else [(_STYLE, assets.address(_STYLE))]


class _ShapeLayer(Layer):
    """Land, zone, sectors, border or places: a layer that the map's script fills."""

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
var {{ this.get_name() }} = DMZ.layer(
{{ this._parent.get_name() }}, "{{ this.layer_name }}", "{{ this.address }}");
        {% endmacro %}
        """
    )

    def __init__(self, name: str, assets: Assets) -> None:
        # The script adds the layer to the map; folium need not (show=False).
        super().__init__(name=name, overlay=True, control=False, show=False)
        self._name = "ShapeLayer"
        self.address = assets.address(_BASE)


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


class _Inlined(MacroElement):
    """Scripts, styles and data inside the page, for one that stands alone."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>{{ this.style }}</style>
        <script>{{ this.script }}</script>
        <script>DMZ.inlined = DMZ.decode("{{ this.data }}");</script>
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._name = "Carried"
        self.script = assets[_SCRIPT].body.decode().replace("</script", r"<\/script")
        self.style = assets[_STYLE].body.decode()
        self.data = base64_json(assets.inlined())

    def render(self, **kwargs: Any) -> str:
        """Put the code into the head as it is; folium would compile it as a template again."""
        page = self.get_root()
        assert isinstance(page, Figure)
        code = _AsItIs(self._template.module.header(self, kwargs))
        page.header.add_child(code, name=self.get_name())
        return ""


class _AsItIs(Element):
    """A piece of the page that is written letter for letter."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
