"""The one folium element that draws all incidents.

The incidents travel as three columns of 32-bit words, twelve bytes each, sorted along a
Hilbert curve; ``static/incidents.js`` draws, filters and hit-tests them in the browser.
Text is not among them: titles and excerpts travel in chunks of `CHUNK` records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from folium.map import Layer
from folium.template import Template

from dmz_map.assets import Asset, Assets, json_asset
from dmz_map.safe import base64_json

__all__ = ["CHUNK", "GROUPS", "IncidentLayer", "draw_order", "incident_assets"]

CHUNK: Final = 128
"""Records in one chunk of text."""

GROUPS: Final[Mapping[str, str]] = {
    "soldier_crossing": "crossing",
    "civilian_crossing": "crossing",
    "line_incursion": "force",
    "exchange_of_fire": "force",
    "attack": "force",
    "infiltration": "force",
    "mine_blast": "hazard",
    "aircraft": "hazard",
    "tunnel": "hazard",
    "show_of_force": "force",
    "border_measure": "accord",
    "meeting_passage": "accord",
}
"""Category to the group that gives a mark its shape and colour."""

_NOWHERE: Final = 0x7FFFFFFF
_EPOCH: Final = np.datetime64("1950-01-01", "D")
# Where badges stand for incidents that have neither a point nor a sector of the line: (lat, lon).
_HOMES: Final = {"whole_line": (38.62, 128.44), "han_estuary": (37.77, 126.45)}


def draw_order(frame: gpd.GeoDataFrame) -> npt.NDArray[np.int64]:
    """Return the row numbers in drawing order: along a Hilbert curve, then those without a point.

    Parameters
    ----------
    frame
        Incidents as `dmz_map.incidents.to_frame` gives them, EPSG:4326.
    """
    placed = frame.geometry.notna().to_numpy()
    rows = np.flatnonzero(placed)
    if len(rows):
        extent = (124.0, 36.0, 131.0, 41.0)
        distance = frame.geometry.iloc[rows].hilbert_distance(total_bounds=extent, level=16)
        rows = rows[np.argsort(distance.to_numpy(), kind="stable")]
    return np.concatenate([rows, np.flatnonzero(~placed)]).astype(np.int64)


def incident_assets(
    frame: gpd.GeoDataFrame,
    terms: Mapping[str, Sequence[str]],
    records: Iterator[Mapping[str, Any]],
) -> list[Asset]:
    """Return the files that an `IncidentLayer` fetches.

    Parameters
    ----------
    frame
        Incidents in drawing order (see `draw_order`), with the columns of
        `dmz_map.incidents.to_frame` and two of booleans: ``fuzzy`` and ``has_excerpt``.
    terms
        The vocabulary's words by field; a word's position is its code.
    records
        The text of each incident in the same order: what popups and lists show.

    Returns
    -------
    list of Asset
        ``points.bin`` (12 bytes each), ``areas.bin`` (2 bytes each: radius in units of 10 m)
        and ``texts-<k>.json``.
    """
    everything = list(records)
    chunks = [
        json_asset(f"texts-{k}.json", everything[start : start + CHUNK])
        for k, start in enumerate(range(0, len(everything), CHUNK))
    ]
    radius = np.nan_to_num(frame["radius_km"].to_numpy(dtype=float)) * 100
    return [
        Asset("points.bin", pack(*columns(frame, terms))),
        Asset("areas.bin", np.minimum(np.round(radius), 65535).astype("<u2").tobytes()),
        *chunks,
    ]


def columns(
    frame: gpd.GeoDataFrame, terms: Mapping[str, Sequence[str]]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """Return longitude and latitude in 1e-5 degrees (int32), and the packed facts (uint32).

    The facts, from the lowest bit: day since 1950-01-01 (16), fuzzy date (1), category (4),
    direction (2), location precision (3), sector (3), high confidence (1), has an excerpt (1),
    people killed or wounded (1).
    """
    placed = frame.geometry.notna().to_numpy()
    lon = np.full(len(frame), _NOWHERE, np.int32)
    lat = lon.copy()
    points = frame.geometry[placed]
    lon[placed] = np.round(points.x.to_numpy() * 1e5)
    lat[placed] = np.round(points.y.to_numpy() * 1e5)
    days = frame["first_day"].to_numpy().astype("datetime64[D]") - _EPOCH
    facts = np.clip(days.astype(np.int64), 0, 0xFFFF).astype(np.uint32)

    def code(field: str) -> npt.NDArray[np.uint32]:
        codes = {word: number for number, word in enumerate(terms[field])}
        return np.asarray(frame[field].map(codes), dtype=np.uint32)

    hurt = (frame["killed"].fillna(0) + frame["wounded"].fillna(0)).to_numpy() > 0
    for shift, part in (
        (16, frame["fuzzy"].to_numpy(dtype=np.uint32)),
        (17, code("category")),
        (21, code("direction")),
        (23, code("location_precision")),
        (26, code("sector")),
        (29, (frame["confidence"] == "high").to_numpy(dtype=np.uint32)),
        (30, frame["has_excerpt"].to_numpy(dtype=np.uint32)),
        (31, hurt.astype(np.uint32)),
    ):
        facts |= part << np.uint32(shift)
    return lon, lat, facts


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
    terms
        The vocabulary's words by field, in the order used for the files.
    count
        How many incidents there are.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = DMZ.incidents(
            {{ this._parent.get_name() }}, DMZ.decode("{{ this.meta }}"));
        {% endmacro %}
        """
    )

    def __init__(self, assets: Assets, terms: Mapping[str, Sequence[str]], count: int) -> None:
        super().__init__(name="incidents", overlay=True, control=False, show=True)
        self._name = "IncidentLayer"
        meta = {
            "chunk": CHUNK,
            "points": assets.source("points.bin"),
            "areas": assets.source("areas.bin"),
            "texts": _texts(assets, count),
            "groups": [GROUPS[word] for word in terms["category"]],
            "precision": list(terms["location_precision"]),
            "sectors": list(terms["sector"]),
            "homes": {name: list(at) for name, at in _HOMES.items()},
        }
        self.meta = base64_json(meta)


def _texts(assets: Assets, count: int) -> dict[str, Any]:
    names = [f"texts-{k}.json" for k in range((count + CHUNK - 1) // CHUNK)]
    return {"sources": [assets.source(name) for name in names]}
