"""From a file into a store: a new set, or the newer version of one that is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dmz_map.archive.incident import Incident
from dmz_map.archive.sources import Document
from dmz_map.importing.file_import import FileImport, RejectedError, Tally
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.read_aside import batches_of
from dmz_map.importing.result import write_refusal
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.store.base import Store
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.sets import ImportedSet, Update

__all__ = [
    "Report",
    "Wishes",
    "import_file",
    "info_of",
    "refused",
    "set_of",
    "write_batches",
]

Progress = Callable[[int], object]
_NUMBERED: Final = re.compile(r"--\d+$")


@dataclass(frozen=True)
class Wishes:
    """What may be asked of an import beside how the file is read.

    Attributes
    ----------
    name
        What the set is called; blank: the file's name.
    key
        The column that names each row in every version of the file; blank to look for one.
    result
        Where to write what came of each row.
    strict
        All rows or none.
    replace
        Rows take the place of imports of the same id, and what a newer version of the file no
        longer has is removed.
    dry_run
        Read all, write nothing to the store.
    """

    name: str = ""
    key: str = ""
    result: Path | None = None
    strict: bool = False
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Report:
    """What came of an import.

    Attributes
    ----------
    path
        The file.
    proposals
        How each of its tables was read.
    tally
        What came of its rows.
    refusal
        Why the whole file is refused, or why no row went in; blank otherwise.
    set, update
        The set, and what its update did; None where nothing was written.
    renamed
        How many incidents got another id, because the map has theirs.
    rejects
        The file that lists each rejected row.
    already
        Whether the very same file was in before, so that it was not read again.
    documents
        What an export has brought, which its quotations need.
    """

    path: Path
    proposals: tuple[Proposal, ...] = ()
    tally: Tally = field(default_factory=Tally)
    refusal: str = ""
    set: ImportedSet | None = None
    update: Update | None = None
    renamed: int = 0
    rejects: Path | None = None
    already: bool = False
    documents: tuple[Document, ...] = ()


def import_file(
    store: Store,
    path: Path,
    options: ImportOptions,
    wishes: Wishes = Wishes(),
    *,
    documents: Mapping[str, Document] = MappingProxyType({}),
    progress: Progress | None = None,
) -> Report:
    """Import a file: rows that can go in do, unless all or none were asked for.

    Parameters
    ----------
    store
        Where the incidents go; if anything goes wrong it stays as it was.
    path
        A table, workbook or map file of any kind that `dmz_map.importing.file_kinds` knows.
    options, wishes
        How it is read, and what is done with it.
    documents
        What is at hand beside the archive's documents and those of the store, to prove the
        quotations of an export of this program.
    progress
        Called with the number of rows read so far.

    Raises
    ------
    TableError
        If the file is not there, or an option is wrong.
    StoreError
        If the store cannot be written.
    """
    try:
        reading = FileImport(
            path, options, result=wishes.result, strict=wishes.strict, key=wishes.key,
            with_rejects=not wishes.dry_run, documents={**documents, **store.documents()},
        )  # fmt: skip
    except RefusedFileError as error:
        return refused(path, wishes, error)
    batches = batches_of(reading, progress)
    about = Report(path, reading.proposals, reading.tally, documents=reading.documents)
    try:
        if wishes.dry_run:
            for _ in batches:
                pass
            return about
        report = write_batches(store, about, batches, info_of(reading, options, wishes), wishes)
    except RefusedFileError as error:
        return refused(path, wishes, error)
    except RejectedError as error:
        report = replace(about, refusal=str(error))
    return replace(report, rejects=reading.rejects)


def set_of(store: Store, file: str, name: str = "") -> ImportedSet | None:
    """Return the set that a file of this name was imported as before, or None."""
    for one in store.sets():
        if one.name == name if name else one.file == file:
            return one
    return None


def write_batches(
    store: Store, about: Report, batches: Iterable[RecordBatch], info: ImportedSet, wishes: Wishes
) -> Report:
    """Write incidents as a new set, or as the newer version of the set of the same file."""
    before = set_of(store, info.file, wishes.name)
    if before is not None:
        update = store.update_set(
            before.number, _incidents(batches), info=info, key=_id_in_file,
            documents=about.documents, remove_vanished=wishes.replace,
        )  # fmt: skip
        return replace(about, set=update.set, update=update)
    free = _FreeIds(store, batches, own_only=wishes.replace)
    written = store.add_batches(info, free, documents=about.documents, replacing=wishes.replace)
    return replace(about, set=written if written.rows else None, renamed=free.renamed)


def refused(path: Path, wishes: Wishes, error: RefusedFileError) -> Report:
    """Return the report of a file of which nothing can go in, and write its result."""
    if wishes.result is not None:
        write_refusal(wishes.result, error.code, str(error))
    return Report(path, refusal=str(error))


def info_of(reading: FileImport, options: ImportOptions, wishes: Wishes) -> ImportedSet:
    """Return what the store is to know of a set: its name, source, file, hash and day."""
    path = reading.path
    return ImportedSet(
        wishes.name or path.name, options.source, path.name, reading.opened.sha256, dt.date.today()
    )


def _id_in_file(incident: Incident) -> str:
    """Return the id without the number that it has if the map had it already."""
    return _NUMBERED.sub("", incident.id)


def _incidents(batches: Iterable[RecordBatch]) -> Iterator[Incident]:
    for batch in batches:
        yield from batch.incidents()


class _FreeIds:
    """Batches of incidents, those whose id the store has with a number behind it."""

    def __init__(self, store: Store, batches: Iterable[RecordBatch], *, own_only: bool) -> None:
        self._store = store
        self._batches = batches
        self._own_only = own_only
        self.renamed = 0
        self._given: set[str] = set()

    def __iter__(self) -> Iterator[RecordBatch]:
        for batch in self._batches:
            taken = self._store.taken(batch.ids, own=self._own_only) | self._given
            renamed = [id for id in batch.ids if id in taken]
            if renamed:
                self.renamed += len(renamed)
                ids = [self._free(id) if id in taken else id for id in batch.ids]
                batch = batch.with_ids(ids)
            yield batch

    def _free(self, id: str) -> str:
        stem = _NUMBERED.sub("", id)[:72]
        free = next(
            name
            for number in count(2)
            if (name := f"{stem}--{number}") not in self._given and not self._store.taken([name])
        )
        self._given.add(free)
        return free
