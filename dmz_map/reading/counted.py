"""Events that a text tells by a count and a kind alone ("the previous two were civilians")."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from dmz_map.reading.dates import DateMark, span_mark, year_mark
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.numbers import NUMBER_EN, NUMBER_KO, number_en, number_ko

__all__ = ["armistice_day", "counted_mentions"]

_MOST: Final = 9
_COUNT: Final = {
    "en": (re.compile(rf"\b{NUMBER_EN}\b"), number_en),
    "ko": (re.compile(NUMBER_KO), number_ko),
}
_SOLDIERS: Final = re.compile(r"soldier|military|군인|병사|북한군")
_WAR: Final = re.compile(r"\b(?:19)?5[0-3]-(?P<end>(?:19)?53)\b")


def counted_mentions(mention: Mention, marks: Marks) -> list[Mention]:
    """Return one mention for each event of a count, dated from the last "since" on."""
    act = next((act for act in mention.acts if act.code == "count"), None)
    if act is None or len(mention.acts) > 1:
        return [mention]
    words = marks.view.low[act.start : act.end]
    pattern, number = _COUNT[marks.language]
    found = pattern.search(words)
    count = number(found[0]) if found else None
    when = _since(mention, marks)
    if count is None or not 1 <= count <= _MOST or when is None:
        return []
    kind = "soldier_crossing" if _SOLDIERS.search(words) else "civilian_crossing"
    one = replace(
        mention, start=act.start, end=act.end, date=when, persons=[], category=kind, other=True
    )
    return [replace(one, acts=[act], codes={"same", "count"}) for _ in range(count)]


def _since(mention: Mention, marks: Marks) -> DateMark | None:
    """Return the stretch from the date after "since" to the document's day."""
    low = marks.view.low
    for index in (mention.index, mention.index - 1):
        if (
            index < 0
            or marks.sentences[index].paragraph != marks.sentences[mention.index].paragraph
        ):
            continue
        sentence = marks.sentences[index]
        for mark in marks.dates:
            if mark.first is None or not sentence.start <= mark.start < sentence.end:
                continue
            before, after = low[sentence.start : mark.start], low[mark.end : mark.end + 12]
            if "since" in before or "이후" in after or "부터" in after:
                last = marks.today or date(mark.first.year, 12, 31)
                return span_mark(mark.start, mark.end, mark.first, last)
    return None


def armistice_day(mention: Mention, marks: Marks) -> DateMark | None:
    """Return the year in which a war told by its years ended."""
    found = _WAR.search(marks.view.low, mention.start, mention.end)
    return year_mark(*found.span(), 1900 + int(found["end"][-2:])) if found else None
