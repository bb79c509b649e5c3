"""Words before and behind a date: circa, since, 이후."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dmz_map.importing.cells import read_words

__all__ = ["without_affix", "without_word"]


def without_affix(
    text: str, words: str, *, before: bool = False, after: bool = False
) -> str | None:
    """Return a text without one of the words in front of it, or behind; None if there is none."""
    for word in sorted(read_words("dates")[words], key=len, reverse=True):
        own = not word[-1].isalnum() or not word.isascii()
        if before and text.startswith(word):
            rest = text[len(word) :]
            if rest[:1] in " ,.:" or (own and rest) or rest[:1].isdigit():
                return rest.strip(" ,.:")
        if after and text.endswith(word):
            rest = text[: -len(word)]
            if (
                rest[-1:].isspace()
                or ((own or not word[0].isalnum()) and rest)
                or rest[-1:].isdigit()
            ):
                return rest.strip(" ,")
    return None


def without_word(text: str, words: Sequence[str]) -> str | None:
    """Return a text without one of the words at its beginning or its end."""
    for word in sorted(words, key=len, reverse=True):
        eastern = not word.isascii() and not word.islower()
        gap = "" if eastern else r"(?![^\W\d_])"
        if match := re.match(rf"(?:the\s+)?{re.escape(word)}{gap}", text):
            return text[match.end() :].strip(" ,-")
        if text.endswith(word) and (eastern or not text[: -len(word)][-1:].isalpha()):
            return text[: -len(word)].strip(" ,-")
    return None
