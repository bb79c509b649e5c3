"""Cells of an export as records, each checked: somebody may have changed the file."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.links import Link
from dmz_map.archive.passages import Excerpt
from dmz_map.archive.sources import Document, Source
from dmz_map.importing.export_records import Cells

__all__ = ["DAMAGED", "citation", "claim", "documents", "links", "listed", "require", "typed"]

DAMAGED: Final = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What each of these raises for cells that are not as this program writes them."""

_LATEST: Final = 10_000_000


def typed(value: Any, kind: str) -> Any:
    """Return the value of a cell, of which a table of text or a sheet may have made another type.

    Raises
    ------
    ValueError
        If it is none of its kind.
    """
    if kind == "date":  # made of the date anew
        return None
    if kind == "text":
        text = "" if value is None else value
        require(isinstance(text, str) and "\0" not in text)
        text.encode("utf-8")
        return text
    if value is None or value == "":
        return None
    number = float(value)
    require(math.isfinite(number) and not isinstance(value, bool))
    if kind == "number":
        return number
    require(number == int(number) and 0 <= number <= _LATEST)
    return int(number)


def require(is_so: object) -> None:
    """Raise a ValueError unless something is so."""
    if not is_so:
        raise ValueError("not as this program writes it")


def listed(value: Any) -> Sequence[Cells]:
    """Return a list of records, which may be JSON."""
    found = json.loads(value) if isinstance(value, str) else value
    require(isinstance(found, list))
    return found  # type: ignore[no-any-return]


def claim(cells: Cells, subject: str) -> Claim:
    """Return the claim of a record; its passage is not proved yet."""
    start, end = (typed(cells[name], "integer") for name in ("start", "end"))
    texts = [typed(cells[name], "text") for name in ("claim_id", "field", "value")]
    excerpt = Excerpt(
        typed(cells["document_id"], "text"), typed(cells["exact"], "text"), start, end
    )
    return Claim(texts[0], subject, texts[1], texts[2], excerpt)


def citation(cells: Cells) -> Citation:
    """Return the citation of a record: a source, and the columns that it supports."""
    source = Source(**_texts(cells, Source))
    require(not source.url or urlsplit(source.url).scheme in ("http", "https"))
    supports = cells["supports"]
    names = supports.split(";") if isinstance(supports, str) and supports else supports
    return Citation(source, tuple(typed(name, "text") for name in names))


def _texts(cells: Cells, record: type) -> dict[str, str]:
    return {field.name: typed(cells.get(field.name), "text") for field in fields(record)}


def documents(rows: Iterable[Cells]) -> Mapping[str, Document]:
    """Return the documents by id whose text is there and is what its SHA-256 says."""
    return {one.id: one for one in _valid(rows, _document)}


def _document(row: Cells) -> Document:
    """Return a document.

    Raises
    ------
    ValueError
        If its text is not there, or is not what its SHA-256 says.
    """
    document = Document(**_texts(row, Document))
    digest = sha256(document.text.encode("utf-8")).hexdigest()
    require(document.text and digest == document.sha256)
    return document


def _link(row: Cells) -> tuple[str, Link]:
    names = ("incident_id", "other_id", "relation", "note_en", "note_ko")
    one, other, relation, *notes = (typed(row.get(name), "text") for name in names)
    return one, Link(other, relation, True, *notes)


def links(rows: Iterable[Cells], relations: Sequence[str]) -> Mapping[str, list[Link]]:
    """Return the links of each incident, in both directions."""
    found: dict[str, list[Link]] = defaultdict(list)
    for one, link in _valid(rows, _link):
        if link.relation in relations:
            found[one].append(link)
            found[link.other_id].append(replace(link, other_id=one, forwards=False))
    return found


def _valid(rows: Iterable[Cells], make: Callable[[Cells], Any]) -> Iterator[Any]:
    """Yield what is made of rows, but for those of which it cannot be made."""
    for row in rows:
        with suppress(*DAMAGED):
            yield make(row)
