"""From mentions to events: which sentences tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from dmz_map.reading.dates import DateMark
from dmz_map.reading.event import Event
from dmz_map.reading.kinship import apart, kin
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention

__all__ = ["events_of"]

_ARMISTICE: Final = date(1953, 7, 27)


def events_of(mentions: Sequence[Mention], marks: Marks) -> list[Event]:
    """Return the events in the order in which the document tells them."""
    events: list[Event] = []
    current: Event | None = None
    for mention in mentions:
        if mention.heading or (mention.category is None and "same" not in mention.codes):
            continue
        if mention.category is None or (mention.codes == {"same"}):
            mention.category = _like(current, mention)
            if mention.category is None:
                continue
        if _is_laying(mention, current, marks):
            continue
        before = current
        if _is_aftermath(mention, current) and current is not None:
            mention.date = None
            current.take(mention)
        elif mention.date is not None and not _too_old(mention.date):
            current = _dated(mention, events, current, marks)
        elif mention.date is None:
            current = _undated(mention, events, current, marks) or current
        if mention.background and before is not None:
            current = before
    if not events:
        events = _from_headings(mentions)
    for event in events[:1]:
        if marks.dateline is not None and (event.date is None or event.date.first is None):
            event.date = marks.dateline
    return events


def _is_laying(mention: Mention, current: Event | None, marks: Marks) -> bool:
    """Return whether a mention tells who laid the mine that the event is about."""
    if current is None or current.category != "mine_blast" or mention.category != "border_measure":
        return False
    words = marks.view.low[mention.start : mention.end]
    return any(word in words for word in ("매설", "묻", "laid", "planted", "laying"))


def _is_aftermath(mention: Mention, current: Event | None) -> bool:
    """Return whether a mention tells how an event ended ("was handed over two days later")."""
    if current is None or mention.category != "meeting_passage":
        return False
    held = current.category in ("aircraft", "seizure", "soldier_crossing", "civilian_crossing")
    leans = mention.date is None or mention.date.leaning or mention.carried_over
    return held and leans and mention.index - current.last.index <= 4


def _like(current: Event | None, mention: Mention) -> str | None:
    return current.category if current and mention.date is not None else None


def _too_old(mark: DateMark) -> bool:
    return mark.last is not None and mark.last < _ARMISTICE


def _from_headings(mentions: Sequence[Mention]) -> list[Event]:
    """Return the event of a text that is no more than headlines."""
    for mention in mentions:
        if mention.heading and mention.category:
            return [_new(mention)]
    return []


def _new(mention: Mention) -> Event:
    return Event(
        [mention], mention.category or "", mention.date, mention.said, sentences={mention.index}
    )


def _dated(mention: Mention, events: list[Event], current: Event | None, marks: Marks) -> Event:
    order = ([current] if current in events and current else []) + [
        e for e in events if e is not current
    ]
    for event in order:
        if "same" not in mention.codes and _same(event, mention, marks):
            event.take(mention)
            return event
    event = _new(mention)
    events.append(event)
    return event


def _undated(
    mention: Mention, events: list[Event], current: Event | None, marks: Marks
) -> Event | None:
    """Put a mention without a date to an event told before, or open one at the start."""
    if current is not None and not mention.other and kin(current.category, mention.category):
        near = mention.index - current.last.index <= 4
        if near and not apart(current, mention, marks):
            current.take(mention)
            return current
    for event in events:
        if (
            kin(event.category, mention.category)
            and not mention.other
            and not apart(event, mention, marks)
        ):
            event.take(mention)
            return event
    if not events and not mention.other:
        event = _new(mention)
        events.append(event)
        return event
    return None


def _same(event: Event, mention: Mention, marks: Marks) -> bool:
    """Return whether a dated mention tells of an event."""
    one, other = event.date, mention.date
    if not kin(event.category, mention.category) and not _pursuit(event, mention, marks):
        return False
    if one is None and other is not None and other.named and other.grain != "day":
        return False
    if one is None or one.first is None or event.said or mention.said:
        loose = one is None or event.said or mention.said
        if not (loose or (other is not None and other.first is None)):
            return False
        if mention.other or apart(event, mention, marks):
            return False
        return (one is None or mention.said or event.said) and not _years_apart(one, other)
    if other is None or other.first is None or other.last is None or one.last is None:
        return False
    if other.last < one.first or one.last < other.first:
        return False
    exact = one.grain == other.grain == "day"
    if not exact and event.category != mention.category:
        return False
    return not apart(event, mention, marks)


def _years_apart(one: DateMark | None, other: DateMark | None) -> bool:
    """Return whether two dates are more than six weeks from each other."""
    if one is None or other is None or one.first is None or other.first is None:
        return False
    if one.last is None or other.last is None:
        return False
    return (other.first - one.last).days > 45 or (one.first - other.last).days > 45


def _pursuit(event: Event, mention: Mention, marks: Marks) -> bool:
    """Return whether shots are those at the person who crossed."""
    if event.category not in ("soldier_crossing", "civilian_crossing"):
        return False
    words = marks.view.low[mention.start : mention.end]
    return mention.category in ("exchange_of_fire", "attack") and any(
        word in words for word in ("him", "defector", "귀순", "월북")
    )
