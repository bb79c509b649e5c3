"""Tables row by row: what every cell must be, and each fault with the place where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from dmz_map.errors import DataError, PackageError, TableError
from dmz_map.tabular.cells import Check, Problem, shortened
from dmz_map.tabular.csv_rows import read_header
from dmz_map.tabular.datapackage import Package, read_rows

__all__ = ["Issue", "Row", "Table", "file_issue", "raise_first", "read_table"]


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong in a file, as a sentence can tell it.

    Attributes
    ----------
    file
        The file, relative to the root, with forward slashes.
    line, column
        Where it stands, the line as an editor counts it; None for the whole file.
    value
        The cell or hash at fault, untouched; may be empty.
    problem, remedy
        Two sentences: what is wrong, what to do.
    error
        The error that a reader of the file raises for this fault.
    """

    file: str
    line: int | None
    column: str | None
    value: str
    problem: str
    remedy: str
    error: type[DataError] = field(default=TableError, repr=False)

    def __str__(self) -> str:
        """Return one printable line: where, what is wrong, what to do."""
        line = "" if self.line is None else f":{self.line}"
        column = "" if self.column is None else f" (column {self.column})"
        sentence = f"{self.file}{line}{column}: {self.problem} {self.remedy}".strip()
        return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in sentence)


@dataclass(frozen=True)
class Row:
    """One row: its file, the line on which it starts, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column, exactly as it stands in the file."""
        return self.cells[column]

    def issue(self, column: str, problem: Problem, error: type[DataError] = TableError) -> Issue:
        """Return what is wrong with one cell of this row as a fault."""
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
        Every row, the faulty ones too; empty when the file could not be read.
    missing
        Columns that the file does not have; all of them when it could not be read.
    faults
        All that is wrong, in the order in which it was found.
    spoilt
        (line, column) of every cell at fault.
    """

    name: str
    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    missing: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    invalid_cells: frozenset[tuple[int | None, str | None]] = frozenset()

    def with_issues(self, issues: Iterable[Issue]) -> Table:
        """Return this table with more faults."""
        more = tuple(issues)
        invalid_cells = self.invalid_cells.union((issue.line, issue.column) for issue in more)
        return replace(self, issues=self.issues + more, invalid_cells=invalid_cells)

    def is_valid(self, row: Row, *columns: str) -> bool:
        """Return whether these cells of a row are there and without fault."""
        return not any(
            column in self.missing or (row.line, column) in self.invalid_cells for column in columns
        )

    def valid_rows(self) -> Iterator[Row]:
        """Yield the rows without any fault: those from which a record can be made."""
        return (row for row in self.rows if self.is_valid(row, *self.columns))

    def values(self, column: str) -> frozenset[str] | None:
        """Return all values of a column, or None when they cannot be known."""
        if column in self.missing:
            return None
        return frozenset(row[column] for row in self.rows)

    def unknown_references(
        self, column: str, known: frozenset[str] | None, where: str
    ) -> Iterator[Issue]:
        """Yield a fault for each good cell whose value is not among the known ids of `where`."""
        for row in self.rows if known is not None else ():
            if self.is_valid(row, column) and known is not None and row[column] not in known:
                yield row.issue(
                    column,
                    Problem(
                        f"no row of {where} bears the id {shortened(row[column])}.",
                        "Correct the id, or add that row.",
                    ),
                )


def read_table(
    package: Package, name: str, checks: Mapping[str, Check], *, key: tuple[str, ...]
) -> Table:
    """Read a table and check its columns, every cell, and that each key stands once.

    Parameters
    ----------
    package
        The package that lists the table.
    name
        The resource's name.
    checks
        The columns that must be there, each with the check of its cells. Other
        columns are let be.
    key
        The columns that together name a row.

    Returns
    -------
    Table
        Never raises for what the file says: its faults are in the table.
    """
    resource = package.resources.get(name)
    path = package.root / "datapackage.json" if resource is None else resource.path
    empty = Table(name, path.relative_to(package.root).as_posix(), tuple(checks))
    try:
        found, header = read_rows(package.path(name)), read_header(package.path(name))
    except (PackageError, TableError) as error:
        return replace(empty, missing=frozenset(checks)).with_issues(
            [file_issue(empty.file, error)]
        )
    rows = tuple(Row(empty.file, line, MappingProxyType(cells)) for line, cells in found)
    missing = [column for column in checks if column not in header]
    table = replace(empty, rows=rows, missing=frozenset(missing)).with_issues(
        Issue(empty.file, 1, column, "", f"the column '{column}' is missing.", "Add it.")
        for column in missing
    )
    table = table.with_issues(_bad_cells(table, checks))
    return table if table.missing.intersection(key) else table.with_issues(_repeated(table, key))


def file_issue(file: str, error: DataError) -> Issue:
    """Turn a sentence about a file ("data/a.csv, line 3: what. What now.") into a fault."""
    match = re.fullmatch(rf"{re.escape(file)}(?:, line (\d+))?:? (.*)", str(error), re.DOTALL)
    line, sentence = (match[1], match[2]) if match else (None, str(error))
    what, stop, remedy = sentence.partition(". ")
    return Issue(file, int(line) if line else None, None, "", what + stop[:1], remedy, type(error))


def raise_first(issues: Iterable[Issue]) -> None:
    """Raise the first fault as the error it stands for, and say how many more there are."""
    found = tuple(issues)
    if found:
        more = len(found) - 1
        rest = f" ({more} more: `python -m dmz_map validate` lists them.)" if more else ""
        raise found[0].error(f"{found[0]}{rest}")


def _bad_cells(table: Table, checks: Mapping[str, Check]) -> Iterator[Issue]:
    for row in table.rows:
        for column, check in checks.items():
            problem = None if column in table.missing else check(row[column])
            if problem is not None:
                yield row.issue(column, problem)


def _repeated(table: Table, key: tuple[str, ...]) -> Iterator[Issue]:
    lines: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in table.rows:
        lines[tuple(row[column] for column in key)].append(row)
    for values, (first, *others) in lines.items():
        for row in others:
            shown = ", ".join(map(shortened, values))
            yield row.issue(
                key[-1],
                Problem(
                    f"{shown} stands on line {first.line} already.",
                    "Give each row its own, or remove one of the two.",
                ),
            )
