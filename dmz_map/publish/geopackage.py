"""A GeoPackage: layers that look like the map, topmost first, with the evidence in related tables.

==================================  ==============================================================
layer ``incidents``                 those with a point
layer ``incidents_by_sector``       those known to a sector or the line: its part of the zone
table ``incidents_without_place``   those of which neither is known
layers of the map                   ``border``, ``zone``, ``sectors``, ``places``, ``land``
tables of evidence                  ``sources``, ``citations``, ``claims``, ``documents``,
                                    ``links``, ``vocabulary``; joined by their ids
table ``layer_styles``              how QGIS draws each layer
==================================  ==============================================================

Beside the EDTF text ``date`` the columns ``first_day`` and ``last_day`` are true dates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pyarrow as pa
import pyogrio
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.publish.areas import area_name, areas_of, point_of, without_geometry
from dmz_map.publish.arrow import GEOMETRY, arrow_frame, arrow_table
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.layout import about, tables
from dmz_map.publish.qgis import SHAPE, layer_styles
from dmz_map.tabular.export_names import INCIDENT_LAYERS

__all__ = ["write_geopackage"]

_VERSION: Final = "1.3"  # GDAL 3.6 and QGIS of its time warn of a later one
_LAYERS: Final = {
    "places": "Point",
    "border": "LineString",
    "sectors": "MultiPolygon",
    "zone": "MultiPolygon",
    "land": "MultiPolygon",
}


def write_geopackage(bundle: Bundle, path: Path) -> int:
    """Write a GeoPackage, EPSG:4326, and return the number of incidents in it.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    incidents, *evidence = tables(bundle)
    add = _adder(bundle, path)
    several = {name: _several(area) for name, area in areas_of(bundle.layers).items()}
    points = [point_of(incident) for incident in bundle.incidents]
    within = [several.get(area_name(incident)) for incident in bundle.incidents]
    shapes = [*zip(points, within, strict=True)]
    parts = (
        ("Point", [point for point, _ in shapes], [point is not None for point, _ in shapes]),
        ("MultiPolygon", within, [point is None and area is not None for point, area in shapes]),
        (None, None, [point is None and area is None for point, area in shapes]),
    )
    for name, (shape, geometries, mask) in zip(INCIDENT_LAYERS, parts, strict=True):
        add(name, arrow_table(incidents, geometries).filter(pa.array(mask)), shape)
    for name, kind in _LAYERS.items():
        add(name, arrow_frame(_typed(getattr(bundle.layers, name), kind)), kind)
    for table in evidence:
        add(table.name, arrow_table(table), None)
    add("layer_styles", layer_styles(bundle.terms), None)
    _complete_texts(bundle, path)
    return len(bundle.incidents)


def _complete_texts(bundle: Bundle, path: Path) -> None:
    """Write the texts that hold a NUL, at which GDAL ends them."""
    cut = [(one.text, one.id) for one in bundle.documents if "\0" in one.text]
    if cut:
        with closing(sqlite3.connect(path)) as database, database:
            database.executemany("UPDATE documents SET text = ? WHERE id = ?", cut)


def _typed(frame: gpd.GeoDataFrame, kind: str) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.geometry.map(_several)) if kind == "MultiPolygon" else frame


def _several(shape: BaseGeometry) -> MultiPolygon:
    """Return a polygon as several; a GeoPackage layer has geometries of one type."""
    return MultiPolygon([shape]) if isinstance(shape, Polygon) else shape


def _adder(bundle: Bundle, path: Path) -> Callable[[str, Any, str | None], None]:
    """Return what adds a layer, or a table where the kind of geometry is None."""
    said = about(bundle) | {
        "without_geometry": without_geometry(bundle.incidents, areas_of(bundle.layers))
    }
    metadata = {key: str(value) for key, value in said.items()}

    def add(name: str, table: Any, kind: str | None) -> None:
        place = {"geometry_name": GEOMETRY, "geometry_type": kind, "crs": GEOGRAPHIC}
        options = {"FID": "id" if name == "layer_styles" else "fid", "GEOMETRY_NAME": SHAPE}
        start = {"dataset_options": {"VERSION": _VERSION}, "dataset_metadata": metadata}
        pyogrio.write_arrow(
            table,
            path,
            layer=name,
            driver="GPKG",
            append=path.exists(),
            layer_options=options,
            **(place if kind else {}),
            **({} if path.exists() else start),
        )

    return add
