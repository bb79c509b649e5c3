"""The words of rows: title, place, category and what a row rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dmz_map.importing.categories import Categories
from dmz_map.importing.cells import as_text, clean, is_missing
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RowDraft
from dmz_map.importing.source_table import Formula

__all__ = ["RowWords", "first_sentence"]

_LONGEST: Final = 120
_END: Final = re.compile(r"(?<=[.!?。])[\"”’)]*\s+(?=[\"“‘(A-Z가-힣0-9一-鿿])|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Lt|Col|Gen|Maj|Capt|Sgt|Cpl|Pvt|No|ca|c|approx|vs|Jr|Sr|Co|Inc|U\.S|U\.N|a\.m|p\.m|[Jj]an|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\d{1,4})\.$"
)
_LEADING_DATE: Final = re.compile(r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*[:：]\s*")
_TAG: Final = re.compile(r"<br\s*/?>|</p>|</div>", re.IGNORECASE)
_MARKUP: Final = re.compile(
    r"<[^<>]{1,500}>|\*\*|^#+\s*|\[\[[^|\]]*\||\]\]|\{\{[^}]*\}\}", re.MULTILINE
)
_SOURCE_KEYS: Final = ("path", "paths", "urls", "links", "url", "href", "link", "src", "uri")
_NAME_KEYS: Final = ("title", "name", "label", "publisher", "source")


class RowWords:
    """Reads the words of the rows of a table.

    Parameters
    ----------
    proposal
        Which columns hold words.
    categories
        Our categories.
    """

    def __init__(self, proposal: Proposal, categories: Categories) -> None:
        self._columns = proposal.columns
        self._constants = proposal.constants
        self._fixed = proposal.fixed
        self._categories = categories

    def category(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        """Set the category of a row."""
        constant = self._constants.get("category", "")
        if constant and "category" in self._fixed:
            row.fields["category"] = constant
            return
        for name in self._columns.get("category", ()):
            written = as_text(cells[name])
            word = self._categories.word(written)
            if word:
                row.fields["category"] = word
                if word != "other":
                    row.used.add(name)
                return
        if constant:
            row.fields["category"] = constant

    def source(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        """Set what a row rests on."""
        parts: list[str] = []
        for name in self._columns.get("source", ()):
            found, whole = _source_parts(cells[name])
            parts += found
            if found and whole:
                row.used.add(name)
        row.fields["source"] = "; ".join(dict.fromkeys(parts))

    def made_title(self, cells: Mapping[str, Any], place: str, date: str) -> str:
        """Return a title for a row without one: of its text, else of its kind, place or date."""
        for name in self._columns.get("text", ()):
            if sentence := first_sentence(as_text(cells[name])):
                return sentence
        kinds = (*self._columns.get("kind", ()), *self._columns.get("category", ()))
        words = [text for name in kinds[:1] if not is_missing(text := as_text(cells[name]))]
        parts = [part for part in (*words, place) if part]
        if parts:
            return ", ".join(dict.fromkeys(parts))[:200]
        return f"Event of {date}" if date else "Event"


def first_sentence(text: str) -> str:
    """Return the first sentence of a text without its markup, of at most 120 signs."""
    plain = _LEADING_DATE.sub("", text)
    plain = _MARKUP.sub("", _TAG.sub("\n", plain)) if re.search(r"[<*#\[{]", plain) else plain
    plain = clean(plain)
    if is_missing(plain):
        return ""
    start, sentence = 0, plain
    for match in _END.finditer(plain):
        candidate = plain[start : match.start()].rstrip()
        if "\n" in match[0] or not _ABBREVIATION.search(candidate):
            sentence = candidate
            break
    sentence = " ".join(sentence.split()).rstrip(".")
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _source_parts(cell: Any) -> tuple[list[str], bool]:
    """Return the sources of a cell, and whether they are all that it says."""
    if isinstance(cell, Formula):
        parts = [as_text(cell.shown), cell.address]
        return [part for part in dict.fromkeys(parts) if not is_missing(part)], True
    if isinstance(cell, Mapping):
        cell = [cell]
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return _parts_of_list(cell)
    text = as_text(cell)
    lines = [line for part in text.split("\n") if not is_missing(line := part.strip())]
    return lines, True


def _parts_of_list(items: Sequence[Any]) -> tuple[list[str], bool]:
    parts: list[str] = []
    whole = True
    for item in items:
        if isinstance(item, Mapping):
            keys = [k for k in (*_SOURCE_KEYS, *_NAME_KEYS) if item.get(k)]
            value = item[keys[0]] if keys else ""
            parts += map(as_text, value if isinstance(value, list) else [value])
            whole = whole and len(item) == 1
        elif not is_missing(as_text(item)):
            parts.append(as_text(item))
    return [part for part in parts if part], whole
