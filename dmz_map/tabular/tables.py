"""Tables checked against their schemas: cells, keys and references, each issue with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from dmz_map.errors import DataError, PackageError, Problem, TableError
from dmz_map.tabular.csv_files import parse_csv
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue, issue_of
from dmz_map.tabular.schema import Field, Reference, Schema
from dmz_map.tabular.text import shortened

__all__ = ["Row", "Table", "check_cells", "read_table", "read_tables"]


@dataclass(frozen=True)
class Row:
    """One row: its file, the line on which it starts, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column, exactly as the file has it."""
        try:
            return self.cells[column]
        except KeyError:
            what = f"the table has no column '{column}', which the program needs."
            raise PackageError(what, "Restore it and its schema.", file=self.file) from None

    def issue(self, column: str, problem: Problem, error: type[DataError] = TableError) -> Issue:
        """Return what is wrong with one cell of this row."""
        return Issue(self.file, self.line, column, self.cells.get(column, ""), *problem, error)


@dataclass(frozen=True)
class Table:
    """A table after its check.

    Attributes
    ----------
    name, file
        The resource's name and its file relative to the root.
    columns
        The columns that the table must have.
    rows
        Every row, the invalid ones too; empty when the file could not be read.
    missing
        Columns that the file does not have; all of them when it could not be read.
    issues
        All that is wrong, in the order in which it was found.
    invalid_cells
        (line, column) of every cell with an issue.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    missing: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    invalid_cells: frozenset[tuple[int | None, str | None]] = frozenset()

    def with_issues(self, issues: Iterable[Issue]) -> Table:
        """Return this table with more issues."""
        more = tuple(issues)
        if not more:
            return self
        invalid_cells = self.invalid_cells.union((issue.line, issue.column) for issue in more)
        return replace(self, issues=self.issues + more, invalid_cells=invalid_cells)

    def is_valid(self, row: Row, *columns: str) -> bool:
        """Return whether these cells of a row are there and without an issue."""
        return not any(
            column in self.missing or (row.line, column) in self.invalid_cells for column in columns
        )

    def valid_rows(self) -> Iterator[Row]:
        """Yield the rows without any issue: those from which a record can be made."""
        return (row for row in self.rows if self.is_valid(row, *self.columns))

    def values(self, column: str) -> frozenset[str] | None:
        """Return all values of a column, or None when they cannot be known."""
        if column in self.missing:
            return None
        return frozenset(row[column] for row in self.rows)


def read_tables(package: Package) -> Mapping[str, Table]:
    """Read every table of the package and check cells, keys and references.

    Returns
    -------
    Mapping of str to Table
        By the resource's name. Never raises for what a file says: its issues are in the table.
    """
    schemas = {name: one.schema for name, one in package.resources.items() if one.schema}
    tables = {name: read_table(package, name) for name in schemas}
    checked = {}
    for name, table in tables.items():
        checked[name] = table.with_issues(_unknown_columns(table, schemas)).with_issues(
            _unknown_references(table, schemas[name], tables)
        )
    return MappingProxyType(checked)


def read_table(package: Package, name: str) -> Table:
    """Read one table and check its columns, every cell, and that each key is there once.

    Returns
    -------
    Table
        Never raises for what the file says: its issues are in the table.

    Raises
    ------
    PackageError
        If no data package lists the table with its schema.
    """
    file, schema = package.file(name), package.schema(name)
    empty = Table(name, file, schema.columns)
    try:
        header, found = parse_csv(package.read(name), file)
    except DataError as error:
        return replace(empty, missing=frozenset(schema.columns)).with_issues([issue_of(error)])
    rows = tuple(Row(file, line, MappingProxyType(cells)) for line, cells in found)
    missing = [column for column in schema.columns if column not in header]
    table = replace(empty, rows=rows, missing=frozenset(missing))
    where = package.path(name).with_name("datapackage.json").relative_to(package.root)
    table = table.with_issues(_header_issues(table, header, where.as_posix()))
    table = table.with_issues(check_cells(table, schema.fields))
    for key in schema.keys:
        table = table.with_issues(_repeated(table, key))
    return table


def check_cells(table: Table, fields: Iterable[Field]) -> Iterator[Issue]:
    """Yield an issue for each cell that is not what its column may hold."""
    there = [one for one in fields if one.name not in table.missing]
    for row in table.rows:
        for one in there:
            if (problem := one.problem(row[one.name])) is not None:
                yield row.issue(one.name, problem)


def _header_issues(table: Table, header: tuple[str, ...], where: str) -> Iterator[Issue]:
    """Compare a file's columns with those of its schema, which `where` has."""
    for column in table.columns:
        if column in table.missing:
            what = f"the column '{column}' is missing."
            yield Issue(table.file, 1, column, "", what, "Add it.")
    unknown = [column for column in header if column not in table.columns]
    for column in unknown:
        what = f"{where} does not describe the column {column!r}."
        yield Issue(table.file, 1, column, column, what, "Remove the column, or describe it there.")
    if not unknown and not table.missing and header != table.columns:
        column = next(a for a, b in zip(header, table.columns, strict=True) if a != b)
        what = f"the columns are not in the order of {where}."
        remedy = f"Put them so: {', '.join(table.columns)}."
        yield Issue(table.file, 1, column, column, what, remedy)


def _repeated(table: Table, key: tuple[str, ...]) -> Iterator[Issue]:
    if table.missing.intersection(key):
        return
    lines: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in table.rows:
        lines[tuple(row[column] for column in key)].append(row)
    for values, (first, *others) in lines.items():
        for row in others:
            what = f"{', '.join(map(shortened, values))} is on line {first.line} already."
            remedy = "Give each row its own, or remove one of the two."
            yield row.issue(key[-1], Problem(what, remedy))


def _unknown_references(
    table: Table, schema: Schema, tables: Mapping[str, Table]
) -> Iterator[Issue]:
    """Yield an issue for each valid cell that names an id which its other table does not have."""
    for reference in schema.references:
        other = tables.get(reference.resource)
        known = None if other is None else other.values(reference.field)
        if other is not None and known is not None:
            where = f"no row of {other.file} has the id"
            yield from _not_among(table, schema, reference, known, where)


def _not_among(
    table: Table, schema: Schema, reference: Reference, known: frozenset[str], where: str
) -> Iterator[Issue]:
    column = schema.field(reference.column)
    for row in table.rows:
        if not table.is_valid(row, column.name) or not row[column.name]:
            continue
        for id in column.items(row[column.name]):
            if id not in known and id not in reference.also:
                problem = Problem(f"{where} {shortened(id)}.", "Correct the id, or add that row.")
                yield row.issue(column.name, problem)


def _unknown_columns(table: Table, schemas: Mapping[str, Schema]) -> Iterator[Issue]:
    """Yield an issue for each list of columns that names one that is not there, or one twice."""
    for column in schemas[table.name].fields:
        if not column.columns_of:
            continue
        known = schemas[column.columns_of].columns
        for row in table.rows:
            if not table.is_valid(row, column.name) or not row[column.name]:
                continue
            items = column.items(row[column.name])
            if unknown := [item for item in items if item not in known]:
                what = f"{shortened(unknown[0])} is not a column of {column.columns_of}."
                remedy = f"Allowed, separated by '{column.separator}': {', '.join(known)}."
                yield row.issue(column.name, Problem(what, remedy))
            elif len(set(items)) < len(items):
                what = f"{shortened(row[column.name])} names one twice."
                yield row.issue(column.name, Problem(what, "Name each once."))
