"""GeoJSON (RFC 7946): one feature an incident, with its claims and sources inside.

A feature's geometry is the incident's point; where only a sector or the line is known, that part
of the zone, simplified to 50 m; null where neither is known, and ``without_geometry`` counts
these. The member `MARKER` holds what concerns the whole file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import shapely

from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import columns_of
from dmz_map.publish.areas import area_name, areas_of, without_geometry
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.layout import about, nested, tables
from dmz_map.tabular.export_names import MARKER

__all__ = ["INSIDE", "feature", "whole_file", "write_geojson"]

INSIDE: Final = ("documents", "links")
"""The tables that a file of features holds once, for all its features."""

_TOLERANCE_M: Final = 50.0


def write_geojson(bundle: Bundle, path: Path) -> int:
    """Write GeoJSON, EPSG:4326 (lon, lat), and return the number of features.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    areas = areas_of(bundle.layers, tolerance_m=_TOLERANCE_M)
    shapes = {name: json.loads(shapely.to_geojson(area)) for name, area in areas.items()}
    missing = without_geometry(bundle.incidents, areas)
    head = {"type": "FeatureCollection", MARKER: whole_file(bundle, without_geometry=missing)}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_json(head)[:-1] + ',"features":[')
        for number, incident in enumerate(bundle.incidents):
            file.write((",\n" if number else "\n") + _json(feature(incident, shapes)))
        file.write("\n]}\n")
    return len(bundle.incidents)


def whole_file(bundle: Bundle, **more: Any) -> dict[str, Any]:
    """Return what concerns all incidents: what the export says of itself, documents, links."""
    inside = {table.name: [*table.records()] for table in tables(bundle) if table.name in INSIDE}
    return about(bundle) | more | inside


def feature(incident: Incident, shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Return an incident as a feature; `shapes` are the areas as GeoJSON, by their names."""
    properties = {column.name: column.value(incident) for column in columns_of(Incident)}
    place = incident.place
    point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": shapes.get(area_name(incident)) if place.lon is None else point,
        "properties": properties | nested(incident),
    }


_json: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat
).encode
