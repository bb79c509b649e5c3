"""Files that can be imported, read row by row as cells of text, never whole.

CSV is read as it is; GeoJSON and GeoPackage through GDAL (pyogrio), GeoParquet through
Arrow. A point becomes the cells ``lon`` and ``lat`` unless the file has columns of these names.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet
import pyogrio
import shapely
from pyproj import CRS, Transformer

from dmz_map.errors import Problem, TableError
from dmz_map.geo.crs import GEOGRAPHIC

__all__ = ["ImportFile", "open_import_file"]

_BATCH: Final = 5_000
_POINT: Final = ("lon", "lat")
_Cells = Mapping[str, str] | Problem


@dataclass(frozen=True)
class ImportFile:
    """A file to import.

    Attributes
    ----------
    columns
        Its columns, in order; with ``lon`` and ``lat`` when it has geometries.
    total
        Number of its rows; of a CSV, whose cells may have line ends, at most so many.
    rows
        Gives each row's number and its cells, or why it has none. The number is the line on
        which the row starts in a CSV, and counts from 1 in all others.
    """

    columns: tuple[str, ...]
    total: int
    rows: Callable[[], Iterator[tuple[int, _Cells]]]


def open_import_file(path: Path) -> ImportFile:
    """Open a file by its ending: .csv, .geojson, .json, .gpkg, .parquet or .geoparquet.

    Raises
    ------
    TableError
        If the file is not there, not of its kind, or of a kind that cannot be imported.
    """
    readers = {
        ".csv": _csv_file,
        **dict.fromkeys((".geojson", ".json", ".gpkg"), _ogr_file),
        **dict.fromkeys((".parquet", ".geoparquet"), _parquet_file),
    }
    if path.suffix.lower() not in readers:
        raise TableError(
            f"{path.name} cannot be imported: its name ends in none of {', '.join(readers)}. "
            "Save it as one of these."
        )
    if not path.is_file():
        raise TableError(f"{path.name} is not there. Correct the path.")
    try:
        return readers[path.suffix.lower()](path)
    except (OSError, ValueError, pyogrio.errors.DataSourceError) as error:
        reason = " ".join(str(error).split())[:200]
        raise TableError(f"{path.name} cannot be read: {reason}. Save it anew.") from error


def _csv_file(path: Path) -> ImportFile:
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))
    header = next((cells for _, cells in _csv_records(path)), [])
    if not all(header) or len(set(header)) < len(header) or not header:
        raise TableError(
            f"{path.name}: the first line must name each column, and no two alike. "
            f"Found: {', '.join(header) or 'nothing'}."
        )

    def rows() -> Iterator[tuple[int, _Cells]]:
        records = _csv_records(path)
        next(records)
        for line, cells in records:
            if len(cells) == len(header):
                yield line, dict(zip(header, cells, strict=True))
            elif cells:
                yield (
                    line,
                    Problem(
                        f"the row has {len(cells)} cells where the first line has {len(header)}.",
                        "Quote cells that have a comma.",
                    ),
                )

    return ImportFile(tuple(header), max(0, lines - 1), rows)


def _csv_records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it starts."""
    start = 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            for cells in reader:
                yield start, cells
                start = reader.line_num + 1
        except csv.Error as error:
            raise TableError(
                f"{path.name}, line {start}: {error}. Fix the row's quotes."
            ) from error
        except UnicodeDecodeError as error:
            raise TableError(
                f"{path.name}, after line {start}: not UTF-8. Save the file as UTF-8."
            ) from error


def _ogr_file(path: Path) -> ImportFile:
    layer = _layer(path)
    info = pyogrio.read_info(path, layer=layer, force_feature_count=True)
    has_points = info["geometry_type"] is not None
    shape = "wkb_geometry" if has_points else None

    def rows() -> Iterator[tuple[int, _Cells]]:
        options = {"layer": layer, "use_pyarrow": True, "batch_size": _BATCH}
        with pyogrio.open_arrow(path, **options) as (meta, reader):
            name = (meta["geometry_name"] or shape) if has_points else None
            yield from _records(reader, name, info["crs"])

    columns = tuple(info["fields"].tolist())
    return ImportFile(_with_point(columns, has_points), int(info["features"]), rows)


