"""Tables of an export as Arrow tables, with true types for whole numbers and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import geopandas as gpd
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from dmz_map.archive.record_columns import Column
from dmz_map.publish.layout import Table

__all__ = ["GEOMETRY", "arrow_frame", "arrow_table", "arrow_type", "wkb"]

GEOMETRY: Final = "geometry"
"""The column of geometries, as WKB."""

_TYPES: Final = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_type(column: Column) -> Any:
    """Return the Arrow type of a column."""
    return _TYPES[column.kind]


def wkb(shapes: Iterable[BaseGeometry | None]) -> Any:
    """Return geometries as an Arrow array of WKB."""
    return pa.array([None if s is None else shapely.to_wkb(s) for s in shapes], pa.binary())


def arrow_table(table: Table, shapes: Sequence[BaseGeometry | None] | None = None) -> Any:
    """Return a table as an Arrow table, with the column `GEOMETRY` when shapes are given."""
    columns: dict[str, Any] = {
        column.name: pa.array([row[place] for row in table.rows], arrow_type(column))
        for place, column in enumerate(table.columns)
    }
    return pa.table(columns if shapes is None else columns | {GEOMETRY: wkb(shapes)})


def arrow_frame(frame: gpd.GeoDataFrame) -> Any:
    """Return a layer as an Arrow table with the column `GEOMETRY`."""
    plain = pa.Table.from_pandas(frame.drop(columns=frame.geometry.name), preserve_index=False)
    texts = [
        field.with_type(pa.string()) if pa.types.is_large_string(field.type) else field
        for field in plain.schema
    ]
    plain = plain.cast(pa.schema(texts)).replace_schema_metadata(None)
    return plain.append_column(GEOMETRY, wkb(frame.geometry))
