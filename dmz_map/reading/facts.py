"""The fields of an event, each with the passages that support it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from dmz_map.reading.casualties import ONE, Toll, tolls
from dmz_map.reading.dates import DateMark
from dmz_map.reading.directions import direction_of
from dmz_map.reading.event import Event
from dmz_map.reading.fact_patterns import OUTCOMES, SOURCES, TIME_OF_DAY
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.person_facts import add_persons
from dmz_map.reading.sentences import Sentence
from dmz_map.reading.view import Claim

__all__ = ["facts_of"]


_SOUTHWARD: Final = re.compile(r"[^|]*(?:남쪽|남하|south)[^|]*")
_NEAR: Final = 160
_REACH: Final = 4
_REACH_ALONE: Final = 7
"""How many sentences speak on of an event: more where the document tells of no other."""


def facts_of(event: Event, marks: Marks, told: set[int]) -> Facts:
    """Return the fields of an event.

    Parameters
    ----------
    event, marks
        The event and the marks of its text.
    told
        Numbers of the sentences that tell of events.
    """
    facts = Facts()
    scope = _scope(event, marks, told)
    _when(event, marks, facts)
    _kind(event, marks, facts)
    add_persons(event, marks, facts)
    _losses(event, marks, scope, facts)
    _outcome(event, marks, scope, facts)
    _sources(event, marks, scope, facts)
    return facts


def _scope(event: Event, marks: Marks, told: set[int]) -> list[tuple[int, int]]:
    """Return the stretches that speak of the event: its mentions and what follows them."""
    out = [(mention.start, mention.end) for mention in event.mentions]
    alone = told <= event.sentences
    reach = _REACH_ALONE if alone else _REACH
    for index in sorted(event.sentences):
        for near in range(index + 1, min(index + reach, len(marks.sentences))):
            if near in told:
                break
            apart = marks.sentences[near].paragraph - marks.sentences[index].paragraph
            if apart > 1 and not alone:
                break
            out.append((marks.sentences[near].start, marks.sentences[near].end))
    head = _table_head(event, marks)
    return [*out, (head.start, head.end)] if head is not None else out


def _table_head(event: Event, marks: Marks) -> Sentence | None:
    """Return the first row of the table that the event is a row of."""
    index = event.mentions[0].index
    own = marks.sentences[index]
    if own.kind != "row" or "|" not in marks.view.low[own.start : own.end]:
        return None
    while index and marks.sentences[index - 1].kind == "row":
        index -= 1
    head = marks.sentences[index]
    return head if head is not own else None


def _when(event: Event, marks: Marks, facts: Facts) -> None:
    view, low = marks.view, marks.view.low
    for mention in event.mentions:
        mark = mention.date
        _hours(mention, marks, facts)
        if mark is None or mark.edtf is None or event.date is None:
            continue
        if mark.edtf == event.date.edtf or mark.grain != "day":
            value = event.date.edtf if mark.edtf == event.date.edtf else mark.edtf
            before = re.search(
                r"(?:on|in|of|at|since|at about \S+) $", low[max(0, mark.start - 18) : mark.start]
            )
            begin = mark.start - len(before[0]) if before else mark.start
            facts.add(view.claim("date", value or "", begin, mark.end))
            base = None if mark.named else _base(mark, marks)
            if base is not None and base.edtf:
                facts.add(view.claim("date", base.edtf, base.start, base.end))
            if mark.weekday:
                after = re.match(r"(?:, | \()(a \w+day)", low[mark.end : mark.end + 16])
                at = (
                    (mark.end + after.start(1), mark.end + after.end(1))
                    if after
                    else (begin, mark.end)
                )
                facts.add(view.claim("weekday", mark.weekday, *at))


def _base(mark: DateMark, marks: Marks) -> DateMark | None:
    """Return the month or year just before a date that leans on it ("in June … on the 9th")."""
    place = bisect_left(marks.dates, mark.start, key=lambda one: one.start)
    before = marks.dates[place - 1] if place else None
    near = before is not None and mark.start - before.end < _NEAR and before.named
    return before if near and before is not None and before.covers(mark) else None


def _hours(mention: Mention, marks: Marks, facts: Facts) -> None:
    view, low = marks.view, marks.view.low
    lead = (
        marks.sentences[mention.index].start
        if mention.start - marks.sentences[mention.index].start < 40
        else mention.start
    )
    for match in TIME_OF_DAY[marks.language].finditer(low, lead, mention.end):
        facts.add(view.claim("time_of_day", view.text[match.start() : match.end()], *match.span()))


def _kind(event: Event, marks: Marks, facts: Facts) -> None:
    facts.direction = direction_of(event, marks)
    head = _table_head(event, marks)
    if head is not None and facts.direction == "north_to_south":
        cell = _SOUTHWARD.search(marks.view.low, head.start, head.end)
        if cell:
            facts.add(marks.view.claim("direction", facts.direction, *cell.span()))
    for mention in event.mentions:
        for act in mention.acts:
            if act.code == "it" or (
                act.code in ("warning", "approach")
                and len(mention.acts) > 1
                and event.category != "line_incursion"
            ):
                continue
            start, end = _phrase(act, mention, marks)
            facts.add(marks.view.claim("category", event.category, start, end))
            if facts.direction is not None:
                facts.add(marks.view.claim("direction", facts.direction, start, end))


def _phrase(act: Hit, mention: Mention, marks: Marks) -> tuple[int, int]:
    """Return the clause of an act from its subject on, at most 120 characters."""
    first, last = marks.clause(act.start, act.end)
    subject = [mark.start for mark in mention.persons if first - 60 <= mark.start <= act.start]
    start = max(
        mention.start,
        min(
            act.start,
            max(first, min(subject, default=first)),
            subject[-1] if subject else act.start,
        ),
    )
    if act.start - start > 90:
        start = act.start
    end = min(max(act.end, min(last, act.end + 50)), mention.end)
    while act.end < end < last and marks.view.text[end - 1 : end + 1].isalnum():
        end -= 1  # never within a word
    while end > act.end and marks.view.text[end - 1] in " ,;:.|-(":
        end -= 1
    return start, max(end, act.end)


def _losses(event: Event, marks: Marks, scope: Iterable[tuple[int, int]], facts: Facts) -> None:
    if event.category in (
        "tunnel",
        "border_measure",
        "meeting_passage",
        "balloons_broadcasts",
        "drone",
    ):
        return
    told: dict[str, list[Toll]] = {"killed": [], "wounded": []}
    for start, end in scope:
        for toll in tolls(marks.view.low, marks.language, start, end):
            told[toll.field].append(toll)
    for name, statements in told.items():
        if any(toll.count is not None and toll.wording != ONE for toll in statements):
            statements = [toll for toll in statements if toll.wording != ONE]
        counts = {toll.count for toll in statements if toll.count is not None}
        if len(counts) == 1 and not any(toll.wording.startswith("0 (") for toll in statements):
            setattr(facts, name, counts.pop())
        for toll in statements:
            value = str(toll.count) if toll.count is not None else toll.wording
            facts.add(marks.view.claim(name, value or "unknown", toll.start, toll.end))


def _outcome(event: Event, marks: Marks, scope: Sequence[tuple[int, int]], facts: Facts) -> None:
    allowed = OUTCOMES.get(event.category, ())
    if facts.direction == "south_to_north" and event.category.endswith("crossing"):
        allowed = tuple(word for word in allowed if word != "custody_south")
    elif event.category.endswith("crossing"):
        allowed = tuple(
            word for word in allowed if word not in ("remained_north", "unknown", "released")
        )
    hits = [hit for start, end in scope for hit in marks.outcomes_in(start, end)]
    for word in allowed:
        found = [hit for hit in hits if hit.code == word]
        if found:
            facts.outcome = word
            for hit in found[:3]:
                facts.add(marks.view.claim("outcome", word, *_whole(hit, marks)))
            return
    if event.category in ("mine_blast", "attack", "exchange_of_fire") and (
        facts.killed or facts.wounded
    ):
        facts.outcome = "casualties"
        for claim in [c for c in facts.claims if c.field in ("killed", "wounded")][:1]:
            facts.add(Claim("outcome", "casualties", claim.start, claim.end, claim.exact))


def _whole(hit: Hit, marks: Marks) -> tuple[int, int]:
    """Return the outcome's clause from its start, if that is near; Korean ends with the verb."""
    first, last = marks.clause(hit.start, hit.end)
    reach = 24 if marks.language == "ko" else 40
    start = first
    if hit.start - first > reach:
        space = marks.view.text.find(" ", hit.start - reach // 2, hit.start)
        start = space + 1 if space > 0 else hit.start
    end = last if marks.language == "en" and last - hit.end <= 24 else hit.end
    while end > hit.end and marks.view.text[end - 1] in " ,;:.|-(":
        end -= 1
    return start, end


def _sources(event: Event, marks: Marks, scope: Iterable[tuple[int, int]], facts: Facts) -> None:
    for start, end in list(scope)[:8]:
        for match in list(SOURCES[marks.language].finditer(marks.view.low, start, end))[:2]:
            words = marks.view.text[match.start() : match.end()]
            facts.add(marks.view.claim("attribution", words[:60], *match.span()))
