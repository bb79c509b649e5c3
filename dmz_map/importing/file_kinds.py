"""What a file is, by its first bytes; one that is not what its name says is refused."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from dmz_map.errors import TableError
from dmz_map.importing.delimited import read_delimited
from dmz_map.importing.encodings import encoding_of
from dmz_map.importing.gpx import read_gpx
from dmz_map.importing.json_files import read_json
from dmz_map.importing.kml import read_kml, read_kmz
from dmz_map.importing.open_documents import read_open_document
from dmz_map.importing.source_table import Batch, RefusedFileError, SourceTable
from dmz_map.importing.vector_files import (
    read_flatgeobuf,
    read_geopackage,
    read_geoparquet,
    read_shapefile,
)
from dmz_map.importing.workbooks import read_workbook
from dmz_map.importing.zip_files import open_zip

__all__ = ["ENDINGS", "checked_kind", "kind_of", "open_tables"]

_READERS: Final[Mapping[str, Callable[[Path], list[SourceTable]]]] = {
    "text": read_delimited,
    "XLSX": read_workbook,
    "ODS": read_open_document,
    "JSON": read_json,
    "KML": read_kml,
    "KMZ": read_kmz,
    "GPX": read_gpx,
    "GeoPackage": read_geopackage,
    "Shapefile": read_shapefile,
    "FlatGeobuf": read_flatgeobuf,
    "GeoParquet": read_geoparquet,
}
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (".csv", ".tsv", ".txt", ".tab"),
    "XLSX": (".xlsx", ".xlsm"),
    "ODS": (".ods",),
    "JSON": (".geojson", ".json", ".jsonl", ".ndjson", ".geojsonl", ".geojsons", ".umap"),
    "KML": (".kml",),
    "KMZ": (".kmz",),
    "GPX": (".gpx",),
    "GeoPackage": (".gpkg",),
    "Shapefile": (".zip", ".shz"),
    "FlatGeobuf": (".fgb",),
    "GeoParquet": (".parquet", ".geoparquet"),
}
"""The kinds of files that are read, and how their names end."""

_NAMES: Final = {
    "text": "a table of text",
    "XLSX": "an Excel workbook (XLSX)",
    "ODS": "a spreadsheet (ODS)",
    "JSON": "JSON",
    "KML": "KML",
    "KMZ": "KMZ",
    "GPX": "GPX",
    "GeoPackage": "a GeoPackage",
    "Shapefile": "a zipped Shapefile",
    "FlatGeobuf": "FlatGeobuf",
    "GeoParquet": "Parquet",
    "HTML": "a web page (HTML)",
    "XML": "XML of another kind",
    "XLS": "an old Excel workbook (XLS) or one with a password",
    "PDF": "a PDF",
    "image": "a picture",
    "zip": "a zip file",
    "DOCX": "a Word document",
    "gzip": "a packed file (gzip)",
    "database": "a database (SQLite)",
    "RTF": "an RTF document",
    "7z": "a packed file (7z or RAR)",
}
_REMEDIES: Final = {
    "HTML": "Open the address in a browser, sign in, and save the table itself",
    "XLS": "Save it as XLSX, without a password",
    "zip": "Unpack it and choose the table in it",
    "gzip": "Unpack it",
    "7z": "Unpack it",
    "XML": "Save it as CSV, KML or GPX",
}
_MAGIC: Final = (
    (b"SQLite format 3\0", "GeoPackage"),
    (b"fgb\x03", "FlatGeobuf"),
    (b"PAR1", "GeoParquet"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "7z"),
    (b"{\\rtf", "RTF"),
)


def checked_kind(path: Path) -> str:
    """Return the kind of a file by its content.

    Raises
    ------
    TableError
        If there is no such file.
    RefusedFileError
        If it is empty or damaged.
    """
    if not path.is_file():
        raise TableError(f"{path.name} is not there. Correct the path.")
    if path.stat().st_size == 0:
        raise RefusedFileError("empty", f"{path.name} is empty (0 bytes). Choose another file.")
    with _refusing_damaged(path):
        return kind_of(path)


def open_tables(path: Path, kind: str) -> list[SourceTable]:
    """Return the tables of a file.

    Parameters
    ----------
    path, kind
        The file, and what `checked_kind` says that it is.

    Raises
    ------
    RefusedFileError
        If it is damaged, no table, or of another kind than its name says.
    """
    ending = path.suffix.lower()
    fits = ending in ENDINGS.get(kind, ()) or (kind == "JSON" and ending in (".txt",))
    known = any(ending in endings for endings in ENDINGS.values())
    if kind not in _READERS or (known and not fits):
        raise _wrong_kind(path, kind)
    with _refusing_damaged(path):
        return [_guarded(table, path) for table in _READERS[kind](path)]


@contextmanager
def _refusing_damaged(path: Path) -> Iterator[None]:
    """Refuse a file that a library cannot read; what they raise then is no closed list."""
    try:
        yield
    except (TableError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise RefusedFileError(
            "broken", f"{path.name} is damaged or cut off: {reason}. Save it anew."
        ) from error


def _guarded(table: SourceTable, path: Path) -> SourceTable:
    """Return a table that refuses the file if a later part of it is damaged."""

    def batches() -> Iterator[Batch]:
        with _refusing_damaged(path):
            yield from table.batches()

    return replace(table, batches=batches)


def _wrong_kind(path: Path, kind: str) -> RefusedFileError:
    if kind == "text":
        encoding_of(path)
    remedy = _REMEDIES.get(kind)
    if remedy is None and kind in ENDINGS:
        remedy = f"If that is what you want, give it a name that ends in {ENDINGS[kind][0]}"
    remedy = remedy or "Choose a table"
    return RefusedFileError("wrong_kind", f"{path.name} is {_NAMES[kind]}. {remedy}.")


def kind_of(path: Path) -> str:
    """Return the kind of a file by its content.

    Raises
    ------
    RefusedFileError
        If it is a damaged zip file.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _kind_of_zip(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if (
        path.suffix.lower() in (".fgb", ".gpkg", ".xlsx", ".ods", ".kmz", ".zip", ".parquet")
        and b"\0" in head
    ):
        raise RefusedFileError(
            "broken",
            f"{path.name} is damaged: its first bytes are not those of its kind. Copy it again.",
        )
    return _kind_of_text(head, path.suffix.lower())


def _kind_of_zip(path: Path) -> str:
    with open_zip(path) as opened:
        names = opened.namelist()
        if any(name.startswith("xl/") for name in names):
            return "XLSX"
        if any(name.startswith("word/") for name in names):
            return "DOCX"
        if "mimetype" in names and "content.xml" in names:
            return "ODS" if b"spreadsheet" in _mimetype(opened) else "zip"
        if any(name.lower().endswith(".shp") for name in names):
            return "Shapefile"
        return (
            "KMZ"
            if any(n.lower().endswith(".kml") for n in names) or path.suffix.lower() == ".kmz"
            else "zip"
        )


def _mimetype(opened: zipfile.ZipFile) -> bytes:
    with opened.open("mimetype") as part:
        return part.read(200)


def _kind_of_text(head: bytes, ending: str) -> str:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if wide else "utf-8-sig", errors="ignore")
    text = text.lstrip("\ufeff \t\r\n\x1e")
    low = text[:2000].lower()
    if re.match(r"<!doctype html|<html", low) or (
        low[:1] == "<" and re.search(r"<(html|body|head|script)\b", low)
    ):
        return "HTML"
    if low.startswith(("<?xml", "<kml", "<gpx", "<!--")):
        root = re.search(
            r"<(?:\w+:)?([a-z][\w-]*)[\s>/]",
            re.sub(r"<\?.*?\?>|<!--.*?-->", "", low, flags=re.DOTALL),
        )
        return {"kml": "KML", "gpx": "GPX"}.get(root[1] if root else "", "XML")
    first = r"[\[{]" if ending in ENDINGS["JSON"] else r"[\[{]\s*([\[{\"\]}]|$)"
    return "JSON" if re.match(first, text) else "text"
