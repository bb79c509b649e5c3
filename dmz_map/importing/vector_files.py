"""GIS files through GDAL and Arrow: GeoPackage, zipped Shapefile, FlatGeobuf, GeoParquet."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Final

import numpy as np
import pyarrow
import pyarrow.parquet
import pyogrio
import shapely

from dmz_map.importing.cells import clean, unique_headings
from dmz_map.importing.encodings import decoded
from dmz_map.importing.source_table import BATCH, Batch, RefusedFileError, SourceTable
from dmz_map.importing.zip_files import open_zip

__all__ = ["read_flatgeobuf", "read_geopackage", "read_geoparquet", "read_shapefile"]

_DAMAGED: Final = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.CRSError,
    pyarrow.ArrowException, OSError, ValueError, IndexError, KeyError, RuntimeError,
)  # fmt: skip
"""What GDAL and Arrow raise for files that are not whole."""

_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read_geopackage(path: Path) -> list[SourceTable]:
    """Return the layers of a GeoPackage, those of styles left out.

    Raises
    ------
    RefusedFileError
        If it is damaged or has no layer.
    """
    layers = [str(name) for name, _ in _opened(path, lambda: pyogrio.list_layers(path))]
    found = [_layer(path, name) for name in layers if name != "layer_styles"]
    if not found:
        raise RefusedFileError("no_rows", f"{path.name} has no rows: there is no layer in it.")
    return found


def read_flatgeobuf(path: Path) -> list[SourceTable]:
    """Return the one layer of a FlatGeobuf file."""
    return [_layer(path, None)]


def read_shapefile(path: Path) -> list[SourceTable]:
    """Return the layers of a zip file with Shapefiles in it.

    Its parts are unpacked under plain names; without a .cpg file the encoding of the .dbf file is
    recognised as that of a text is.

    Raises
    ------
    RefusedFileError
        If there is no Shapefile in it, or it is damaged.
    """
    with open_zip(path) as opened:
        names = [name for name in opened.namelist() if name.lower().endswith(".shp")]
        names = [name for name in names if not PurePosixPath(name).name.startswith("._")]
        if not names:
            raise RefusedFileError(
                "wrong_kind",
                f"{path.name} is a zip file without a Shapefile. Unpack it and choose a table.",
            )
        return [_shapefile(opened, path, name) for name in names]


def _shapefile(opened: zipfile.ZipFile, path: Path, name: str) -> SourceTable:
    stem = name[:-4].lower()
    folder = Path(tempfile.mkdtemp(prefix="dmz-map-"))
    for member in opened.namelist():
        if member.lower().startswith(f"{stem}.") and member.lower()[len(stem) :] in _PARTS:
            target = folder / f"layer{member.lower()[len(stem) :]}"
            with opened.open(member) as source, target.open("wb") as made:
                shutil.copyfileobj(source, made)
    try:
        table = _layer(folder / "layer.shp", None, _dbf_encoding(folder), path.name)
        batches = [*table.batches()]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    label = PurePosixPath(name).stem
    return SourceTable(label, table.headings, lambda: iter(batches), (), table.crs, table.notes)


def _dbf_encoding(folder: Path) -> str | None:
    """Return the encoding of a table of attributes, from its .cpg file or its cells."""
    if (given := folder / "layer.cpg").is_file():
        name = given.read_text("latin-1").strip().casefold().replace("ansi ", "")
        if name in ("949", "51949", "cp949", "euc-kr", "euckr", "ks_c_5601", "uhc", "ms949"):
            return "CP949"
        return {"65001": "UTF-8", "1252": "CP1252"}.get(name, name.upper() or None)
    table = folder / "layer.dbf"
    if not table.is_file():
        return None
    content = table.read_bytes()[: 1 << 18]
    high = bytes(byte if byte >= 0x20 else 0x20 for byte in content)
    if high.isascii() or len(content) < 64:
        return None
    for name in ("utf-8", "cp949"):
        try:
            high[32:].decode(name)
        except UnicodeDecodeError as error:
            if error.end < len(high) - 40:
                continue
        return name.upper()
    decoded(high, "layer.dbf")
    return "CP1252"


def _opened(path: Path, read: Callable[[], Any], name: str = "") -> Any:
    with _refusing_damaged(path, name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read()


@contextmanager
def _refusing_damaged(path: Path, name: str = "") -> Iterator[None]:
    """Refuse the file if GDAL or Arrow cannot read it."""
    try:
        yield
    except _DAMAGED as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())[:160]
        raise RefusedFileError(
            "broken", f"{name or path.name} is damaged or cut off: {reason}. Save it anew."
        ) from error


def _layer(
    path: Path, layer: str | None, encoding: str | None = None, name: str = ""
) -> SourceTable:
    info = _opened(path, lambda: pyogrio.read_info(path, layer=layer, encoding=encoding), name)
    fields = [str(field) for field in info["fields"]]
    has_shapes = info["geometry_type"] is not None

    def batches() -> Iterator[Batch]:
        options: dict[str, Any] = {"layer": layer, "batch_size": BATCH, "use_pyarrow": True}
        options |= {"encoding": encoding, "datetime_as_string": True}
        with _refusing_damaged(path, name), pyogrio.open_arrow(path, **options) as (meta, reader):
            shape = (meta["geometry_name"] or "wkb_geometry") if has_shapes else None
            yield from _batches(reader, meta["fields"].tolist(), shape)

    return SourceTable(layer or "", unique_headings(fields), batches, (), info["crs"])


def _batches(reader: Any, names: list[str], shape: str | None) -> Iterator[Batch]:
    done = 0
    for part in reader:
        count = part.num_rows
        if count == 0:
            continue
        columns = [_values(part.column(name)) for name in names]
        shapes = None
        if shape is not None and shape in part.schema.names:
            wkb = part.column(shape).to_numpy(zero_copy_only=False)
            shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        yield Batch([*range(done + 1, done + count + 1)], columns, shapes)
        done += count


def _values(column: Any) -> list[Any]:
    """Return an Arrow column as cells; moments keep their offset, bytes are shown in hex."""
    if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pyarrow.timestamp("us", tz=column.type.tz), safe=False)
    if pyarrow.types.is_duration(column.type):
        column = column.cast(pyarrow.int64())
    return [
        "" if value is None else value.hex() if isinstance(value, bytes) else _plain(value)
        for value in column.to_pylist()
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return dict(value)
    return float(value) if isinstance(value, np.floating) else value


def read_geoparquet(path: Path) -> list[SourceTable]:
    """Return the table of a (Geo)Parquet file.

    Raises
    ------
    RefusedFileError
        If it is damaged, or its geometry is not encoded as WKB.
    """
    file = _opened(path, lambda: pyarrow.parquet.ParquetFile(path))
    schema = file.schema_arrow
    geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    shape = geo.get("primary_column")
    about = geo.get("columns", {}).get(shape, {}) if shape else {}
    native = str(about.get("encoding", "WKB")).casefold()
    if native not in ("wkb", "point"):
        raise RefusedFileError(
            "wrong_kind", f"{path.name}: its geometry is encoded as {native}. Save it as WKB."
        )
    names = [name for name in schema.names if name != shape and name != "bbox"]
    crs = about.get("crs", "OGC:CRS84") if shape else None

    def batches() -> Iterator[Batch]:
        with _refusing_damaged(path), pyarrow.parquet.ParquetFile(path) as opened:
            if native == "wkb":
                yield from _batches(opened.iter_batches(BATCH), names, shape)
                return
            for batch in _batches(opened.iter_batches(BATCH), [*names, shape], None):
                *columns, points = batch.columns
                made = [shapely.Point(p["x"], p["y"]) if p else None for p in points]
                shapes = np.empty(len(made), dtype=object)
                shapes[:] = made
                yield Batch(batch.numbers, columns, shapes)

    crs = json.dumps(crs) if isinstance(crs, dict) else crs
    return [SourceTable("", unique_headings(names), batches, (), crs)]
