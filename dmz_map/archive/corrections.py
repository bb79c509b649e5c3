"""What the public record says where documents are wrong, and in what reports differ.

A quotation is never changed: the correction is shown beside it, in our own words, cited. A
dispute is shown beside the columns that it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dmz_map.archive.sources import Source
from dmz_map.errors import Problem
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Table
from dmz_map.tabular.text import shortened

__all__ = ["Correction", "corrections_of", "disputes_of", "idle_disputes"]


@dataclass(frozen=True)
class Correction:
    """The correction of one claim, in both languages, and the sources that report it."""

    claim_id: str
    text_en: str
    text_ko: str
    sources: tuple[Source, ...]


def corrections_of(table: Table, sources: Mapping[str, Source]) -> Mapping[str, Correction]:
    """Return the corrections by claim, each with those of its sources that are valid."""
    corrections = {
        row["claim_id"]: Correction(
            row["claim_id"],
            row["text_en"],
            row["text_ko"],
            tuple(sources[id] for id in row["source_ids"].split(";") if id in sources),
        )
        for row in table.valid_rows()
    }
    return MappingProxyType(corrections)


def disputes_of(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Return by incident the columns in which accounts differ.

    A dispute without a row here concerns the account as a whole.
    """
    found = {row["incident_id"]: tuple(row["concerns"].split(";")) for row in table.valid_rows()}
    return MappingProxyType(found)


def idle_disputes(table: Table, incidents: Table) -> Iterator[Issue]:
    """Yield an issue for each row of the disputes whose incident has none."""
    if incidents.missing & {"id", "dispute"}:
        return
    undisputed = {row["id"] for row in incidents.rows if not row["dispute"]}
    for row in table.rows:
        if table.is_valid(row, "incident_id") and row["incident_id"] in undisputed:
            problem = Problem(
                f"the incident {shortened(row['incident_id'])} has no dispute.",
                "Remove the row, or write the dispute.",
            )
            yield row.issue("incident_id", problem)
