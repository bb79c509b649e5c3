"""How PostgreSQL finds words: trigrams of letters, and pairs of Korean syllables.

A trigram index finds no word of two letters, and two syllables are the usual Korean word. So
each text has beside it a number for each of its syllables and for each two side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["condition", "syllables"]

_FIRST: Final = "가"
_LAST: Final = "힣"
_BEFORE_FIRST: Final = ord(_FIRST) - 1
_BASE: Final = ord(_LAST) - ord(_FIRST) + 2


def condition(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return an SQL condition on the columns ``text`` and ``hangul``, and its values.

    Parameters
    ----------
    words
        Folded words, each of which must occur in the text; at least one.
    """
    conditions, values = [], []
    for word in words:
        korean = all(_FIRST <= sign <= _LAST for sign in word)
        if korean:
            conditions.append("hangul @> %s")
            values.append(syllables(word))
        if len(word) > 2 or not korean:
            conditions.append("text LIKE %s")
            values.append(f"%{_literal(word)}%")
    return " AND ".join(conditions), values


def syllables(text: str) -> str:
    """Return the numbers of the syllables and pairs of syllables of a text, as an SQL array."""
    found, before = set(), 0
    for sign in text:
        code = ord(sign) - _BEFORE_FIRST if _FIRST <= sign <= _LAST else 0
        if code:
            found.add(code)
        if code and before:
            found.add(before * _BASE + code)
        before = code
    return "{" + ",".join(map(str, sorted(found))) + "}"


def _literal(word: str) -> str:
    """Return a word without the meaning that LIKE gives to some signs."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
