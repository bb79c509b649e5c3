"""A reading as JSON in the schema of the annotation guide, and the table of the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dmz_map.reading.document import Document
from dmz_map.reading.extraction import Refusal
from dmz_map.reading.reader import Reading

__all__ = ["guide_record", "refusal_record", "table_lines", "write_record"]


def guide_record(document: Document, reading: Reading) -> dict[str, Any]:
    """Return what was read in a document, with the text of the document in the key ``text``."""
    return {
        "document": document.name,
        "language": reading.language,
        "published": reading.today.isoformat() if reading.today else None,
        "extractor": document.extractor,
        "text_sha256": document.text_sha256,
        "file_sha256": document.file_sha256,
        "title": document.title,
        "pages": list(document.pages),
        "incidents": [candidate.as_dict() for candidate in reading.candidates],
        "not_incidents": [],
        "text": document.text,
    }


def refusal_record(refusal: Refusal) -> dict[str, Any]:
    """Return what is written for a file that was refused."""
    return {"refused": True, "reason": refusal.reason, "incidents": []}


def write_record(record: dict[str, Any], name: str, folder: Path) -> None:
    """Write ``NAME.json`` for ``NAME.txt``, ``NAME.EXT.json`` for another file."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / f"{name.removesuffix('.txt')}.json").write_text(text + "\n", encoding="utf-8")


def table_lines(reading: Reading) -> Iterator[str]:
    """Yield a line for each candidate: date, place, kind, score, known as, passages."""
    for found in reading.candidates:
        place = found.where.place or found.where.sector or "–"
        yield (
            f"  {found.date or '–':<22} {place:<26} {found.category:<20} {found.score:>4} "
            f"{found.known or '–':<40} {len(found.claims):>2}"
        )
