"""Whether two mentions may be of one event, by kind and by place."""

from __future__ import annotations

import re
from typing import Final

from dmz_map.reading.dates import DateMark
from dmz_map.reading.event import Event
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention

__all__ = ["apart", "is_pursuit", "kin", "years_apart"]

_BATTLE: Final = re.compile(r"fire ?fight|gun ?battle|shoot-?out|총격전|교전")

_KIN: Final = (
    frozenset({"soldier_crossing", "civilian_crossing"}),
    frozenset({"line_incursion", "exchange_of_fire"}),
    frozenset({"attack", "exchange_of_fire"}),
    frozenset({"attack", "infiltration"}),
    frozenset({"infiltration", "exchange_of_fire"}),
)
"""Categories that two sentences may use of one event."""


def kin(one: str | None, other: str | None) -> bool:
    """Return whether two sentences may use these categories of one event."""
    return one == other or frozenset({one, other}) in _KIN


def apart(event: Event, mention: Mention, marks: Marks) -> bool:
    """Return whether an event and a mention name places that do not touch."""
    mine = _regions(mention, marks)
    theirs = event.regions
    for told in event.mentions[event.seen :]:
        theirs.update(_regions(told, marks))
    event.seen = len(event.mentions)
    if not mine or not theirs or mine.keys() & theirs.keys():
        return False
    for one, named in mine.items():
        for other, also in theirs.items():
            if not (named and also) and _touch(one, other):
                return False
    return True


def _regions(mention: Mention, marks: Marks) -> dict[str, bool]:
    """Return the sectors that a mention names, and whether by a place."""
    if mention.regions is not None:
        return mention.regions
    out: dict[str, bool] = {}
    if mention.place is not None:
        out[mention.place.entry.values["sector"]] = True
    else:
        for hit in marks.sectors_in(mention.start, mention.end):
            if hit.code not in ("whole_line", "unknown"):
                out[hit.code] = False
        for hit in marks.places_in(mention.start, mention.end):
            if hit.entry.values["rank"] != "2":
                out[hit.entry.values["sector"]] = True
    mention.regions = out
    return out


def _touch(one: str, other: str) -> bool:
    """Return whether press usage mixes up two sectors ("central" for Yeoncheon or Inje)."""
    return one in other or other in one or {one, other} <= {"han_estuary", "western"}


def years_apart(one: DateMark | None, other: DateMark | None) -> bool:
    """Return whether two dates are more than six weeks from each other."""
    if one is None or other is None or one.first is None or other.first is None:
        return False
    if one.last is None or other.last is None:
        return False
    return (other.first - one.last).days > 45 or (one.first - other.last).days > 45


def is_pursuit(event: Event, mention: Mention, marks: Marks) -> bool:
    """Return whether shots are those at the person who crossed."""
    if event.category not in ("soldier_crossing", "civilian_crossing"):
        return False
    words = marks.view.low[mention.start : mention.end]
    if _BATTLE.search(words):
        return False
    return mention.category in ("exchange_of_fire", "attack") and any(
        word in words for word in ("him", "defector", "귀순", "월북")
    )
