"""From mentions to events: which sentences tell of the same event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from dmz_map.reading.dates import DateMark
from dmz_map.reading.event import Event
from dmz_map.reading.kinship import apart, is_pursuit, kin, years_apart
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention

__all__ = ["events_of"]

_LOOSE: Final = 4
"""How many days "a week ago" may be off."""
_HOUR: Final = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|(?:오전|오후|새벽)\s?\d{1,2}시")
_ARMISTICE: Final = date(1953, 7, 27)


def events_of(mentions: Sequence[Mention], marks: Marks) -> list[Event]:
    """Return the events in the order in which the document tells them."""
    events: list[Event] = []
    current: Event | None = None
    prelude: Mention | None = None
    for mention in mentions:
        if mention.heading:
            continue
        if mention.category is None and "it" in mention.codes:
            _when_it_was(mention, current)
            continue
        if mention.category is None and "same" not in mention.codes:
            prelude = mention
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
        _with_prelude(current, prelude, mention)
        prelude = None
        if mention.background and before is not None:
            current = before
    if not events:
        events = _from_headings(mentions)
    events = _without_months(events, marks)
    for event in events[:1]:
        if marks.dateline is not None and (event.date is None or event.date.first is None):
            event.date = marks.dateline
    return events


def _with_prelude(event: Event | None, prelude: Mention | None, mention: Mention) -> None:
    """Add to an event what led to it ("came toward the line"), told just before on its day."""
    if event is None or prelude is None or event.last is not mention:
        return
    same = prelude.date is not None and event.date is not None
    same = same and prelude.date.edtf == event.date.edtf  # type: ignore[union-attr]
    if same and 0 < mention.index - prelude.index <= 2:
        event.mentions.append(prelude)
        event.sentences.add(prelude.index)


def _without_months(events: list[Event], marks: Marks) -> list[Event]:
    """Join an event told once, to the month, to one that the document dates to the day."""
    out = list(events)
    for event in events:
        if len(event.mentions) > 1 or event.date is None or event.date.grain != "month":
            continue
        for other in events:
            if (
                other is not event
                and other.date is not None
                and kin(other.category, event.category)
                and other.date.grain == "day"
                and event.date.covers(other.date)
                and not event.last.other
                and not apart(other, event.last, marks)
            ):
                other.mentions.append(event.last)
                other.sentences.add(event.last.index)
                out.remove(event)
                break
    return out


def _when_it_was(mention: Mention, current: Event | None) -> None:
    """Date the event told last by a sentence that only says when "the incident happened"."""
    if current is None or mention.said or mention.date is None or mention.date.first is None:
        return
    known = current.date
    loose = known is None or known.first is None or current.said
    if loose or (known is not None and known.covers(mention.date)):
        mention.category = current.category
        current.take(mention)


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
    if "same" not in mention.codes:
        first = [current] if current is not None and current in events else []
        for event in chain(first, events):
            if _same(event, mention, marks):
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
    if mention.hint is not None:
        mention.date = mention.hint
        return _dated(mention, events, current, marks)
    if _same_day_at(mention, current, marks) and current is not None:
        mention.date = current.date
        return _dated(mention, events, current, marks)
    if not events and not mention.other:
        event = _new(mention)
        events.append(event)
        return event
    return None


def _same_day_at(mention: Mention, current: Event | None, marks: Marks) -> bool:
    """Return whether a mention gives an hour alone, and so the day that was told just before."""
    if current is None or current.date is None or current.date.grain != "day" or current.said:
        return False
    if mention.index - current.last.index > 4 or mention.other:
        return False
    return bool(_HOUR.search(marks.view.low, mention.start, mention.end))


def _same(event: Event, mention: Mention, marks: Marks) -> bool:
    """Return whether a dated mention tells of an event."""
    one, other = event.date, mention.date
    if not kin(event.category, mention.category) and not is_pursuit(event, mention, marks):
        return False
    if one is None and other is not None and other.named and other.grain != "day":
        return False
    if one is None or one.first is None or event.said or mention.said:
        loose = one is None or event.said or mention.said
        if not (loose or (other is not None and other.first is None)):
            return False
        if mention.other or apart(event, mention, marks):
            return False
        return (one is None or mention.said or event.said) and not years_apart(one, other)
    if other is None or other.first is None or other.last is None or one.last is None:
        return False
    reach = timedelta(_LOOSE * (one.loose or other.loose))
    if (
        other.leaning
        and event.category == mention.category
        and mention.index - event.last.index <= 1
    ):
        reach = max(reach, timedelta(event.category == "balloons_broadcasts"))
    if other.last + reach < one.first or one.last + reach < other.first:
        return False
    exact = one.grain == other.grain == "day"
    if not exact and event.category != mention.category:
        return False
    return not apart(event, mention, marks)
