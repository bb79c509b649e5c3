"""The table of incidents: what each column may hold, and what the cells of a row say together."""

from __future__ import annotations

from typing import Final

from dmz_map.archive.evidence import overconfident, unfounded
from dmz_map.archive.place import PLACE_CHECKS, contradictions
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.archive.weekdays import claimed_on_another, noted_on_another
from dmz_map.tabular.cells import (
    Check,
    count,
    edtf_date,
    in_english,
    in_korean,
    matching,
    names,
    optional,
    text,
    up_to,
)
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Table, read_table

__all__ = ["INCIDENT_CHECKS", "WORD_COLUMNS", "read_incident_table", "with_evidence"]

INCIDENT_CHECKS: Final[dict[str, Check]] = {
    "id": matching(
        r"(?!(zone|context)$)[a-z0-9][a-z0-9-]{2,79}",
        "an id of 3 to 80 signs a-z, 0-9 and -, other than 'zone' and 'context'",
    ),
    "date": edtf_date,
    "title_en": up_to(90, in_english),
    "title_ko": up_to(60, in_korean),
    "summary_en": up_to(400, in_english),
    "summary_ko": up_to(240, in_korean),
    **dict.fromkeys(("category", "direction"), text),
    "actors": up_to(160, names),
    **dict.fromkeys(("people", "killed", "wounded"), optional(count)),
    "outcome": text,
    **PLACE_CHECKS,
    "confidence": text,
    **dict.fromkeys(("dispute", "note"), optional(up_to(400, text))),
}
"""The columns in their order, each with the check of its cells."""

WORD_COLUMNS: Final = (
    "category",
    "direction",
    "outcome",
    "sector",
    "location_precision",
    "confidence",
)
"""The columns whose cells are words of the vocabulary, each of the list of that name."""


def read_incident_table(package: Package, vocabulary: Vocabulary, words: Table) -> Table:
    """Read the table and check all that its rows say by themselves.

    Parameters
    ----------
    package
        The package that lists ``incidents``.
    vocabulary, words
        What `check_vocabulary` returns; without its two key columns no word is checked.
    """
    known = not words.missing & {"field", "value"}
    lists = {field: vocabulary.check(field) for field in WORD_COLUMNS if known}
    table = read_table(package, "incidents", INCIDENT_CHECKS | lists, key=("id",))
    return table.with_issues(contradictions(table)).with_issues(noted_on_another(table))


def with_evidence(table: Table, claims: Table, citations: Table) -> tuple[Table, Table]:
    """Return the incidents and the claims with the faults of what they say of each other."""
    table = table.with_issues(unfounded(table, claims, citations))
    table = table.with_issues(overconfident(table, claims, citations))
    return table, claims.with_issues(claimed_on_another(claims, table))
