"""Reads each format of an export back into plain records, as an importer may."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from xml.etree import ElementTree as ET

import openpyxl
import pyarrow.parquet as pq

from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import columns_of
from dmz_map.publish.layout import nested, tables
from dmz_map.tabular.export_names import ABOUT, DESCRIPTOR, INCIDENT_LAYERS, MARKER, PIECES
from dmz_map.tabular.spreadsheet import unescaped, unguarded

INCIDENT = {column.name: column.kind for column in columns_of(Incident)}
MORE = ("documents", "links")


@dataclass
class Content:
    """Everything of a file: incidents by id with their claims and citations, and the rest."""

    marker: int
    incidents: dict
    more: dict = field(default_factory=dict)


def given(bundle):
    """Return what a file must give back."""
    more = {table.name: [*table.records()] for table in tables(bundle) if table.name in MORE}
    records = zip(tables(bundle)[0].records(), bundle.incidents, strict=True)
    return Content(1, {r["id"]: _plain(r | nested(incident)) for r, incident in records}, more)


def geojson(path):
    file = json.loads(path.read_text("utf-8"))
    said = file[MARKER]
    features = {f["id"]: _typed(f["properties"]) for f in file["features"]}
    return Content(said[MARKER], features, {name: said[name] for name in MORE})


def parquet(path):
    table = pq.read_table(path)
    said = json.loads(table.schema.metadata[MARKER.encode()])
    rows = table.drop_columns(["geometry"]).to_pylist()
    return Content(said[MARKER], {r["id"]: r for r in rows}, {name: said[name] for name in MORE})


def gpkg(path):
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row

        def rows(name):
            found = (dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY fid"))
            return [{k: v for k, v in row.items() if k not in ("fid", "geom")} for row in found]

        (metadata,) = database.execute("SELECT metadata FROM gpkg_metadata WHERE id = 1")
        items = {e.get("key"): e.text for e in ET.fromstring(metadata[0]).iter("MDI")}
        incidents = [row for name in INCIDENT_LAYERS for row in rows(name)]
        held = {name: rows(name) for name in ("sources", "citations", "claims", *MORE)}
    return _related(int(items[MARKER]), map(_typed, incidents), held)


def xlsx(path):
    book = openpyxl.load_workbook(path, read_only=True)

    def rows(name):
        head, *body = book[name].iter_rows(values_only=True)
        # A reader of spreadsheets leaves out the empty cells at the end of a row.
        return [dict(zip_longest(head, map(_cell, row))) for row in body]

    said = {row["name"]: row["value"] for row in rows(ABOUT)}
    held = {name: [*map(_filled, rows(name))] for name in ("sources", "citations", "claims", *MORE)}
    every = rows(PIECES)
    for document in held["documents"]:
        pieces = [row for row in every if row["document_id"] == document["id"]]
        document["text"] = "".join(row["text"] for row in sorted(pieces, key=lambda r: r["piece"]))
    incidents = [_filled(_typed(row), INCIDENT) for row in rows("incidents")]
    book.close()
    return _related(said[MARKER], incidents, held)


def tables_zip(path):
    with zipfile.ZipFile(path) as archive:
        descriptor = json.loads(archive.read(DESCRIPTOR))

        def rows(name):
            (resource,) = [r for r in descriptor["resources"] if r["name"] == name]
            kinds = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
            return [_typed(row, kinds) for row in _csv(archive.read(resource["path"]))]

        held = {name: rows(name) for name in ("sources", "citations", "claims", *MORE)}
        return _related(descriptor[MARKER], rows("incidents"), held)


def flat_csv(path):
    rows = _csv(path.read_bytes())
    (marker,) = {int(row.pop(MARKER)) for row in rows}
    assert len({(row.pop("edition"), row.pop("edition_date")) for row in rows}) == 1
    links = [
        {"incident_id": row["id"]} | link for row in rows for link in json.loads(row.pop("links"))
    ]
    return Content(marker, {row["id"]: _typed(row) for row in rows}, {"links": links})


def kml(path):
    space = {"k": "http://www.opengis.net/kml/2.2"}

    def data(element):
        found = element.findall("k:ExtendedData/k:Data", space)
        return {d.get("name"): d.find("k:value", space).text or "" for d in found}

    document = ET.parse(path).getroot().find("k:Document", space)
    said = json.loads(data(document)[MARKER])
    rows = [data(mark) for mark in document.iterfind("k:Folder/k:Placemark", space)]
    incidents = {r["id"]: _typed(dict.fromkeys(INCIDENT) | r) for r in rows if "id" in r}
    return Content(said[MARKER], incidents, {name: said[name] for name in MORE})


READ = {
    ".geojson": geojson,
    ".parquet": parquet,
    ".gpkg": gpkg,
    ".xlsx": xlsx,
    ".zip": tables_zip,
    ".csv": flat_csv,
    ".kml": kml,
}
"""What reads each ending back."""


def _csv(data):
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [
        {name: unguarded(cell) for name, cell in row.items()}
        for row in csv.DictReader(text, strict=True)
    ]


def _related(marker, incidents, held):
    """Put the rows of related tables together, by their ids."""
    sources = {row["id"]: row for row in held["sources"]}
    found = {}
    for row in incidents:
        claims = [dict(c) for c in held["claims"] if c["incident_id"] == row["id"]]
        citations = [
            sources[c["source_id"]] | {"supports": c["supports"].split(";")}
            for c in held["citations"]
            if c["incident_id"] == row["id"]
        ]
        for claim in claims:
            del claim["incident_id"]
        found[row["id"]] = row | {"claims": claims, "citations": citations}
    return Content(marker, found, {name: held[name] for name in MORE})


READERS = {"integer": int, "number": float, "date": date.fromisoformat}


def _typed(record, kinds=INCIDENT):
    """Return a record with numbers and days for texts."""
    return {name: _value(value, kinds.get(name, "json")) for name, value in record.items()}


def _value(value, kind):
    if not isinstance(value, str):
        return value
    if kind == "json":
        return json.loads(value)
    return (READERS[kind](value) if value else None) if kind in READERS else value


def _cell(value):
    if isinstance(value, datetime):
        return value.date()
    return unescaped(value) if isinstance(value, str) else value


def _filled(record, kinds=None):
    """Return a record of a sheet with blank texts as such; a sheet has no cells for them."""
    kinds = kinds or dict.fromkeys(("start", "end"), "integer")
    return {
        name: "" if value is None and kinds.get(name, "text") not in READERS else value
        for name, value in record.items()
    }


def _plain(record):
    return json.loads(json.dumps(record, default=str)) | {
        name: record[name] for name in ("first_day", "last_day")
    }
