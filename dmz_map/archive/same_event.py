"""Whether two records tell of the same event: time, place, kind and title compared."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rapidfuzz import fuzz

__all__ = ["GROUPS", "EventIndex", "EventRecord", "Likeness", "likeness"]

GROUPS: Final = {
    "soldier_crossing": "crossing", "civilian_crossing": "crossing", "line_incursion": "force",
    "exchange_of_fire": "force", "attack": "force", "infiltration": "force",
    "show_of_force": "force", "seizure": "force", "mine_blast": "hazard", "aircraft": "hazard",
    "tunnel": "hazard", "drone": "hazard", "border_measure": "measures",
    "meeting_passage": "measures", "balloons_broadcasts": "measures",
}  # fmt: skip
"""The group of each category, as the vocabulary has it: a test keeps the two equal."""

_DAY: Final = timedelta(1)
_EARTH_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What the comparison needs to know of an event.

    Attributes
    ----------
    id
        Its id, '' for a record that has none yet.
    first, last
        First and last day of its date; None if it has no date.
    category, sector
        Words of the vocabulary, '' if unknown.
    lon, lat
        Degrees (EPSG:4326), None without a point.
    radius_km
        How far off the point may be, kilometres.
    title
        One line in any language.
    people, killed
        Counts, None if unknown.
    """

    id: str
    first: date | None
    last: date | None
    category: str
    sector: str = ""
    lon: float | None = None
    lat: float | None = None
    radius_km: float = 0.0
    title: str = ""
    people: int | None = None
    killed: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two records are: 0 to 1, and why."""

    record: EventRecord
    score: float
    reasons: tuple[str, ...]


def likeness(one: EventRecord, other: EventRecord) -> Likeness | None:
    """Compare a record with one of the archive; None if they cannot be one event.

    They cannot if their groups of categories differ, their dates are more than a day apart,
    or their places lie apart by more than both radii.
    """
    if GROUPS.get(one.category) != GROUPS.get(other.category):
        return None
    time = _time(one, other)
    place = _place(one, other)
    if time is None or place is None:
        return None
    same_kind = one.category == other.category
    numbers = _numbers(one, other)
    title = fuzz.token_set_ratio(one.title, other.title) / 100 if one.title and other.title else 0
    score = 0.45 * time + 0.2 * place + 0.2 * same_kind + 0.1 * numbers + 0.05 * title
    reasons = [f"time {time:.2f}", f"place {place:.2f}"]
    reasons += ["same category"] if same_kind else ["same group"]
    reasons += ["numbers agree"] if numbers > 0.5 else []
    return Likeness(other, round(score, 3), tuple(reasons))


class EventIndex:
    """The records of an archive by day, so that a comparison looks at few of them."""

    def __init__(self, records: Iterable[EventRecord]) -> None:
        dated = [record for record in records if record.first is not None]
        self._records: Sequence[EventRecord] = sorted(
            dated, key=lambda record: record.first or date.min
        )
        self._firsts = [record.first or date.min for record in self._records]
        spans = [(r.last - r.first).days for r in self._records if r.first and r.last]
        self._longest = timedelta(max(spans, default=0) + 2)

    def alike(self, record: EventRecord) -> list[Likeness]:
        """Return the archive's records that may be the same event, best first."""
        if record.first is None or record.last is None:
            return []
        low = record.first - self._longest if record.first - date.min > self._longest else date.min
        begin = bisect_left(self._firsts, low)
        found = []
        for other in self._records[begin:]:
            if other.first is None or other.first > record.last + _DAY:
                break
            same = likeness(record, other)
            if same is not None:
                found.append(same)
        return sorted(found, key=lambda same: (-same.score, same.record.id))


def _time(one: EventRecord, other: EventRecord) -> float | None:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    length = (one.last - one.first).days
    if one.first == other.first:
        return 1.0 if length <= 1 or one.last == other.last else 0.75 if length < 32 else 0.4
    if one.last < other.first or other.last < one.first:
        gap = max((other.first - one.last).days, (one.first - other.last).days)
        return 0.6 if gap == 1 and length == 0 else None
    if length == 0:
        return 0.8 if (other.last - other.first).days < 45 else 0.5
    return 0.7 if length < 32 else 0.4


def _place(one: EventRecord, other: EventRecord) -> float | None:
    if (
        one.lon is not None
        and one.lat is not None
        and other.lon is not None
        and other.lat is not None
    ):
        apart = _km(one.lon, one.lat, other.lon, other.lat)
        return 1.0 if apart <= one.radius_km + other.radius_km + 5 else None
    if one.sector and other.sector and "unknown" not in (one.sector, other.sector):
        if one.sector == other.sector:
            return 0.8
        if "whole_line" in (one.sector, other.sector):
            return 0.4
        near = {"central", "central_western", "central_eastern"}
        return (
            0.3
            if {one.sector, other.sector} <= near or _neighbours(one.sector, other.sector)
            else None
        )
    return 0.4


def _neighbours(one: str, other: str) -> bool:
    order = ("han_estuary", "western", "central_western", "central", "central_eastern", "eastern")
    if one not in order or other not in order:
        return True
    return abs(order.index(one) - order.index(other)) == 1


def _numbers(one: EventRecord, other: EventRecord) -> float:
    score = 0.5
    for mine, theirs in ((one.people, other.people), (one.killed, other.killed)):
        if mine is not None and theirs is not None:
            score += 0.5 if mine == theirs else -0.5
    return max(0.0, min(1.0, score))


def _km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two points in degrees, kilometres on a sphere."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
