"""A large file is read in a process of its own, while this one writes what came before."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

from dmz_map.errors import DmzMapError, TableError
from dmz_map.importing.file_import import FileImport, RejectedError
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.store.record_batch import RecordBatch

__all__ = ["LARGE", "batches_of"]

LARGE: Final = 16_000_000
"""Bytes of a file from which a process more is worth its start, about a second."""

Progress = Callable[[int], object]


def batches_of(
    reading: FileImport, progress: Progress | None = None, *, large: int = LARGE
) -> Iterator[RecordBatch]:
    """Return what `FileImport.batches` yields; of a large file, from a process that starts now.

    The tally and the list of rejected rows are those of `reading` in both cases.

    Parameters
    ----------
    reading
        The file, which has not been read yet.
    progress
        Called with the number of rows read so far.
    large
        Bytes from which a file is large.

    Raises
    ------
    RefusedFileError, RejectedError
        As `FileImport.batches` does.
    TableError
        If the other process was stopped.
    """
    if reading.path.stat().st_size < large or reading.opened.own:  # it is in memory
        return reading.batches(progress)
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(sender, reading.again()), daemon=True)
    process.start()
    sender.close()
    return _received(reading, process, receiver, progress)


def _received(
    reading: FileImport, process: BaseProcess, receiver: Connection, progress: Progress | None
) -> Iterator[RecordBatch]:
    """Yield what the other process sends; it ends when nobody receives any more."""
    while True:
        try:
            kind, *content = receiver.recv()
        except EOFError as error:
            raise TableError(
                f"The process that reads {reading.path.name} was stopped. Try again; nothing of "
                "the file was written."
            ) from error
        if kind == "batch":
            if progress is not None:
                progress(content[1])
            yield content[0]
            continue
        tally, reading.rejects, wrong = content
        vars(reading.tally).update(vars(tally))
        process.join()
        if wrong is not None:
            kind, *words = wrong
            raise kind(*words)
        return


def _read(sender: Connection, given: dict[str, Any]) -> None:
    """Read a file for another process, until all is sent or nobody receives any more."""
    with suppress(BrokenPipeError, KeyboardInterrupt):
        _send(sender, given)


def _send(sender: Connection, given: dict[str, Any]) -> None:
    """Send the batches of a file, then the tally, rejects and what went wrong."""
    gc.set_threshold(200_000, 50, 100)  # it makes no cycles; looking for them costs a quarter
    reading = FileImport(**given)
    wrong: tuple[Any, ...] | None = None
    try:
        for batch in reading.batches():
            sender.send(("batch", batch, reading.tally.read))
    except RefusedFileError as error:
        wrong = (RefusedFileError, error.code, str(error))
    except RejectedError as error:
        wrong = (RejectedError, str(error))
    except DmzMapError as error:
        wrong = (TableError, str(error))
    sender.send(("end", reading.tally, reading.rejects, wrong))
    sender.close()
