"""Who or what a text is about where a sentence does not say: soldiers, drones, pilots."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention

__all__ = ["craft_of", "is_soldierly"]

_CREW: Final = re.compile(
    r"\b(?:pilots?|co-?pilot|airm[ae]n|aviators?|the pair|the crew|crewm[ae]n)\b|조종사|승무원"
)
_DRONE: Final = re.compile(r"\bdrones?\b|무인기")
_MOVED: Final = (
    "soldier_crossing", "civilian_crossing", "line_incursion", "exchange_of_fire", "attack", "aircraft"
)  # fmt: skip


def craft_of(mention: Mention, marks: Marks) -> str | None:
    """Return the category of the craft that crossed, None if persons did."""
    if _flies_alone(mention, marks):
        return "drone"
    return "aircraft" if _pilots(mention, marks) else None


def is_soldierly(marks: Marks) -> bool:
    """Return whether a text speaks of soldiers rather than civilians."""
    return _more_soldiers(marks.view.low, marks.language)


def _flies_alone(mention: Mention, marks: Marks) -> bool:
    """Return whether what crossed, or was shot at, is a drone."""
    if mention.category not in _MOVED:
        return False
    low = marks.view.low
    words = low[mention.start : mention.end]
    if re.search(r"\bdrones?\b|무인기|드론", words):
        return "풍선" not in words and "balloon" not in words
    flown = re.search(r"추락|이륙|복귀|상공|항공기|비행체|항적|\bflew\b|crash", words)
    return bool(flown) and _drones(low) > 1


def _pilots(mention: Mention, marks: Marks) -> bool:
    """Return whether who crossed are the crew of a craft that the document is about."""
    if mention.category not in ("soldier_crossing", "civilian_crossing", "line_incursion"):
        return False
    low = marks.view.low
    crew = _CREW.search(low, mention.start, mention.end)
    return bool(crew) and any(hit.code == "aircraft" for hit in marks.acts)


@lru_cache(maxsize=4)
def _drones(low: str) -> int:
    return len(_DRONE.findall(low))


@lru_cache(maxsize=4)
def _more_soldiers(text: str, language: str) -> bool:
    if language == "ko":
        return text.count("병사") + text.count("군인") >= text.count("주민") + text.count(
            "민간인"
        ) + text.count("남성")
    soldiers = len(re.findall(r"soldier|sergeant|troops|private\b", text))
    return soldiers >= len(re.findall(r"civilian|\bman\b|resident|\bwoman\b", text))
