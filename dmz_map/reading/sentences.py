"""Sentences, rows and headings of a view."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.reading.view import View

__all__ = ["Sentence", "sentences_of"]

_END_EN: Final = re.compile(
    r"""(?<!\b[A-Z])(?<!\b(?:St|Mr|Ms|Dr|Lt|No|vs))(?<!\b(?:Mrs|Gen|Col|Maj|Sgt|Pvt|Cpl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Gov|Rep|Sen|Gwa))(?<!\b(?:Sept|Capt|Spec))
    (?:(?<![ap]\.m)|(?!\.\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\.\s+(?:Korea|KST|Seoul|GMT|Local|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))
    (?:[.!?]["')\]]*(?=\s+["'(\[*]*[A-Z0-9])|(?<=[a-z\d])\.(?=[A-Z][a-z])|;(?=\s))""",
    re.VERBOSE,
)
_END_KO: Final = re.compile(
    r"""(?<=[가-힣])[.!?]["')\]]*(?=\s|[가-힣"'(□○*▲△[]|$)|(?<=[)"'])\.(?=\s)|[!?]["')]*(?=\s)"""
)
_ROW_OPENS: Final = re.compile(
    r"\s*(?:[*□○▲△■◆▶◇-]\s*)?(?:<?\d{4}\s?[./년-]|\d{1,2}\s?[.월/]\s?\d{1,2}|'\d\d[.년]|"
    r"(?:(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: \d{1,2})?(?:,? \d{2,4})?|\d{4})\s?(?:--?|:)\s|"
    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r" \d{2,4}\s+[A-Z(\d])"
)
_SENTENCE_LIKE: Final = re.compile(r"""[.!?…]["')\]]*\s*$|다["']?\s*$""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the view: ``kind`` is text, row or heading; offsets of the view."""

    start: int
    end: int
    kind: str
    paragraph: int
    line: int


def sentences_of(view: View, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of a view in order, without blank ones."""
    out: list[Sentence] = []
    ends = _END_KO if language == "ko" else _END_EN
    start, paragraph, blank = 0, 0, True
    for number, line in enumerate(view.text.split("\n")):
        if line.strip():
            kind = _kind(line, language)
            if (
                not out
                and kind == "text"
                and len(line) < 160
                and not line.rstrip().endswith((".", "!", "?", '."'))
            ):
                kind = "heading"
            paragraph += blank or kind != "text"
            out += [
                Sentence(start + first, start + last, kind, paragraph, number)
                for first, last in _split(line, ends, kind)
            ]
        blank = not line.strip() or len(line) > 200
        start += len(line) + 1
    return tuple(out)


def _kind(line: str, language: str) -> str:
    if "|" in line or line.count("\t") > 1 or (_ROW_OPENS.match(line) and len(line) < 300):
        return "row"
    if _SENTENCE_LIKE.search(line) or len(line) > (60 if language == "ko" else 110):
        return "text"
    return "heading"


def _split(line: str, ends: re.Pattern[str], kind: str) -> list[tuple[int, int]]:
    if kind == "row" and "|" in line:
        return [(0, len(line))]
    out, begin = [], 0
    for match in ends.finditer(line):
        out.append((begin, match.end()))
        begin = match.end()
    if line[begin:].strip():
        out.append((begin, len(line)))
    return out
