"""What an incident rests on: claims with their passage, and citations of sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dmz_map.archive.excerpts import Excerpt, misquotation
from dmz_map.archive.sources import Document, Source
from dmz_map.errors import ExcerptError
from dmz_map.tabular.cells import Check, Problem, count, list_of, matching, shortened, text, up_to
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Issue, Row, Table, read_table

__all__ = [
    "CLAIM_CHECKS",
    "SUBJECTS",
    "Citation",
    "Claim",
    "check_citations",
    "check_claims",
    "in_reading_order",
    "overconfident",
    "unfounded",
]

SUBJECTS: Final = ("zone", "context")
"""What a claim may speak of that is no incident."""

_LEADING: Final = ("action", "category", "actor", "actor_type", "outcome")

CLAIM_CHECKS: Final[dict[str, Check]] = {
    "claim_id": matching(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", "an id of A-Z, a-z, 0-9 and -"),
    "incident_id": text,
    "field": matching(r"[a-z][a-z0-9_]{0,39}", "a word of a-z, 0-9 and _"),
    "value": up_to(200, text),
    "document_id": text,
    "start": count,
    "end": count,
    "exact": lambda cell: None if cell else Problem("the passage is blank.", "Quote one."),
}
"""The columns of a claim in their order, each with the check of its cells."""


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
    """Return claims as a reader wants them: what happened and to whom before all else."""
    return tuple(
        sorted(
            claims, key=lambda claim: _LEADING.index(claim.field) if claim.field in _LEADING else 9
        )
    )


def check_claims(
    package: Package, documents: tuple[Mapping[str, Document], Table], incidents: Table
) -> tuple[Mapping[str, tuple[Claim, ...]], Table]:
    """Return the proved claims by subject, and the table with all its faults.

    Parameters
    ----------
    package
        The package that lists ``claims``.
    documents
        What `check_documents` returns.
    incidents
        The checked table of incidents, for its ids.
    """
    table = read_table(package, "claims", CLAIM_CHECKS, key=("claim_id",))
    texts, table_ = documents
    ids = incidents.values("id")
    subjects = None if ids is None else ids.union(SUBJECTS)
    table = table.with_issues(table.unknown_references("incident_id", subjects, incidents.file))
    table = table.with_issues(
        table.unknown_references("document_id", table_.values("id"), table_.file)
    )
    table = table.with_issues(_misquotations(table, texts))
    claims: dict[str, list[Claim]] = defaultdict(list)
    for row in table.valid_rows():
        if row["document_id"] in texts:
            subject = row["incident_id"]
            claim = Claim(row["claim_id"], subject, row["field"], row["value"], _excerpt(row))
            claims[subject].append(claim)
    return MappingProxyType({subject: tuple(found) for subject, found in claims.items()}), table


def check_citations(
    package: Package,
    sources: tuple[Mapping[str, Source], Table],
    incidents: Table,
    *,
    columns: Collection[str],
) -> tuple[Mapping[str, tuple[Citation, ...]], Table]:
    """Return the citations by incident, and the table with all its faults.

    Parameters
    ----------
    package
        The package that lists ``citations``.
    sources
        What `check_sources` returns.
    incidents
        The checked table of incidents, for its ids.
    columns
        The columns of an incident that a source can support.
    """
    checks: dict[str, Check] = {
        "incident_id": text,
        "source_id": text,
        "supports": list_of(columns, "a column of an incident"),
    }
    table = read_table(package, "citations", checks, key=("incident_id", "source_id"))
    records, table_ = sources
    table = table.with_issues(
        table.unknown_references("incident_id", incidents.values("id"), incidents.file)
    )
    table = table.with_issues(
        table.unknown_references("source_id", table_.values("id"), table_.file)
    )
    citations: dict[str, list[Citation]] = defaultdict(list)
    for row in table.valid_rows():
        if row["source_id"] in records:
            citation = Citation(records[row["source_id"]], tuple(row["supports"].split(";")))
            citations[row["incident_id"]].append(citation)
    return MappingProxyType({id_: tuple(found) for id_, found in citations.items()}), table


def unfounded(incidents: Table, *evidence: Table) -> Iterator[Issue]:
    """Yield a fault for each incident of which no row of the `evidence` tables speaks."""
    known = [table.values("incident_id") for table in evidence]
    if None in known:
        return
    spoken_of = frozenset[str]().union(*(ids for ids in known if ids is not None))
    for row in incidents.rows:
        if incidents.is_valid(row, "id") and row["id"] not in spoken_of:
            problem = Problem(
                f"the incident {row['id']} rests on no claim and no citation.",
                "Add one to the claims or the citations, or remove the row.",
            )
            yield row.issue("id", problem)


def overconfident(incidents: Table, claims: Table, citations: Table) -> Iterator[Issue]:
    """Yield a fault for each incident of confidence `high` that rests on fewer than two works.

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
            if number == 1:  # of none `unfounded` tells
                problem = Problem(
                    f"'high' needs two cited sources or documents; {row['id']} has {number}.",
                    "Cite another, or write medium.",
                )
                yield row.issue("confidence", problem)


def _misquotations(table: Table, texts: Mapping[str, Document]) -> Iterator[Issue]:
    for row in table.rows:
        if not table.is_valid(row, "document_id", "start", "end", "exact"):
            continue
        if (document := texts.get(row["document_id"])) is None:
            continue
        problem = misquotation(_excerpt(row), document.text, document.file)
        if problem is not None:
            what = f"claim {shortened(row.cells.get('claim_id', ''))}: {problem.what}"
            yield row.issue("exact", Problem(what, problem.remedy), ExcerptError)


def _excerpt(row: Row) -> Excerpt:
    return Excerpt(row["document_id"], row["exact"], int(row["start"]), int(row["end"]))
