"""What stands beside the line, for a layer that is off until a reader wants it.

Tunnels, guard posts, crossings and observatories of the gazetteer, each with the incidents that
stand at its point and the sources of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import geopandas as gpd
from folium.map import Layer
from folium.template import Template

from dmz_map.archive.incident import Incident
from dmz_map.web.assets import Asset, Assets, json_asset
from dmz_map.web.language import LANGUAGES, Translator, date_label, translator

__all__ = ["CONTEXT_FILE", "ContextLayer", "context_asset", "context_strings"]

CONTEXT_FILE: Final = "context.json"
_KINDS: Final = ("tunnel", "guard_post", "crossing", "observatory")


def context_asset(places: gpd.GeoDataFrame, incidents: Iterable[Incident]) -> Asset:
    """Return the file that a `ContextLayer` fetches; pairs are [English, Korean].

    Parameters
    ----------
    places
        The gazetteer, EPSG:4326.
    incidents
        Those of the archive; one belongs to the place at whose point it stands.
    """
    by_point: dict[tuple[float | None, float | None], list[Incident]] = {}
    for one in sorted(incidents, key=lambda one: one.first_day):
        by_point.setdefault((one.place.lon, one.place.lat), []).append(one)
    rows = places[places["kind"].isin(_KINDS)].to_dict("records")
    return json_asset(
        CONTEXT_FILE, [_record(row, by_point.get((row["lon"], row["lat"]), [])) for row in rows]
    )


def context_strings(translate: Translator) -> dict[str, str]:
    """Return the words of the layer by key."""
    _ = translate
    return {
        "context:tunnel": _("Tunnel under the line"),
        "context:guard_post": _("Guard post"),
        "context:crossing": _("Crossing point"),
        "context:observatory": _("Observatory"),
        "context:sources": _("Sources"),
        "context:point": _("Where the point comes from"),
    }


def _record(place: dict[str, Any], incidents: list[Incident]) -> dict[str, Any]:
    found = [one for one in incidents if one.category == place["kind"] == "tunnel"]
    names = [place["name_en"], place["name_ko"]]
    if found:
        names = [
            _found(translator(code), name, found[0].first_day.year)
            for code, name in zip(LANGUAGES, names, strict=True)
        ]
    sources = {c.source.id: c.source for one in incidents for c in one.citations}
    return {
        "id": place["id"],
        "kind": place["kind"],
        "at": [place["lat"], place["lon"]],
        "radius_km": place["radius_km"],
        "name": names,
        "how": place["how"],
        "url": place["url"],
        "incidents": [
            [f"{title} · {date_label(one.date, code)}" for code, title in _titles(one)]
            for one in incidents
        ],
        "sources": [[one.title, one.publisher, one.url] for one in sources.values()],
    }


def _found(translate: Translator, name: str, year: int) -> str:
    return translate("{name} (found {year})").format(name=name, year=year)


def _titles(one: Incident) -> Iterable[tuple[str, str]]:
    return zip(LANGUAGES, (one.title_en, one.title_ko), strict=True)


class ContextLayer(Layer):
    """A folium layer that is off at first and fetches its file when it is shown.

    Parameters
    ----------
    assets
        The map's files.
    """

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
var {{ this.get_name() }} = DMZ.context({{ this._parent.get_name() }}, "{{ this.address }}");
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__(name="Context", overlay=True, show=False)
        self._name = "ContextLayer"
        self.address = assets.address(CONTEXT_FILE)
