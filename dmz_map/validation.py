"""Everything that is wrong with the data, in one go: the same checks as reading, without a stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from dmz_map.datapackage import DEFAULT_ROOT, Package, open_package
from dmz_map.errors import PackageError
from dmz_map.incidents import survey_archive
from dmz_map.tables import Fault, file_fault

__all__ = ["Fault", "Report", "validate"]


@dataclass(frozen=True)
class Report:
    """What `validate` found.

    Attributes
    ----------
    faults
        Every fault, hashes first, then table by table; empty when all is well.
    counts
        Rows of each table, by the table's name, faulty rows too.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]


def validate(root: Path = DEFAULT_ROOT) -> Report:
    """Check hashes, documents, claims and tables, and collect all faults.

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
    _, tables = survey_archive(package)
    found = [fault for table in tables for fault in table.faults]
    told = {fault.file for fault in found if fault.line is None}
    hashes = [fault for fault in _hashes(package) if fault.file not in told]
    counts = {table.name: len(table.rows) for table in tables}
    return Report((*hashes, *found), MappingProxyType(counts))


def _hashes(package: Package) -> Iterator[Fault]:
    """Yield a fault for each file that is missing or is not the promised one."""
    for name, resource in package.resources.items():
        try:
            replace(package, resources={name: resource}).verify()
        except PackageError as error:
            file = resource.path.relative_to(package.root).as_posix()
            yield replace(file_fault(file, error), value=resource.sha256)