def _layer(path: Path) -> str:
    """Return the one layer with points; of several, the one called ``incidents``."""
    layers = [name for name, kind in pyogrio.list_layers(path) if kind]
    layers = layers or [name for name, _ in pyogrio.list_layers(path)]
    if len(layers) == 1 or "incidents" in layers:
        return "incidents" if "incidents" in layers else str(layers[0])
    raise TableError(
        f"{path.name} has {len(layers)} layers ({', '.join(layers)}) and none is called "
        "'incidents'. Save the one that is meant as a file of its own."
    )


def _parquet_file(path: Path) -> ImportFile:
    with pyarrow.parquet.ParquetFile(path) as file:
        schema, total = file.schema_arrow, file.metadata.num_rows
    geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    shape = geo.get("primary_column")
    about = geo.get("columns", {}).get(shape, {})
    if shape and about.get("encoding") != "WKB":
        raise TableError(
            f"{path.name}: its geometry is encoded as {about.get('encoding')}. "
            "Save it with the encoding WKB."
        )
    crs = json.dumps(about["crs"]) if about.get("crs") else None

    def rows() -> Iterator[tuple[int, _Cells]]:
        with pyarrow.parquet.ParquetFile(path) as file:
            yield from _records(file.iter_batches(_BATCH), shape, crs)

    columns = tuple(name for name in schema.names if name != shape)
    return ImportFile(_with_point(columns, shape is not None), total, rows)


def _with_point(columns: tuple[str, ...], has_points: bool) -> tuple[str, ...]:
    return columns + (_POINT if has_points and not set(_POINT) & set(columns) else ())


def _records(
    batches: Iterable[Any], shape: str | None, crs: str | None
) -> Iterator[tuple[int, _Cells]]:
    """Yield the rows of Arrow batches; `shape` is the column of geometries, as WKB."""
    number = 0
    for batch in batches:
        names = [name for name in batch.schema.names if name != shape]
        columns = [map(_cell, batch.column(name).to_pylist()) for name in names]
        points = _points(batch, shape, crs) if not set(_POINT) & set(names) else None
        rows = zip(*columns, strict=True) if columns else ((),) * batch.num_rows
        for place, cells in enumerate(rows):
            number += 1
            record = dict(zip(names, cells, strict=True))
            point = {} if points is None else points[place]
            yield number, point if isinstance(point, Problem) else record | point


def _points(batch: Any, shape: str | None, crs: str | None) -> list[Any] | None:
    """Return for each row the cells ``lon`` and ``lat``, or why it has none."""
    if shape is None or shape not in batch.schema.names:
        return None
    shapes = shapely.from_wkb(batch.column(shape).to_numpy(zero_copy_only=False))
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    x, y = (np.where(empty, np.nan, get(shapes)) for get in (shapely.get_x, shapely.get_y))
    if crs is not None and not CRS.from_user_input(crs).equals(GEOGRAPHIC, ignore_axis_order=True):
        x, y = Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True).transform(x, y)
    kinds = shapely.get_type_id(shapes)
    return [
        {"lon": _cell(lon), "lat": _cell(lat)}
        if nothing or kind == shapely.GeometryType.POINT
        else Problem(
            f"its geometry is a {shapely.GeometryType(kind).name.lower()}.", "Give it a point."
        )
        for lon, lat, nothing, kind in zip(x.tolist(), y.tolist(), empty, kinds, strict=True)
    ]


def _cell(value: Any) -> str:
    """Return a value as a cell of text: nothing for none, no exponent, ISO days, lists by ';'."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
