"""Everything that is wrong with the data, in one run: the checks of reading, without a stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dmz_map.archive.incidents import check_archive
from dmz_map.archive.point_checks import (
    misplaced_incidents,
    misplaced_places,
    read_reference_geometry,
)
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
    """

    issues: tuple[Issue, ...]
    counts: Mapping[str, int]


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
        tables = _with_point_issues(package, check_archive(package)[1])
    except PackageError as error:
        return Report((issue_of(error, "datapackage.json"),), MappingProxyType({}))
    found = [issue for table in tables.values() for issue in table.issues]
    unreadable = {issue.file for issue in found if issue.line is None}
    hashes = [issue_of(error) for error in package.mismatches() if error.file not in unreadable]
    counts = {name: len(table.rows) for name, table in tables.items()}
    return Report((*hashes, *found), MappingProxyType(counts))


def _with_point_issues(package: Package, tables: Mapping[str, Table]) -> Mapping[str, Table]:
    """Return the tables, those of incidents and places with the issues of their points."""
    incidents, sectors, places = (tables[name] for name in ("incidents", "sectors", "places"))
    if sectors.issues:
        return tables
    try:
        reference = read_reference_geometry(package, sectors)
    except DataError as error:
        return {**tables, "sectors": sectors.with_issues([issue_of(error, "data/border.geojson")])}
    return {
        **tables,
        "incidents": incidents.with_issues(misplaced_incidents(incidents, reference)),
        "places": places.with_issues(misplaced_places(places, reference)),
    }
