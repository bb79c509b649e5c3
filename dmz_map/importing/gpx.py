"""GPX: waypoints, then tracks, then routes, each with its fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import shapely

from dmz_map.importing.cells import clean
from dmz_map.importing.source_table import RefusedFileError, SourceTable, table_of_records
from dmz_map.importing.xml_files import child_text, local_name, read_xml

__all__ = ["read_gpx"]

_SKIPPED: Final = ("trkseg", "rtept", "extensions")


def read_gpx(path: Path) -> list[SourceTable]:
    """Return the waypoints, tracks and routes of a GPX file as one table.

    Raises
    ------
    RefusedFileError
        If it is damaged or has none of them.
    """
    with path.open("rb") as file:
        root = read_xml(file, path.name)
    parts = [part for kind in ("wpt", "trk", "rte") for part in root if local_name(part) == kind]
    if not parts:
        raise RefusedFileError(
            "no_rows", f"{path.name} has no rows: no waypoint and no track. Choose another file."
        )
    records = [(i, _cells(part), _shape(part)) for i, part in enumerate(parts, 1)]
    return [table_of_records(records, crs="OGC:CRS84")]


def _cells(part: Element) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in _fields(part):
        cells[name] = f"{cells[name]}; {value}" if cells.get(name) else value
    times = sorted(
        child_text(point, "time") for point in _points(part) if child_text(point, "time")
    )
    if times and not cells.get("time"):
        cells["start"], cells["end"] = times[0], times[-1]
    return cells


def _fields(part: Element) -> Iterator[tuple[str, str]]:
    for child in part:
        kind = local_name(child)
        if kind == "link":
            yield "link", child.get("href", "")
            if text := child_text(child, "text"):
                yield "link text", text
        elif kind == "extensions":
            for leaf in child.iter():
                if leaf is not child and len(leaf) == 0 and (leaf.text or "").strip():
                    yield local_name(leaf), clean(leaf.text or "")
        elif kind not in _SKIPPED:
            yield kind, clean("".join(child.itertext()))


def _points(part: Element) -> list[Element]:
    return [point for point in part.iter() if local_name(point) in ("trkpt", "rtept")]


def _shape(part: Element) -> Any:
    try:
        if local_name(part) == "wpt":
            return shapely.Point(float(part.get("lon", "")), float(part.get("lat", "")))
        xy = [(float(p.get("lon", "")), float(p.get("lat", ""))) for p in _points(part)]
    except ValueError:
        return None
    if not xy:
        return None
    return shapely.Point(xy[0]) if len(xy) == 1 else shapely.LineString(xy)
