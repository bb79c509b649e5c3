"""Words and patterns as data: CSV files whose examples are their tests."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final

from dmz_map.reading.needed_words import alternatives, needed_words

__all__ = ["Entry", "Hit", "Hits", "Lexicon", "find", "lexicon"]

_REACH: Final = 130
"""How far a match may reach from a word that it needs, characters."""
_LARGE: Final = 40_000
"""A text of so many characters has nearly every run of three, so they rule out nothing."""
_MACRO: Final = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a pattern over lower-case text, and what it means.

    `parts` are the pattern's alternatives, each with the words of which a text must have
    one before it is tried, and with how these words begin.
    """

    code: str
    language: str
    pattern: re.Pattern[str]
    parts: tuple[tuple[tuple[str, ...], frozenset[str], re.Pattern[str]], ...]
    values: Mapping[str, str]
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of the view at which an entry was found; offsets of the view."""

    start: int
    end: int
    entry: Entry

    @property
    def code(self) -> str:
        """The entry's code."""
        return self.entry.code


class Hits(tuple[Hit, ...]):
    """Hits in order of the text."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each of them begins."""
        return [hit.start for hit in self]

    def between(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return those that begin in a stretch of the text."""
        return self[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


Lexicon = tuple[Entry, ...]


@cache
def lexicon(name: str, language: str) -> Lexicon:
    """Return the entries of ``lexicon/NAME.csv`` for a language (``en``, ``ko``)."""
    rows = _rows(name)
    code = next(iter(rows[0]))
    return tuple(_entry(row, code) for row in rows if row["language"] in (language, ""))


def find(text: str, entries: Lexicon, start: int = 0, end: int | None = None) -> list[Hit]:
    """Return the hits of a lexicon in lower-case text, in order, longest first.

    A hit that lies within another of the same code is left out.
    """
    end = len(text) if end is None else end
    places = _word_places(text) if end - start == len(text) else {}
    starts = _openings(text) if len(text) < _LARGE else frozenset[str]()
    hits = [
        Hit(match.start(), match.end(), entry)
        for entry in entries
        for needed, openings, part in entry.parts
        if not (starts and openings and openings.isdisjoint(starts))
        for first, last in _windows(text, needed, (start, end), places)
        for match in part.finditer(text, first, last)
        if match.end() > match.start()
    ]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return list(_outermost(hits))


@lru_cache(maxsize=4)
def _openings(text: str) -> frozenset[str]:
    """Return all runs of two and of three characters of a text."""
    two = {text[place : place + 2] for place in range(len(text) - 1)}
    return frozenset(two.union(text[place : place + 3] for place in range(len(text) - 2)))


@lru_cache(maxsize=2)
def _word_places(text: str) -> dict[str, list[int]]:
    """Return what is filled with the places of needed words, shared by all lexica."""
    return {}


def _opening(word: str) -> str:
    return word[:3] if len(word) > 2 else word


def _windows(
    text: str, needed: tuple[str, ...], span: tuple[int, int], places: dict[str, list[int]]
) -> list[tuple[int, int]]:
    """Return the stretches around the words that a match needs; all of it without words.

    `places` remembers where the words are.
    """
    if not needed:
        return [span]
    found: list[int] = []
    for word in needed:
        at = places.get(word)
        if at is None:
            at = places[word] = _places_of(word, text, span)
        if at:
            found += at
    if not found:
        return []
    start, end = span
    out: list[tuple[int, int]] = []
    for place in sorted(found):
        last = min(end, place + _REACH)
        if out and place - _REACH <= out[-1][1]:
            out[-1] = (out[-1][0], last)
        else:
            out.append((max(start, place - _REACH), last))
    return out


def _places_of(word: str, text: str, span: tuple[int, int]) -> list[int]:
    out = []
    place = text.find(word, *span)
    while place >= 0:
        out.append(place)
        place = text.find(word, place + _REACH // 2, span[1])
    return out


def _outermost(hits: list[Hit]) -> Iterator[Hit]:
    last: dict[str, int] = {}
    for hit in hits:
        if hit.end > last.get(hit.code, -1):
            last[hit.code] = hit.end
            yield hit


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    path = files(__package__) / "lexicon" / f"{name}.csv"
    return tuple(csv.DictReader(path.read_text("utf-8").splitlines()))


@cache
def _macros() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in _rows("words"):
        out[row["name"]] = f"(?:{_expanded(row['pattern'], out)})"
    return out


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    return _MACRO.sub(lambda match: macros[match[1]], pattern)


def _entry(row: dict[str, str], code: str) -> Entry:
    plain = pattern = _expanded(row["pattern"], _macros())
    bounds = (r"\b(?:", r")(?:(?<=\s)|(?!\w))") if row["language"] == "en" else ("", "")
    pattern = pattern.join(bounds)
    values = {key: value for key, value in row.items() if key not in ("pattern", "language")}
    return Entry(
        row[code],
        row["language"],
        re.compile(pattern),
        tuple(_part(part, part.join(bounds)) for part in alternatives(plain)),
        values,
        row.get("example") or "",
        row.get("counter") or "",
    )


def _part(plain: str, pattern: str) -> tuple[tuple[str, ...], frozenset[str], re.Pattern[str]]:
    """Return an alternative with the words that it needs; those of one character sift nothing."""
    needed = needed_words(plain)
    sifts = all(len(word) > 1 for word in needed)
    openings = frozenset(map(_opening, needed)) if sifts else frozenset[str]()
    return needed, openings, re.compile(pattern)
