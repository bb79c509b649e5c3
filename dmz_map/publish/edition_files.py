"""An edition of the archive as it was kept or published: its incidents and sources, as text."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import columns_of
from dmz_map.errors import TableError
from dmz_map.tabular.export_names import DESCRIPTOR, MARKER
from dmz_map.tabular.spreadsheet import unguarded

__all__ = ["EditionTables", "Value", "edition_from_tables", "read_edition"]

Value = str | tuple[str, ...]
"""A field: a text, or what it rests on as a sorted list."""

_TABLES: Final = ("incidents", "sources", "citations", "claims", "links")
_NUMBERS: Final = {c.name for c in columns_of(Incident) if c.kind in ("number", "integer")}
_DERIVED: Final = ("first_day", "last_day")
_Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class EditionTables:
    """An edition: its name and date, blank where not told, and the rows of two tables by id.

    Beside their columns incidents have ``citations``, ``claims`` and ``links``: sorted lists.
    """

    name: str
    date: str
    incidents: Mapping[str, Mapping[str, Value]]
    sources: Mapping[str, Mapping[str, Value]]


def read_edition(path: Path) -> EditionTables:
    """Read an edition.

    Parameters
    ----------
    path
        A folder with ``data/`` and ``seeds/`` or with ``incidents.csv``; a zip of tables or a
        GeoJSON that was exported; or a published JSON file with a list ``incidents``.

    Raises
    ------
    TableError
        If it is none of these, or cannot be read.
    """
    try:
        if path.is_dir():
            return _from_folder(path)
        if path.suffix.lower() == ".zip":
            return _from_zip(path)
        return _from_json(path)
    except (OSError, ValueError, KeyError, TypeError, csv.Error, zipfile.BadZipFile) as error:
        reason = " ".join(str(error).split())[:200]
        raise TableError(
            f"{path} is no edition that can be read ({reason}). Name a folder with incidents.csv, "
            "a zip of tables, or a published JSON file."
        ) from error


def edition_from_tables(
    tables: Mapping[str, _Rows], *, name: str = "", date: str = ""
) -> EditionTables:
    """Return an edition from rows of text, by the names of their tables."""
    rests: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in tables.get("citations", ()):
        supports = ", ".join(part.strip() for part in row["supports"].split(";"))
        rests[row["incident_id"]]["citations"].append(f"{row['source_id']} ({supports})")
    for row in tables.get("claims", ()):
        said = f"{row['claim_id']} {row['field']}: {row['value']}, “{row['exact']}”"
        rests[row["incident_id"]]["claims"].append(said)
    for row in tables.get("links", ()):
        rests[row["incident_id"]]["links"].append(f"{row['relation']} {row['other_id']}")
    incidents = {}
    for row in tables["incidents"]:
        lists = {
            key: tuple(sorted(rests[row["id"]][key])) for key in ("citations", "claims", "links")
        }
        incidents[row["id"]] = {**_texts(row), **lists}
    sources = {row["id"]: _texts(row) for row in tables.get("sources", ())}
    return EditionTables(name, date, incidents, sources)


def _texts(row: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _text(name, value) for name, value in row.items() if name not in _DERIVED}


def _text(name: str, value: Any) -> str:
    """Return a value as the tables write it; a whole number without a point."""
    if value is None or value == "":
        return ""
    return str(float(value)).removesuffix(".0") if name in _NUMBERS else str(value)


def _from_folder(path: Path) -> EditionTables:
    data = path / "data" if (path / "data").is_dir() else path
    found = {name: data / f"{name}.csv" for name in _TABLES}
    claims = (found["claims"], data / "seed_claims.csv", path / "seeds" / "claims.csv",
              data.parent / "seeds" / "claims.csv")  # fmt: skip
    found["claims"] = next((file for file in claims if file.is_file()), found["claims"])
    files = {name: file for name, file in found.items() if file.is_file() or name == "incidents"}
    tables = {name: _csv(file.read_bytes(), str) for name, file in files.items()}
    descriptor = data / DESCRIPTOR
    said = json.loads(descriptor.read_bytes()) if descriptor.is_file() else {}
    return edition_from_tables(tables, **_named(said))


def _from_zip(path: Path) -> EditionTables:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        tables = {
            name: _csv(archive.read(f"{name}.csv"), unguarded)
            for name in _TABLES
            if f"{name}.csv" in names or name == "incidents"
        }
        return edition_from_tables(tables, **_named(json.loads(archive.read(DESCRIPTOR))))


def _from_json(path: Path) -> EditionTables:
    file = json.loads(path.read_bytes())
    if not isinstance(file, dict):
        raise ValueError("it is no JSON object")
    said = file.get(MARKER, file)
    records = [dict(f["properties"]) for f in file["features"]] if "features" in file else None
    if records is None:
        told = _of_site if "format" in file else dict
        records = [told(record) for record in file["incidents"]]
    tables: dict[str, _Rows] = {"incidents": records, "citations": [], "claims": []}
    sources: dict[str, dict[str, Any]] = {}
    for record in records:
        for claim in record.pop("claims", ()):
            tables["claims"].append(claim | {"incident_id": record["id"]})
        for citation in record.pop("citations", ()):
            supports = ";".join(citation.pop("supports"))
            sources[citation["id"]] = citation
            key = {"incident_id": record["id"], "source_id": citation["id"]}
            tables["citations"].append(key | {"supports": supports})
    tables |= {"sources": [*sources.values()], "links": list(said.get("links", ()))}
    return edition_from_tables(tables, **_named(said))


def _of_site(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record of ``data/incidents.json`` of a published site as a row of the tables."""
    row = {"id": record["id"], "date": record["edtf"]}
    for name in ("title", "summary", "place"):
        row |= dict(zip((f"{name}_en", f"{name}_ko"), record[name], strict=True))
    same = {"category", "direction", "outcome", "sector", "confidence", "radius_km", "note"}
    row |= {name: record.get(name, "") for name in same}
    row |= {name: record.get(name, {}).get("value", "") for name in ("people", "killed", "wounded")}
    row["location_precision"] = record.get("precision", "")
    row["claims"] = [claim | {"claim_id": claim["id"]} for claim in record.get("claims", ())]
    row["citations"] = [source | {"id": source["url"]} for source in record.get("sources", ())]
    return row


def _named(said: Mapping[str, Any]) -> dict[str, str]:
    return {"name": str(said.get("edition", "")), "date": str(said.get("edition_date", ""))}


def _csv(data: bytes, clean: Callable[[str], str]) -> _Rows:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    rows: Iterable[dict[str, str]] = csv.DictReader(text, strict=True)
    return [{name: clean(cell) for name, cell in row.items()} for row in rows]
