"""The one folium element that draws all incidents.

The incidents travel as two files of numbers, whose layout `dmz_map.store.packing` describes, sorted
along a Hilbert curve; the map's script draws, filters and hit-tests them in the browser.
Text is not among them: titles and excerpts travel in chunks of `CHUNK` records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from folium.map import Layer
from folium.template import Template

from dmz_map.store.packing import CHUNK, extents_file, layout, points_file
from dmz_map.store.query import Points
from dmz_map.web.assets import Asset, Assets, json_asset
from dmz_map.web.map_texts import text_version

__all__ = ["IncidentLayer", "incident_assets"]

# Where the badges of incidents are that have neither a point nor a sector: (lat, lon).
_BADGE_POSITIONS: Final = {"whole_line": (38.62, 128.44), "han_estuary": (37.77, 126.45)}


def incident_assets(
    points: Points,
    terms: Mapping[str, Sequence[str]],
    groups: Sequence[str],
    *,
    version: str,
    chunks: Iterable[Sequence[Mapping[str, Any]]] = (),
) -> list[Asset]:
    """Return the files that an `IncidentLayer` fetches.

    Parameters
    ----------
    points
        What the browser draws, in drawing order.
    terms
        The vocabulary's words by field; a word's position is its code.
    groups
        The group of each category, in the order of their codes.
    version
        The store's version: text is fetched below it, chunk by chunk.
    chunks
        The text of `CHUNK` incidents each, for a page that has them inside.

    Returns
    -------
    list of Asset
        ``points.bin`` (20 bytes each) and ``extents.bin`` (10 bytes each) in the packed layout,
        ``incidents.json`` (how many there are, where the texts are, what codes and bits mean)
        and ``texts-<k>.json``.
    """
    meta = {
        "count": len(points.lon),
        "chunk": CHUNK,
        "texts": f"../{text_version(version)}/texts/{{k}}.json",
        "categories": list(terms["category"]),
        "groups": list(groups),
        "precision": list(terms["location_precision"]),
        "sectors": list(terms["sector"]),
        "badge_positions": {name: list(at) for name, at in _BADGE_POSITIONS.items()},
        "layout": layout(),
    }
    return [
        Asset("points.bin", points_file(points)),
        Asset("extents.bin", extents_file(points)),
        json_asset("incidents.json", meta),
        *(json_asset(f"texts-{k}.json", list(chunk)) for k, chunk in enumerate(chunks)),
    ]


class IncidentLayer(Layer):
    """A folium layer of incidents, from files made by `incident_assets`.

    Parameters
    ----------
    assets
        The map's files.
    """

    _template = Template(
        """
        {%- macro script(this, kwargs) %}
var {{ this.get_name() }} = DMZ.incidents({{ this._parent.get_name() }}, {{ this.addresses }});
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets) -> None:
        super().__init__(name="Incidents", overlay=True)
        self._name = "IncidentLayer"
        # All three are fetched at once: none has to come before another is asked for.
        names = ("incidents.json", "points.bin", "extents.bin")
        self.addresses = ", ".join(f'"{assets.address(name)}"' for name in names)
