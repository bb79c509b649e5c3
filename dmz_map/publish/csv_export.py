"""CSV: a zip of tables with a Data Package, or one flat table.

The flat table has the claims, citations and links of each incident as JSON in three cells, and
the number of the layout in the column `MARKER`; documents are only in the zip. What
`dmz_map.tabular.spreadsheet` says of apostrophes holds for both.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from dmz_map.publish.bundle import Bundle
from dmz_map.publish.layout import Table, about, nested, tables
from dmz_map.tabular.export_names import DESCRIPTOR, FORMAT, LINKS, MARKER, NESTED
from dmz_map.tabular.spreadsheet import guarded

__all__ = ["write_flat_csv", "write_tables"]

_BOM: Final = b"\xef\xbb\xbf"
_KINDS: Final = {"text": "string"}
_REFERENCES: Final = {
    "citations": (("incident_id", "incidents"), ("source_id", "sources")),
    "claims": (("incident_id", "incidents"), ("document_id", "documents")),
    "links": (("incident_id", "incidents"), ("other_id", "incidents")),
}
_RULE: Final = (
    "An apostrophe before = + - @, a tab or a line end at the start of a text keeps spreadsheets "
    "from running it; it is no part of the text."
)


_EDITION: Final = ("edition", "edition_date")


def write_flat_csv(bundle: Bundle, path: Path, *, bom: bool = False) -> int:
    """Write one table, UTF-8, and return the number of rows.

    Parameters
    ----------
    bundle, path
        What to write, and where.
    bom
        Begin with a byte-order mark, by which Excel knows UTF-8.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    by_name = {table.name: table for table in tables(bundle)}
    table = by_name["incidents"]
    links: dict[str, list[dict[str, str]]] = defaultdict(list)
    for link in by_name[LINKS].records():
        links[link.pop("incident_id")].append(link)
    names = [*(column.name for column in table.columns), *NESTED, LINKS, MARKER, *_EDITION]
    said = [str(FORMAT), bundle.edition, bundle.edition_date]
    rows = (
        [
            *map(_cell, row),
            *(_json(nested(incident)[name]) for name in NESTED),
            _json(links[incident.id]),
            *said,
        ]
        for row, incident in zip(table.rows, bundle.incidents, strict=True)
    )
    path.write_bytes(_csv(names, rows, bom=bom))
    return len(bundle.incidents)


def write_tables(bundle: Bundle, path: Path, *, bom: bool = False) -> int:
    """Write a zip of all tables with their Data Package, and return the number of incidents.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    resources = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables(bundle):
            names = [column.name for column in table.columns]
            data = _csv(names, (map(_cell, row) for row in table.rows), bom=bom)
            resources.append(_resource(table, data))
            archive.writestr(_member(f"{table.name}.csv"), data)
        descriptor = _descriptor(bundle, resources)
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_member(DESCRIPTOR), text)
    return len(bundle.incidents)


def _csv(names: Iterable[str], rows: Iterable[Iterable[str]], *, bom: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return (_BOM if bom else b"") + text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return guarded(value) if isinstance(value, str) else str(value)


def _member(name: str) -> zipfile.ZipInfo:
    """Return an entry of a zip with a fixed time, so that equal exports are equal files."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _descriptor(bundle: Bundle, resources: list[dict[str, Any]]) -> dict[str, Any]:
    said = about(bundle)
    licence = {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    }
    return {
        "profile": "tabular-data-package",
        "name": "dmz-map-export",
        "title": said["title"],
        "description": f"{bundle.attribution}. {bundle.licence} {_RULE}",
        "licenses": [licence],
        **said,
        "resources": resources,
    }


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    fields = [{"name": c.name, "type": _KINDS.get(c.kind, c.kind)} for c in table.columns]
    keys = [
        {"fields": field, "reference": {"resource": other, "fields": "id"}}
        for field, other in _REFERENCES.get(table.name, ())
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": fields,
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
