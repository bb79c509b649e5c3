"""The files of a corpus: listed, each content once, and cut into parts."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import DraftError, StoreError

__all__ = ["PART", "CorpusFiles", "Part", "list_files", "own_folder", "read_lines", "write_lines"]

PART: Final = 500
"""Files in one part; a part is read as a whole, and is not read again once it is written."""

_MARK: Final = "corpus.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Part:
    """Some files of a corpus that are read together.

    Attributes
    ----------
    files
        Path relative to the corpus, and SHA-256 of the bytes, of each.
    digest
        Name of the part: differs when a file or what it is read with differs.
    """

    files: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class CorpusFiles:
    """All files of a corpus.

    Attributes
    ----------
    parts
        The files, each content once: under the first of its names.
    copies
        First name to the other names of the same content.
    unreadable
        Files that cannot be opened, with the reason.
    """

    parts: tuple[Part, ...]
    copies: Mapping[str, tuple[str, ...]]
    unreadable: tuple[tuple[str, str], ...]


def list_files(folder: Path, settings: Iterable[str], *, size: int = PART) -> CorpusFiles:
    """Return the files of a folder in order of their names, cut into parts.

    Parameters
    ----------
    folder
        The corpus; files and folders whose name begins with a dot are left out.
    settings
        Whatever else the result depends on: a part is named after it too.
    size
        Files in a part.

    Raises
    ------
    DraftError
        If it is no folder, or has no file.
    """
    if not folder.is_dir():
        raise DraftError(f"{folder} is no folder. Name the folder that holds the documents.")
    names: dict[str, list[str]] = {}
    unreadable: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            unreadable.append((inner.as_posix(), f"cannot be read ({error.strerror})"))
        else:
            names.setdefault(digest, []).append(inner.as_posix())
    if not names and not unreadable:
        raise DraftError(f"{folder} has no file. Name the folder that holds the documents.")
    files = sorted((each[0], digest) for digest, each in names.items())
    head = "\n".join(settings)
    return CorpusFiles(
        tuple(_part(files[start : start + size], head) for start in range(0, len(files), size)),
        {each[0]: tuple(each[1:]) for each in names.values() if len(each) > 1},
        tuple(unreadable),
    )


def _part(files: Sequence[tuple[str, str]], head: str) -> Part:
    told = head + "".join(f"\n{digest} {name}" for name, digest in files)
    return Part(tuple(files), hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest())


def own_folder(out: Path) -> None:
    """Make the folder of the results, or find that it is one that was made before.

    Raises
    ------
    DraftError
        If other files are in it.
    StoreError
        If it cannot be made.
    """
    mark = out / _MARK
    if out.exists() and not mark.is_file() and (not out.is_dir() or any(out.iterdir())):
        raise DraftError(f"{out} holds something else. Name a new folder for the results.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.rglob(".*.jsonl.*"):  # of a run that was killed
            left.unlink(missing_ok=True)
        if not mark.is_file():
            mark.write_text(json.dumps({"version": _VERSION}) + "\n")
    except OSError as error:
        raise StoreError(
            f"{out} cannot be written ({error.strerror}). Make it writable."
        ) from error


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON Lines."""
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        for line in file:
            yield json.loads(line)


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write records as JSON Lines, aside first: the file is there whole or not at all."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        aside.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}). Make room, or the folder writable."
        ) from error
    finally:
        aside.unlink(missing_ok=True)
