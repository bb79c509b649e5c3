"""Everything that is wrong with the data, in one go: the same checks as reading, without a stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from dmz_map.archive.incidents import check_archive
from dmz_map.archive.point_checks import (
    misplaced_incidents,
    misplaced_places,
    read_reference_geometry,
)
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.errors import DataError, PackageError
from dmz_map.geo.gazetteer import check_places, check_sectors
from dmz_map.tabular.cells import text
from dmz_map.tabular.datapackage import DEFAULT_ROOT, Package, open_package
from dmz_map.tabular.schemas import unknown_columns, wrong_enums
from dmz_map.tabular.tables import Issue, Table, file_issue

__all__ = ["Issue", "Report", "validate"]


@dataclass(frozen=True)
class Report:
    """What `validate` found.

    Attributes
    ----------
    issues
        Every fault: hashes, schemas, then table by table; empty when all is well.
    counts
        Rows of each table, by the table's name, faulty rows too.
    """

    issues: tuple[Issue, ...]
    counts: Mapping[str, int]


def validate(root: Path = DEFAULT_ROOT) -> Report:
    """Check hashes, schemas, documents, claims, tables and points, and collect all faults.

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
    except PackageError as error:
        return Report((file_issue("datapackage.json", error),), MappingProxyType({}))
    archive, tables = check_archive(package)
    tables = _with_point_issues(package, archive.vocabulary, tables)
    schemas = [*unknown_columns(package), *wrong_enums(package, archive.vocabulary)]
    found = [*schemas, *(issue for table in tables for issue in table.issues)]
    told = {issue.file for issue in found if issue.line is None}
    hashes = [issue for issue in _hashes(package) if issue.file not in told]
    counts = {table.name: len(table.rows) for table in tables}
    return Report((*hashes, *found), MappingProxyType(counts))


def _with_point_issues(
    package: Package, vocabulary: Vocabulary, tables: tuple[Table, ...]
) -> tuple[Table, ...]:
    """Return the tables and those of sectors and places, with the faults of their points."""
    by_name = {table.name: table for table in tables}
    known = not by_name["vocabulary"].missing & {"field", "value"}
    is_sector = vocabulary.check("sector") if known else text
    sectors = check_sectors(package, is_sector)
    places = check_places(package, is_sector, by_name["sources"])
    try:
        reference = None if sectors.issues else read_reference_geometry(package, sectors)
    except DataError as error:
        sectors = sectors.with_issues([file_issue("data/border.geojson", error)])
        reference = None
    if reference is not None:
        incidents = by_name["incidents"]
        by_name["incidents"] = incidents.with_issues(misplaced_incidents(incidents, reference))
        places = places.with_issues(misplaced_places(places, reference))
    return (*by_name.values(), sectors, places)


def _hashes(package: Package) -> Iterator[Issue]:
    """Yield a fault for each file that is missing or is not the promised one."""
    for name, resource in package.resources.items():
        try:
            replace(package, resources={name: resource}).verify()
        except PackageError as error:
            file = resource.path.relative_to(package.root).as_posix()
            yield replace(file_issue(file, error), value=resource.sha256)
