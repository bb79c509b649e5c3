"""What an incident rests on: claims with their passage, and citations of sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dmz_map.archive.passages import Excerpt, misquotation
from dmz_map.archive.sources import Document, Source
from dmz_map.errors import ExcerptError, Problem
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table
from dmz_map.tabular.text import shortened

__all__ = [
    "SUBJECTS",
    "Citation",
    "Claim",
    "citations_of",
    "claims_of",
    "in_reading_order",
    "misquotations",
    "overconfident",
    "unfounded",
]

SUBJECTS: Final = ("zone", "context")
"""What a claim may be about that is not an incident."""

_LEADING: Final = ("action", "category", "actor", "actor_type", "outcome")


@dataclass(frozen=True)
class Claim:
    """One statement of a document, with the passage that says it.

    `subject` is an incident's id, ``zone`` or ``context``; `value` is the statement in
    short, in free words; `excerpt` is the proved passage.
    """

    id: str
    subject: str
    field: str
    value: str
    excerpt: Excerpt


@dataclass(frozen=True)
class Citation:
    """A source that reports an incident, and the columns of the incident that it supports."""

    source: Source
    supports: tuple[str, ...]


def in_reading_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims in the order of reading: what happened and to whom before all else."""
    return tuple(
        sorted(
            claims, key=lambda claim: _LEADING.index(claim.field) if claim.field in _LEADING else 9
        )
    )


def claims_of(table: Table, documents: Mapping[str, Document]) -> Mapping[str, tuple[Claim, ...]]:
    """Return the claims of the valid rows by subject, as far as their document can be read."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for row in table.valid_rows():
        if row["document_id"] in documents:
            subject = row["incident_id"]
            claim = Claim(row["claim_id"], subject, row["field"], row["value"], _excerpt(row))
            claims[subject].append(claim)
    return MappingProxyType({subject: tuple(found) for subject, found in claims.items()})


def citations_of(table: Table, sources: Mapping[str, Source]) -> Mapping[str, tuple[Citation, ...]]:
    """Return the citations of the valid rows by incident, as far as their source is valid."""
    citations: dict[str, list[Citation]] = defaultdict(list)
    for row in table.valid_rows():
        if row["source_id"] in sources:
            citation = Citation(sources[row["source_id"]], tuple(row["supports"].split(";")))
            citations[row["incident_id"]].append(citation)
    return MappingProxyType({id: tuple(found) for id, found in citations.items()})


def misquotations(table: Table, documents: Mapping[str, Document]) -> Iterator[Issue]:
    """Yield an issue for each claim whose passage is not what its document says."""
    for row in table.rows:
        if not table.is_valid(row, "document_id", "start", "end", "exact"):
            continue
        if (document := documents.get(row["document_id"])) is None:
            continue
        problem = misquotation(_excerpt(row), document.text, document.file)
        if problem is not None:
            what = f"claim {shortened(row.cells.get('claim_id', ''))}: {problem.what}"
            yield row.issue("exact", Problem(what, problem.remedy), ExcerptError)


def unfounded(incidents: Table, *evidence: Table) -> Iterator[Issue]:
    """Yield an issue for each incident that no row of the `evidence` tables is about."""
    known = [table.values("incident_id") for table in evidence]
    if None in known:
        return
    known_ids = frozenset[str]().union(*(ids for ids in known if ids is not None))
    for row in incidents.rows:
        if incidents.is_valid(row, "id") and row["id"] not in known_ids:
            problem = Problem(
                f"the incident {row['id']} rests on no claim and no citation.",
                "Add one to the claims or the citations, or remove the row.",
            )
            yield row.issue("id", problem)


def overconfident(incidents: Table, claims: Table, citations: Table) -> Iterator[Issue]:
    """Yield an issue for each incident of confidence `high` that rests on fewer than two works.

    A work is a cited source or a document of which a claim quotes a passage.
    """
    if claims.missing & {"incident_id", "document_id"} or citations.missing:
        return
    works: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for table, column in ((claims, "document_id"), (citations, "source_id")):
        for row in table.rows:
            works[row["incident_id"]].add((column, row[column]))
    for row in incidents.rows:
        if incidents.is_valid(row, "id", "confidence") and row["confidence"] == "high":
            number = len(works[row["id"]])
            if number == 1:  # of none `unfounded` reports
                problem = Problem(
                    f"'high' needs two cited sources or documents; {row['id']} has {number}.",
                    "Cite another, or write medium.",
                )
                yield row.issue("confidence", problem)


def _excerpt(row: Row) -> Excerpt:
    return Excerpt(row["document_id"], row["exact"], int(row["start"]), int(row["end"]))
