"""Grid references: MGRS and UTM, as points in degrees."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mgrs import MGRS
from pyproj import Transformer

__all__ = ["GridSquare", "parse_grid"]

GridSquare = tuple[float, float, float]
"""Longitude and latitude (EPSG:4326) of the middle of a square, and half its diagonal in km."""

_MGRS: Final = re.compile(r"(\d{1,2}[C-HJ-NP-X])([A-HJ-NP-Z][A-HJ-NP-V])(\d{0,10})")
_UTM: Final = re.compile(
    r"(?:UTM)?\s*(?:ZONE)?\s*(\d{1,2})\s*([C-X])?[\s,:]+(\d{6}(?:\.\d+)?)\s*M?E?[\s,]+(\d{7}(?:\.\d+)?)\s*M?N?"
)


def parse_grid(text: str) -> GridSquare | None:
    """Return the square of a grid reference such as ``52SCH5154140159``; None if it is none."""
    upper = text.upper().strip()
    if match := _MGRS.fullmatch(re.sub(r"[\s,.\-]", "", upper)):
        zone, square, digits = match.groups()
        if len(digits) % 2 == 0:
            return _square(zone, square, digits)
    if match := _UTM.fullmatch(upper):
        zone, band, east, north = match.groups()
        south = band is not None and band < "N"
        lon, lat = _to_degrees(int(zone), south).transform(float(east), float(north))
        return lon, lat, 0.0
    return None


def _square(zone: str, square: str, digits: str) -> GridSquare | None:
    half = len(digits) // 2
    size_m = 10 ** (5 - half)
    full = f"{zone}{square}{digits[:half].ljust(5, '0')}{digits[half:].ljust(5, '0')}"
    try:
        number, hemisphere, east, north = MGRS().MGRSToUTM(full)
    except Exception as error:  # the library raises RTreeError-like bare exceptions of its own
        if isinstance(error, KeyboardInterrupt | MemoryError):
            raise
        return None
    middle = size_m / 2 if size_m > 1 else 0
    change = _to_degrees(int(number), hemisphere == "S")
    lon, lat = change.transform(float(east) + middle, float(north) + middle)
    return lon, lat, size_m / 2 * 2**0.5 / 1000 if size_m > 1 else 0.0


@cache
def _to_degrees(zone: int, south: bool) -> Transformer:
    return Transformer.from_crs(32700 + zone if south else 32600 + zone, 4326, always_xy=True)
