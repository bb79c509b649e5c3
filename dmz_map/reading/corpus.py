"""A folder of a hundred thousand documents: read part by part by several processes, best first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import DraftError, StoreError
from dmz_map.reading.corpus_files import (
    PART,
    CorpusFiles,
    Part,
    list_files,
    own_folder,
    read_lines,
    write_lines,
)
from dmz_map.reading.corpus_part import CorpusSettings, part_path, read_part
from dmz_map.reading.near_duplicates import groups

__all__ = ["CANDIDATES", "DOCUMENTS", "CorpusCounts", "read_corpus"]

CANDIDATES: Final = "candidates.jsonl"
"""The candidates, best first, each with all its sources."""

DOCUMENTS: Final = "documents.jsonl"
"""What became of each file, in order of their names."""

_SOURCE: Final = ("file", "title", "publisher", "published", "address", "text_sha256")

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """How many documents were read, left out by the first look, copies, refused; candidates."""

    documents: int
    screened: int
    copies: int
    refused: int
    candidates: int


def read_corpus(
    settings: CorpusSettings,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    size: int = PART,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> CorpusCounts:
    """Read a folder of documents, and write `CANDIDATES` and `DOCUMENTS`.

    Parts that an earlier run has written are not read again, so that a run that was stopped goes
    on where it was. The result does not depend on the number of processes.

    Parameters
    ----------
    settings
        What is read, with what, and where the results go.
    workers
        Processes on this machine; None: one for each core; 1: this process alone.
    scheduler
        Address of a Dask scheduler whose workers read instead.
    size
        Files in a part.
    progress
        Is told how many parts are done, of how many.

    Raises
    ------
    DraftError
        If the folder has no files, or `settings.out` holds something else.
    StoreError
        If results cannot be written, or a part cannot be read.
    """
    out = Path(settings.out)
    own_folder(out)
    files = list_files(Path(settings.folder), _told(settings), size=size)
    waiting = [part for part in files.parts if not part_path(settings, part).exists()]
    progress(len(files.parts) - len(waiting), len(files.parts))
    if waiting:
        for done, _ in enumerate(_read(waiting, settings, workers, scheduler), start=1):
            progress(len(files.parts) - len(waiting) + done, len(files.parts))
    lines = [line for part in files.parts for line in read_lines(part_path(settings, part))]
    return _write(out, lines, files)


def _told(settings: CorpusSettings) -> Iterator[str]:
    """Yield what else a reading depends on: the rules, the archive, and the days handed in."""
    here = Path(__file__).parent
    for path in (*sorted(here.rglob("*.py")), *sorted(here.rglob("*.csv"))):
        yield f"{path.relative_to(here).as_posix()} {_digest(path)}"
    yield _digest(Path(settings.tables) / "incidents.csv")
    yield from (f"{name} {day}" for name, day in sorted(settings.published.items()))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(
    parts: list[Part], settings: CorpusSettings, workers: int | None, scheduler: str | None
) -> Iterator[Any]:
    """Read parts, by Dask if by several processes, and yield one thing for each that is done."""
    if workers == 1 and not scheduler:
        yield from (read_part(part, settings) for part in parts)
        return
    try:
        from dask.distributed import as_completed
    except ImportError as error:
        raise DraftError(
            "Several processes take Dask, which is not installed. Add --workers 1, or install it: "
            'pip install "dmz-map[corpus]".'
        ) from error
    with _client(min(workers or 0, len(parts)) or workers, scheduler) as client:
        futures = client.map(read_part, parts, [settings] * len(parts), pure=False, retries=2)
        for future in as_completed(futures):
            failed = future.exception()
            if isinstance(failed, StoreError):
                raise failed
            if failed is not None:
                raise StoreError(
                    f"A part of {settings.folder} could not be read ({failed}). "
                    "Begin again: what is done is not read twice."
                ) from failed
            yield future


@contextmanager
def _client(workers: int | None, scheduler: str | None) -> Iterator[Any]:
    from dask.distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout="15s")
        except (OSError, ValueError) as error:
            raise DraftError(
                f"No Dask scheduler answers at {scheduler}. Check the address, or leave it out."
            ) from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _write(out: Path, lines: list[Line], files: CorpusFiles) -> CorpusCounts:
    told = [line for line in lines if line.get("candidates")]
    told.sort(key=_order)
    leaders = groups([line["signature"] for line in told])
    candidates = _candidates(told, leaders, files.copies)
    write_lines(out / CANDIDATES, candidates)
    copies = [
        {"file": name, "copy_of": first} for first, names in files.copies.items() for name in names
    ]
    unreadable = [{"file": name, "refused": reason} for name, reason in files.unreadable]
    first = [told[leader]["file"] for leader in leaders]
    alike = {
        line["file"]: leader
        for line, leader in zip(told, first, strict=True)
        if line["file"] != leader
    }
    documents = sorted(
        (*(_document(line, alike) for line in lines), *copies, *unreadable),
        key=lambda line: str(line["file"]),
    )
    write_lines(out / DOCUMENTS, documents)
    return CorpusCounts(
        len(documents),
        sum("screened" in line for line in lines),
        len(copies),
        len(unreadable) + sum("refused" in line for line in lines),
        len(candidates),
    )


def _order(line: Mapping[str, Any]) -> tuple[str, str]:
    return line["published"] or "9999", line["file"]


def _document(line: Line, alike: Mapping[str, str]) -> Line:
    if "candidates" not in line:
        return line
    kept = {name: line[name] for name in ("file", "language", "published", "text_sha256")}
    kept["candidates"] = len(line["candidates"])
    return kept | ({"nearly": alike[line["file"]]} if line["file"] in alike else {})


def _candidates(
    told: list[Line], leaders: list[int], copies: Mapping[str, tuple[str, ...]]
) -> list[Line]:
    """Return the candidates, best first; those of nearly the same texts are one."""
    found: dict[tuple[Any, ...], list[tuple[Line, Line]]] = {}
    for line, leader in zip(told, leaders, strict=True):
        seen: dict[tuple[Any, ...], int] = {}
        for one in line["candidates"]:
            event = (leader, one["date"], one["category"], one["sector"])
            seen[event] = seen.get(event, 0) + 1  # the second of its kind in one text is another
            found.setdefault((*event, seen[event]), []).append((one, line))
    merged = [_merged(each, copies) for each in found.values()]
    merged.sort(key=lambda one: (-one["score"], -len(one["sources"]), one["file"], one["key"]))
    return merged


def _merged(each: list[tuple[Line, Line]], copies: Mapping[str, tuple[str, ...]]) -> Line:
    best, line = max(each, key=lambda pair: pair[0]["score"])
    sources = list(_sources((line for _, line in each), copies))
    return best | {name: line[name] for name in _SOURCE} | {"sources": sources}


def _sources(lines: Iterable[Line], copies: Mapping[str, tuple[str, ...]]) -> Iterator[Line]:
    for line in lines:
        source = {name: line[name] for name in _SOURCE}
        yield source
        yield from (source | {"file": name} for name in copies.get(line["file"], ()))
