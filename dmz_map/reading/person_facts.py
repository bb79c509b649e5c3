"""Who took part in an event, and how many."""

from __future__ import annotations

from collections.abc import Sequence

from dmz_map.reading.event import Event
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.marks import Marks
from dmz_map.reading.people import PeopleMark

__all__ = ["add_persons"]


def add_persons(event: Event, marks: Marks, facts: Facts) -> None:
    """Add who acted and how many they were."""
    view = marks.view
    counted = event.category in (
        "soldier_crossing",
        "civilian_crossing",
        "line_incursion",
        "infiltration",
        "aircraft",
        "meeting_passage",
    )
    counted = counted or bool(event.codes & {"cross", "incursion", "approach"})
    crossing = event.category.endswith("_crossing")
    for mention in event.mentions:
        acts = [act.start for act in mention.acts]
        persons = [
            mark
            for mark in mention.persons
            if not (
                counted
                and mark.side == "south"
                and crossing
                and facts.direction == "north_to_south"
            )
        ]
        chosen = _subject(persons, acts)
        if chosen is None:
            continue
        for mark in (chosen, *(() if crossing else [m for m in persons if m is not chosen][:1])):
            facts.add(view.claim("actor", view.text[mark.start : mark.end], mark.start, mark.end))
        if not counted or (not chosen.counted and not crossing):
            continue
        if chosen.wording:
            facts.add(view.claim("people", chosen.wording, chosen.start, chosen.end))
            continue
        count = chosen.count if chosen.counted else None
        if count is None and crossing and not chosen.many and facts.people is None:
            count = 1
        if count is not None and (facts.people is None or facts.people == count):
            if event.category == "meeting_passage" and count < 3:
                continue
            facts.people = count
            facts.add(view.claim("people", str(count), chosen.start, chosen.end))


def _subject(persons: Sequence[PeopleMark], acts: Sequence[int]) -> PeopleMark | None:
    """Return the persons who act: counted ones first, the nearest before an act."""
    if not persons:
        return None
    place = min(acts)

    def cost(mark: PeopleMark) -> tuple[int, int]:
        late = 80 if mark.start > place else 0
        return (0 if mark.counted else 1, abs(place - mark.start) + late)

    return min(persons, key=cost)
