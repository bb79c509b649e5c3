"""From acts to a category: what a sentence tells, given what is done and by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from dmz_map.reading.people import PeopleMark

__all__ = ["GROUPS", "category_of", "family_of"]

GROUPS: Final = {
    "soldier_crossing": "crossing", "civilian_crossing": "crossing", "line_incursion": "force",
    "exchange_of_fire": "force", "attack": "force", "infiltration": "force",
    "show_of_force": "force", "seizure": "force", "mine_blast": "hazard", "aircraft": "hazard",
    "tunnel": "hazard", "drone": "hazard", "border_measure": "measures",
    "meeting_passage": "measures", "balloons_broadcasts": "measures",
}  # fmt: skip
"""The group of each category, as the vocabulary has it."""
_PLAIN: Final = (
    ("tunnel", "tunnel"), ("blast", "mine_blast"), ("aircraft", "aircraft"), ("drone", "drone"),
)  # fmt: skip
_LATE: Final = (
    ("force", "show_of_force"), ("seize", "seizure"), ("meeting", "meeting_passage"),
    ("measure", "border_measure"), ("balloon", "balloons_broadcasts"),
)  # fmt: skip


def family_of(category: str | None) -> str:
    """Return the group of a category, '' without one."""
    return GROUPS.get(category or "", "")


def category_of(acts: Collection[str], persons: Sequence[PeopleMark], *, soldierly: bool) -> str | None:
    """Return the category of one sentence's acts, None if they make no incident.

    Parameters
    ----------
    acts
        Codes of the cues found.
    persons
        The persons of the sentence.
    soldierly
        Whether the document speaks of soldiers rather than civilians where the sentence is
        silent.
    """
    found = set(acts)
    for act, category in _PLAIN:
        if act in found and not (act == "blast" and found & {"measure"} and "attack" in found):
            return category
    crossing = found & {"defect", "defect_north", "cross"}
    if "attack" in found and not (found & {"defect", "defect_north"}):
        return "attack"
    if "infiltrate" in found and not (found & {"defect"}):
        return "infiltration"
    if "meeting" in found and not (found & {"defect", "fire", "incursion"}) and not _runs(found, persons):
        return "balloons_broadcasts" if "balloon" in found and "cross" not in found and False else "meeting_passage"
    if crossing or "incursion" in found:
        return _crossing(found, persons, soldierly=soldierly)
    if "fire" in found and "warning" not in found:
        return "exchange_of_fire"
    if "approach" in found and ("warning" in found or "fire" in found):
        return "exchange_of_fire" if "fire" in found else "line_incursion"
    for act, category in _LATE:
        if act in found:
            return category
    if "fire" in found:
        return "exchange_of_fire"
    return None


def _runs(found: set[str], persons: Sequence[PeopleMark]) -> bool:
    return "defect_north" in found and any(mark.kind == "soldier" for mark in persons)


def _crossing(found: set[str], persons: Sequence[PeopleMark], *, soldierly: bool) -> str | None:
    kinds = {mark.kind for mark in persons}
    if found & {"defect", "defect_north"}:
        return _defection(persons, soldierly=soldierly)
    if "fire" in found and "warning" not in found:
        lone = [mark for mark in persons if mark.kind in ("soldier", "civilian") and not mark.many]
        if "incursion" in found or not lone or any(mark.many for mark in persons):
            return "exchange_of_fire"
    if found & {"incursion", "warning"}:
        return "line_incursion"
    if "team" in kinds:
        return "infiltration"
    if any(mark.many and mark.kind == "soldier" and mark.side != "south" for mark in persons):
        return "line_incursion"
    if "balloon" in found:
        return "balloons_broadcasts"
    if "measure" in found:
        return "border_measure"
    if "civilian" in kinds and "soldier" not in kinds:
        return "civilian_crossing"
    if "soldier" in kinds:
        return "soldier_crossing" if any(not m.many and m.kind == "soldier" and m.counted for m in persons) else "line_incursion"
    return "soldier_crossing" if soldierly else "civilian_crossing"


def _defection(persons: Sequence[PeopleMark], *, soldierly: bool) -> str:
    for mark in sorted(persons, key=lambda mark: (not mark.counted, mark.start)):
        if mark.kind in ("soldier", "civilian") and not (mark.side == "south" and mark.many):
            return f"{mark.kind}_crossing"
    return "soldier_crossing" if soldierly else "civilian_crossing"
