"""From a corpus that was read to the desk: the documents of the best candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dmz_map.reading.corpus import CANDIDATES
from dmz_map.reading.corpus_files import read_lines
from dmz_map.reading.corpus_part import CorpusSettings, document_day
from dmz_map.reading.desk import Desk
from dmz_map.reading.document import Document
from dmz_map.reading.extraction import documents_in
from dmz_map.reading.reader import Reading, read_text

__all__ = ["keep_best"]

_NAMED: Final = 3


def keep_best(settings: CorpusSettings, most: int, desk: Desk, *, today: date) -> int:
    """Keep the documents of the best candidates for the desk, and return how many there are now.

    The desk lists what changed last first, so the best document is kept last. A document whose
    file has changed since the corpus was read is left out; one that the desk has already stays
    as it is.

    Parameters
    ----------
    settings
        The corpus, already read.
    most
        How many documents.
    desk
        Where they go.
    today
        Day on which the files are read.
    """
    best: dict[str, dict[tuple[Any, ...], tuple[str, ...]]] = {}
    for one in read_lines(Path(settings.out) / CANDIDATES):
        if one["file"] in best or len(best) < most:
            names = tuple(_name(source) for source in one["sources"][1:])
            best.setdefault(one["file"], {})[_event(one)] = names
    kept = 0
    for name, others in reversed(best.items()):
        for document in islice(_documents(settings, name), 1):
            day = document_day(settings, name, document)
            document = replace(document, published=day, accessed=today)
            reading = read_text(document.text, day, desk.reference)
            desk.keep(document, _with_sources(reading, others))
            kept += 1
    return kept


def _documents(settings: CorpusSettings, name: str) -> Iterator[Document]:
    """Yield the document of a path in the corpus; that of a ZIP lies below the ZIP's name."""
    path = Path(settings.folder) / name
    inner = path.name
    if not path.is_file():
        path = path.parent
    for found in documents_in(path) if path.is_file() else ():
        if isinstance(found, Document) and found.name == inner:
            yield found


def _with_sources(reading: Reading, others: Mapping[tuple[Any, ...], tuple[str, ...]]) -> Reading:
    """Return a reading whose candidates say in which other documents they stand alike."""
    told = []
    for one in reading.candidates:
        names = others.get(_event(one.as_dict()), ())
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            reason = f"the same text: {', '.join(names[:_NAMED])}{more}"
            one = replace(one, reasons=(*one.reasons, reason))
        told.append(one)
    return replace(reading, candidates=tuple(told))


def _event(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["date"], one["category"], one["sector"]


def _name(source: Mapping[str, Any]) -> str:
    return str(source["publisher"] or source["file"])
