"""How files and pictures show incidents: as the light map does, with symbols for each program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dmz_map.archive.vocabulary import Term
from dmz_map.web.style import THEMES

__all__ = ["GROUPS", "TONES", "Group", "groups_of"]

_LIGHT: Final = THEMES["light"]


@dataclass(frozen=True)
class Group:
    """A group of categories: its colour, and its symbol in QGIS (`qgis`) and matplotlib (`mark`).

    What a legend calls it is in `dmz_map.web.style.legend_words`.
    """

    colour: str
    qgis: str
    mark: str


GROUPS: Final[Mapping[str, Group]] = {
    "crossing": Group(_LIGHT.crossing, "circle", "o"),
    "force": Group(_LIGHT.force, "diamond", "D"),
    "hazard": Group(_LIGHT.hazard, "triangle", "^"),
    "measures": Group(_LIGHT.measures, "square", "s"),
    "other": Group(_LIGHT.other, "circle", "o"),
}
"""The groups in the order of a legend."""


def _mixed(over: str, under: str, share: float) -> str:
    """Return the colour of one tone over another, `share` of it seen."""
    pairs = ((int(tone[i : i + 2], 16) for tone in (over, under)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


TONES: Final[Mapping[str, str]] = {
    **{name: getattr(_LIGHT, name) for name in ("sea", "land", "coast", "border", "ink", "paper")},
    **{name: getattr(_LIGHT, name) for name in ("muted", "line")},
    "zone": _mixed(_LIGHT.zone, _LIGHT.land, _LIGHT.zone_fill),
}
"""Colours of everything else, by what they colour; the zone's is opaque, as it is over land."""


def groups_of(terms: Iterable[Term]) -> Mapping[str, str]:
    """Return the group of each category of the vocabulary."""
    return {term.value: term.group for term in terms if term.field == "category"}
