"""What a cell of a table may hold: each check takes the cell and returns what is wrong, or None."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from dmz_map.errors import TableError
from dmz_map.tabular.edtf import day_span

__all__ = [
    "Check",
    "Problem",
    "count",
    "edtf_date",
    "in_english",
    "in_korean",
    "list_of",
    "matching",
    "names",
    "number",
    "optional",
    "shortened",
    "text",
    "up_to",
    "web_address",
]

_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control, format (bidi overrides, zero-width), private use, surrogate, line separators."""

_HIDDEN_LETTERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
) | {chr(code) for code in range(0xFE00, 0xFE10)}
"""Characters that Unicode counts as letters or marks, but that nobody sees."""

_BROKEN: Final = "\ufffd"
"""The mark of a letter that some program could not read."""

_LATIN: Final = re.compile("[A-Za-z]")
_HANGUL: Final = re.compile("[가-힣]")


class Problem(NamedTuple):
    """What is wrong with a cell, and what to do about it: two sentences."""

    what: str
    remedy: str


Check = Callable[[str], Problem | None]


def shortened(value: str, longest: int = 60) -> str:
    """Return the value as Python writes it, so that hidden characters show, at most so long."""
    return repr(value) if len(value) <= longest else f"{value[:longest]!r}…"


def text(cell: str) -> Problem | None:
    """Ask for visible words in their usual spelling.

    Not blank, no space at either end, no space but the plain one, no control, bidirectional
    or zero-width character, no mark of a letter that was lost, and each letter composed
    (Unicode NFC), so that a search finds it.
    """
    if not cell.strip():
        return Problem("the cell is blank.", "Fill it in.")
    if cell != cell.strip():
        return Problem(f"{shortened(cell)} begins or ends with a space.", "Remove the space.")
    for place, character in enumerate(cell):
        if kind := _forbidden(character):
            return Problem(
                f"{kind}, U+{ord(character):04X}, stands at place {place + 1} of "
                f"{shortened(cell)}.",
                "Remove it." if kind is _UNSEEN else "Write what is meant.",
            )
    if not unicodedata.is_normalized("NFC", cell):
        return Problem(
            f"{shortened(cell)} holds letters in parts (not Unicode NFC).", "Type the word anew."
        )
    return None


_UNSEEN: Final = "a character that nobody sees"


def _forbidden(character: str) -> str | None:
    """Return what is wrong with a character of a text, or None."""
    category = unicodedata.category(character)
    if category in _HIDDEN_CATEGORIES or character in _HIDDEN_LETTERS:
        return _UNSEEN
    if category == "Zs" and character != " ":
        return "a space that is not the plain one"
    return "the mark of a letter that was lost" if character == _BROKEN else None


def in_english(cell: str) -> Problem | None:
    """Ask for visible words with Latin letters and none of Hangul."""
    problem = text(cell)
    if problem is None and (_HANGUL.search(cell) or not _LATIN.search(cell)):
        return Problem(f"{shortened(cell)} is not English.", "Write this column in English.")
    return problem


def in_korean(cell: str) -> Problem | None:
    """Ask for visible words with at least one syllable of Hangul."""
    problem = text(cell)
    if problem is None and not _HANGUL.search(cell):
        return Problem(f"{shortened(cell)} is not Korean.", "Write this column in Korean.")
    return problem


def names(cell: str) -> Problem | None:
    """Ask for one or more names parted by ';', none of them blank."""
    return next(filter(None, map(text, (name.strip(" ") for name in cell.split(";")))), None)


def optional(check: Check) -> Check:
    """Let the cell be empty, or else ask what `check` asks."""
    return lambda cell: check(cell) if cell else None


def up_to(longest: int, check: Check) -> Check:
    """Ask what `check` asks, in at most so many characters."""

    def is_short(cell: str) -> Problem | None:
        if len(cell) <= longest:
            return check(cell)
        return Problem(
            f"{shortened(cell)} has {len(cell)} characters; {longest} is the most.",
            f"Shorten it by {len(cell) - longest}.",
        )

    return is_short


def matching(pattern: str, meaning: str) -> Check:
    """Ask that the whole cell matches a regular expression, which `meaning` says in words."""
    compiled = re.compile(pattern, re.ASCII)

    def check(cell: str) -> Problem | None:
        if compiled.fullmatch(cell):
            return None
        return Problem(f"{shortened(cell)} is not {meaning}.", f"Write {meaning}.")

    return check


count: Final = matching(r"0|[1-9][0-9]{0,8}", "a whole number, 0 or more, in digits only")


def number(*, above: float = float("-inf"), low: float, high: float, unit: str) -> Check:
    """Ask for a decimal number within [low, high] and greater than `above`."""
    decimal = matching(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", f"a decimal number of {unit}")

    def check(cell: str) -> Problem | None:
        problem = decimal(cell)
        if problem is None and not (low <= float(cell) <= high and float(cell) > above):
            bounds = f"{low:g} to {high:g} {unit}" + (f", above {above:g}" if above >= low else "")
            return Problem(f"{cell} is out of bounds.", f"Write a value from {bounds}.")
        return problem

    return check


def edtf_date(cell: str) -> Problem | None:
    """Ask for an EDTF date that has a first and a last day."""
    try:
        day_span(cell)
    except TableError as error:
        what, _, remedy = str(error).partition(". ")
        return Problem(f"{what}.", remedy)
    return None


def web_address(cell: str) -> Problem | None:
    """Ask for an http or https address with a host."""
    problem = Problem(f"{shortened(cell)} is no web address.", "Begin it with http:// or https://.")
    if text(cell) or re.search(r"[\s<>\"\\^`{|}]", cell):
        return problem
    try:
        parts = urlsplit(cell)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    return None if sound else problem


def list_of(words: Collection[str], meaning: str) -> Check:
    """Ask for one or more different words of a set, parted by ';' without spaces."""

    def check(cell: str) -> Problem | None:
        found = cell.split(";")
        strange = [word for word in found if word not in words]
        if strange:
            return Problem(
                f"{shortened(strange[0])} is not {meaning}.",
                f"Write, parted by ';', some of: {', '.join(words)}.",
            )
        if len(set(found)) < len(found):
            return Problem(f"{shortened(cell)} names one twice.", "Name each once.")
        return None

    return check
