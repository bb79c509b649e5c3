"""From a text to candidate incidents: the whole way, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dmz_map.archive.same_event import EventRecord, Likeness
from dmz_map.reading.anchoring import events_of
from dmz_map.reading.event import Event
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.facts import facts_of
from dmz_map.reading.marks import marks_of
from dmz_map.reading.mention import Mention
from dmz_map.reading.mentions import mentions_of
from dmz_map.reading.places import where_of
from dmz_map.reading.reference import Reference
from dmz_map.reading.scoring import Weight, weigh
from dmz_map.reading.view import Claim
from dmz_map.reading.where import Where

__all__ = ["Candidate", "Reading", "read_text"]

_KNOWN: Final = 0.62
"""Likeness from which an event of the archive is proposed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One event that the document tells, as the annotation guide describes it."""

    key: str
    known: str | None
    date: str | None
    category: str
    direction: str | None
    where: Where
    people: int | None
    killed: int | None
    wounded: int | None
    outcome: str | None
    score: float
    reasons: tuple[str, ...]
    claims: tuple[Claim, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the candidate in the schema of the annotation guide."""
        place = self.where
        return {
            "key": self.key, "known": self.known, "date": self.date, "category": self.category,
            "direction": self.direction, "sector": place.sector, "place": place.place,
            "lon": place.lon, "lat": place.lat, "radius_km": place.radius_km,
            "people": self.people, "killed": self.killed, "wounded": self.wounded,
            "outcome": self.outcome, "score": self.score, "reasons": list(self.reasons),
            "claims": [
                {f: getattr(c, f) for f in ("field", "value", "start", "end", "exact")}
                for c in self.claims
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document."""

    language: str
    today: date | None
    candidates: tuple[Candidate, ...]


def read_text(
    text: str,
    published: date | None = None,
    reference: Reference | None = None,
    *,
    least: float = 4.5,
) -> Reading:
    """Return the candidate incidents of a text, in its order.

    Parameters
    ----------
    text
        The text of the document of record.
    published
        The document's day if it is known.
    reference
        The archive to compare with; None switches the comparison off.
    least
        Candidates with a lower score are left out.
    """
    marks = marks_of(text, published)
    events = events_of(mentions_of(marks), marks)
    drafts: list[tuple[Event, Where, Facts, Likeness | None]] = []
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            mentions[mention.index].append(mention)
    told: set[int] = set().union(*(event.sentences for event in events))
    for event in events:
        where = where_of(event, marks, told, mentions)
        facts = facts_of(event, marks, told)
        drafts.append((event, where, facts, _known(event, where, facts, reference)))
    weights = [weigh(event, where, facts, same, marks) for event, where, facts, same in drafts]
    kept = [
        (draft, weight)
        for draft, weight in zip(drafts, weights, strict=True)
        if weight.score >= least
    ]
    return Reading(
        marks.language,
        marks.today,
        tuple(_candidate(f"a{n}", *draft, weight) for n, (draft, weight) in enumerate(kept, 1)),
    )


def _known(
    event: Event, where: Where, facts: Facts, reference: Reference | None
) -> Likeness | None:
    mark = event.date
    if reference is None or mark is None or mark.first is None:
        return None
    record = EventRecord(
        "", mark.first, mark.last, event.category, where.sector or "", where.lon, where.lat,
        where.radius_km or 0.0, "", facts.people, facts.killed,
    )  # fmt: skip
    alike = reference.index.alike(record)
    if not alike or alike[0].score < _KNOWN:
        return None
    if len(alike) > 1 and alike[1].score > alike[0].score - 0.05:
        return None
    return alike[0]


def _candidate(
    key: str, event: Event, where: Where, facts: Facts, same: Likeness | None, weight: Weight
) -> Candidate:
    claims: Sequence[Claim] = (*facts.claims, *where.claims)
    return Candidate(
        key, same.record.id if same else None, event.date.edtf if event.date else None,
        event.category, facts.direction, where, facts.people, facts.killed, facts.wounded,
        facts.outcome, weight.score, weight.reasons,
        tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field))),
    )  # fmt: skip
