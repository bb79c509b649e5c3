"""The packed layout: the numbers of an incident as the browser reads them, described once.

`layout` is sent with the data; the map's script takes names, types and bits from it. Two files
have the columns, each split into planes of equal bytes, which compress better than whole numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, Protocol

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError

__all__ = [
    "ATTRIBUTES",
    "CHUNK",
    "EPOCH",
    "MARKS",
    "NOWHERE",
    "TERM_FIELDS",
    "UNITS_PER_KM",
    "UNKNOWN",
    "VERSION",
    "HasAttributes",
    "attribute",
    "curve",
    "extents_file",
    "hundred_thousandths",
    "layout",
    "pack_attributes",
    "points_file",
    "tens_of_metres",
]

VERSION: Final = 2
"""Version of the layout; it changes with any change of what follows."""

CHUNK: Final = 128
"""Records in one chunk of text."""

MARKS: Final = 2000
"""Incidents up to which the browser fetches all texts at once, and draws full marks."""

EPOCH: Final = np.datetime64("1970-01-01", "D")
"""Day 0 of the packed days; earlier days are negative."""

NOWHERE: Final = 0x7FFFFFFF
"""Longitude and latitude of an incident without a point."""

UNKNOWN: Final = 0xFFFF
"""Kilometre along the line, and its uncertainty, where there is none."""

UNITS_PER_KM: Final = 100
"""Radius, kilometre and uncertainty are packed in units of 10 m."""

TERM_FIELDS: Final = ("category", "direction", "location_precision", "sector")
"""Vocabulary lists whose codes are packed; a word's code is its position in its list."""

ATTRIBUTES: Final[Mapping[str, tuple[str, int, int]]] = {
    "category": ("codes", 0, 8),
    "direction": ("codes", 8, 8),
    "location_precision": ("codes", 16, 8),
    "sector": ("codes", 24, 8),
    "set": ("flags", 0, 8),
    "fuzzy": ("flags", 8, 1),
    "high": ("flags", 9, 1),
    "excerpt": ("flags", 10, 1),
    "citation": ("flags", 11, 1),
    "casualties": ("flags", 12, 1),
}
"""Column, lowest bit and number of bits of each attribute: four codes; the set of incidents (0:
the project's own); date not one day without doubt; high confidence; has an excerpt; has a
citation; people killed or wounded."""


class _Column(NamedTuple):
    name: str
    type: str
    coding: str = "plain"


_POINTS: Final = (
    _Column("lon", "int32", "delta"),
    _Column("lat", "int32", "delta"),
    _Column("first", "int32"),
    _Column("codes", "uint32"),
    _Column("flags", "uint32"),
)
_EXTENTS: Final = (
    _Column("last", "int32"),
    _Column("radius", "uint16"),
    _Column("km", "uint16"),
    _Column("km_uncertainty", "uint16"),
)
_REMEDY: Final[Mapping[str, str]] = {
    "set": "Remove a set of imports.",
    **dict.fromkeys(TERM_FIELDS, "Remove words from data/vocabulary.csv."),
}
_EXTENT: Final = (124.0, 36.0, 131.0, 41.0)

_Floats = npt.NDArray[np.float64]
_Words = npt.NDArray[np.uint32]


class HasAttributes(Protocol):
    """Whatever has the two packed columns."""

    @property
    def codes(self) -> _Words:
        """Four codes of eight bits."""

    @property
    def flags(self) -> _Words:
        """The set, and one bit for each yes or no."""


def layout() -> dict[str, Any]:
    """Return the description of `points_file` and `extents_file`, as it is sent in JSON.

    ``coding`` is ``plain`` (the value itself) or ``delta`` (the difference to the value before,
    zigzag coded: 0, -1, 1, -2 … become 0, 1, 2, 3 …).
    """
    return {
        "version": VERSION,
        "epoch": str(EPOCH),
        "nowhere": NOWHERE,
        "unknown": UNKNOWN,
        "points": [column._asdict() for column in _POINTS],
        "extents": [column._asdict() for column in _EXTENTS],
        "attributes": {name: list(where) for name, where in ATTRIBUTES.items()},
    }


