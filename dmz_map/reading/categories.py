"""From acts to a category: what a sentence tells, given what is done and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dmz_map.archive.same_event import GROUPS
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.people import PeopleMark

__all__ = ["category_of", "family_of"]

_PLAIN: Final = (
    ("tunnel", "tunnel"), ("blast", "mine_blast"), ("aircraft", "aircraft"), ("drone", "drone"),
)  # fmt: skip
_LATE: Final = (
    ("force", "show_of_force"), ("seize", "seizure"), ("meeting", "meeting_passage"),
    ("armistice", "meeting_passage"),
    ("measure", "border_measure"), ("balloon", "balloons_broadcasts"),
)  # fmt: skip


_MINE: Final = re.compile(r"\bmines?\b|landmine|booby|지뢰|부비|매설")
"""Without these a blast at people is an attack."""
_DOWNED: Final = re.compile(r"shot down|brought down|downed|추락|격추|불시착")
"""With these a craft came down, whatever was fired before."""
_FOUND: Final = re.compile(r"found|discover|uncover|locat|detect|발견|확인|찾")
"""Without these a tunnel is no more than where a blast was."""
_OFFER: Final = re.compile(
    r"\b(?:propos\w+|offer\w*|suggest\w*)\b[^,.;]{0,60}\b(?:talks|meeting|dialogue|negotiations)|(?:회담|접촉|대화)(?:을|를)?\s?[^.,]{0,12}(?:제안|제의)"
)
_FORCES: Final = re.compile(
    r"north korean (?:military|army|forces) (?:\w+ )?(?:crossed|violated|entered|intruded)"
)
_ASIDE: Final = 110
"""A blast told so many characters after a crossing is another matter."""
_MOVES: Final = ("defect", "defect_north", "arrive", "cross", "incursion", "approach")


def family_of(category: str | None) -> str:
    """Return the group of a category, '' without one."""
    return GROUPS.get(category or "", "")


def category_of(
    acts: Sequence[Hit], persons: Sequence[PeopleMark], words: str, *, soldierly: bool
) -> str | None:
    """Return the category of one sentence's acts, None if they make no incident.

    Parameters
    ----------
    acts
        The cues found, in order of the text.
    persons
        The persons of the sentence.
    words
        The sentence in lower case.
    soldierly
        Whether the document speaks of soldiers rather than civilians where the sentence is
        silent.
    """
    found = _plain({act.code for act in acts}, acts, words)
    first = min((act.start for act in acts if act.code in _MOVES), default=None)
    for act, category in _PLAIN:
        begins = min((hit.start for hit in acts if hit.code == act), default=None)
        if act in found and begins is not None and (first is None or begins - first < _ASIDE):
            return category
    crossing = found & {"defect", "defect_north", "cross", "arrive"}
    if "attack" in found and not (found & {"defect", "defect_north"}):
        return "attack"
    if "infiltrate" in found and "defect" not in found:
        return "infiltration"
    subject = _subject(acts, persons)
    if _talks_first(acts, words):
        return "meeting_passage"
    if "meeting" in found and not (found & {"defect", "fire", "incursion"}):
        runs = "defect_north" in found and subject is not None and subject.kind == "soldier"
        if not runs:
            return "meeting_passage"
    if crossing or "incursion" in found:
        if _FORCES.search(words) and not found & {"defect", "defect_north", "fire"}:
            return "line_incursion"
        return _crossing(found, subject, persons, soldierly=soldierly)
    if "fire" in found and "warning" not in found:
        return "exchange_of_fire"
    if "approach" in found and found & {"warning", "fire"}:
        return "exchange_of_fire" if "fire" in found else "line_incursion"
    for act, category in _LATE:
        if act in found:
            return category
    return "exchange_of_fire" if "fire" in found else None


def _talks_first(acts: Sequence[Hit], words: str) -> bool:
    """Return whether talks are offered about crossings and clashes, which are told after."""
    talks = min((act.start for act in acts if act.code == "meeting"), default=None)
    rest = [act.start for act in acts if act.code in ("fire", "incursion", "cross", "arrive")]
    return talks is not None and bool(rest) and talks < min(rest) and bool(_OFFER.search(words))


def _plain(found: set[str], acts: Sequence[Hit], words: str) -> set[str]:
    """Return the codes without those that another of the sentence explains."""
    order = [act.code for act in acts]
    shot_at = {"fire", "aircraft"} <= found and order.index("fire") < order.index("aircraft")
    if shot_at and not _DOWNED.search(words):
        found.discard("aircraft")
    if {"attack", "blast"} <= found and not _MINE.search(words):
        found.discard("blast")
    if {"tunnel", "blast"} <= found and not _FOUND.search(words):
        found.discard("tunnel")
    return found


def _subject(acts: Sequence[Hit], persons: Sequence[PeopleMark]) -> PeopleMark | None:
    """Return who crosses: counted persons rather than others, the nearest before the act."""
    moves = [act for act in acts if act.code in _MOVES] or list(acts)
    place = moves[0].start

    def cost(mark: PeopleMark) -> tuple[bool, bool, bool, int]:
        hosts = mark.side == "south" and mark.many
        vague = not mark.counted or mark.kind == "person"
        return hosts, vague, mark.start > moves[0].end, abs(place - mark.start)

    return min(persons, key=cost, default=None)


def _crossing(
    found: set[str], subject: PeopleMark | None, persons: Sequence[PeopleMark], *, soldierly: bool
) -> str:
    many = (
        subject is not None
        and subject.many
        and (
            subject.kind in ("soldier", "team")
            or (
                subject.kind == "person"
                and soldierly
                and not ("arrive" in found and subject.count in (2, 3))
            )
        )
    )
    if found & {"defect", "defect_north"} and not (many and found & {"warning", "incursion"}):
        return _defection(persons, soldierly=soldierly)
    if (
        "fire" in found
        and "warning" not in found
        and (subject is None or many or "incursion" in found)
    ):
        return "exchange_of_fire"
    if found & {"incursion", "warning"} or many:
        return "infiltration" if subject and subject.kind == "team" else "line_incursion"
    if subject is not None and subject.kind == "team":
        return "infiltration"
    if "balloon" in found or "measure" in found:
        return "balloons_broadcasts" if "balloon" in found else "border_measure"
    if subject is not None and (
        subject.kind == "civilian" or (subject.kind == "person" and subject.many)
    ):
        return "civilian_crossing"
    if subject is not None and subject.kind == "soldier":
        return "soldier_crossing"
    return "soldier_crossing" if soldierly else "civilian_crossing"


def _defection(persons: Sequence[PeopleMark], *, soldierly: bool) -> str:
    for mark in sorted(persons, key=lambda mark: (not mark.counted, mark.start)):
        if mark.kind in ("soldier", "civilian") and not (mark.side == "south" and mark.many):
            return f"{mark.kind}_crossing"
    return "soldier_crossing" if soldierly else "civilian_crossing"
