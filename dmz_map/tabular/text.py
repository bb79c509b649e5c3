"""Written text in a cell: visible, in its usual spelling, in its language; web addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from dmz_map.errors import Problem

__all__ = ["in_language", "in_xml", "shortened", "visible", "web_address"]

_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control, format (bidi overrides, zero-width), private use, surrogate, line separators."""

_HIDDEN_LETTERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
) | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Characters that Unicode counts as letters or marks, but that nobody sees."""

_BROKEN: Final = "\ufffd"
"""The mark of a letter that some program could not read."""

_NOT_IN_XML: Final = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LATIN: Final = re.compile("[A-Za-z]")
_HANGUL: Final = re.compile("[가-힣]")
_UNSEEN: Final = "a character that nobody sees"


def shortened(value: str, longest: int = 60) -> str:
    """Return the value as Python writes it, so that hidden characters show, at most so long."""
    return repr(value) if len(value) <= longest else f"{value[:longest]!r}…"


def in_xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold, nor a carriage return."""
    return _NOT_IN_XML.sub("", text)


def visible(cell: str) -> Problem | None:
    """Return why a cell is not visible text in its usual spelling, or None.

    Not blank, no space at either end, no space but the plain one, no control, bidirectional
    or zero-width character, no mark of a letter that was lost, and each letter composed
    (Unicode NFC), so that a search finds it.
    """
    if not cell.strip():
        return Problem("the cell is blank.", "Fill it in.")
    if cell != cell.strip():
        return Problem(f"{shortened(cell)} begins or ends with a space.", "Remove the space.")
    if not (cell.isascii() and cell.isprintable()):
        for place, character in enumerate(cell):
            if kind := _forbidden(character):
                return Problem(
                    f"{kind}, U+{ord(character):04X}, is at place {place + 1} of "
                    f"{shortened(cell)}.",
                    "Remove it." if kind is _UNSEEN else "Write what is meant.",
                )
    if not unicodedata.is_normalized("NFC", cell):
        return Problem(
            f"{shortened(cell)} has letters in parts (not Unicode NFC).", "Type the word again."
        )
    return None


def in_language(cell: str, language: str) -> Problem | None:
    """Return why a visible text is not English (``en``) or Korean (``ko``), or None.

    English has Latin letters and no Hangul, Korean at least one syllable of Hangul.
    """
    hangul = _HANGUL.search(cell)
    if language == "en" and (hangul or not _LATIN.search(cell)):
        return Problem(f"{shortened(cell)} is not English.", "Write this column in English.")
    if language == "ko" and not hangul:
        return Problem(f"{shortened(cell)} is not Korean.", "Write this column in Korean.")
    return None


def web_address(cell: str) -> Problem | None:
    """Return why a cell is not an http or https address with a host, or None."""
    problem = Problem(
        f"{shortened(cell)} is not a web address.", "Begin it with http:// or https://."
    )
    if visible(cell) or re.search(r"[\s<>\"\\^`{|}]", cell):
        return problem
    try:
        parts = urlsplit(cell)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    return None if valid else problem


def _forbidden(character: str) -> str | None:
    """Return what is wrong with a character of a text, or None."""
    category = unicodedata.category(character)
    if (
        category in _HIDDEN_CATEGORIES
        or character in _HIDDEN_LETTERS
        or _is_noncharacter(ord(character))
    ):
        return _UNSEEN
    if category == "Zs" and character != " ":
        return "a space that is not the plain one"
    return "the mark of a letter that was lost" if character == _BROKEN else None


def _is_noncharacter(code: int) -> bool:
    """Return whether Unicode keeps a code point free for ever; XML can hold none of them."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
