"""The numbers of an incident packed for the browser, and the order in which it draws them.

Fourteen bytes each: longitude and latitude, one word of facts, and the radius. The layout of
the facts is decided here and nowhere else; ``static/incidents.js`` reads the same bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt

__all__ = [
    "CHUNK",
    "EPOCH",
    "LAYOUT",
    "MARKS",
    "NOWHERE",
    "TERM_FIELDS",
    "bits",
    "columns",
    "curve",
    "draw_order",
    "facts",
    "hundredths",
    "radius",
]

CHUNK: Final = 128
"""Records in one chunk of text."""

MARKS: Final = 2000
"""Incidents up to which the browser fetches all texts at once, and draws full marks."""

EPOCH: Final = np.datetime64("1950-01-01", "D")
"""Day 0 of the packed days."""

NOWHERE: Final = 0x7FFFFFFF
"""Longitude and latitude of an incident without a point."""

TERM_FIELDS: Final = ("category", "direction", "location_precision", "sector")
"""Vocabulary lists whose codes are packed; a word's code is its position in its list."""

LAYOUT: Final[Mapping[str, tuple[int, int]]] = {
    "day": (0, 16),
    "fuzzy": (16, 1),
    "category": (17, 4),
    "direction": (21, 2),
    "location_precision": (23, 3),
    "sector": (26, 3),
    "high": (29, 1),
    "excerpt": (30, 1),
    "casualties": (31, 1),
}
"""Lowest bit and number of bits of each fact: day since `EPOCH` (of the first day), fuzzy date,
four codes, high confidence, has an excerpt, people killed or wounded."""

_EXTENT: Final = (124.0, 36.0, 131.0, 41.0)

_Floats = npt.NDArray[np.float64]


def draw_order(frame: gpd.GeoDataFrame) -> npt.NDArray[np.int64]:
    """Return the row numbers in drawing order: along a Hilbert curve, then those without a point.

    Parameters
    ----------
    frame
        Incidents as `dmz_map.archive.incidents.to_frame` gives them, EPSG:4326.
    """
    placed = frame.geometry.notna().to_numpy()
    rows = np.flatnonzero(placed)
    points = frame.geometry.iloc[rows]
    along = curve(points.x.to_numpy(), points.y.to_numpy())
    rows = rows[np.argsort(along, kind="stable")]
    return np.concatenate([rows, np.flatnonzero(~placed)]).astype(np.int64)


def curve(lon: _Floats, lat: _Floats) -> npt.NDArray[np.uint32]:
    """Return how far along a Hilbert curve points lie; those without a point come last.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326; NaN where there is no point.
    """
    along = np.full(len(lon), 0xFFFFFFFF, np.uint32)
    placed = ~np.isnan(lon)
    if placed.any():
        points = gpd.GeoSeries.from_xy(lon[placed], lat[placed])
        along[placed] = points.hilbert_distance(total_bounds=_EXTENT, level=16).to_numpy()
    return along


def hundredths(degrees: _Floats) -> npt.NDArray[np.int32]:
    """Return degrees as whole numbers of 1e-5 degrees; `NOWHERE` for NaN."""
    packed = np.full(len(degrees), NOWHERE, np.int32)
    known = ~np.isnan(degrees)
    packed[known] = np.round(degrees[known] * 1e5)
    return packed


def radius(radius_km: _Floats) -> npt.NDArray[np.uint16]:
    """Return kilometres as whole numbers of 10 m, at most 655.35 km; 0 for NaN."""
    units = np.minimum(np.round(np.nan_to_num(radius_km) * 100), 65535)
    return np.asarray(units, dtype=np.uint16)


def facts(parts: Mapping[str, npt.NDArray[Any]]) -> npt.NDArray[np.uint32]:
    """Return one word an incident from its parts, named as in `LAYOUT`."""
    packed: npt.NDArray[np.uint32] = np.clip(parts["day"], 0, 0xFFFF).astype(np.uint32)
    for name, (shift, _) in LAYOUT.items():
        if name != "day":
            packed |= np.asarray(parts[name], dtype=np.uint32) << np.uint32(shift)
    return packed


def bits(name: str) -> np.uint32:
    """Return the bits of one fact within the word of facts."""
    shift, width = LAYOUT[name]
    return np.uint32(((1 << width) - 1) << shift)


def columns(
    frame: gpd.GeoDataFrame, terms: Mapping[str, Sequence[str]]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """Return longitude and latitude in 1e-5 degrees, and the packed facts (see `LAYOUT`).

    Parameters
    ----------
    frame
        Incidents with the columns of `dmz_map.archive.incidents.to_frame` and two of booleans:
        ``fuzzy`` and ``has_excerpt``.
    terms
        The vocabulary's words by field; a word's position is its code.
    """
    placed = frame.geometry.notna().to_numpy()
    x, y = np.full((2, len(frame)), np.nan)
    points = frame.geometry[placed]
    x[placed], y[placed] = points.x.to_numpy(), points.y.to_numpy()

    def code(field: str) -> npt.NDArray[np.uint32]:
        codes = {word: number for number, word in enumerate(terms[field])}
        return np.asarray(frame[field].map(codes), dtype=np.uint32)

    days = frame["first_day"].to_numpy().astype("datetime64[D]") - EPOCH
    packed = facts(
        {field: code(field) for field in TERM_FIELDS}
        | {
            "day": days.astype(np.int64),
            "fuzzy": frame["fuzzy"].to_numpy(dtype=bool),
            "high": (frame["confidence"] == "high").to_numpy(dtype=bool),
            "excerpt": frame["has_excerpt"].to_numpy(dtype=bool),
            "casualties": (frame["killed"].fillna(0) + frame["wounded"].fillna(0)).to_numpy() > 0,
        }
    )
    return hundredths(x), hundredths(y), packed
