"""GeoParquet 1.1: one row an incident, its claims and citations as lists of records.

The geometry is a point, the part of the zone that is known, or null. The file's metadata has
the key `MARKER`: what concerns the whole file, as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.record_columns import columns_of
from dmz_map.archive.sources import Source
from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.publish.areas import areas_of, geometry_of
from dmz_map.publish.arrow import GEOMETRY, arrow_table, arrow_type
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.geojson import whole_file
from dmz_map.publish.layout import nested, tables
from dmz_map.tabular.export_names import MARKER, NESTED

__all__ = ["write_geoparquet"]

_VERSION: Final = "1.1.0"


def write_geoparquet(bundle: Bundle, path: Path) -> int:
    """Write GeoParquet, EPSG:4326 (lon, lat), and return the number of rows.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    areas = areas_of(bundle.layers)
    shapes = [geometry_of(incident, areas) for incident in bundle.incidents]
    table = arrow_table(tables(bundle)[0], shapes)
    evidence = [nested(incident) for incident in bundle.incidents]
    for name in NESTED:
        table = table.append_column(
            name, pa.array([records[name] for records in evidence], _record_lists()[name])
        )
    kinds = sorted({shape.geom_type for shape in shapes if shape is not None})
    said = whole_file(bundle, without_geometry=shapes.count(None))
    metadata = {"geo": _geo(kinds), MARKER: json.dumps(said, ensure_ascii=False)}
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")
    return len(bundle.incidents)


def _geo(kinds: list[str]) -> str:
    column = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": CRS(GEOGRAPHIC).to_json_dict(),
        "edges": "planar",
    }
    return json.dumps(
        {"version": _VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
    )


def _record_lists() -> dict[str, Any]:
    """Return the Arrow type of each nested column."""
    words = pa.list_(pa.string())
    claim = [(c.name, arrow_type(c)) for c in columns_of(Claim) if c.name != "incident_id"]
    source = [(c.name, arrow_type(c)) for c in columns_of(Source)]
    rest = [
        (c.name, words if c.name == "supports" else arrow_type(c))
        for c in columns_of(Citation)
        if c.name != "source_id"
    ]
    return {
        "claims": pa.list_(pa.struct(claim)),
        "citations": pa.list_(pa.struct([*source, *rest])),
    }
