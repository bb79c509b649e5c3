"""How an export is laid out: its marker, and its tables with their columns.

The columns are the fields of the records, so that a new field is written without a change here.
An importer recognises an export by `MARKER` and reads it by this module alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Document, Source
from dmz_map.archive.vocabulary import Term
from dmz_map.errors import StoreError
from dmz_map.publish.bundle import Bundle, Link

__all__ = [
    "FORMAT",
    "MARKER",
    "NESTED",
    "Column",
    "Table",
    "about",
    "columns_of",
    "nested",
    "tables",
]

MARKER: Final = "dmz_map_export"
"""Where a format can say so, this key has the value `FORMAT`."""

FORMAT: Final = 1
"""Number of this layout; it grows when a reader of the one before would go wrong."""

NESTED: Final = ("claims", "citations")
"""Columns of an incident where a format has one table or one list of features: lists of records,
as JSON where the format knows no lists."""

_NAMES: Final = {
    (Incident, "place", "name_en"): "place_en",
    (Incident, "place", "name_ko"): "place_ko",
    (Incident, "place", "precision"): "location_precision",
    (Claim, "id"): "claim_id",
    (Claim, "subject"): "incident_id",
}
"""Columns that are not called as the field is; the archive's own tables have these names too."""

_KINDS: Final = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
}

_SEPARATORS: Final = {"supports": ";"}
"""What separates the words of a column, as in the archive's tables; "; " for all others."""


@dataclass(frozen=True)
class Column:
    """One column: its name, the fields (of a pair, the place) that lead to it, and its kind.

    `kind` is ``text``, ``integer``, ``number``, ``boolean`` or ``date``.
    """

    name: str
    path: tuple[str, ...]
    kind: str

    def value(self, record: object) -> Any:
        """Return the value for a record: a tuple of words as one text, a mapping as JSON."""
        value = self.field(record)
        if isinstance(value, Mapping):
            return json.dumps(dict(value), ensure_ascii=False) if value else ""
        return _SEPARATORS.get(self.name, "; ").join(value) if type(value) is tuple else value

    def field(self, record: Any) -> Any:
        """Return the field itself, a tuple as it is."""
        for name in self.path:
            if record is not None:
                record = record[int(name)] if name.isdecimal() else getattr(record, name)
        return "" if record is None and self.kind == "text" else record


@dataclass(frozen=True)
class Table:
    """A table with its rows, each a tuple of values in the order of the columns."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield each row by column name."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """Return the columns of a dataclass.

    A range of two numbers gives ``…_low`` and ``…_high``. A record within it without an id gives
    its own columns, with the field's name before theirs where it may be missing; one with an id
    gives its id; tuples of records give none, as they have tables of their own.
    """
    return tuple(_columns(record, record, (), ()))


def _columns(
    root: Any, record: Any, before: tuple[str, ...], prefix: tuple[str, ...]
) -> Iterator[Column]:
    hints = get_type_hints(record)
    for field in fields(record):
        hint, path = hints[field.name], (*before, field.name)
        options = [option for option in get_args(hint) if option not in (NoneType, ...)]
        inner: Any = options[0] if options else hint
        several = get_origin(hint) in (tuple, Mapping)
        if inner == tuple[int, int]:
            count = field.name.removesuffix("_range")
            yield from (Column(f"{count}_{end}", (*path, str(place)), "integer")
                        for place, end in enumerate(("low", "high")))  # fmt: skip
        elif not is_dataclass(inner):
            kind = "text" if several else _KINDS[inner]
            yield Column(_NAMES.get((root, *path), "_".join((*prefix, field.name))), path, kind)
        elif not several and "id" in {inside.name for inside in fields(inner)}:
            yield Column(f"{field.name}_id", (*path, "id"), "text")
        elif not several:
            named = (*prefix, field.name) if NoneType in get_args(hint) else prefix
            yield from _columns(root, inner, path, named)


def tables(bundle: Bundle) -> tuple[Table, ...]:
    """Return all tables: incidents, sources, citations, claims, documents, links, vocabulary.

    Raises
    ------
    StoreError
        If two sources have one id.
    """
    incidents = bundle.incidents
    sources: dict[str, Source] = {}
    for citation in (citation for incident in incidents for citation in incident.citations):
        source = citation.source
        if sources.setdefault(source.id, source) != source:
            raise StoreError(
                f"Two sources have the id {source.id!r}; an export would lose one of them. "
                "Give one of them another id."
            )
    claims = [claim for incident in incidents for claim in incident.claims]
    return (
        _table("incidents", Incident, ("id",), incidents),
        _table("sources", Source, ("id",), sources.values()),
        _citations(incidents),
        _table("claims", Claim, ("claim_id",), claims),
        _table("documents", Document, ("id",), bundle.documents),
        _links(bundle),
        _table("vocabulary", Term, ("field", "value"), bundle.terms),
    )


def _table(name: str, record: type, key: tuple[str, ...], rows: Iterable[object]) -> Table:
    columns = columns_of(record)
    return Table(name, columns, key, tuple(tuple(c.value(row) for c in columns) for row in rows))


def _citations(incidents: tuple[Incident, ...]) -> Table:
    columns = (Column("incident_id", (), "text"), *columns_of(Citation))
    rows = tuple(
        (incident.id, *(column.value(citation) for column in columns[1:]))
        for incident in incidents
        for citation in incident.citations
    )
    return Table("citations", columns, ("incident_id", "source_id"), rows)


def _links(bundle: Bundle) -> Table:
    ids = {incident.id for incident in bundle.incidents}
    kept = [link for link in bundle.links if {link.incident_id, link.other_id} <= ids]
    record = type(bundle.links[0]) if bundle.links else Link
    return _table("links", record, ("incident_id", "other_id", "relation"), kept)


def nested(incident: Incident) -> dict[str, list[dict[str, Any]]]:
    """Return what an incident rests on as lists of plain records.

    ``claims`` as in the table of claims, without the incident's id; ``citations`` as the fields
    of the source and, as a list, the columns that it supports.
    """
    claims, sources = columns_of(Claim), columns_of(Source)
    return {
        "claims": [
            {c.name: c.field(claim) for c in claims if c.name != "incident_id"}
            for claim in incident.claims
        ],
        "citations": [
            {c.name: c.field(citation.source) for c in sources}
            | {
                c.name: list(value) if type(value := c.field(citation)) is tuple else value
                for c in columns_of(Citation)
                if c.name != "source_id"
            }
            for citation in incident.citations
        ],
    }


def about(bundle: Bundle) -> dict[str, Any]:
    """Return what an export says of itself, marker first; blank entries are left out."""
    said = {
        MARKER: FORMAT,
        "title": "DMZ Map: incidents along the Korean Demilitarized Zone",
        "edition": bundle.edition,
        "edition_date": bundle.edition_date,
        "version": bundle.version,
        "filter": bundle.filter,
        "licence": bundle.licence,
        "attribution": bundle.attribution,
        "incidents": len(bundle.incidents),
    }
    return {name: value for name, value in said.items() if value != ""}
