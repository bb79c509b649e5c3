"""Files that this program has exported: known by what they say of themselves, never by a name.

What is read here is every record as it was written; `dmz_map.importing.own_export` checks it.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import pyarrow.parquet
import pyogrio
import shapely

from dmz_map.errors import DmzMapError
from dmz_map.importing.delimited import read_delimited
from dmz_map.importing.encodings import decoded
from dmz_map.importing.export_records import (
    RELATED,
    Cells,
    ExportRecords,
    Incidents,
    Read,
    is_ours,
    related,
)
from dmz_map.importing.export_tables import workbook_export, zip_export
from dmz_map.importing.source_table import Formula, RefusedFileError, SourceTable
from dmz_map.importing.xml_files import local_name, read_xml
from dmz_map.tabular.export_names import FORMAT, INCIDENT_LAYERS, LINKS, MARKER
from dmz_map.tabular.spreadsheet import unguarded

__all__ = ["read_export"]

_HEAD: Final = 1 << 16
"""Bytes at the start of a text file among which its marker is."""


def read_export(path: Path, kind: str) -> ExportRecords | None:
    """Return what an exported file holds, or None if the file is no export of this program.

    Parameters
    ----------
    path, kind
        The file, and what `dmz_map.importing.file_kinds.kind_of` says that it is.

    Raises
    ------
    RefusedFileError
        If it says that it is one, but is damaged.
    """
    try:  # what libraries raise for a damaged file is no closed list
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = _READERS[kind](path) if kind in _READERS else None
    except Exception:  # whoever reads it as any other file says what is wrong
        return None
    try:
        return read() if read else None
    except (DmzMapError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise RefusedFileError(
            "broken",
            f"{path.name} is an export of DMZ Map that is damaged: {reason}. Export it again.",
        ) from error


def _has_marker(path: Path) -> bool:
    """Return whether the first part of a text file has the marker, in UTF-8 or UTF-16."""
    with path.open("rb") as file:
        return MARKER.encode() in file.read(_HEAD).replace(b"\0", b"")


def _geojson(path: Path) -> Read | None:
    if not _has_marker(path):
        return None
    whole = json.loads(decoded(path.read_bytes(), path.name).lstrip("\ufeff"))
    if not is_ours(said := whole.get(MARKER)):
        return None
    return lambda: ExportRecords.of(_features(whole["features"]), said)


def _features(features: Any) -> Incidents:
    for number, feature in enumerate(features, 1):
        yield number, feature["properties"], _place(feature.get("geometry"))


def _place(geometry: Any) -> tuple[float, float] | None:
    if not geometry or geometry["type"] != "Point":
        return None
    lon, lat = geometry["coordinates"][:2]
    return float(lon), float(lat)


def _parquet(path: Path) -> Read | None:
    metadata = pyarrow.parquet.read_schema(path).metadata or {}
    said = json.loads(metadata.get(MARKER.encode(), b"null"))
    if not is_ours(said):
        return None
    geometry = json.loads(metadata[b"geo"])["primary_column"]
    rows = pyarrow.parquet.read_table
    return lambda: ExportRecords.of(_drawn(rows(path).to_pylist(), geometry), said)


def _geopackage(path: Path) -> Read | None:
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    if "incidents" not in layers:
        return None
    if not is_ours(pyogrio.read_info(path, layer="incidents").get("dataset_metadata")):
        return None
    return lambda: _layers(path, layers)


def _layers(path: Path, layers: list[str]) -> ExportRecords:
    names = [name for name in INCIDENT_LAYERS if name in layers]
    tables: dict[str, list[Cells]] = {
        name: [*_rows(path, name)[0]] for name in RELATED if name in layers
    }
    read = (_drawn(*_rows(path, name)) for name in names)
    numbered = enumerate((row for rows in read for row in rows), 1)
    return related(((n, cells, point) for n, (_, cells, point) in numbered), tables)


def _rows(path: Path, layer: str) -> tuple[list[dict[str, Any]], str]:
    meta, table = pyogrio.read_arrow(path, layer=layer)
    return table.to_pylist(), meta["geometry_name"] or "wkb_geometry"


def _drawn(rows: list[dict[str, Any]], geometry: str) -> Incidents:
    for number, row in enumerate(rows, 1):
        wkb = row.pop(geometry, None)
        shape = shapely.from_wkb(wkb) if wkb else None
        yield number, row, _xy(shape) if shape is not None else None


def _xy(shape: Any) -> tuple[float, float] | None:
    return (shape.x, shape.y) if shape.geom_type == "Point" and not shape.is_empty else None


def _flat_csv(path: Path) -> Read | None:
    if not _has_marker(path):
        return None
    (table,) = read_delimited(path)
    return (lambda: _flat(table)) if MARKER in table.headings else None


def _flat(table: SourceTable) -> ExportRecords:
    def rows() -> Iterator[tuple[int, Cells | str, None]]:
        for batch in table.batches():
            for place, row in enumerate(zip(*batch.columns, strict=True)):
                cells = dict(zip(table.headings, map(_plain, row), strict=True))
                is_torn = place in batch.torn or cells[MARKER] != str(FORMAT)
                why = batch.torn.get(place, "its layout is another than that of its file")
                yield batch.numbers[place], why if is_torn else cells, None

    incidents = [*rows()]
    links = [
        {**link, "incident_id": cells["id"]}
        for _, cells, _ in incidents
        if not isinstance(cells, str)
        for link in json.loads(cells.get(LINKS) or "[]")
    ]
    return ExportRecords.of(incidents, {LINKS: links})


def _plain(cell: Any) -> str:
    return cell.written if isinstance(cell, Formula) else unguarded(cell)


def _kml(path: Path) -> Read | None:
    if not _has_marker(path):
        return None
    with path.open("rb") as file:
        root = read_xml(file, path.name)
    document = next((child for child in root if local_name(child) == "Document"), root)
    said = json.loads(_data(document).get(MARKER, "null"))
    if not is_ours(said):
        return None
    marks = (_data(mark) for mark in root.iter() if local_name(mark) == "Placemark")
    incidents = enumerate((cells for cells in marks if "id" in cells), 1)
    return lambda: ExportRecords.of(((n, cells, None) for n, cells in incidents), said)


def _data(element: Element) -> dict[str, str]:
    """Return the ``ExtendedData`` of a document or a placemark by name."""
    held = (child for child in element if local_name(child) == "ExtendedData")
    return {
        data.get("name", ""): next((v.text or "" for v in data if local_name(v) == "value"), "")
        for extended in held
        for data in extended
        if local_name(data) == "Data"
    }


_READERS: Final[Mapping[str, Callable[[Path], Read | None]]] = {
    "text": _flat_csv,
    "JSON": _geojson,
    "GeoPackage": _geopackage,
    "GeoParquet": _parquet,
    "KML": _kml,
    "XLSX": workbook_export,
    "zip": zip_export,
}
