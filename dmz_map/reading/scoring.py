"""How much speaks for a candidate, and why."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.archive.same_event import Likeness
from dmz_map.reading.categories import family_of
from dmz_map.reading.event import Event
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.marks import Marks
from dmz_map.reading.where import Where

__all__ = ["Weight", "weigh"]

_ZONE: Final = re.compile(
    r"military demarcation line|demarcation line|\bmdl\b|\bdmz\b|demilitari[sz]ed|panmunjo|joint security area|\bjsa\b|"
    r"guard posts?|border|front ?line|inter-korean|truce|armistice|the line\b|tunnel|crossed (?:in|over)to|"
    r"\bthe zone\b|southern (?:side|half|posts?|limit|fence|guards?|troops)|northern (?:posts?|side|guards?|position)|north korean (?:posts?|guards?|soldiers?|troops)|neutral waters|estuary|gyodong|ganghwa|imjin|"
    r"군사\s?분계선|비무장\s?지대|판문점|공동\s?경비구역|mdl|dmz|휴전선|전선|최전방|전방|철책|초소|\bgp\b|확성기|땅굴|접경|정전|귀순|월북|한강\s?하구|임진강|교동|강화|남방한계|민통선|민간인\s?통제|북측|군사\s?합의"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """A score (about 5 is a fair candidate, 9 a strong one) and what it is made of."""

    score: float
    reasons: tuple[str, ...]


def _elsewhere(event: Event, text: str) -> bool:
    """Return whether a meeting was at another place than the zone."""
    if event.category != "meeting_passage" or _ZONE.search(text):
        return False
    return bool(
        re.search(
            r"pyongyang|singapore|hanoi|kumgang|beijing|geneva|평양|금강산|싱가포르|하노이", text
        )
    )


def _nearness(marks: Marks) -> float:
    """Return what the document's subject adds: the zone, Korea at least, or neither."""
    low = marks.view.low
    if _ZONE.search(low) or marks.places:
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
        ("zone named", 1.0 if _ZONE.search(text) else 0.0),
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
