"""Which words a text must have for a pattern to match, so that most patterns are not tried."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["alternatives", "needed_words"]

_MOST: Final = 60
_QUANTIFIER: Final = re.compile(r"[?*]\??|\+\??|\{(\d*),?\d*\}\??")


def needed_words(pattern: str) -> tuple[str, ...]:
    """Return words of which every match of a pattern has at least one; empty if unknown.

    Reads the patterns of the lexica: groups, bars, classes, escapes and quantifiers.
    """
    words = _any_of(pattern)
    return tuple(sorted(words)) if 0 < len(words) <= _MOST else ()


def _any_of(pattern: str) -> frozenset[str]:
    """Return the words of a pattern with bars: one of each alternative."""
    out: frozenset[str] = frozenset()
    for part in alternatives(pattern):
        words = _sequence(part)
        if not words:
            return frozenset()
        out |= words
    return out


def alternatives(pattern: str) -> list[str]:
    """Split a pattern at its outermost bars."""
    out, depth, begin, place = [], 0, 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = _class_end(pattern, place)
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            out.append(pattern[begin:place])
            begin = place + 1
        place += 1
    return [*out, pattern[begin:]]


def _class_end(pattern: str, place: int) -> int:
    """Return the place of the bracket that closes a class."""
    place += 2 if pattern[place + 1] != "\\" else 1
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place


def _group_end(pattern: str, place: int) -> int:
    """Return the place after the bracket that closes a group."""
    depth = 0
    while True:
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            place = _class_end(pattern, place)
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1


def _sequence(pattern: str) -> frozenset[str]:
    """Return the best words of a pattern without outer bars: those hardest to find."""
    found: list[frozenset[str]] = []
    run, place = "", 0
    while place < len(pattern):
        char, group = pattern[place], ""
        if char == "(":
            end = _group_end(pattern, place)
            group = pattern[place:end]
        elif char == "[":
            end = _class_end(pattern, place) + 1
        else:
            end = place + (2 if char == "\\" else 1)
        quantifier = _QUANTIFIER.match(pattern, end)
        optional = (
            quantifier is not None and quantifier[0][0] != "+" and quantifier[1] in (None, "", "0")
        )
        plain = not group and char not in "\\[.^$" and not optional
        if plain:
            run += char
        if not plain or quantifier:
            found.append(frozenset({run}) if run else frozenset())
            run = ""
        body = _body(group)
        if body and not optional:
            found.append(_any_of(body))
        place = quantifier.end() if quantifier else end
    found.append(frozenset({run}) if run else frozenset())
    return max(found, key=_worth, default=frozenset())


def _body(group: str) -> str:
    """Return the inside of a group that must match; '' for looks around."""
    match = re.match(r"\((?:\?(?::|P<\w+>|(?P<look>[=!]|<[=!])))?", group)
    if match is None or match["look"]:
        return ""
    return group[match.end() : -1]


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Return how well words sift: the shortest one counts, in bytes."""
    shortest = min((len(word.strip().encode()) for word in words), default=0)
    return (shortest if shortest >= 3 else 0, -len(words))
