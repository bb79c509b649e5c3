"""The names of columns: which of our fields a heading means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from dmz_map.importing.cells import read_words

__all__ = ["WEAK", "Meaning", "heading_key", "is_never_taken", "meanings", "recognised"]

WEAK: Final = 1000
"""Ranks from here on are of names that count only if the cells are of the kind."""

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS: Final = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_CJK: Final = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u4e00-\u9fff\uac00-\ud7af]")
_FAMILY: Final = {
    "lat": "lat", "lon": "lat", "point": "lat",
    "killed": "killed", "wounded": "killed", "people": "killed",
    "category": "category", "place": "place", "date": "date", "start": "start", "end": "start",
}  # fmt: skip
_NUMBERED: Final = ("source", "text")
Meaning = tuple[str, int]
"""One of our fields, and a rank: the lower, the surer."""


def heading_key(heading: str) -> str:
    """Return a heading for comparison: lower case, words parted by one blank, no punctuation."""
    text = unicodedata.normalize("NFKC", _CAMEL.sub(" ", heading)).casefold()
    text = re.sub(r"['’`]s\b", "", text)
    key = " ".join(re.sub(r"[^\w]|_", " ", text).split())
    return key.replace(" ", "") if _CJK.search(key) else key


@lru_cache(maxsize=4096)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """Return what a heading may mean, surest first."""
    found: dict[str, int] = {}
    for step, key in enumerate(_keys(heading)):
        for field, names in _names().items():
            for place, form in enumerate(_forms(key, field)):
                if form in names:
                    found.setdefault(field, names[form] + 40 * step + 20 * min(place, 1))
                    break
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def recognised(heading: object) -> bool:
    """Return whether a cell of text is a name that columns go by."""
    return (
        isinstance(heading, str)
        and 0 < len(heading) <= 60
        and any(rank < WEAK for _, rank in meanings(heading.strip()))
    )


def is_never_taken(heading: str) -> bool:
    """Return whether a heading names another day or place than the event's."""
    never = read_words("headings")["never"]
    key = heading_key(heading)
    return bool(set(key.split()) & set(never["words"])) or any(p in key for p in never["parts"])


@cache
def _names() -> Mapping[str, Mapping[str, int]]:
    """Return for each field its names with their ranks."""
    table = {}
    for field, lists in read_words("headings").items():
        if "names" in lists:
            ranks = {heading_key(name): WEAK + i for i, name in enumerate(lists.get("weak", ()))}
            ranks |= {heading_key(name): i for i, name in enumerate(lists["names"])}
            table[field] = ranks
    return table


def _keys(heading: str) -> list[str]:
    """Return a heading's keys: whole, without what is in brackets, and each of its halves."""
    bare = _BRACKETS.sub(" ", heading)
    halves = re.split(r"[/|·\n]", bare) if re.search(r"[/|·\n]", bare) else []
    inner = [part for part in _BRACKETS.findall(heading) if len(part) > 2]
    return [key for text in (heading, bare, *halves, *inner) if (key := heading_key(text))]


def _forms(key: str, field: str) -> list[str]:
    """Return a key as it is, and without the words that do not change what a column is."""
    words = read_words("headings")["qualifiers"]
    drop = {*words["any"], *words.get(_FAMILY.get(field, ""), ())}
    if field in _NUMBERED:
        key = re.sub(r"\s*\d{1,2}$", "", key)
    kept = key.split()
    while len(kept) > 1 and kept[0] in drop:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in drop:
        kept = kept[:-1]
    forms = [key, " ".join(kept)]
    if _CJK.search(key):
        forms += _without_affixes(key, words["prefixes"], words["suffixes"])
    return forms


def _without_affixes(key: str, prefixes: list[str], suffixes: list[str]) -> list[str]:
    forms = []
    for _ in range(3):
        start = next((p for p in prefixes if key.startswith(p) and len(key) > len(p) + 1), "")
        end = next((s for s in suffixes if key.endswith(s) and len(key) > len(s) + 1), "")
        if not start and not end:
            break
        key = key[len(start) :] if start else key[: -len(end)]
        forms.append(key)
    return forms
