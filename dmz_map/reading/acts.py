"""Which acts of a sentence count: negatives take some back, others only date another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dmz_map.reading.dates import DateMark
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.marks import Marks
from dmz_map.reading.sentences import Sentence

__all__ = ["main_acts", "surviving"]

_AFTER_KO: Final = re.compile(
    r"^(?!했다가|다가)[^\s.,]{0,4}\s?(?:[^\s.,]{1,3}\s)?(?:뒤|후|이후|직후|만에|이튿날|다음\s?날)"
)


_ASIDE: Final = ("it", "same", "warning", "approach")
"""Codes that make no incident by themselves."""
_OTHER_MATTERS: Final = ("measure", "meeting", "balloon", "tunnel", "blast")
"""Codes that, told as what went before a crossing, have nothing to do with it."""
_OF_WHOM: Final = re.compile(r"\bwho (?:had |has )?$|\bkilled (?:when|after|in) (?:[a-z']+ )?$")
_ROUND: Final = re.compile(r"\s?(?:rounds?|shots|bullets?|shells?|gunfire)\b")
_OPENS_AFTER: Final = re.compile(r"\s*(?:[^:.]{0,24}:\s)?(?:after|following)\s")
_NEAR: Final = 120
_DATED_EN: Final = re.compile(r"(?:day|\d|yesterday)'s (?:\w+ )?$")
"""A date before an act ("to discuss Friday's firefight"): it was, whatever else will be."""
_LINK_KO: Final = re.compile(r"(?:해|돼|하여|되어)\s")
"""A verb that ends a clause without a mark of its own."""
_AFTER_EN: Final = re.compile(r"\b(?:after|following|since)\b[^.,;]{0,40}$")


def surviving(
    acts: Sequence[Hit], negatives: Sequence[Hit], dates: Sequence[DateMark], marks: Marks
) -> list[Hit]:
    """Return the acts that no negative word takes back."""
    out = []
    dated = any(mark.grain == "day" for mark in dates)
    for act in acts:
        for word in negatives:
            scope = word.entry.values["scope"]
            if scope == "sentence" and not dated:
                break
            if scope == "act" and word.start <= act.start and act.end <= word.end + 12:
                break
            if scope == "clause" and _takes_back(word, act, marks):
                break
        else:
            out.append(act)
    return out


def main_acts(acts: list[Hit], sentence: Sentence, marks: Marks) -> list[Hit]:
    """Return the acts without those that only date another ("after the blasts, the South …")."""
    if any(act.code not in _ASIDE for act in acts):
        acts = [act for act in acts if act.code != "it"]
    kept = [act for act in acts if not _who(act, marks)]
    if any(act.code not in _ASIDE for act in kept):
        acts = kept
    acts = [act for act in acts if not _is_shot(act, acts, marks)]
    kept = [act for act in acts if not _subordinate(act, sentence, marks)]
    opening = _OPENS_AFTER.match(marks.view.low, sentence.start)
    if not kept and acts and opening:
        kept = [act for act in acts if act.code == acts[-1].code]
    codes = {act.code for act in kept}
    if codes and not codes & {"defect", "arrive", "cross", "warning", "incursion"}:
        return kept
    if codes & {"defect", "arrive", "cross"}:
        return [act for act in acts if act in kept or act.code not in _OTHER_MATTERS]
    return acts


def _is_shot(act: Hit, acts: list[Hit], marks: Marks) -> bool:
    """Return whether what "came" or "crossed" is a round ("one round came from a post")."""
    return act.code in ("arrive", "cross") and any(
        shot.code == "fire"
        and shot.start < act.start < shot.end
        and _ROUND.match(marks.view.low, shot.start)
        for shot in acts
    )


def _who(act: Hit, marks: Marks) -> bool:
    """Return whether an act only says which person is meant ("the soldier who defected")."""
    lead = marks.view.low[max(0, act.start - 32) : act.start]
    return marks.language == "en" and bool(_OF_WHOM.search(lead))


def _subordinate(hit: Hit, sentence: Sentence, marks: Marks) -> bool:
    low = marks.view.low
    if hit.code in ("warning", "it"):
        return False
    if marks.language == "ko":
        return bool(_AFTER_KO.match(low[hit.end : hit.end + 18]))
    lead = low[max(sentence.start, hit.start - 45) : hit.start]
    return bool(_AFTER_EN.search(lead))


def _by_the_estuary(act: Hit, marks: Marks) -> bool:
    """Return whether an act was in the Han estuary, of the zone and at sea, or a drone inland."""
    reach = act.start - _NEAR, act.end + _NEAR
    places = marks.places_in(*reach)
    if act.code == "drone" and marks.places_in(act.start - _NEAR // 2, act.end + _NEAR // 4):
        return True
    return any(hit.entry.values["sector"] == "han_estuary" for hit in places) or any(
        hit.code == "han_estuary" for hit in marks.sectors_in(*reach)
    )


def _takes_back(word: Hit, act: Hit, marks: Marks) -> bool:
    if word.code == "hypothetical" and marks.language == "en":
        lead = marks.view.low[max(0, act.start - 24) : act.start]
        if word.start > act.start or _DATED_EN.search(lead):
            return False
    if word.code == "sea" and _by_the_estuary(act, marks):
        return False
    if word.code in ("border", "sea") and act.start <= word.start < act.end and act.code != "cross":
        return True
    if word.start < act.end and act.start < word.end:
        return True
    if (
        word.start < act.start
        and marks.language == "ko"
        and _AFTER_KO.match(marks.view.low[word.end : word.end + 18])
    ):
        return False
    if word.start < act.start and marks.language == "en":
        lead = marks.view.low[max(0, word.start - 45) : word.start]
        if _AFTER_EN.search(lead) and act.start - word.end > 8:
            return False
    first, second = (word, act) if word.start < act.start else (act, word)
    between = marks.view.low[first.end : second.start]
    if marks.language == "ko" and _LINK_KO.search(between):
        return False
    return marks.boundaries(first.end, second.start) == 0
