"""The points of rows: of a geometry, of two columns, or of one with a pair."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from dmz_map.importing.angles import Angle, parse_angle, parse_angles
from dmz_map.importing.cells import as_text, is_missing
from dmz_map.importing.geometries import (
    as_geometry,
    in_degrees,
    point_and_radius,
    reproject,
    reproject_shapes,
)
from dmz_map.importing.grid_references import parse_grid
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RowDraft

__all__ = ["SURELY_ABSENT", "RowPoints", "degrees_text"]

_ABSENT: Final = frozenset((-9.0, -99.0, -999.0, -9999.0, -99999.0, 99.0, 999.0, 9999.0, 99999.0))
SURELY_ABSENT: Final = _ABSENT - {-9.0, 99.0}
_KOREA: Final = (124.0, 131.0, 33.0, 43.2)
Point = tuple[float, float, float]
"""Longitude and latitude (EPSG:4326) and a radius in kilometres, 0 if nothing is said."""


class RowPoints:
    """Reads the points of the rows of a table.

    Parameters
    ----------
    proposal
        Which columns say where.
    crs
        Of the numbers in columns; None for degrees.
    """

    def __init__(self, proposal: Proposal, crs: CRS | None) -> None:
        self._columns = proposal.columns
        self._codes = proposal.codes
        self._crs = None if crs is None or in_degrees(crs) else crs
        self.is_in_degrees = self._crs is None
        self._constants = proposal.constants
        # Our own exports draw a sector where no point is known; their columns say so.
        self._is_drawn = {"location_precision", "lon", "lat"} <= proposal.columns.keys()

    def read(self, row: RowDraft, cells: Mapping[str, Any], shape: BaseGeometry | None) -> None:
        """Set the point and the radius of a row, and report what is wrong with them."""
        point, used = self._point(row, cells, shape)
        radius, is_shown = self._size(row, cells)
        if point is None:
            return
        if not is_shown:
            row.far_point = point[:2]
            row.reported.append("no_point")
            return
        row.used.update(used)
        row.fields["lon"], row.fields["lat"] = map(degrees_text, point[:2])
        row.fields["radius_km"] = _kilometres_text(max(radius, point[2]))

    def read_size(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        """Set the radius of a row that has a point, and report one that must not be shown."""
        radius, is_shown = self._size(row, cells)
        if is_shown:
            row.fields["radius_km"] = _kilometres_text(radius)
        else:
            row.reported.append("no_point")

    def _size(self, row: RowDraft, cells: Mapping[str, Any]) -> tuple[float, bool]:
        """Return the radius in kilometres, 0 if unknown, and whether the point may be shown."""
        radius = self._radius(row, cells)
        code = self._columns.get("place_code", ())
        word = as_text(cells[code[0]]) if code else ""
        word = word[:-2] if word.endswith(".0") else word
        return radius or self._codes.radius_km.get(word, 0.0), word not in self._codes.no_point

    def _point(
        self, row: RowDraft, cells: Mapping[str, Any], shape: BaseGeometry | None
    ) -> tuple[Point | None, tuple[str, ...]]:
        if self._is_drawn:
            shape = None
        if shape is not None and (found := point_and_radius(shape)) is not None:
            lon, lat, radius = found
            checked = self._checked(row, lat, lon)
            if checked is None:
                row.extra["geometry"] = shape.wkt[:1000]
                return None, ()
            return (*checked, radius), self._same(cells, checked)
        if shape is not None and (not shape.is_empty or "nan" in shape.wkt.lower()):
            row.reported.append("bad_point")
        lats, lons = self._columns.get("lat", ()), self._columns.get("lon", ())
        if lats and lons:
            names = (lats[0], lons[0])
            texts = [as_text(cells[name]) for name in names]
            if not all(map(is_missing, texts)):
                return self._of_two(row, *texts), names
        for name in self._columns.get("point", ()):
            text = as_text(cells[name])
            if not is_missing(text):
                return self._of_one(row, text), (name,)
        return None, ()

    def _same(self, cells: Mapping[str, Any], point: tuple[float, float]) -> tuple[str, ...]:
        """Return the columns that only repeat the point of a geometry."""
        columns = zip(("lon", "lat"), point, strict=True)
        names = [(name, value) for field, value in columns for name in self._columns.get(field, ())]
        texts = {name: as_text(cells[name]) for name, _ in names}
        if all(_is_number(texts[name], value) for name, value in names):
            return tuple(texts)
        return ()

    def _of_two(self, row: RowDraft, lat_text: str, lon_text: str) -> Point | None:
        values: list[float | None] = []
        for text in (lat_text, lon_text):
            if is_missing(text):
                values.append(None)
                continue
            if (angle := _angle(text)) is None:
                row.reported.append("bad_point")
                return None
            values.append(angle[0])
        lat, lon = values
        if lat is None or lon is None:
            row.reported.append("no_point")
            return None
        if self._crs is not None:
            return self._projected(row, lon, lat)
        checked = self._checked(row, lat, lon)
        return None if checked is None else (*checked, 0.0)

    def _of_one(self, row: RowDraft, text: str) -> Point | None:
        if (square := parse_grid(text)) is not None:
            return square
        if (shape := as_geometry(text)) is not None:
            found = point_and_radius(
                shape if self._crs is None else reproject_shapes(shape, self._crs)
            )
            checked = self._checked(row, found[1], found[0]) if found else None
            return None if found is None or checked is None else (*checked, found[2])
        url = re.search(r"@(-?\d+\.\d+),(-?\d+\.\d+)|^geo:(-?\d+\.?\d*),(-?\d+\.?\d*)", text)
        if url:
            text = ", ".join(part for part in url.groups() if part)
        angles = parse_angles(text)
        if len(angles) != 2:
            lone = [value for value, _ in angles] == [0.0]
            row.reported.append("no_point" if lone else "bad_point")
            return None
        if self._crs is not None:
            return self._projected(row, angles[0][0], angles[1][0])
        lat, lon = _in_order(angles[0], angles[1])
        checked = self._checked(row, lat, lon, is_pair=True)
        return None if checked is None else (*checked, 0.0)

    def _projected(self, row: RowDraft, east: float, north: float) -> Point | None:
        """Return the point of an easting and a northing, exchanged if only that is in Korea."""
        if east in _ABSENT | {0.0} or north in _ABSENT | {0.0}:
            row.reported.append("no_point")
            return None
        found = []
        for x, y in ((east, north), (north, east)):
            lon, lat = reproject(x, y, self._crs)  # type: ignore[arg-type]
            found.append((float(lon), float(lat)))
        in_korea = [_is_in_korea(*point) for point in found]
        if in_korea[1] and not in_korea[0]:
            row.reported.append("swapped")
            return (*found[1], 0.0)
        if not all(map(math.isfinite, found[0])) or abs(found[0][1]) > 90:
            row.reported.append("bad_point")
            return None
        return (*found[0], 0.0)

    @staticmethod
    def _checked(
        row: RowDraft, lat: float, lon: float, *, is_pair: bool = False
    ) -> tuple[float, float] | None:
        """Return (lon, lat) if they are a point; put right if they are swapped."""
        absent = [v == 0 or v in SURELY_ABSENT for v in (lat, lon)]
        if any(absent) or (lat == lon and lat in _ABSENT):
            row.reported.append("no_point")
            return None
        if abs(lat) > 90 >= abs(lon) and abs(lat) <= 180:
            if not is_pair:
                row.reported.append("swapped")
            lat, lon = lon, lat
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            row.reported.append("bad_point")
            return None
        return lon, lat

    def _radius(self, row: RowDraft, cells: Mapping[str, Any]) -> float:
        """Return the radius that the row gives, in kilometres; 0 if it gives none."""
        for field, scale in (("radius_km", 1.0), ("radius_m", 0.001)):
            for name in self._columns.get(field, ()):
                text = as_text(cells[name])
                match = re.fullmatch(
                    r"[~±]?\s*(\d+(?:[.,]\d+)?)\s*(km|m|킬로미터|미터|㎞)?\.?", text.casefold()
                )
                if match is None:
                    continue
                unit = {"km": 1.0, "㎞": 1.0, "킬로미터": 1.0, "m": 0.001, "미터": 0.001}
                value = float(match[1].replace(",", ".")) * unit.get(match[2] or "", scale)
                if 0 < value < 2000:
                    row.used.add(name)
                    return value
        return float(self._constants.get("radius_km", 0) or 0)


def degrees_text(value: float) -> str:
    """Return degrees as a field has them, to a tenth of a metre."""
    return f"{value:.6f}"


def _kilometres_text(radius: float) -> str:
    return f"{radius:.3f}".rstrip("0").rstrip(".") if radius else ""


def _is_number(text: str, value: float) -> bool:
    try:
        return abs(float(text) - value) < 5e-7
    except ValueError:
        return False


def _angle(text: str) -> Angle | None:
    try:
        return float(text), ""
    except ValueError:
        return parse_angle(text)


def _in_order(first: Angle, second: Angle) -> tuple[float, float]:
    """Return (lat, lon) of a pair: letters decide, else what can be no latitude."""
    if (first[1] in ("E", "W") and first[1]) or (second[1] in ("N", "S") and second[1]):
        return second[0], first[0]
    if not first[1] and not second[1] and abs(first[0]) > 90 >= abs(second[0]):
        return second[0], first[0]
    return first[0], second[0]


def _is_in_korea(lon: float, lat: float) -> bool:
    west, east, south, north = _KOREA
    return west <= lon <= east and south <= lat <= north
