"""Everything that is marked in a text before events are made of it."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dmz_map.reading.dates import DateMark
from dmz_map.reading.dates_en import english_dates
from dmz_map.reading.dates_ko import korean_dates
from dmz_map.reading.lexicon import Hit, Hits, find, lexicon
from dmz_map.reading.sentences import Sentence, sentences_of
from dmz_map.reading.view import View, view_of

__all__ = ["Marks", "language_of", "marks_of"]

_CLAUSE: Final = {
    "en": re.compile(
        r"[;:|]| - |, | \(| (?:while|when|follows|followed|after|before|but|because|although|whereas|where|until|who|which|that|as)(?= )"
    ),
    "ko": re.compile(
        r"[,;:|(]\s?|(?<=[가-힣])(?:고|며|나|지만|는데|다가|면서|은데|인데|으로)\s|(?<=[가-힣])(?:뒤|후)\s"
    ),
}
_DATELINE: Final = re.compile(
    r"(?:[^.!?\n]|\b(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec|[a-z])\.){0,90}(?:\d{4}[^-=\n]{0,30})?(?: -+ |\)\s?=?\s?-+ |\s?=\s)"
)
_OLD: Final = 400
"""Days before the document's day from which a date is of what it tells."""
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")


@dataclass(frozen=True, slots=True)
class Marks:
    """A read text: its view, sentences and marks, each list in order of the text.

    Attributes
    ----------
    acts, negatives, places, sectors, outcomes
        Hits of the lexica.
    dates
        The dates, without those of the head of the document.
    today
        The document's day, handed in or read from its head; None if unknown.
    clauses
        Where clauses end.
    dateline
        The date of the dateline ("SEOUL, May 3 --"), None without one.
    """

    view: View
    language: str
    today: date | None
    sentences: tuple[Sentence, ...]
    dates: tuple[DateMark, ...]
    acts: Hits
    negatives: Hits
    places: Hits
    sectors: Hits
    outcomes: Hits
    clauses: tuple[int, ...]
    dateline: DateMark | None = None

    def places_in(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return the place words that begin in a stretch of the text."""
        return self.places.between(start, end)

    def sectors_in(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return the sector words that begin in a stretch of the text."""
        return self.sectors.between(start, end)

    def outcomes_in(self, start: int, end: int) -> tuple[Hit, ...]:
        """Return the outcome words that begin in a stretch of the text."""
        return self.outcomes.between(start, end)

    def boundaries(self, start: int, end: int) -> int:
        """Return how many clause ends lie between two places of the text."""
        low, high = min(start, end), max(start, end)
        return bisect_left(self.clauses, high) - bisect_right(self.clauses, low - 1)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the clause around a passage, as offsets of the view."""
        place = bisect_right(self.clauses, start)
        first = self.clauses[place - 1] if place else 0
        place = bisect_left(self.clauses, end)
        last = self.clauses[place] if place < len(self.clauses) else len(self.view.text)
        return first, last


def language_of(text: str) -> str:
    """Return ``ko`` if a fifth of the characters is Hangul, else ``en``."""
    sample = text[:20000]
    written = sum(map(len, sample.split()))
    return "ko" if len(_HANGUL.findall(sample)) > 0.2 * max(1, written) else "en"


def marks_of(document: str, published: date | None) -> Marks:
    """Mark a text.

    Parameters
    ----------
    document
        The text of the document of record.
    published
        The document's day if it is known; else it is looked for in the head of the text.
    """
    view = view_of(document)
    language = language_of(document)
    sentences = sentences_of(view, language)
    low = view.low
    acts = find(low, lexicon("cues", language))
    reader = korean_dates if language == "ko" else english_dates
    starts = [sentence.start for sentence in sentences]
    head = _head(view, sentences)
    today = published or _stated_day(reader(low[:head], starts, None), low, sentences, acts)
    dates = reader(low, starts, today)
    return Marks(
        view,
        language,
        today,
        sentences,
        tuple(
            mark
            for mark in dates
            if not _in_head(mark, low, sentences, acts, head, today)
            and not _is_credit(mark, low, sentences)
        ),
        Hits(acts),
        Hits(find(low, lexicon("negatives", language))),
        Hits(find(low, lexicon("anchors", language))),
        Hits(find(low, lexicon("sectors", language))),
        Hits(find(low, lexicon("outcomes", language))),
        tuple(_clause_ends(low, language, sentences)),
        _dateline(dates, low, sentences, head),
    )


def _clause_ends(low: str, language: str, sentences: Sequence[Sentence]) -> list[int]:
    ends = {match.start() + 1 for match in _CLAUSE[language].finditer(low)}
    ends.update(sentence.end for sentence in sentences)
    ends.update(sentence.start for sentence in sentences)
    return sorted(ends)


def _head(view: View, sentences: Sequence[Sentence]) -> int:
    """Return where the head of the document ends: its first eight lines, 900 characters."""
    last = [sentence.end for sentence in sentences if sentence.line < 10][:10]
    return min(900, last[-1]) if last else 0


def _in_head(
    mark: DateMark,
    low: str,
    sentences: Sequence[Sentence],
    acts: Sequence[Hit],
    head: int,
    today: date | None = None,
) -> bool:
    """Return whether a date belongs to a dateline or to a line about the document."""
    if mark.start >= head:
        return False
    sentence = _sentence(mark.start, sentences)
    if sentence is None:
        return False
    match = _DATELINE.match(low, sentence.start)
    opens = mark.start - sentence.start < 3 and low[mark.start] != "("
    opens = opens and (mark.first != today or _is_list(sentences))
    if match and mark.end <= match.end() and mark.grain in ("day", "none") and not opens:
        return True
    told = any(sentence.start <= act.start < sentence.end for act in acts)
    line = low[sentence.start : sentence.end]
    if (
        sentence.kind != "text"
        and not told
        and not _long_ago(mark, today)
        and sentence.end - sentence.start < 90
        and not (sentence.kind == "row" and _is_list(sentences))
    ):
        return True
    return (
        bool(
            re.match(
                r"\s*(?:입력|수정|등록|승인|date|published|updated|posted|기사입력|배포)", line
            )
        )
        and mark.start - sentence.start < 40
    )


def _is_credit(mark: DateMark, low: str, sentences: Sequence[Sentence]) -> bool:
    """Return whether a date stands alone at the end of a line, as the credit of a picture."""
    place = bisect_right(sentences, mark.start, key=lambda sentence: sentence.start) - 1
    if place < 1 or sentences[place - 1].line != sentences[place].line:
        return False
    own = sentences[place]
    rest = low[own.start : mark.start] + low[mark.end : own.end]
    return len(rest.strip(" .()[]")) < 3 and mark.grain == "day"


def _long_ago(mark: DateMark, today: date | None) -> bool:
    """Return whether a date is too old to be that of the document."""
    return bool(today and mark.last and (today - mark.last).days > _OLD)


def _is_list(sentences: Sequence[Sentence]) -> bool:
    """Return whether the document opens with dated rows."""
    return sum(sentence.kind == "row" for sentence in sentences[:10]) > 2


def _sentence(place: int, sentences: Sequence[Sentence]) -> Sentence | None:
    for sentence in sentences:
        if sentence.start <= place < sentence.end:
            return sentence
    return None


def _stated_day(
    dates: Sequence[DateMark], low: str, sentences: Sequence[Sentence], acts: Sequence[Hit]
) -> date | None:
    """Return the day that the head of the document gives, None if it is a dated list."""
    rows = _is_list(sentences)
    for mark in dates:
        if mark.grain == "day" and mark.named and _in_head(mark, low, sentences, acts, len(low)):
            sentence = _sentence(mark.start, sentences)
            if sentence is not None and not (sentence.kind == "row" and rows):
                return mark.first
    return None


def _dateline(
    dates: Sequence[DateMark], low: str, sentences: Sequence[Sentence], head: int
) -> DateMark | None:
    """Return the date of the dateline that opens the first paragraphs."""
    for mark in dates:
        if mark.start >= head:
            break
        sentence = _sentence(mark.start, sentences)
        match = _DATELINE.match(low, sentence.start) if sentence else None
        if match and mark.end <= match.end() and mark.grain == "day" and mark.weekday is None:
            return mark
    return None
