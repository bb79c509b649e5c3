"""Incidents with their place and evidence, and the archive of all of them.

Everything is read once, checked and frozen: whoever holds an `Archive` knows that each
quotation equals its document and each word stands in the vocabulary.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
from shapely import Point

from dmz_map.archive.corrections import Correction, check_corrections
from dmz_map.archive.disputes import check_disputes
from dmz_map.archive.evidence import Citation, Claim, check_citations, check_claims
from dmz_map.archive.incident_table import INCIDENT_CHECKS, read_incident_table, with_evidence
from dmz_map.archive.place import Place, place_of
from dmz_map.archive.sources import Document, check_documents, check_sources
from dmz_map.archive.vocabulary import Vocabulary, check_vocabulary
from dmz_map.errors import ExcerptError, UnknownIdError
from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.tabular.cells import shortened
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.tables import Row, Table, raise_first

__all__ = [
    "Archive",
    "Citation",
    "Claim",
    "Incident",
    "Place",
    "check_archive",
    "incident_from_row",
    "read_archive",
    "to_frame",
]

_FRAME_TYPES: Final = {
    **{column: "str" for column in INCIDENT_CHECKS if column not in ("lon", "lat")},
    **dict.fromkeys(("people", "killed", "wounded"), "Int64"),
    "radius_km": "float64",
    **dict.fromkeys(("first_day", "last_day"), "datetime64[ms]"),
}


@dataclass(frozen=True)
class Incident:
    """One incident.

    Attributes
    ----------
    date
        EDTF, as reported; `first_day` and `last_day` are the span it covers.
    people, killed, wounded
        One reported figure; 0 when the report speaks of none, None when not reported
        or disputed.
    category, direction, outcome, confidence
        Words of the vocabulary.
    dispute, note
        In what reports differ, and a remark; both may be empty.
    claims, citations
        What it rests on: at least one of either.
    """

    id: str
    date: str
    first_day: dt.date
    last_day: dt.date
    title_en: str
    title_ko: str
    summary_en: str
    summary_ko: str
    category: str
    direction: str
    actors: tuple[str, ...]
    people: int | None
    killed: int | None
    wounded: int | None
    outcome: str
    place: Place
    confidence: str
    dispute: str
    note: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Archive:
    """All incidents, sorted by first day and id, with the documents and words they rest on."""

    version: str
    documents: Mapping[str, Document]
    vocabulary: Vocabulary
    incidents: tuple[Incident, ...]
    zone_claims: tuple[Claim, ...]
    context_claims: tuple[Claim, ...]
    corrections: Mapping[str, Correction]
    disputes: Mapping[str, tuple[str, ...]]

    def get(self, id: str) -> Incident:
        """Return one incident.

        Raises
        ------
        UnknownIdError
            If no incident bears the id.
        """
        for incident in self.incidents:
            if incident.id == id:
                return incident
        raise UnknownIdError(
            f"No incident bears the id {shortened(id)}. The column 'id' of the incidents lists all "
            f"{len(self.incidents)}."
        )


def read_archive(package: Package) -> Archive:
    """Read and check everything; a quotation that is not verbatim stops it.

    Raises
    ------
    ExcerptError
        If a claim's passage is not what its document says.
    PackageError
        If a document is missing or its SHA-256 differs.
    TableError
        If a row of a table is not as it must be.
    """
    archive, tables = check_archive(package)
    issues = [issue for table in tables for issue in table.issues]
    raise_first(sorted(issues, key=lambda issue: issue.error is not ExcerptError))
    return archive


def check_archive(package: Package) -> tuple[Archive, tuple[Table, ...]]:
    """Return an archive of what is sound, and every table with its faults."""
    vocabulary, words = check_vocabulary(package)
    documents = check_documents(package)
    sources = check_sources(package)
    table = read_incident_table(package, vocabulary, words)
    claims, claim_table = check_claims(package, documents, table)
    citations, citation_table = check_citations(package, sources, table, columns=INCIDENT_CHECKS)
    corrections = check_corrections(package, claim_table, sources)
    disputes = check_disputes(package, table, columns=INCIDENT_CHECKS)
    table, claim_table = with_evidence(table, claim_table, citation_table)
    incidents = (
        incident_from_row(row, claims.get(row["id"], ()), citations.get(row["id"], ()))
        for row in table.valid_rows()
    )
    archive = Archive(
        package.version,
        documents[0],
        vocabulary,
        tuple(sorted(incidents, key=lambda incident: (incident.first_day, incident.id))),
        claims.get("zone", ()),
        claims.get("context", ()),
        corrections[0],
        disputes[0],
    )
    evidence = (claim_table, sources[1], table, citation_table, corrections[1], disputes[1])
    return archive, (words, documents[1], *evidence)


def to_frame(incidents: Iterable[Incident]) -> gpd.GeoDataFrame:
    """Return the incidents as a table with points.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an incident, in the given order; the columns of the record, the place's
        as ``place_en``, ``place_ko``, ``sector``, ``location_precision``, ``radius_km``
        (kilometres), actors joined by "; ". The geometry, EPSG:4326 (lon, lat), is a
        Point, or None where no point is known.
    """
    given = tuple(incidents)
    return gpd.GeoDataFrame(
        [*map(_record, given)],
        columns=[*_FRAME_TYPES],
        geometry=[*map(_point, given)],
        crs=GEOGRAPHIC,
    ).astype(_FRAME_TYPES)


def incident_from_row(
    row: Row, claims: tuple[Claim, ...], citations: tuple[Citation, ...]
) -> Incident:
    """Return the incident of a row without fault, with what it rests on."""
    first_day, last_day = day_span(row["date"])
    return Incident(
        id=row["id"],
        date=row["date"],
        first_day=first_day,
        last_day=last_day,
        title_en=row["title_en"],
        title_ko=row["title_ko"],
        summary_en=row["summary_en"],
        summary_ko=row["summary_ko"],
        category=row["category"],
        direction=row["direction"],
        actors=tuple(actor.strip() for actor in row["actors"].split(";")),
        people=_figure(row["people"]),
        killed=_figure(row["killed"]),
        wounded=_figure(row["wounded"]),
        outcome=row["outcome"],
        place=place_of(row),
        confidence=row["confidence"],
        dispute=row["dispute"],
        note=row["note"],
        claims=claims,
        citations=citations,
    )


def _figure(cell: str) -> int | None:
    return int(cell) if cell else None


def _record(incident: Incident) -> dict[str, object]:
    place = incident.place
    return {
        **{name: getattr(incident, name) for name in _FRAME_TYPES if hasattr(incident, name)},
        "actors": "; ".join(incident.actors),
        "sector": place.sector,
        "place_en": place.name_en,
        "place_ko": place.name_ko,
        "location_precision": place.precision,
        "radius_km": place.radius_km,
    }


def _point(incident: Incident) -> Point | None:
    place = incident.place
    return None if place.lon is None or place.lat is None else Point(place.lon, place.lat)
