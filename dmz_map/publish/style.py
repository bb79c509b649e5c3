"""How files and pictures show incidents: the four groups, their colours and symbols."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dmz_map.archive.vocabulary import Term

__all__ = ["GROUPS", "TONES", "Group", "groups_of"]


@dataclass(frozen=True)
class Group:
    """A group of categories: its colour and symbol, and its name in both languages.

    `qgis` is the name of the symbol in QGIS, `mark` that in matplotlib.
    """

    colour: str
    qgis: str
    mark: str
    en: str
    ko: str


GROUPS: Final[Mapping[str, Group]] = {
    "crossing": Group("#1f6fb2", "circle", "o", "Crossing", "월경·귀순"),
    "force": Group("#b5400f", "diamond", "D", "Force", "무력"),
    "hazard": Group("#7a3f98", "triangle", "^", "Mine, aircraft, drone, tunnel", "지뢰·항공·땅굴"),
    "measures": Group("#1c7a5a", "square", "s", "Talks, measures", "회담·조치"),
}
"""The groups in the order of a legend."""

TONES: Final[Mapping[str, str]] = {
    "sea": "#dfe7ee",
    "land": "#f6f3ea",
    "coast": "#b9c4cc",
    "zone": "#e2d3af",
    "border": "#1d1d1b",
    "ink": "#1d1d1b",
    "paper": "#fffefa",
    "muted": "#6b6a63",
    "line": "#e6e2d6",
}
"""Colours of everything else, by what they colour."""

_BY_CATEGORY: Final = {
    **dict.fromkeys(("soldier_crossing", "civilian_crossing"), "crossing"),
    **dict.fromkeys(("mine_blast", "aircraft", "drone", "tunnel"), "hazard"),
    **dict.fromkeys(("border_measure", "meeting_passage", "balloons_broadcasts"), "measures"),
}


def groups_of(terms: Iterable[Term]) -> Mapping[str, str]:
    """Return the group of each category of the vocabulary."""
    return {
        term.value: str(getattr(term, "group", "")) or _BY_CATEGORY.get(term.value, "force")
        for term in terms
        if term.field == "category"
    }
