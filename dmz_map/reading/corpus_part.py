"""One part of a corpus, read by one process: a line for each document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dmz_map.reading.corpus_files import Part, write_lines
from dmz_map.reading.document import Document
from dmz_map.reading.extraction import Refusal, documents_from
from dmz_map.reading.near_duplicates import signature
from dmz_map.reading.reader import read_text
from dmz_map.reading.reference import Reference, reference_from_tables
from dmz_map.reading.screening import may_tell

__all__ = ["CorpusSettings", "document_day", "part_path", "read_part"]


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """How a corpus is read; a process on another machine gets it too.

    Attributes
    ----------
    folder, out
        The corpus, and where the results go; every process must see both under this name.
    tables
        The folder of the archive's tables.
    published
        Days by file name; that of ``''`` is the day of all files.
    """

    folder: str
    out: str
    tables: str
    published: Mapping[str, date]


def document_day(settings: CorpusSettings, name: str, document: Document) -> date | None:
    """Return a document's day: as handed in, by the path or the name of its file, or as stated."""
    days = settings.published
    return days.get(name) or days.get(document.name) or days.get("") or document.published


def part_path(settings: CorpusSettings, part: Part) -> Path:
    """Return the file of a part's lines."""
    return Path(settings.out) / "parts" / f"{part.digest[:32]}.jsonl"


def read_part(part: Part, settings: CorpusSettings) -> Path:
    """Read a part and return the file that was written: one line a document.

    A document that nobody can read is a line too, and stops nothing.
    """
    path = part_path(settings, part)
    if not path.exists():
        write_lines(path, (line for file in part.files for line in _lines(*file, settings)))
    return path


def _lines(name: str, digest: str, settings: CorpusSettings) -> Iterator[dict[str, Any]]:
    try:
        data = (Path(settings.folder) / name).read_bytes()
    except OSError as error:
        yield {"file": name, "refused": f"The file cannot be read ({error.strerror})."}
        return
    if hashlib.sha256(data).hexdigest() != digest:
        yield {"file": name, "refused": "The file changed while it was read; begin again."}
        return
    base = Path(name).name
    try:
        found = list(documents_from(base, data))
        paths = [name if one.name == base else f"{name}/{one.name}" for one in found]
        for path, one in zip(paths, found, strict=True):
            if isinstance(one, Refusal):
                yield {"file": path, "refused": one.reason}
            else:
                yield {"file": path} | _line(path, one, settings)
    except Exception as error:  # a library's own: one document must not stop a hundred thousand
        yield {"file": name, "refused": f"It could not be read ({type(error).__name__})."}


def _line(path: str, document: Document, settings: CorpusSettings) -> dict[str, Any]:
    if not may_tell(document.text):
        return {"screened": True}
    day = document_day(settings, path, document)
    reading = read_text(document.text, day, _reference(settings.tables))
    line: dict[str, Any] = {
        "text_sha256": document.text_sha256,
        "language": reading.language,
        "published": reading.today.isoformat() if reading.today else None,
        "title": document.title,
        "publisher": document.publisher,
        "address": document.address,
        "candidates": [candidate.as_dict() for candidate in reading.candidates],
    }
    if reading.candidates:
        line["signature"] = signature(document.text)
    return line


@lru_cache(maxsize=1)
def _reference(tables: str) -> Reference:
    return reference_from_tables(Path(tables))
