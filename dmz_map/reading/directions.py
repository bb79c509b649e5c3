"""Which way people, troops, craft or fire went."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from typing import Final

from dmz_map.reading.event import Event
from dmz_map.reading.marks import Marks

__all__ = ["direction_of"]

_NORTHBOUND: Final = re.compile(
    r"\b(?:american|u\.?s\.?|south korean|s\. korean) (?:\w+ ){0,2}(?:soldier|man|woman|private|serviceman|citizen|tourist|gi)\b"
    r"[^.]{0,90}\b(?:north korea\b(?!n)|the north\b|bolt|defect(?:ed|s|ing)? to)"
)
"""Who crosses from the South, where the words name no way."""
_TO_THE_NORTH: Final = re.compile(
    r"대북\s?(?:전단|풍선)|북(?:측|한|쪽)?(?:으로|에)\s|탈북|activists?|anti-?(?:north|pyongyang)|(?:to|into|toward|over) (?:the )?north"
)
_SENT_NORTH: Final = re.compile(
    r"북(?:측|한|쪽)?(?:으로|에)\s?[^.]{0,12}(?:인계|송환|인도|돌려보|넘겨|넘겼)"
    r"|(?:returned|repatriated|handed over|sent back|sent home) [^.]{0,40}to (?:the )?north"
)


def direction_of(event: Event, marks: Marks) -> str | None:
    """Return the direction of an event, None if the words do not say."""
    codes, category = event.codes, event.category
    words = " ".join(marks.view.low[m.start : m.end] for m in event.mentions)
    if category in ("soldier_crossing", "civilian_crossing"):
        north = "defect_north" in codes
        south = "defect" in codes
        if north and south:
            first = next(
                a.code
                for m in event.mentions
                for a in m.acts
                if a.code in ("defect", "defect_north")
            )
            american = re.search(r"\bamerican|\bu\.?s\.? (?:soldier|army)|미군|월북|재입북", words)
            return "south_to_north" if american or first == "defect_north" else "north_to_south"
        return "south_to_north" if north or _NORTHBOUND.search(words) else "north_to_south"
    if category in ("line_incursion", "infiltration", "tunnel"):
        return "north_to_south"
    if category == "exchange_of_fire":
        return "north_to_south" if codes & {"incursion", "cross"} else "none"
    if category == "attack":
        return (
            "north_to_south"
            if re.search(r"squad|infiltrat|party from the north|침투", words)
            else "none"
        )
    if category == "aircraft":
        return "south_to_north"
    if category == "mine_blast":
        return None
    if category == "drone":
        return (
            "south_to_north"
            if re.search(
                r"over pyongyang|to the north|by civilians|평양|민간인(?:이|의)\s|북(?:측|쪽|한)?으로",
                words,
            )
            else "north_to_south"
        )
    if category == "seizure":
        return "south_to_north"
    if category == "balloons_broadcasts":
        return _of_balloons(words)
    if category == "meeting_passage" and _SENT_NORTH.search(words):
        return "south_to_north"
    if category == "meeting_passage" and re.search(
        r"bridge of no return|repatriat|released|handed over|돌려보|송환|귀환", words
    ):
        return "north_to_south"
    return "none"


def _of_balloons(words: str) -> str:
    """Return which way balloons flew: rubbish south, leaflets of activists north."""
    if not re.search(r"balloon|풍선|전단|삐라|leaflet", words) or re.search(
        r"loudspeaker|확성기", words
    ):
        return "none"
    if re.search(r"trash|garbage|manure|waste|오물|쓰레기|대남", words):
        return "north_to_south"
    return "south_to_north" if _TO_THE_NORTH.search(words) else "north_to_south"
