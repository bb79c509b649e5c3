"""A folder of files: read side by side in processes of this machine, written one after the other.

Each file is a set of its own, written whole or not at all; so a run that was killed goes on where
it was when it is started again: what is in already, byte for byte, is not read twice. The processes
are those of `concurrent.futures`, as in dask's scheduler for processes, which gives no result until
the last task has ended: files would be written only when all are read.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import file_digest
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from dmz_map.errors import DmzMapError, TableError
from dmz_map.importing.file_import import FileImport, RejectedError
from dmz_map.importing.file_kinds import ENDINGS
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.rejects import is_rejects_file
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.importing.store_import import Report, Wishes, info_of, refused, set_of, write_batches
from dmz_map.store.base import Store
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.sets import ImportedSet

__all__ = ["WORKERS", "import_folder", "tables_in"]

WORKERS: Final = 2
"""How many files are read at the same time."""

_ENDINGS: Final = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def tables_in(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that an import may read, by name.

    Raises
    ------
    TableError
        If there is none.
    """
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in _ENDINGS and not is_rejects_file(path)
    )
    if not files:
        raise TableError(
            f"{folder} has no table or map file. Their names end in: {', '.join(sorted(_ENDINGS))}."
        )
    return tuple(files)


def import_folder(
    store: Store, folder: Path, options: ImportOptions, wishes: Wishes, *, workers: int = WORKERS
) -> Iterator[Report]:
    """Import each file of a folder as a set of its own, and yield what came of each, by name.

    Parameters
    ----------
    store, options, wishes
        As of `dmz_map.importing.store_import.import_file`; a result is a folder, in which each
        file has its own, ``NAME.result.csv``.
    folder
        Where the files are; folders in it are left alone.
    workers
        How many files are read at the same time; the result is the same for any number.

    Raises
    ------
    TableError
        If there is no file, or an option is wrong.
    StoreError
        If the store cannot be written.
    """
    files = tables_in(folder)
    if wishes.result is not None:
        wishes.result.mkdir(parents=True, exist_ok=True)
    before = {path: set_of(store, path.name) for path in files}
    new = [path for path in files if not _is_in(before[path], path)]
    with (
        tempfile.TemporaryDirectory(prefix="dmz-map-") as spools,
        ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool,
    ):
        tasks = {
            path: pool.submit(_read, path, options, _of_file(wishes, path), Path(spools) / str(n))
            for n, path in enumerate(new)
        }
        for path in files:
            if path not in tasks:
                yield Report(path, set=before[path], already=True)
                continue
            report, info, spool = tasks[path].result()
            if spool is not None and info is not None and not wishes.dry_run:
                report = write_batches(store, report, _spooled(spool), info, wishes)
            if spool is not None:
                spool.unlink()
            yield report


def _is_in(before: ImportedSet | None, path: Path) -> bool:
    if before is None:
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == before.sha256


def _of_file(wishes: Wishes, path: Path) -> Wishes:
    result = wishes.result / f"{path.name}.result.csv" if wishes.result else None
    return replace(wishes, result=result)


def _read(
    path: Path, options: ImportOptions, wishes: Wishes, spool: Path
) -> tuple[Report, ImportedSet | None, Path | None]:
    """Read a file in a process of its own; its incidents are in the spool, batch by batch."""
    try:
        reading = FileImport(
            path, options, result=wishes.result, strict=wishes.strict, key=wishes.key,
            with_rejects=not wishes.dry_run,
        )  # fmt: skip
        report = Report(path, reading.proposals, reading.tally, documents=reading.documents)
        with spool.open("wb") as file:
            for batch in reading.batches():
                pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
    except RefusedFileError as error:
        return refused(path, wishes, error), None, None
    except RejectedError as error:
        return replace(report, refusal=str(error), rejects=reading.rejects), None, None
    except DmzMapError as error:
        return Report(path, refusal=str(error)), None, None
    return replace(report, rejects=reading.rejects), info_of(reading, options, wishes), spool


def _spooled(spool: Path) -> Iterator[RecordBatch]:
    """Yield what `_read` has written; the file is this program's own."""
    with spool.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)
