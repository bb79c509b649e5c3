"""What the public record says where a document's own words are wrong or loose.

A quotation is never changed: the correction stands beside it, in our own words, cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dmz_map.archive.sources import Source
from dmz_map.tabular.cells import (
    Check,
    Problem,
    in_english,
    in_korean,
    names,
    shortened,
    text,
    up_to,
)
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Issue, Table, read_table

__all__ = ["Correction", "check_corrections"]

_CHECKS: Final[dict[str, Check]] = {
    "claim_id": text,
    "text_en": up_to(400, in_english),
    "text_ko": up_to(240, in_korean),
    "source_ids": up_to(400, names),
}


@dataclass(frozen=True)
class Correction:
    """The correction of one claim, in both languages, and the sources that report it."""

    claim_id: str
    text_en: str
    text_ko: str
    sources: tuple[Source, ...]


def check_corrections(
    package: Package, claims: Table, sources: tuple[Mapping[str, Source], Table]
) -> tuple[Mapping[str, Correction], Table]:
    """Return the corrections by claim, and the table with all its faults.

    Parameters
    ----------
    package
        The package that lists ``corrections``.
    claims
        The checked table of claims, for its ids.
    sources
        What `check_sources` returns.
    """
    table = read_table(package, "corrections", _CHECKS, key=("claim_id",))
    records, table_ = sources
    table = table.with_issues(
        table.unknown_references("claim_id", claims.values("claim_id"), claims.file)
    )
    table = table.with_issues(_unknown_sources(table, table_))
    corrections = {
        row["claim_id"]: Correction(
            row["claim_id"],
            row["text_en"],
            row["text_ko"],
            tuple(records[id] for id in row["source_ids"].split(";") if id in records),
        )
        for row in table.valid_rows()
    }
    return MappingProxyType(corrections), table


def _unknown_sources(table: Table, table_: Table) -> Iterator[Issue]:
    known = table_.values("id")
    for row in table.rows if known is not None else ():
        for id in row["source_ids"].split(";") if table.is_valid(row, "source_ids") else ():
            if known is not None and id not in known:
                problem = Problem(
                    f"no row of {table_.file} bears the id {shortened(id)}.",
                    "Correct the id, or add that row.",
                )
                yield row.issue("source_ids", problem)
