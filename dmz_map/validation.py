"""Everything that is wrong with the data, in one go: the same checks as reading, without a stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from dmz_map.cells import text
from dmz_map.datapackage import DEFAULT_ROOT, Package, open_package
from dmz_map.errors import DataError, PackageError
from dmz_map.gazetteer import survey_places, survey_sectors
from dmz_map.geography import misplaced_incidents, misplaced_places, read_ground
from dmz_map.incidents import survey_archive
from dmz_map.schemas import strange_columns, strange_words
from dmz_map.tables import Fault, Table, file_fault
from dmz_map.vocabulary import Vocabulary

__all__ = ["Fault", "Report", "validate"]


@dataclass(frozen=True)
class Report:
    """What `validate` found.

    Attributes
    ----------
    faults
        Every fault: hashes, schemas, then table by table; empty when all is well.
    counts
        Rows of each table, by the table's name, faulty rows too.
    """

    faults: tuple[Fault, ...]
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
        return Report((file_fault("datapackage.json", error),), MappingProxyType({}))
    archive, tables = survey_archive(package)
    tables = _with_ground(package, archive.vocabulary, tables)
    schemas = [*strange_columns(package), *strange_words(package, archive.vocabulary)]
    found = [*schemas, *(fault for table in tables for fault in table.faults)]
    told = {fault.file for fault in found if fault.line is None}
    hashes = [fault for fault in _hashes(package) if fault.file not in told]
    counts = {table.name: len(table.rows) for table in tables}
    return Report((*hashes, *found), MappingProxyType(counts))


def _with_ground(
    package: Package, vocabulary: Vocabulary, tables: tuple[Table, ...]
) -> tuple[Table, ...]:
    """Return the tables and those of sectors and places, with the faults of their points."""
    by_name = {table.name: table for table in tables}
    known = not by_name["vocabulary"].missing & {"field", "value"}
    is_sector = vocabulary.check("sector") if known else text
    sectors = survey_sectors(package, is_sector)
    places = survey_places(package, is_sector, by_name["sources"])
    try:
        ground = None if sectors.faults else read_ground(package, sectors)
    except DataError as error:
        sectors = sectors.having([file_fault("data/border.geojson", error)])
        ground = None
    if ground is not None:
        incidents = by_name["incidents"]
        by_name["incidents"] = incidents.having(misplaced_incidents(incidents, ground))
        places = places.having(misplaced_places(places, ground))
    return (*by_name.values(), sectors, places)


def _hashes(package: Package) -> Iterator[Fault]:
    """Yield a fault for each file that is missing or is not the promised one."""
    for name, resource in package.resources.items():
        try:
            replace(package, resources={name: resource}).verify()
        except PackageError as error:
            file = resource.path.relative_to(package.root).as_posix()
            yield replace(file_fault(file, error), value=resource.sha256)
