"""Make border.geojson and land.geojson from one pinned npm package.

The package holds the land of every country as OpenStreetMap had it in 2017,
simplified to 100 m. From it come the Military Demarcation Line (the land edge of
North Korea's polygon between the Imjin mouth and the east coast) and the land
around it. The same package makes the same bytes, on every machine.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import shapely
from shapely import LinearRing, LineString, MultiPolygon, Point, Polygon
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dmz_map.errors import BuildError
from dmz_map.geo.npm_package import TARBALL, fetch_tarball
from dmz_map.tabular.datapackage import open_package, seal, write_atomic

__all__ = ["build", "coarser", "land_border", "land_union"]

_MEMBER: Final = "package/map.geo.json"
_COUNTRY: Final = re.compile(rb'"A3":"([^"]+)"\}\}$')

_FRAME: Final = (123.9, 35.9, 131.1, 41.1)
"""West, south, east, north of the land that is kept; degrees."""
_NEAR: Final = (125.3, 37.2, 129.2, 39.2)
"""The part of the frame whose land is kept as the source has it."""
_FAR_OFF: Final = 0.003
"""Degrees by which a coast elsewhere may move, some 300 m."""
_FAR_LEAST: Final = 1e-4
"""Square degrees, some 1 km2, under which an island or a lake elsewhere is left out."""
_WEST_END: Final = Point(126.690, 37.843)
_EAST_END: Final = Point(128.360, 38.617)
_END_TOLERANCE: Final = 0.01
_DECIMALS: Final = 5

_SOURCE: Final = "OpenStreetMap contributors (2017), through @geo-maps/countries-land-100m 0.6.0"
_BORDER_PROPERTIES: Final = MappingProxyType(
    {
        "name_en": "Military Demarcation Line",
        "name_ko": "군사분계선",
        "nominal_km": 248.0,
        "source": _SOURCE,
    }
)
_LAND_PROPERTIES: Final = MappingProxyType({"source": _SOURCE})


def build(root: Path, *, package_dir: Path | None, report: Callable[[str], None]) -> None:
    """Make the border and the land, and record their hashes.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    package_dir
        Folder where the package's tarball lies, or is put after `npm pack`;
        None means ``.cache`` below `root`.
    report
        Takes one plain line at a time about what is being done.

    Raises
    ------
    BuildError
        If npm is missing or fails, the tarball is not the pinned one, or its
        polygons are not what the method expects.
    """
    paths = {name: open_package(root).resources[name].path for name in ("border", "land")}
    tarball = fetch_tarball(package_dir or root / ".cache", report)
    report("Reading the land of every country (about ten seconds).")
    countries = _countries(tarball)
    if "PRK" not in countries:
        raise BuildError(f"{TARBALL} has no feature A3 = PRK. Pin a package that has one.")
    border = land_border(countries["PRK"], _WEST_END, _EAST_END)
    report(f"Border: {len(border.coords)} vertices.")
    _write(paths["border"], border, _BORDER_PROPERTIES)
    land = coarser(land_union(countries.values()), _NEAR, _FAR_OFF, _FAR_LEAST)
    report(f"Land: {len(land.geoms)} polygons, {shapely.get_num_coordinates(land)} vertices.")
    _write(paths["land"], land, _LAND_PROPERTIES)
    seal(root, "border", "land")
    report("Hashes recorded in data/datapackage.json.")


def land_border(country: BaseGeometry, west_end: Point, east_end: Point) -> LineString:
    """Return the stretch of a country's outline between two points on it, the shorter way.

    Parameters
    ----------
    country
        Polygon or MultiPolygon in EPSG:4326, (lon, lat); only the outline of its
        largest polygon counts. The way around by the coast is the longer one.
    west_end, east_end
        Where the border begins and ends, (lon, lat); the outline's nearest
        vertices are taken.

    Returns
    -------
    LineString
        West to east, coordinates rounded to five decimals.

    Raises
    ------
    BuildError
        If no vertex lies within 0.01 degrees of an end, or the line crosses itself.
    """
    largest = max(shapely.get_parts(country), key=lambda part: float(part.area))
    ring = shapely.get_coordinates(largest.exterior)[:-1].round(_DECIMALS).tolist()
    west, east = (_nearest(ring, end) for end in (west_end, east_end))
    forward = LineString(_way(ring, west, east))
    backward = LineString(_way(ring[::-1], len(ring) - 1 - west, len(ring) - 1 - east))
    border = min(forward, backward, key=lambda line: float(line.length))
    if not border.is_simple:
        raise BuildError("The border crosses itself. Check the ends and the source package.")
    return border


def land_union(countries: Iterable[BaseGeometry]) -> MultiPolygon:
    """Return the union of polygons that may be invalid, in one canonical form.

    Parameters
    ----------
    countries
        Iterable of polygonal geometries in EPSG:4326, (lon, lat).

    Returns
    -------
    MultiPolygon
        Valid, on a grid of five decimals; outer rings run counter-clockwise.
    """
    valid = [
        shapely.make_valid(part, method="structure", keep_collapsed=False) for part in countries
    ]
    union = shapely.set_precision(shapely.union_all(valid), 10.0**-_DECIMALS)
    polygons = [part for part in shapely.get_parts(union) if part.geom_type == "Polygon"]
    land: MultiPolygon = shapely.orient_polygons(MultiPolygon(polygons).normalize())
    return land


def coarser(
    land: MultiPolygon, near: tuple[float, float, float, float], within: float, least: float
) -> MultiPolygon:
    """Return land with fewer vertices outside a rectangle, and the same ones inside it.

    Parameters
    ----------
    land
        In EPSG:4326, (lon, lat).
    near
        West, south, east, north of the rectangle.
    within
        How far a coast outside it may move; degrees.
    least
        Area of an island or a lake outside it, under which it is left out; square degrees.
    """
    box = shapely.box(*near)
    rings = [
        [_coarser_ring(ring, near, within) for ring in (part.exterior, *part.interiors)
         if Polygon(ring).area >= least or ring.intersects(box)]
        for part in land.geoms
        if part.area >= least or part.intersects(box)
    ]  # fmt: skip
    return land_union([Polygon(outer, inner) for outer, *inner in rings])


def _coarser_ring(
    ring: LinearRing, near: tuple[float, float, float, float], within: float
) -> list[tuple[float, float]]:
    """Return a ring's vertices; runs of those outside a rectangle are simplified."""
    west, south, east, north = near
    kept: list[tuple[float, float]] = []
    for inside, run in groupby(
        ring.coords, key=lambda at: west <= at[0] <= east and south <= at[1] <= north
    ):
        stretch = [*run]
        if not inside and len(stretch) > 2:
            stretch = [*LineString(stretch).simplify(within).coords]
        kept += stretch
    return kept


