"""The neutral list: words that our own titles, summaries and notes do not use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dmz_map.archive.findings import Finding
from dmz_map.errors import Problem
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table
from dmz_map.tabular.text import shortened

__all__ = ["unusable_patterns", "word_findings"]

OUR_WORDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "incidents": {
        "en": ("title_en", "summary_en", "place_en", "actors"),
        "ko": ("title_ko", "summary_ko", "place_ko", "actors_ko"),
    },
    "links": {"en": ("note_en",), "ko": ("note_ko",)},
}
"""The columns in our own wording, by table and language; in disputes sides are quoted."""

_PATTERNS: Final = ("pattern", "except")


@dataclass(frozen=True)
class _Word:
    word: str
    pattern: re.Pattern[str]
    exception: re.Pattern[str] | None
    instead: str

    def said(self, text: str) -> str:
        """Return how a text says the word; blank when it does not."""
        allowed = (
            [match.span() for match in self.exception.finditer(text)] if self.exception else []
        )
        for match in self.pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in allowed):
                return match[0]
        return ""


def unusable_patterns(words: Table) -> Iterator[Issue]:
    """Yield an issue for each cell of the list that is no regular expression."""
    for row in words.rows:
        for column in _PATTERNS:
            if words.is_valid(row, column):
                try:
                    re.compile(row[column])
                except re.error as error:
                    what = f"{shortened(row[column])} is no regular expression: {error}."
                    yield row.issue(column, Problem(what, "Correct the pattern."))


def word_findings(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield each of our own texts that has a word of the list."""
    words = {
        language: [
            _word(row) for row in tables["words"].valid_rows() if row["language"] == language
        ]
        for language in ("en", "ko")
    }
    for name, columns in OUR_WORDS.items():
        for row in tables[name].rows:
            for language, ours in columns.items():
                for column in ours:
                    if tables[name].is_valid(row, column):
                        yield from _said(row, column, words[language])


def _said(row: Row, column: str, words: list[_Word]) -> Iterator[Finding]:
    for word in words:
        if said := word.said(row[column]):
            what = f"{shortened(said)} is on the neutral list ('{word.word}')."
            issue = row.issue(column, Problem(what, f"Write instead: {word.instead}."))
            yield Finding("words", row.cells.get("id") or row["incident_id"], issue)


def _word(row: Row) -> _Word:
    pattern, exception = (row[column] for column in _PATTERNS)
    return _Word(
        row["word"],
        re.compile(pattern, re.IGNORECASE),
        re.compile(exception, re.IGNORECASE) if exception else None,
        row["instead"],
    )
