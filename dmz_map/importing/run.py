"""The one door: a file and options in, rows with their fields, reasons and other cells out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dmz_map.archive.sources import Document, check_documents
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import TableError
from dmz_map.importing.categories import Categories, read_categories
from dmz_map.importing.conversion import Conversion
from dmz_map.importing.export_files import read_export
from dmz_map.importing.export_records import ExportRecords
from dmz_map.importing.file_kinds import checked_kind, open_tables
from dmz_map.importing.geometries import crs_named, in_degrees
from dmz_map.importing.limits import Limits
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.own_export import OwnExport
from dmz_map.importing.profile import field_named
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.recognition import propose
from dmz_map.importing.result import Result, refused
from dmz_map.importing.row import RowBatch
from dmz_map.importing.source_table import RefusedFileError, SourceTable
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.tables import read_tables

__all__ = ["OpenImport", "open_import", "read_rows"]


_WHOLE: Final = (
    "an export of this program: claims, sources, links and its documents come with the rows"
)


@dataclass(frozen=True)
class OpenImport:
    """A file whose columns are recognised, ready to be read.

    Attributes
    ----------
    tables, proposals
        The tables of incidents in it, and how each is read.
    skipped
        Names of its tables that are none of incidents.
    own
        Its incidents whole, if this program has exported it and nothing else is asked for.
    """

    path: Path
    options: ImportOptions
    categories: Categories
    tables: tuple[SourceTable, ...]
    proposals: tuple[Proposal, ...]
    skipped: tuple[str, ...]
    own: OwnExport | None = None

    def batches(self) -> Iterator[RowBatch]:
        """Yield each row once, in the order of the file, in batches."""
        limits, left = Limits(self.options), self.options.limit
        for conversion in self._conversions((self.path.name, self.sha256)):
            for batch in conversion.batches():
                if left is not None:
                    batch = batch.take(range(min(left, len(batch))))
                    left -= len(batch)
                yield limits.checked(batch)
                if left == 0:
                    return

    @cached_property
    def sha256(self) -> str:
        """The hash of the file."""
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def _conversions(self, file: tuple[str, str]) -> Iterator[Conversion]:
        sheets = self.path.suffix.lower() in (".xlsx", ".xlsm", ".ods")
        done = 0
        for place, (table, proposal) in enumerate(zip(self.tables, self.proposals, strict=True)):
            prefix = f"{table.name}!" if sheets and place else ""
            if done and not sheets:
                table = _renumbered(table, done)
            yield Conversion(
                table,
                proposal,
                self.options,
                self.categories,
                file,
                prefix=prefix,
                layer=table.name,
            )
            if not sheets and len(self.tables) > 1:
                done += sum(len(batch.numbers) for batch in table.batches())


def read_rows(path: Path, options: ImportOptions) -> Result:
    """Read a file: every row comes out once, in or rejected; a file that cannot go in is refused.

    Raises
    ------
    TableError
        If the file is not there, or an option is wrong.
    """
    try:
        opened = open_import(path, options)
        rows = tuple(row for batch in opened.batches() for row in batch.rows())
        if not rows:
            raise RefusedFileError(
                "no_rows", f"{path.name} has no rows, only a heading. Choose another file."
            )
    except RefusedFileError as error:
        return refused(error.code, str(error))
    return Result(rows, opened.proposals)


def open_import(
    path: Path, options: ImportOptions, documents: Mapping[str, Document] = MappingProxyType({})
) -> OpenImport:
    """Open a file and recognise its columns.

    Parameters
    ----------
    path, options
        The file and how it is read.
    documents
        What is at hand beside the archive's documents, to prove the quotations of an export.

    Raises
    ------
    RefusedFileError
        If nothing of it can go in.
    TableError
        If the file is not there, or an option is wrong.
    """
    categories = read_categories(options.root)
    options = _checked(options, categories)
    kind = checked_kind(path)
    records = read_export(path, kind)
    own = _own_export(records, options, documents) if records else None
    tables = [own.table] if own else open_tables(path, kind)
    own = None if _is_mapped(options) else own
    proposals = [propose(table, options, lambda t: bool(categories.word(t))) for table in tables]
    for proposal in proposals:
        _check_values(proposal, categories)
    dated = [i for i, proposal in enumerate(proposals) if proposal.has_date]
    known = [i for i in dated if proposals[i].profile and not options.profile]
    chosen = known or dated or [max(range(len(tables)), key=lambda i: len(proposals[i].columns))]
    skipped = tuple(table.name for i, table in enumerate(tables) if i not in chosen)
    proposals = [
        _with_notes(*pair, options, skipped) for pair in zip(tables, proposals, strict=True)
    ]
    if own:
        proposals = [replace(one, notes=(*one.notes, _WHOLE)) for one in proposals]
    return OpenImport(
        path, options, categories, tuple(tables[i] for i in chosen),
        tuple(proposals[i] for i in chosen), skipped, own,
    )  # fmt: skip


def _own_export(
    records: ExportRecords, options: ImportOptions, documents: Mapping[str, Document]
) -> OwnExport:
    package = open_package(options.root)
    archive, _ = check_documents(package, read_tables(package)["documents"])
    return OwnExport(records, read_vocabulary(package), {**documents, **archive}, archive)


def _is_mapped(options: ImportOptions) -> bool:
    """Return whether the user says how columns are to be read."""
    return bool(options.profile or options.columns or options.constants)


def _checked(options: ImportOptions, categories: Categories) -> ImportOptions:
    if options.date_order not in ("", "dmy", "mdy", "ymd"):
        raise TableError(
            f"--date-order: unknown value “{options.date_order}”. Allowed: dmy, mdy, ymd."
        )
    constants = {field_named(name, "--set"): text for name, text in options.constants.items()}
    if word := constants.get("category"):
        if not categories.word(word):
            allowed = ", ".join(sorted(set(categories.by_name.values())))
            raise TableError(f"--set: unknown category “{word}”. Allowed: {allowed}.")
        constants["category"] = categories.word(word)
    return replace(options, constants=constants)


def _with_notes(
    table: SourceTable, proposal: Proposal, options: ImportOptions, skipped: Sequence[str]
) -> Proposal:
    """Return a proposal with notes on its CRS and on tables that are not of incidents."""
    notes = [*proposal.notes]
    crs = table.crs or options.crs
    if crs and not in_degrees(crs_named(crs)):
        notes.append(f"coordinates are converted from {crs_named(crs).name} to WGS 84")
    notes += [f"“{name}” is not read: it is no table of incidents" for name in skipped if name]
    return replace(proposal, notes=tuple(notes))


def _check_values(proposal: Proposal, categories: Categories) -> None:
    for heading in proposal.columns.get("category", ()):
        for theirs, ours in proposal.values.get(heading, {}).items():
            if not categories.word(ours):
                allowed = ", ".join(sorted(set(categories.by_name.values())))
                raise TableError(
                    f"The profile makes “{theirs}” of “{heading}” the unknown category “{ours}”. "
                    f"Allowed: {allowed}."
                )


def _renumbered(table: SourceTable, done: int) -> SourceTable:
    """Return a layer whose rows are counted on from those of the layers before."""
    inner = table.batches

    def batches() -> Iterator:  # type: ignore[type-arg]
        for batch in inner():
            yield replace(batch, numbers=[number + done for number in batch.numbers])

    return replace(table, batches=batches)
