"""The folium map: a small constant page of layers, and the small state that changes it.

`build_map` returns an ordinary `folium.Map`: layers can be added to it, ``save`` writes a
page that works, a notebook shows it. Its text depends on the data alone, so a browser keeps
the map through every rerun of the app; what changes travels as a `MapState`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import folium
import geopandas as gpd
from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template
from shapely import Polygon

from dmz_map.assets import Asset, Assets, has_leaflet, static_asset
from dmz_map.crs import METRIC
from dmz_map.incident_layer import IncidentLayer
from dmz_map.safe import base64_json

__all__ = ["LAYERS", "MapState", "build_map", "layer_asset", "script_assets", "without_specks"]

LAYERS: Final = ("border", "zone", "sectors", "places", "incidents")
"""The layers that a reader may hide, in the order of the switches."""

_SCRIPTS: Final = ("leaflet/leaflet.js", "dmz.js", "timeline.js", "incidents.js")
_INTEGRITY: Final = "integrity.js"
_STYLES: Final = ("leaflet/leaflet.css", "dmz.css")
_SHAPES: Final = ("land", "zone", "sectors", "border", "places")
_CENTRE: Final = (38.2, 127.5)
_START: Final = {
    "center": list(_CENTRE),
    "zoom": 9,
    "minZoom": 6,
    "maxZoom": 16,
    "zoomSnap": 0.25,
    "zoomDelta": 0.5,
}


@dataclass(frozen=True)
class MapState:
    """What a rerun of the app may change on the map.

    Attributes
    ----------
    layers
        The visible ones of `LAYERS`.
    selection
        Position in drawing order and id of the chosen incident, or None.
    theme, language
        ``light`` or ``dark``; ``en`` or ``ko``.
    filter
        Masks and limits as ``static/incidents.js`` reads them; empty shows all.
    online
        Whether OpenStreetMap's tiles stand under the layers; they come from another host.
    """

    layers: tuple[str, ...] = LAYERS
    selection: tuple[int, str] | None = None
    theme: str = "light"
    language: str = "en"
    filter: Mapping[str, Any] = field(default_factory=dict)
    online: bool = False

    def payload(self) -> str:
        """Return the state as it travels: base64 of JSON."""
        return base64_json(
            {
                "layers": list(self.layers),
                "sel": list(self.selection) if self.selection else None,
                "theme": self.theme,
                "lang": self.language,
                "filter": dict(self.filter),
                **({"online": 1} if self.online else {}),
            }
        )

    def to_group(self) -> folium.FeatureGroup:
        """Return a feature group whose one child hands the state to the map's script."""
        group = folium.FeatureGroup(name="state", control=False)
        group.add_child(_Apply(self.payload()))
        return group


def script_assets() -> list[Asset]:
    """Return the scripts and styles that every map needs.

    Leaflet is among them if set-up has brought it; else it comes from its CDN.
    """
    local = has_leaflet()
    names = [name for name in (*_SCRIPTS, *_STYLES) if local or not name.startswith("leaflet/")]
    return [static_asset(name) for name in (*names, *([] if local else [_INTEGRITY]))]


def layer_asset(name: str, frame: gpd.GeoDataFrame, columns: Sequence[str] = ()) -> Asset:
    """Return a layer as GeoJSON with the named columns, coordinates rounded to 1e-5 degrees.

    Parameters
    ----------
    name
        One of ``land``, ``zone``, ``sectors``, ``border``, ``places``.
    frame
        The layer, EPSG:4326 (lon, lat).
    columns
        Columns that the map's script needs.
    """
    shapes = frame[[*columns, "geometry"]].copy()
    shapes["geometry"] = shapes.geometry.set_precision(1e-5, mode="pointwise")
    return Asset(f"{name}.json", shapes.to_json(drop_id=True, separators=(",", ":")).encode())


def without_specks(land: gpd.GeoDataFrame, *, below_km2: float = 3.0) -> gpd.GeoDataFrame:
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
        world.add_child(_Carried(assets))
    world.add_child(_Words(assets))
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
        # Folium keeps these two lists on the class; a map of ours has lists of its own.
        first = [_INTEGRITY] if _INTEGRITY in assets else []
        scripts = [*first, *_SCRIPTS]
        self.default_js = [] if assets.inline else [_address(assets, name) for name in scripts]
        self.default_css = [] if assets.inline else [_address(assets, name) for name in _STYLES]


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
        self.address = assets.address(f"{name}.json")


class _Words(MacroElement):
    """Scale bar, attribution, and the words of the map in both languages, set by the script."""

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
DMZ.words({{ this._parent.get_name() }}, "{{ this.address }}");
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._name = "Words"
        self.address = assets.address("words.json")


class _Carried(MacroElement):
    """Scripts, styles and data inside the page, for one that stands alone."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        {% for code in this.styles %}<style>{{ code }}</style>{% endfor %}
        {% for code in this.scripts %}<script>{{ code }}</script>{% endfor %}
        <script>DMZ.inlined = DMZ.decode("{{ this.data }}");</script>
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__()
        self._name = "Carried"
        self.scripts = [_text(assets, n).replace("</script", r"<\/script") for n in _SCRIPTS]
        self.styles = [_text(assets, name) for name in _STYLES]
        self.data = base64_json(assets.carried())

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


class _Apply(MacroElement):
    """The one line by which a rerun changes the map."""

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
DMZ.of({{ this.world() }}).apply("{{ this.payload }}");
        {% endmacro %}
        """
    )

    def __init__(self, payload: str) -> None:
        super().__init__()
        self._name = "Apply"
        self.payload = payload

    def world(self) -> str:
        """Name of the map's variable in the page."""
        group = self._parent
        assert group is not None
        assert group._parent is not None
        return str(group._parent.get_name())


def _address(assets: Assets, name: str) -> tuple[str, str]:
    file = name.rpartition("/")[2]
    return file, assets.address(file)


def _text(assets: Assets, name: str) -> str:
    return assets[name.rpartition("/")[2]].body.decode()
