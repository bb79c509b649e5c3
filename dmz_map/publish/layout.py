"""How an export is laid out: what it says of itself, and its tables with their columns.

The columns are those of `dmz_map.archive.record_columns`: a new field is written without a change
here, and an import reads by the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import Column, columns_of
from dmz_map.archive.sources import Document, Source
from dmz_map.archive.vocabulary import Term
from dmz_map.errors import StoreError
from dmz_map.publish.bundle import Bundle, Link
from dmz_map.tabular.export_names import FORMAT, MARKER

__all__ = ["Table", "about", "nested", "tables"]


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
