"""The one folium element that draws all incidents.

The incidents travel as three columns of 32-bit words, twelve bytes each, sorted along a
Hilbert curve; ``static/incidents.js`` draws, filters and hit-tests them in the browser.
Text is not among them: titles and excerpts travel in chunks of `CHUNK` records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from folium.map import Layer
from folium.template import Template

from dmz_map.store.packing import CHUNK
from dmz_map.store.query import Points
from dmz_map.web.assets import Asset, Assets, json_asset

__all__ = ["IncidentLayer", "incident_assets", "pack"]

# Where badges stand for incidents that have neither a point nor a sector of the line: (lat, lon).
_HOMES: Final = {"whole_line": (38.62, 128.44), "han_estuary": (37.77, 126.45)}


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
        The group of each category, in the order of their codes: its mark's shape and colour.
    version
        The store's version: text is fetched below it, chunk by chunk.
    chunks
        The text of `CHUNK` incidents each, for a page that carries them inside.

    Returns
    -------
    list of Asset
        ``points.bin`` (12 bytes each), ``areas.bin`` (4 bytes each: a column of radii in
        units of 10 m, then one of last days since 1950-01-01, uint16), ``incidents.json``
        (how many there are, where the texts lie, what the codes mean) and ``texts-<k>.json``.
    """
    dots = Asset("points.bin", pack(points.lon, points.lat, points.facts))
    areas = Asset(
        "areas.bin", points.radius.astype("<u2").tobytes() + points.last_day.astype("<u2").tobytes()
    )
    meta = {
        "count": len(points.lon),
        "chunk": CHUNK,
        "texts": f"../{version}/texts/{{k}}.json",
        "categories": list(terms["category"]),
        "groups": list(groups),
        "precision": list(terms["location_precision"]),
        "sectors": list(terms["sector"]),
        "homes": {name: list(at) for name, at in _HOMES.items()},
    }
    texts = [json_asset(f"texts-{k}.json", list(chunk)) for k, chunk in enumerate(chunks)]
    return [dots, areas, json_asset("incidents.json", meta), *texts]


def pack(
    lon: npt.NDArray[np.int32], lat: npt.NDArray[np.int32], facts: npt.NDArray[np.uint32]
) -> bytes:
    """Return the three columns as one file, in the layout that ``incidents.js`` describes."""
    parts = [b"DMZI", struct.pack("<III", 1, len(lon), 0)]
    for column in (_zigzag(lon), _zigzag(lat), facts):
        planes = column.astype("<u4").view(np.uint8).reshape(-1, 4).T
        parts.append(np.ascontiguousarray(planes).tobytes())
    return b"".join(parts)


def _zigzag(column: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
    """Differences to the value before, small ones of either sign as small numbers."""
    before = np.concatenate([[0], column[:-1]]).astype(np.int32)
    step = np.subtract(column, before, dtype=np.int32)
    return ((step << 1) ^ (step >> 31)).view(np.uint32)


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
        # The script adds the layer to the map; folium need not (show=False).
        super().__init__(name="incidents", overlay=True, control=False, show=False)
        self._name = "IncidentLayer"
        # All three are fetched at once: none has to come before another is asked for.
        names = ("incidents.json", "points.bin", "areas.bin")
        self.addresses = ", ".join(f'"{assets.address(name)}"' for name in names)
