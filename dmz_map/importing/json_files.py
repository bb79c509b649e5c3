"""JSON: GeoJSON, uMap, arrays of objects, and one object a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import shape as shape_of

from dmz_map.importing.cells import clean
from dmz_map.importing.encodings import decoded
from dmz_map.importing.headings import recognised
from dmz_map.importing.source_table import RefusedFileError, SourceTable, table_of_records

__all__ = ["read_json"]

_STYLE: Final = ("_umap_options", "_storage_options", "_storage")
_GEOMETRIES: Final = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip
Record = tuple[int, Mapping[str, Any] | str, Any]


def read_json(path: Path) -> list[SourceTable]:
    """Return the tables of a JSON file.

    Raises
    ------
    RefusedFileError
        If it is cut off, or holds no list of objects.
    """
    text = decoded(path.read_bytes(), path.name).lstrip("\ufeff")
    try:
        whole = _loads(text)
    except (ValueError, RecursionError) as error:
        lines = _lines(text)
        if lines is None:
            raise RefusedFileError(
                "broken", f"{path.name} is cut off or damaged: {str(error)[:120]}. Save it anew."
            ) from error
        return [table_of_records(lines, notes=("one JSON object a line",))]
    if isinstance(whole, Mapping) and "\n" in text.strip() and not _is_known(whole):
        whole = [whole]
    try:
        return _tables(whole, path.name)
    except RecursionError as error:
        raise RefusedFileError(
            "broken", f"{path.name} is nested too deeply. Save it as a plain list."
        ) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=lambda _: None)


def _is_known(whole: Mapping[str, Any]) -> bool:
    return "type" in whole or any(isinstance(value, list) for value in whole.values())


def _tables(whole: Any, name: str) -> list[SourceTable]:
    if isinstance(whole, Mapping):
        kind = whole.get("type")
        if kind == "Topology":
            raise RefusedFileError(
                "wrong_kind", f"{name} is TopoJSON, not a table. Save it as GeoJSON."
            )
        if isinstance(whole.get("layers"), list):
            records = [*_umap(whole["layers"])]
            return [table_of_records(records, notes=("uMap",))]
        if isinstance(whole.get("features"), list):
            crs = _crs(whole)
            return [table_of_records(_features(whole["features"]), crs=crs)]
        if kind == "Feature" or kind in _GEOMETRIES:
            return [table_of_records(_features([whole]), crs=_crs(whole))]
        whole = (
            _longest_list(whole) or [whole] if any(map(recognised, whole)) else _longest_list(whole)
        )
    if isinstance(whole, list) and whole:
        if all(isinstance(item, list) for item in whole):
            return [_rows_of_lists(whole)]
        if any(isinstance(item, Mapping) for item in whole):
            return [table_of_records(_features(whole))]
    code = "no_rows" if whole == [] else "not_a_table"
    raise RefusedFileError(
        code, f"{name} has no rows: it is JSON without a list of objects. Choose another file."
    )


def _longest_list(whole: Mapping[str, Any], depth: int = 3) -> list[Any] | None:
    found: list[list[Any]] = []
    for value in whole.values():
        if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            found.append(value)
        elif isinstance(value, Mapping) and depth:
            inner = _longest_list(value, depth - 1)
            if inner:
                found.append(inner)
    return max(found, key=len, default=None)


def _crs(collection: Mapping[str, Any]) -> Any:
    given = collection.get("crs")
    if isinstance(given, Mapping):
        properties = given.get("properties")
        if isinstance(properties, Mapping) and properties.get("name"):
            return str(properties["name"])
    reference = collection.get("spatialReference")
    if isinstance(reference, Mapping):
        return reference.get("latestWkid") or reference.get("wkid") or reference.get("wkt")
    return None


def _umap(layers: Sequence[Any]) -> Iterator[Record]:
    number = 0
    for layer in layers:
        if not isinstance(layer, Mapping) or not isinstance(layer.get("features"), list):
            continue
        options = layer.get("_umap_options") or layer.get("_storage") or {}
        name = options.get("name", "") if isinstance(options, Mapping) else ""
        for _, cells, shape in _features(layer["features"]):
            number += 1
            added = {"layer": clean(str(name))} if name and not isinstance(cells, str) else {}
            yield number, cells if isinstance(cells, str) else {**cells, **added}, shape


def _features(features: Sequence[Any]) -> Iterator[Record]:
    for number, feature in enumerate(features, 1):
        yield number, *_record(feature)


def _record(feature: Any) -> tuple[Mapping[str, Any] | str, Any]:
    """Return the cells and the geometry of a feature, or of a plain object."""
    if not isinstance(feature, Mapping):
        return "not a JSON object", None
    inner = feature.get("properties", feature.get("attributes"))
    is_feature = feature.get("type") == "Feature" or (
        "geometry" in feature and isinstance(inner, Mapping)
    )
    cells: dict[str, Any] = {}
    if not is_feature:
        if feature.get("type") in _GEOMETRIES and "coordinates" in feature:
            return {}, _shape(feature)
        rest = dict(feature)
        shape = _shape(rest["geometry"]) if isinstance(rest.get("geometry"), Mapping) else None
        if shape is not None:
            del rest["geometry"]
        _flatten(rest, "", cells)
        return cells, shape
    if isinstance(inner, Mapping):
        _flatten({k: v for k, v in inner.items() if k not in _STYLE}, "", cells)
    known = ("type", "properties", "attributes", "geometry", "bbox", *_STYLE)
    others = {key: value for key, value in feature.items() if key not in known}
    _flatten({k: v for k, v in others.items() if k not in cells}, "", cells)
    return cells, _shape(feature.get("geometry"))


def _flatten(value: Mapping[str, Any], prefix: str, cells: dict[str, Any]) -> None:
    """Write nested objects as headings with dots; lists stay as they are."""
    for key, part in value.items():
        name = clean(f"{prefix}{key}")
        if isinstance(part, Mapping) and part:
            if part.get("type") in _GEOMETRIES and "coordinates" in part:
                cells[name] = json.dumps(part)
            else:
                _flatten(part, f"{name}.", cells)
        else:
            cells[name] = "" if part is None or part in ({}, []) else part


def _shape(geometry: Any) -> Any:
    """Return a GeoJSON or ArcGIS geometry; None if there is none, no numbers if it is damaged."""
    if not isinstance(geometry, Mapping):
        return None
    try:
        if "type" in geometry:
            made = shape_of(geometry)
        elif "x" in geometry and "y" in geometry:
            made = shapely.Point(float(geometry["x"]), float(geometry["y"]))
        elif "paths" in geometry:
            made = shapely.MultiLineString([[p[:2] for p in path] for path in geometry["paths"]])
        elif "rings" in geometry:
            made = shapely.MultiPolygon(
                [shapely.Polygon([p[:2] for p in r]) for r in geometry["rings"]]
            )
        else:
            return None
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        shapely.errors.ShapelyError,
    ):
        return shapely.Point(math.nan, math.nan)  # reported as a point that cannot be read
    return made


def _rows_of_lists(rows: Sequence[Sequence[Any]]) -> SourceTable:
    heading, *body = rows
    names = [clean(str(name)) or f"column {i}" for i, name in enumerate(heading, 1)]
    records = [(i, dict(zip(names, row, strict=False)), None) for i, row in enumerate(body, 2)]
    return table_of_records(records)


def _lines(text: str) -> list[Record] | None:
    """Return one object a line with the number of its line; None if it is not that."""
    records: list[Record] = []
    whole = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip().strip("\x1e").rstrip(",")
        if not line:
            continue
        try:
            item = _loads(line)
        except (ValueError, RecursionError):
            records.append((number, "cut off or torn: no whole JSON object", None))
            continue
        if isinstance(item, Mapping):
            whole += 1
            records.append((number, *_record(item)))
        else:
            records.append((number, "not a JSON object", None))
    return records if whole and 2 * whole >= len(records) else None
