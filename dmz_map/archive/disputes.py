"""Which columns of an incident its dispute concerns, so that it can stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from dmz_map.tabular.cells import Check, Problem, list_of, shortened, text
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Issue, Table, read_table

__all__ = ["check_disputes"]


def check_disputes(
    package: Package, incidents: Table, *, columns: Collection[str]
) -> tuple[Mapping[str, tuple[str, ...]], Table]:
    """Return the disputed columns by incident, and the table with all its faults.

    Parameters
    ----------
    package
        The package that lists ``disputes``.
    incidents
        The checked table of incidents, for their ids and disputes. A dispute without a row
        here concerns the account as a whole.
    columns
        The columns of an incident that accounts can differ in.
    """
    checks: dict[str, Check] = {
        "incident_id": text,
        "concerns": list_of(columns, "a column of an incident"),
    }
    table = read_table(package, "disputes", checks, key=("incident_id",))
    table = table.with_issues(
        table.unknown_references("incident_id", incidents.values("id"), incidents.file)
    ).with_issues(_idle(table, incidents))
    found = {row["incident_id"]: tuple(row["concerns"].split(";")) for row in table.valid_rows()}
    return MappingProxyType(found), table


def _idle(table: Table, incidents: Table) -> Iterator[Issue]:
    """Yield a fault for a row whose incident has no dispute."""
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
