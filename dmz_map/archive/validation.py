"""Everything that is wrong with the data, and all that is suspicious, in one run without a stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dmz_map.archive.border_checks import border_findings
from dmz_map.archive.figures_told import figure_findings, told_as_sum
from dmz_map.archive.findings import Finding, idle_acceptances, unaccepted
from dmz_map.archive.incidents import check_archive
from dmz_map.archive.neutral_words import word_findings
from dmz_map.archive.point_checks import (
    ReferenceGeometry,
    misplaced_incidents,
    misplaced_places,
    read_reference_geometry,
)
from dmz_map.archive.support_checks import support_findings
from dmz_map.errors import DataError, PackageError
from dmz_map.tabular.datapackage import DEFAULT_ROOT, Package, open_package
from dmz_map.tabular.issues import Issue, issue_of
from dmz_map.tabular.tables import Table

__all__ = ["Report", "validate"]


@dataclass(frozen=True)
class Report:
    """What `validate` found.

    Attributes
    ----------
    issues
        Every issue: hashes, then table by table; empty when all is well.
    counts
        Rows of each table, by the table's name, invalid rows too.
    warnings
        What is suspicious and not accepted, and accepted warnings that are no longer there.
    accepted
        How many warnings are accepted.
    sums
        Figures that the summaries tell in parts: no warnings, told apart.
    """

    issues: tuple[Issue, ...]
    counts: Mapping[str, int]
    warnings: tuple[Finding, ...] = ()
    accepted: int = 0
    sums: tuple[str, ...] = ()


def validate(root: Path = DEFAULT_ROOT) -> Report:
    """Check hashes, documents, claims, tables and points, and collect all issues.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.

    Returns
    -------
    Report
        Never raises for what a file says, or for a file that is missing.
    """
    try:
        package = open_package(root)
        tables, reference = _with_point_issues(package, check_archive(package)[1])
    except PackageError as error:
        return Report((issue_of(error, "datapackage.json"),), MappingProxyType({}))
    found = [issue for table in tables.values() for issue in table.issues]
    unreadable = {issue.file for issue in found if issue.line is None}
    hashes = [issue_of(error) for error in package.mismatches() if error.file not in unreadable]
    counts = {name: len(table.rows) for name, table in tables.items()}
    warnings, accepted = _warnings(tables, reference)
    sums = tuple(told_as_sum(tables))
    return Report((*hashes, *found), MappingProxyType(counts), warnings, accepted, sums)


def _warnings(
    tables: Mapping[str, Table], reference: ReferenceGeometry | None
) -> tuple[tuple[Finding, ...], int]:
    """Return the warnings that are left, and how many are accepted.

    Invalid cells are not checked; so only data without issues say which accepted ones are gone.
    """
    findings = [
        *(border_findings(tables, reference) if reference else ()),
        *support_findings(tables),
        *figure_findings(tables),
        *word_findings(tables),
    ]
    left = tuple(unaccepted(findings, tables["accepted"]))
    complete = reference is not None and not any(table.issues for table in tables.values())
    idle = idle_acceptances(findings, tables["accepted"]) if complete else ()
    return (*left, *idle), len(findings) - len(left)


def _with_point_issues(
    package: Package, tables: Mapping[str, Table]
) -> tuple[Mapping[str, Table], ReferenceGeometry | None]:
    """Return the tables, incidents and places with the issues of their points, and the border."""
    incidents, sectors, places = (tables[name] for name in ("incidents", "sectors", "places"))
    if sectors.issues:
        return tables, None
    try:
        reference = read_reference_geometry(package, sectors)
    except DataError as error:
        unread = sectors.with_issues([issue_of(error, "data/border.geojson")])
        return {**tables, "sectors": unread}, None
    checked = {
        "incidents": incidents.with_issues(misplaced_incidents(incidents, reference)),
        "places": places.with_issues(misplaced_places(places, reference)),
    }
    return {**tables, **checked}, reference