def _nearest(ring: list[list[float]], end: Point) -> int:
    distances = [end.distance(Point(vertex)) for vertex in ring]
    if min(distances) > _END_TOLERANCE:
        raise BuildError(
            f"The outline has no vertex near {end.x:g} E, {end.y:g} N, where the border must end. "
            "Check the ends and the source package."
        )
    return distances.index(min(distances))


def _way(ring: list[list[float]], start: int, stop: int) -> list[list[float]]:
    """Return the vertices from `start` to `stop`, onward along a ring that closes on itself."""
    return ring[start : stop + 1] if start < stop else ring[start:] + ring[: stop + 1]


def _countries(tarball: Path) -> dict[str, BaseGeometry]:
    """Return what lies inside the frame, by country code; each line has one feature."""
    clipped: dict[str, BaseGeometry] = {}
    with tarfile.open(tarball, "r:gz") as archive:
        member = archive.extractfile(_MEMBER)
        if member is None:
            raise BuildError(f"{TARBALL} has no file '{_MEMBER}'. Pin a package that has it.")
        for line in member:
            feature = line.rstrip().rstrip(b",")
            code = _COUNTRY.search(feature, max(0, len(feature) - 100))
            if code is None:
                continue
            # Some polygons are invalid: an intersection may never end, this clip does.
            inside = shapely.clip_by_rect(shapely.from_geojson(feature), *_FRAME)
            if not inside.is_empty:
                clipped[code[1].decode()] = inside
    return clipped


def _write(path: Path, geometry: BaseGeometry, properties: Mapping[str, Any]) -> None:
    """Write one feature as GeoJSON (RFC 7946) whose bytes depend on nothing else."""
    feature = {
        "geometry": _rounded(mapping(geometry)),
        "properties": dict(properties),
        "type": "Feature",
    }
    collection = {"features": [feature], "type": "FeatureCollection"}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    write_atomic(path, f"{text}\n".encode())


def _rounded(value: Any) -> Any:
    """Return a GeoJSON value with every number rounded; tuples become lists."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(item) for item in value]
    return round(value, _DECIMALS) if isinstance(value, float) else value
