"""The archive of all incidents, with the documents and words that they rest on.

Everything is read once, checked and frozen: whoever holds an `Archive` knows that each
quotation equals its document and each word is in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import geopandas as gpd
from shapely import Point

from dmz_map.archive.corrections import Correction, corrections_of, disputes_of
from dmz_map.archive.evidence import Claim, citations_of, claims_of, misquotations
from dmz_map.archive.incident import RANGES, Incident, incident_from_row
from dmz_map.archive.incident_table import check_together
from dmz_map.archive.links import contradictory_links, links_of
from dmz_map.archive.neutral_words import unusable_patterns
from dmz_map.archive.sources import Document, check_documents, sources_of
from dmz_map.archive.stories import Story, read_stories
from dmz_map.archive.vocabulary import Vocabulary, check_enums, check_vocabulary
from dmz_map.errors import ExcerptError, UnknownIdError
from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.geo.gazetteer import sector_gaps, sectors_unlike_vocabulary
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import raise_first
from dmz_map.tabular.tables import Table, read_tables
from dmz_map.tabular.text import shortened

__all__ = ["Archive", "Incident", "check_archive", "incident_from_row", "read_archive", "to_frame"]

_TABLES: Final = (
    "vocabulary", "documents", "claims", "sources", "incidents", "citations", "corrections",
    "disputes", "links", "sectors", "places", "houses", "words", "accepted",
)  # fmt: skip
_FRAME_TYPES: Final = {
    **dict.fromkeys(("id", "date", "title_en", "title_ko", "summary_en", "summary_ko"), "str"),
    **dict.fromkeys(("category", "direction", "actors", "actors_ko"), "str"),
    **dict.fromkeys(("people", "killed", "wounded", *RANGES), "Int64"),
    **dict.fromkeys(("outcome", "sector", "place_en", "place_ko", "location_precision"), "str"),
    "radius_km": "float64",
    **dict.fromkeys(("confidence", "dispute", "dispute_ko", "note"), "str"),
    **dict.fromkeys(("side", "links"), "str"),
    **dict.fromkeys(("first_day", "last_day"), "datetime64[ms]"),
}


@dataclass(frozen=True)
class Archive:
    """All incidents, sorted by first day and id, with the documents and words they rest on.

    `edition` and `edition_date` are those of ``data/datapackage.json``, and may be empty;
    `version` changes with every byte.
    """

    version: str
    edition: str
    edition_date: str
    documents: Mapping[str, Document]
    vocabulary: Vocabulary
    incidents: tuple[Incident, ...]
    zone_claims: tuple[Claim, ...]
    context_claims: tuple[Claim, ...]
    corrections: Mapping[str, Correction]
    disputes: Mapping[str, tuple[str, ...]]
    stories: tuple[Story, ...]

    def get(self, id: str) -> Incident:
        """Return one incident.

        Raises
        ------
        UnknownIdError
            If no incident has the id.
        """
        for incident in self.incidents:
            if incident.id == id:
                return incident
        raise UnknownIdError(
            f"No incident has the id {shortened(id)}. The column 'id' of the incidents lists all "
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
    issues = [issue for table in tables.values() for issue in table.issues]
    raise_first(sorted(issues, key=lambda issue: issue.error is not ExcerptError))
    return archive


def check_archive(package: Package) -> tuple[Archive, Mapping[str, Table]]:
    """Return an archive of what is valid, and every table by name with its issues.

    The schemas check cells, keys and references; here is checked what they cannot say.

    Raises
    ------
    PackageError
        If a table, or a column that the program needs, is in no schema.
    """
    for name in _TABLES:
        package.schema(name)
    tables = dict(read_tables(package))
    vocabulary, words = check_vocabulary(tables["vocabulary"])
    words = words.with_issues(check_enums(package, words))
    documents, tables["documents"] = check_documents(package, tables["documents"])
    tables["claims"] = tables["claims"].with_issues(misquotations(tables["claims"], documents))
    tables["sectors"] = tables["sectors"].with_issues(sector_gaps(tables["sectors"]))
    tables["vocabulary"] = words.with_issues(sectors_unlike_vocabulary(words, tables["sectors"]))
    tables |= check_together(tables)
    tables["links"] = tables["links"].with_issues(contradictory_links(tables))
    tables["words"] = tables["words"].with_issues(unusable_patterns(tables["words"]))
    sources = sources_of(tables["sources"])
    claims = claims_of(tables["claims"], documents)
    citations = citations_of(tables["citations"], sources)
    links = links_of(tables["links"])
    incidents = (
        incident_from_row(
            row, claims.get(row["id"], ()), citations.get(row["id"], ()), links.get(row["id"], ())
        )
        for row in tables["incidents"].valid_rows()
    )
    ordered = tuple(sorted(incidents, key=lambda incident: (incident.first_day, incident.id)))
    stories: tuple[Story, ...] = ()
    if not (tables["incidents"].issues or tables["claims"].issues):  # else steps may lack theirs
        stories, issues = read_stories(package, ordered)
        tables["incidents"] = tables["incidents"].with_issues(issues)
    archive = Archive(
        package.version,
        package.edition,
        package.edition_date,
        documents,
        vocabulary,
        ordered,
        claims.get("zone", ()),
        claims.get("context", ()),
        corrections_of(tables["corrections"], sources),
        disputes_of(tables["disputes"]),
        stories,
    )
    return archive, MappingProxyType(tables)


def to_frame(incidents: Iterable[Incident]) -> gpd.GeoDataFrame:
    """Return the incidents as a table with points.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an incident, in the given order; the columns of the record, the place's
        as ``place_en``, ``place_ko``, ``sector``, ``location_precision``, ``radius_km``
        (kilometres), actors joined by "; ", a range as ``people_low`` and ``people_high``,
        links as "relation id", of those that lead from the incident. The geometry, EPSG:4326
        (lon, lat), is a Point, or None where no point is known.
    """
    given = tuple(incidents)
    return gpd.GeoDataFrame(
        [*map(_record, given)],
        columns=[*_FRAME_TYPES],
        geometry=[*map(_point, given)],
        crs=GEOGRAPHIC,
    ).astype(_FRAME_TYPES)


def _record(incident: Incident) -> dict[str, object]:
    place = incident.place
    return {
        **{name: getattr(incident, name) for name in _FRAME_TYPES if hasattr(incident, name)},
        **incident.bounds(),
        "actors": "; ".join(incident.actors),
        "actors_ko": "; ".join(incident.actors_ko),
        "links": "; ".join(
            f"{link.relation} {link.other_id}" for link in incident.links if link.forwards
        ),
        "sector": place.sector,
        "place_en": place.name_en,
        "place_ko": place.name_ko,
        "location_precision": place.precision,
        "radius_km": place.radius_km,
    }


def _point(incident: Incident) -> Point | None:
    place = incident.place
    return None if place.lon is None or place.lat is None else Point(place.lon, place.lat)
