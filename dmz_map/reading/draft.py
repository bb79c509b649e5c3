"""The draft of a document: its candidates with what a reader decided, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from dmz_map.reading.reader import Reading
from dmz_map.reading.view import Claim

__all__ = [
    "DECISIONS",
    "FIELDS",
    "Draft",
    "DraftIncident",
    "draft_from",
    "draft_of",
    "draft_to",
]

FIELDS: Final = (
    "date", "place", "category", "direction", "sector", "people", "killed", "wounded", "outcome",
)  # fmt: skip
"""What a reader can put right, in the order of a card."""

DECISIONS: Final = ("open", "accepted", "rejected", "merged")

_MOST_STEPS: Final = 100
_NUMBERS: Final = ("people", "killed", "wounded")


@dataclass(frozen=True, slots=True)
class DraftIncident:
    """One candidate as it is now.

    Attributes
    ----------
    key
        Its name in the document: ``a1`` on.
    score, reasons
        What speaks for it: 5 is fair, 9 strong.
    values
        Texts by field of `FIELDS`, and ``lon``, ``lat`` (degrees), ``radius_km``; blank: unknown.
    claims
        Each fact with its passage.
    known
        Id of the incident of the archive whose evidence it is, or blank.
    decision
        One of `DECISIONS`.
    """

    key: str
    score: float
    reasons: tuple[str, ...]
    values: Mapping[str, str]
    claims: tuple[Claim, ...]
    known: str = ""
    decision: str = "open"


@dataclass(frozen=True, slots=True)
class Draft:
    """All candidates of a document, and those before each change, the last change last."""

    candidates: tuple[DraftIncident, ...]
    before: tuple[tuple[DraftIncident, ...], ...] = ()

    def get(self, key: str) -> DraftIncident | None:
        """Return a candidate, or None."""
        return next((one for one in self.candidates if one.key == key), None)

    def changed(self, *new: DraftIncident) -> Draft:
        """Return the draft with candidates in the place of those of their keys, as one change."""
        by_key = {one.key: one for one in new}
        there = tuple(by_key.pop(one.key, one) for one in self.candidates)
        after = (*there, *by_key.values())
        if after == self.candidates:
            return self
        return Draft(after, (*self.before, self.candidates)[-_MOST_STEPS:])

    def undone(self) -> Draft:
        """Return the draft before the last change; without one the draft itself."""
        return Draft(self.before[-1], self.before[:-1]) if self.before else self

    def accepted(self) -> tuple[DraftIncident, ...]:
        """Return what a reader has accepted."""
        return tuple(one for one in self.candidates if one.decision == "accepted")

    def read_again(self, reading: Reading) -> Draft:
        """Return the draft with a new reading in the place of what is not decided, as one change.

        A candidate that was decided stays; what is read anew gets keys of its own.
        """
        kept = tuple(one for one in self.candidates if one.decision != "open")
        taken = {one.key for one in kept}
        decided = {_spans(one.claims) for one in kept}
        fresh = []
        for one in draft_of(reading).candidates:
            if _spans(one.claims) in decided:
                continue
            key, number = one.key, 1
            while key in taken:
                number += 1
                key = f"{one.key}-{number}"
            taken.add(key)
            fresh.append(replace(one, key=key))
        return Draft((*kept, *fresh), (*self.before, self.candidates)[-_MOST_STEPS:])


def draft_of(reading: Reading) -> Draft:
    """Return the draft of a reading: nothing is decided yet."""
    return Draft(tuple(map(_candidate, (one.as_dict() for one in reading.candidates))))


def draft_to(draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON values."""
    return {
        "candidates": [asdict(one) for one in draft.candidates],
        "before": [[asdict(one) for one in step] for step in draft.before],
    }


def draft_from(record: Mapping[str, Any]) -> Draft:
    """Return the draft of which `draft_to` made the values; raises KeyError or TypeError."""
    return Draft(
        _incidents(record["candidates"]), tuple(_incidents(step) for step in record["before"])
    )


def _incidents(records: Iterable[Mapping[str, Any]]) -> tuple[DraftIncident, ...]:
    return tuple(
        DraftIncident(
            **{
                **record,
                "reasons": tuple(record["reasons"]),
                "claims": tuple(Claim(**claim) for claim in record["claims"]),
            }
        )
        for record in records
    )


def _candidate(found: Mapping[str, Any]) -> DraftIncident:
    names = (*FIELDS, "lon", "lat", "radius_km")
    values = {name: "" if found[name] is None else str(found[name]) for name in names}
    claims = tuple(Claim(**claim) for claim in found["claims"])
    return DraftIncident(
        found["key"], found["score"], tuple(found["reasons"]), values, claims, found["known"] or ""
    )


def _spans(claims: Iterable[Claim]) -> frozenset[tuple[int, int]]:
    return frozenset((claim.start, claim.end) for claim in claims if claim.field == "category")
