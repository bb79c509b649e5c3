"""KML and KMZ: placemarks with their folders, dates and data; a link is never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import shapely

from dmz_map.importing.cells import clean
from dmz_map.importing.source_table import RefusedFileError, SourceTable, table_of_records
from dmz_map.importing.xml_files import child_text, local_name, read_xml
from dmz_map.importing.zip_files import open_zip

__all__ = ["read_kml", "read_kmz"]

_PLAIN: Final = ("description", "address", "phoneNumber", "Snippet", "snippet")
_KINDS: Final = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiGeometry",
    "Track",
    "MultiTrack",
    "Model",
)


def read_kml(path: Path) -> list[SourceTable]:
    """Return the placemarks of a KML file as one table.

    Raises
    ------
    RefusedFileError
        If it is damaged or has no placemarks.
    """
    with path.open("rb") as file:
        return _table([read_xml(file, path.name)], path.name)


def read_kmz(path: Path) -> list[SourceTable]:
    """Return the placemarks of a KMZ file: of ``doc.kml`` and of each other KML in it.

    Raises
    ------
    RefusedFileError
        If it is damaged, holds no KML, or the KML has no placemarks.
    """
    with open_zip(path) as opened:
        names = [name for name in opened.namelist() if name.lower().endswith(".kml")]
        if not names:
            raise RefusedFileError("no_rows", f"{path.name} has no rows: there is no KML in it.")
        names.sort(key=lambda name: name.lower() != "doc.kml")
        roots = []
        for name in names:
            with opened.open(name) as part:
                roots.append(read_xml(part, path.name))
        return _table(roots, path.name)


def _table(roots: Sequence[Element], name: str) -> list[SourceTable]:
    found = (placemark for root in roots for placemark in _placemarks(root, ()))
    records = [(i, cells, shape) for i, (cells, shape) in enumerate(found, 1)]
    if not records:
        links = any(local_name(part) == "NetworkLink" for root in roots for part in root.iter())
        why = (
            "it holds only a link to a map elsewhere, which is not fetched. Export the map itself, "
            "without “keep data up to date”"
            if links
            else "it has no placemark. Choose another file"
        )
        raise RefusedFileError("no_rows", f"{name} has no rows: {why}.")
    return [table_of_records(records, crs="OGC:CRS84")]


def _placemarks(element: Element, folders: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Any]]:
    for part in element:
        kind = local_name(part)
        if kind == "Placemark":
            cells = _cells(part)
            if folders:
                heading = "Folder" if "Folder" not in cells else "Folder (KML)"
                cells[heading] = " / ".join(folders)
            yield cells, _geometry_of(part)
        elif kind == "Folder":
            name = child_text(part, "name")
            yield from _placemarks(part, (*folders, name) if name else folders)
        elif kind in ("Document", "kml", "Create", "Change", "Update"):
            yield from _placemarks(part, folders)


def _cells(placemark: Element) -> dict[str, Any]:
    cells: dict[str, Any] = {"name": child_text(placemark, "name")}

    def put(name: str, value: str) -> None:
        if value and cells.get(name):
            name = f"{name} (2)"
        if value or name not in cells:
            cells[name] = value

    for part in placemark:
        kind = local_name(part)
        if kind in _PLAIN:
            put(kind, clean("".join(part.itertext())))
        elif kind == "TimeStamp":
            put("when", child_text(part, "when"))
        elif kind == "TimeSpan":
            put("begin", child_text(part, "begin"))
            put("end", child_text(part, "end"))
        elif kind == "link":
            put("link", part.get("href", ""))
        elif kind == "author":
            put("author", clean("".join(part.itertext())))
        elif kind == "ExtendedData":
            for name, value in _data(part):
                put(name, value)
    return cells


def _data(extended: Element) -> Iterator[tuple[str, str]]:
    for part in extended:
        kind = local_name(part)
        if kind == "Data":
            yield clean(part.get("name", "")) or "data", child_text(part, "value")
        elif kind == "SchemaData":
            for field in part:
                if local_name(field) in ("SimpleData", "SimpleArrayData"):
                    yield clean(field.get("name", "")) or "data", clean("".join(field.itertext()))
        else:
            yield kind, clean("".join(part.itertext()))


def _geometry_of(element: Element) -> Any:
    shapes = [shape for part in element if local_name(part) in _KINDS for shape in _shapes(part)]
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else shapely.GeometryCollection(shapes)


def _shapes(part: Element) -> Iterator[Any]:
    """Yield the geometries of an element; damaged ones are left out."""
    kind = local_name(part)
    try:
        if kind in ("MultiGeometry", "MultiTrack"):
            for child in part:
                if local_name(child) in _KINDS:
                    yield from _shapes(child)
        elif kind == "Polygon":
            rings = [_coordinates(ring) for ring in part.iter() if local_name(ring) == "LinearRing"]
            if rings and len(rings[0]) >= 3:
                yield shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) >= 3])
        elif kind == "Model":
            for at in part.iter():
                if local_name(at) == "Location":
                    yield shapely.Point(
                        float(child_text(at, "longitude")), float(child_text(at, "latitude"))
                    )
        else:
            points = _coordinates(part)
            if points:
                yield shapely.Point(points[0]) if len(points) == 1 else shapely.LineString(points)
    except (ValueError, shapely.errors.ShapelyError):
        return


def _coordinates(element: Element) -> list[tuple[float, float]]:
    points = []
    for part in element.iter():
        if local_name(part) == "coordinates":
            text = re.sub(r"\s*,\s*", ",", "".join(part.itertext()).strip())
            for tuple_ in text.split():
                lon, lat, *_ = tuple_.split(",")
                points.append((float(lon), float(lat)))
        elif local_name(part) == "coord":
            lon, lat, *_ = "".join(part.itertext()).split()
            points.append((float(lon), float(lat)))
    return points