def points_file(points: Any) -> bytes:
    """Return longitude, latitude, first day and attributes of a `Points` as one file.

    A header (``DMZI``, version, number of incidents, 0; three uint32, little-endian), then each
    column, lowest bytes of all incidents first.
    """
    return _file(points, _POINTS)


def extents_file(points: Any) -> bytes:
    """Return last day, radius and kilometre of a `Points` as one file, built as `points_file`."""
    return _file(points, _EXTENTS)


def _file(points: Any, columns: tuple[_Column, ...]) -> bytes:
    count = len(points.lon)
    parts = [b"DMZI", struct.pack("<III", VERSION, count, 0)]
    for name, kind, coding in columns:
        values = getattr(points, name).astype(kind)
        if coding == "delta":
            values = _zigzag(values)
        little = values.astype(values.dtype.newbyteorder("<"))
        planes = little.view(np.uint8).reshape(count, -1).T if count else little
        parts.append(np.ascontiguousarray(planes).tobytes())
    return b"".join(parts)


def _zigzag(column: npt.NDArray[np.int32]) -> _Words:
    """Return the differences to the value before, small ones of either sign as small numbers."""
    before = np.concatenate([[0], column[:-1]]).astype(np.int32)
    step = np.subtract(column, before, dtype=np.int32)
    return ((step << 1) ^ (step >> 31)).view(np.uint32)


def pack_attributes(values: Mapping[str, npt.NDArray[Any]]) -> dict[str, _Words]:
    """Return the columns ``codes`` and ``flags`` of values named as in `ATTRIBUTES`.

    Raises
    ------
    StoreError
        If a value does not fit its bits.
    """
    packed: dict[str, _Words] = {}
    for name, (column, shift, width) in ATTRIBUTES.items():
        given = np.asarray(values[name]).astype(np.int64)
        if len(given) and not 0 <= given.min() <= given.max() < 1 << width:
            wrong = given[(given < 0) | (given >= 1 << width)][0]
            raise StoreError(
                f"The packed layout has no place for {name} number {wrong}: "
                f"{(1 << width) - 1} is the largest. {_REMEDY.get(name, 'Report this.')}"
            )
        part = given.astype(np.uint32) << np.uint32(shift)
        packed[column] = packed[column] | part if column in packed else part
    return packed


def attribute(packed: HasAttributes, name: str) -> _Words:
    """Return one attribute of all incidents."""
    column, shift, width = ATTRIBUTES[name]
    words: _Words = packed.codes if column == "codes" else packed.flags
    return (words >> np.uint32(shift)) & np.uint32((1 << width) - 1)


def curve(lon: _Floats, lat: _Floats) -> _Words:
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


def hundred_thousandths(degrees: _Floats) -> npt.NDArray[np.int32]:
    """Return degrees as whole numbers of 1e-5 degrees; `NOWHERE` for NaN."""
    packed = np.full(len(degrees), NOWHERE, np.int32)
    known = ~np.isnan(degrees)
    packed[known] = np.round(degrees[known] * 1e5)
    return packed


def tens_of_metres(km: _Floats, *, name: str, missing: int) -> npt.NDArray[np.uint16]:
    """Return kilometres as whole numbers of 10 m; `missing` for NaN.

    Raises
    ------
    StoreError
        If one is negative or above 655.34 km; `name` says what it is.
    """
    units = np.round(km * UNITS_PER_KM)
    wrong = (units < 0) | (units >= UNKNOWN)
    if wrong.any():
        raise StoreError(
            f"The packed layout has no place for a {name} of {km[wrong][0]:g} km: it must be "
            "between 0 and 655.34. Correct it."
        )
    return np.where(np.isnan(units), missing, units).astype(np.uint16)
