"""Imports: the rows of a file through the same checks as the project's own table.

All rows are imported or none. A row that does not pass is written to a file of rejected rows,
with the reason and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from dmz_map.archive.evidence import Citation
from dmz_map.archive.incident import RANGES
from dmz_map.archive.incident_table import contradictions, disordered_ranges, noted_on_another
from dmz_map.archive.incidents import Incident, incident_from_row
from dmz_map.archive.sources import Source
from dmz_map.errors import Problem, TableError
from dmz_map.store.base import Store
from dmz_map.store.import_files import ImportFile, open_import_file
from dmz_map.store.records import Progress
from dmz_map.store.rejects import Rejects
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.schema import Field
from dmz_map.tabular.tables import Row, Table, check_cells

__all__ = ["Report", "import_fields", "import_file"]

_SOURCE: Final = ("source_title", "source_url", "source_publisher")
_MAY_MISS: Final = (
    "people", "killed", "wounded", "lon", "lat", "radius_km", "dispute", "note", *_SOURCE,
    "actors_ko", "dispute_ko", *RANGES, "side",
)  # fmt: skip
_BATCH: Final = 2_000


@dataclass(frozen=True)
class Report:
    """What came of an import.

    Attributes
    ----------
    imported, rejected
        Numbers of rows; nothing is imported when any is rejected, unless rejected rows were
        to be skipped.
    rejects
        The file that lists each rejected row, or None when there is none.
    """

    imported: int
    rejected: int
    rejects: Path | None


def import_fields(package: Package) -> tuple[Field, ...]:
    """Return the columns of an import: those of the incidents and three for its source."""
    sources = package.schema("sources")
    own = (replaced(sources.field(name.partition("_")[2]), name=name, required=False)
           for name in _SOURCE)  # fmt: skip
    return (*package.schema("incidents").fields, *own)


def import_file(
    store: Store,
    path: Path,
    package: Package,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    skip_rejected: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import a file into a store, all or nothing.

    Parameters
    ----------
    store
        Where the incidents go; if anything goes wrong it stays as it was.
    path
        CSV, GeoJSON, GeoPackage or GeoParquet with the columns of `import_fields`.
    package
        Whose schemas say what the columns may hold.
    names
        Our name of a column to the file's, where they differ.
    skip_rejected
        Import the valid rows even if others are rejected.
    replace
        Let a row take the place of an import of the same id.
    progress
        Called with the number of rows written so far.

    Raises
    ------
    TableError
        If the file cannot be read, or lacks a column.
    StoreError
        If the store cannot be written.
    """
    file = open_import_file(path)
    rejects = Rejects(path.with_name(f"{path.name}.rejected.csv"))
    fields = import_fields(package)
    columns = tuple(one.name for one in fields)
    mapped = _mapped(file, path.name, names, columns)
    gate = _Gate(path.name, mapped, fields, store, replace, rejects)
    write = store.replace if replace else store.add
    try:
        with rejects:
            imported = write(_sound(gate, file, skip_rejected), progress=progress)
    except _RejectedError:
        imported = 0
    return Report(imported, rejects.count, rejects.path if rejects.count else None)


class _RejectedError(Exception):
    """Stops the writing after the last row, so that nothing stays of it."""


@dataclass
class _Gate:
    """Lets valid rows through and writes the others down."""

    file: str
    names: Mapping[str, str]
    fields: tuple[Field, ...]
    store: Store
    replace: bool
    rejects: Rejects
    lines: dict[str, int] = field(default_factory=dict)

    def matching(self, rows: list[tuple[int, Any]]) -> Iterator[Incident]:
        """Yield the incidents of the valid rows."""
        torn = [(number, cells) for number, cells in rows if isinstance(cells, Problem)]
        self.rejects.write([Row(self.file, n, {}).issue("", problem) for n, problem in torn], {})
        table = self._table(
            Row(self.file, number, self._cells(cells))
            for number, cells in rows
            if not isinstance(cells, Problem)
        )
        self.rejects.write(table.issues, {row.line: row["id"] for row in table.rows})
        for row in table.valid_rows():
            yield incident_from_row(row, (), (_citation(row),))

    def _cells(self, cells: Mapping[str, str]) -> dict[str, str]:
        return {ours: cells.get(theirs, "") for ours, theirs in self.names.items()}

    def _table(self, rows: Iterable[Row]) -> Table:
        table = Table("import", self.file, tuple(self.names), tuple(rows))
        table = table.with_issues(check_cells(table, self.fields))
        table = table.with_issues(contradictions(table)).with_issues(noted_on_another(table))
        table = table.with_issues(disordered_ranges(table))
        table = table.with_issues(self._unfounded(table))
        return table.with_issues(self._repeated(table))

    def _unfounded(self, table: Table) -> Iterator[Issue]:
        """Yield what the evidence of a row does not support; a row has one source at most."""
        for row in table.rows:
            if not any(row[column] for column in _SOURCE):
                what = f"the row cites no source: {', '.join(_SOURCE)} are blank."
                yield row.issue("source_title", Problem(what, "Fill in at least one."))
            if row["confidence"] == "high":
                what = "'high' needs two sources, and an imported row cites one."
                yield row.issue("confidence", Problem(what, "Write medium."))

    def _repeated(self, table: Table) -> Iterator[Issue]:
        ids = [row["id"] for row in table.rows if table.is_valid(row, "id")]
        there = self.store.known(ids) if not self.replace else frozenset[str]()
        for row in table.rows:
            before = self.lines.setdefault(row["id"], row.line)
            if before != row.line and row["id"]:
                what = f"the id is in row {before} already."
                yield row.issue("id", Problem(what, "Give each row its own id."))
            elif row["id"] in there:
                what = "the store has an incident of this id."
                yield row.issue("id", Problem(what, "Give it another, or import with --replace."))


def _sound(gate: _Gate, file: ImportFile, skip_rejected: bool) -> Iterator[Incident]:
    rows = file.rows()
    while batch := list(islice(rows, _BATCH)):
        yield from gate.matching(batch)
    if gate.rejects.count and not skip_rejected:
        raise _RejectedError


def _mapped(
    file: ImportFile, name: str, names: Mapping[str, str], columns: tuple[str, ...]
) -> dict[str, str]:
    """Return the file's column for each of ours."""
    strange = [ours for ours in names if ours not in columns]
    if strange:
        raise TableError(
            f"An import has no column '{strange[0]}'. Its columns are: {', '.join(columns)}."
        )
    mapped = {ours: names.get(ours, ours) for ours in columns}
    absent = [
        ours for ours, theirs in mapped.items()
        if theirs not in file.columns and (ours not in _MAY_MISS or ours in names)
    ]  # fmt: skip
    if absent:
        raise TableError(
            f"{name} lacks the columns {', '.join(mapped[ours] for ours in absent)}. It has: "
            f"{', '.join(file.columns)}. Name the one that is meant: --map {absent[0]}=COLUMN."
        )
    return mapped


def _citation(row: Row) -> Citation:
    """Return the citation of a row: what is blank is taken from what is not."""
    title, url, publisher = (row[column] for column in _SOURCE)
    publisher = publisher or str(urlsplit(url).hostname or title)
    digest = sha256("\n".join((title, url, publisher)).encode()).hexdigest()[:16]
    supports = tuple(
        column for column in row.cells if row[column] and column not in ("id", *_SOURCE)
    )
    return Citation(
        Source(
            id=f"import-{digest}",
            title=title or url or publisher,
            publisher=publisher,
            url=url,
            published="",
            language="",
            kind="import",
        ),
        supports,
    )
