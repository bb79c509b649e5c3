"""How much speaks for a candidate, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dmz_map.archive.same_event import Likeness
from dmz_map.reading.categories import family_of
from dmz_map.reading.event import Event
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.marks import Marks
from dmz_map.reading.screening import ZONE
from dmz_map.reading.where import Where

__all__ = ["Weight", "weigh"]


@dataclass(frozen=True, slots=True)
class Weight:
    """A score (about 5 is a fair candidate, 9 a strong one) and what it is made of."""

    score: float
    reasons: tuple[str, ...]


def _elsewhere(event: Event, text: str) -> bool:
    """Return whether a meeting was at another place than the zone."""
    if event.category != "meeting_passage" or ZONE.search(text):
        return False
    return bool(
        re.search(
            r"pyongyang|singapore|hanoi|kumgang|beijing|geneva|평양|금강산|싱가포르|하노이", text
        )
    )


def _nearness(marks: Marks) -> float:
    """Return what the document's subject adds: the zone, Korea at least, or neither."""
    low = marks.view.low
    if ZONE.search(low) or marks.places:
        return 0.5
    return (
        -0.5
        if re.search(r"korea|pyongyang|panmunjo|kaesong|the north\b|북한|북측|남북|평양|개성", low)
        else -3.0
    )


def weigh(event: Event, where: Where, facts: Facts, same: Likeness | None, marks: Marks) -> Weight:
    """Return the weight of a candidate."""
    low = marks.view.low
    text = " ".join(low[mention.start : mention.end] for mention in event.mentions)
    strength = max(
        int(act.entry.values["strength"]) for mention in event.mentions for act in mention.acts
    )
    grain = event.date.grain if event.date and event.date.first else "none"
    crossing = event.category.endswith("_crossing")
    parts = [
        (f"words of strength {strength}", float(strength)),
        (
            f"date to the {grain}",
            {"day": 2.5, "span": 2.0, "month": 1.5, "year": 0.5 * crossing}.get(grain, -1.5),
        ),
        ("place named", 1.5 if where.lon is not None else 0.0),
        ("sector named", 0.5 if where.lon is None and where.sector else 0.0),
        ("zone named", 1.0 if ZONE.search(text) else 0.0),
        ("zone in the document", _nearness(marks)),
        ("persons", 0.5 if facts.people is not None else 0.0),
        ("outcome", 0.5 if facts.outcome else 0.0),
        ("several sentences", 0.5 if len(event.sentences) > 1 else 0.0),
        ("known to the archive", 2.5 if same else 0.0),
        (
            "a measure without a day or month",
            -1.5
            if grain == "year" and family_of(event.category) == "measures"
            else -1.0
            if grain == "none" and family_of(event.category) == "measures"
            else 0.0,
        ),
        ("the armistice", 3.0 if "armistice" in event.codes else 0.0),
        ("held elsewhere", -2.0 if _elsewhere(event, text) else 0.0),
        ("only the day of the report", -1.0 if event.said else 0.0),
    ]
    told = tuple(f"{name} {value:+.1f}" for name, value in parts if value)
    return Weight(round(sum(value for _, value in parts), 1), told)
