"""A text as the rules read it, with the way back to the code points of the document."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = ["Claim", "View", "view_of"]

_SAME_LENGTH: Final = {
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\t": " ", "\ufeff": " ",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u300c": '"',
    "\u300d": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    "\u2212": "-", "\u223c": "~", "\uff5e": "~", "\u301c": "~", "\uff0c": ",", "\uff08": "(",
    "\uff09": ")", "\u2022": "*", "\u25cf": "*", "\u2027": "·", "\u30fb": "·", "\uff65": "·",
    "\u318d": "·", "\u2219": "·", "\u00b7": "·", "\u22ef": "…",
}  # fmt: skip
"""Characters written in several ways, each replaced by one character."""
_OPENS_LINE: Final = re.compile(
    r"\s*(?:[*□○▲△■◆▶◇※<\[(-]|\d{1,3}[.)]|\d{4}\.|\d{1,2}\s[A-Z][a-z]{2,8}\.?\s\d{2}|[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|[A-Z]\.|[QA][.:]|[\uac00-\ud7a3]{1,3}\s?[:.])"
)
_ENDS: Final = tuple(".?!:;\"'…)]")


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact and the passage that supports it: ``document[start:end] == exact``."""

    field: str
    value: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class View:
    """The text for the rules: one form for quotes, dashes, spaces and Hanja, lines joined.

    Attributes
    ----------
    document
        The text of the document of record.
    text, low
        The text as the rules read it, and the same in lower case, of one length.
    starts, ends
        For each character of `text` the code points of `document` that it comes from;
        empty where both texts have the same offsets.
    """

    document: str
    text: str
    low: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def claim(self, field: str, value: str, start: int, end: int) -> Claim | None:
        """Return the claim for ``text[start:end]``, without white space at its ends.

        Returns None if nothing is left. This is the only way to a passage.
        """
        start, end = max(0, start), min(len(self.text), end)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        if self.starts:
            start, end = self.starts[start], self.ends[end - 1]
        return Claim(field, value, start, end, self.document[start:end])

    def offset(self, position: int) -> int:
        """Return the place in `text` of a code point of the document."""
        return bisect_right(self.starts, position) - 1 if self.starts else position


def view_of(document: str) -> View:
    """Return the view of a document's text."""
    table = _translation()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    if unicodedata.is_normalized("NFC", document):
        text = document
    else:
        text, starts, ends = _composed(document)
    text = _joined(text.translate(table))
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return View(document, text, low, starts, ends)


@cache
def _translation() -> dict[int, str]:
    lines = (files(__package__) / "lexicon" / "hanja.csv").read_text("utf-8").splitlines()
    hanja = dict(line.split(",")[:2] for line in lines[1:])
    return {ord(char): other for char, other in {**_SAME_LENGTH, **hanja}.items()}


def _composed(document: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the text in NFC and where each of its characters begins and ends."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    begin = 0
    for match in _marks().finditer(document):
        first = max(begin, match.start() - 1)
        if begin < first:
            _take(document, begin, first, (out, starts, ends))
        composed = unicodedata.normalize("NFC", document[first : match.end()])
        out.append(composed)
        starts += [first] * len(composed)
        ends += [match.end()] * len(composed)
        begin = match.end()
    _take(document, begin, len(document), (out, starts, ends))
    return "".join(out), tuple(starts), tuple(ends)


def _take(
    document: str, first: int, last: int, into: tuple[list[str], list[int], list[int]]
) -> None:
    """Compose a stretch in which no character continues the one before it."""
    out, starts, ends = into
    piece = document[first:last]
    if unicodedata.is_normalized("NFC", piece):
        out.append(piece)
        starts += range(first, last)
        ends += range(first + 1, last + 1)
        return
    for place, char in enumerate(piece, first):
        composed = unicodedata.normalize("NFC", char)
        out.append(composed)
        starts += [place] * len(composed)
        ends += [place + 1] * len(composed)


@cache
def _marks() -> re.Pattern[str]:
    """Return the pattern of characters that continue the one before them."""
    marks = "".join(re.escape(chr(n)) for n in range(0x20000) if _continues(chr(n)))
    return re.compile(f"[{marks}]+")


def _continues(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff" or unicodedata.combining(char) != 0


def _joined(text: str) -> str:
    """Replace line breaks within a sentence by spaces, so that no offset moves."""
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text)
    if "\r\n" in text:
        lines = text.replace("\r\n", "\n ").split("\n")
    out: list[str] = []
    for block in _blocks(lines):
        width = max(map(len, block))
        for line, following in zip(block, [*block[1:], ""], strict=True):
            out.append(line)
            continues = following[:1].islower() and following[:1].isascii()
            wrapped = (
                continues and len(line) > 25 and not line.rstrip().endswith((".", "?", "!", ":"))
            ) or (
                following.strip()
                and width >= 30
                and len(line.strip()) >= 0.6 * width
                and not line.rstrip().endswith(_ENDS)
                and "|" not in line + following
                and not _OPENS_LINE.match(following)
                and len(block) > 2
            )
            out.append(" " if wrapped else "\n")
    return "".join(out)[: len(text)]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Return runs of lines, each blank line a run of its own."""
    out: list[list[str]] = []
    for line in lines:
        if out and line.strip() and out[-1][-1].strip():
            out[-1].append(line)
        else:
            out.append([line])
    return out
