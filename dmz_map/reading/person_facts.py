"""Who took part in an event, and how many."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dmz_map.reading.event import Event
from dmz_map.reading.fact_record import Facts
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.people import PeopleMark

__all__ = ["add_persons"]

_BEFORE_KO: Final = re.compile(
    r"(?:(?:[가-힣]+(?:과|와)\s)?[가-힣]+(?:을|를)\s(?:든|멘|입은|찬)\s|\d{2}대\s(?:초반|중반|후반)?\s?)$"
)
_AFTER_EN: Final = re.compile(
    r" (?:of|from|with|in|on|[a-z]{3,}ing)(?: (?:the|a|an|his|their|its|both|two))? [a-z][\w'-]+"
    r"(?: (?:old|supply|north korean|south korean|north|south|side|sides|army|tour|\w+ed) ?\w*)?(?!\w)"
)
_NAME: Final = re.compile(
    r"\b(?:(?:Pvt|Sgt|Capt|Lt|Maj|Col|Gen|Rev|Cpl)\. |(?:Private|Captain|Lieutenant|Major|Sergeant|President|Pastor) )?"
    r"[A-Z][a-z]+(?: [A-Z]\.)?(?:[ -][A-Z][a-z]+(?:-[a-z]+)?){1,2}\b"
)
_NO_NAME: Final = re.compile(
    r"Korea|United|Nations|Command|Joint|Chiefs|Staff|Military|Demarcation|Demilitari|Line\b|Area|Security|Army|Guard|Post|"
    r"River|Island|Division|Infantry|Bridge|Ministry|Defen[cs]e|House|Agency|News|Peace|Camp|Operation|Tunnel|County|Province|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|day\b|Year|Times|Force|Zone|States|"
    r"Party|Committee|Command|Navy|Air|Minister|Office|Council|War|Declaration|Agreement|Hill|The|Blue"
)


_BODY: Final = {
    "en": re.compile(
        r"\b(?:the )?(?:south |north |republic of |united nations |un |u\.?s\.? |defen[cs]e |unification |korean |rok )*"
        r"(?:korean people's army|military|army|ministry|government|command|unc|jcs|marines|navy|koreas?|kpa|pyongyang|seoul|division)\b"
        r"|\bthe (?:south|north)\b(?!ern)|\bboth (?:sides|koreas)\b"
    ),
    "ko": re.compile(
        r"(?<![가-힣])(?:남북(?:\s?(?:군사\s?당국|고위\s?당국자|정상|대표단))?|우리\s군|정부|국방부|합참|합동참모본부|유엔사|유엔군사령부|"
        r"군(?:\s?당국)?|북한군|북한|북측|남측|육군|해병대|통일부|북)(?=은|는|이|가|도|에서|의|\s|,)"
    ),
}
"""Bodies that act where nobody is counted: an army, a ministry, a side."""


def add_persons(event: Event, marks: Marks, facts: Facts) -> None:
    """Add who acted and how many they were."""
    view = marks.view
    counted = event.category in (
        "soldier_crossing",
        "civilian_crossing",
        "line_incursion",
        "infiltration",
        "aircraft",
        "meeting_passage",
    )
    counted = counted or bool(event.codes & {"cross", "incursion", "approach"})
    crossing = event.category.endswith("_crossing")
    for mention in event.mentions:
        acts = [act.start for act in mention.acts]
        persons = [
            mark
            for mark in mention.persons
            if not (
                counted
                and mark.side == "south"
                and crossing
                and facts.direction == "north_to_south"
            )
        ]
        named = _add_names(mention, marks, facts)
        if crossing and len(named) == 1 and facts.people in (None, 1) and _alone(persons):
            facts.people = 1
            facts.add(view.claim("people", "1", *named[0]))
        chosen = _subject(persons, acts)
        if not counted or chosen is None:
            _add_body(mention, min(acts), marks, facts)
        if chosen is None:
            continue
        for mark in (chosen, *(() if crossing else [m for m in persons if m is not chosen][:1])):
            words = view.text[mark.start : mark.end]
            facts.add(view.claim("actor", words, *_phrase(mark, mention, marks)))
        if not counted or (not chosen.counted and not crossing):
            continue
        if chosen.wording:
            facts.add(view.claim("people", chosen.wording, *_phrase(chosen, mention, marks)))
            continue
        count = chosen.count if chosen.counted else None
        if count is None and crossing and not chosen.many and facts.people is None:
            count = 1
        if count is not None and (facts.people is None or facts.people == count):
            if event.category == "meeting_passage" and count < 3:
                continue
            facts.people = count
            facts.add(view.claim("people", str(count), *_phrase(chosen, mention, marks)))


def _phrase(mark: PeopleMark, mention: Mention, marks: Marks) -> tuple[int, int]:
    """Return the persons with the words that describe them ("soldiers carrying tools")."""
    low = marks.view.low
    if marks.language == "ko":
        lead = _BEFORE_KO.search(low[max(mention.start, mark.start - 16) : mark.start])
        return mark.start - (len(lead[0]) if lead else 0), mark.end
    after = _AFTER_EN.match(low[mark.end : min(mention.end, mark.end + 48)])
    return mark.start, mark.end + (after.end() if after else 0)


def _add_body(mention: Mention, act: int, marks: Marks, facts: Facts) -> None:
    """Add the body that acts: the last one named before the act, else the first after it."""
    found = list(_BODY[marks.language].finditer(marks.view.low, mention.start, mention.end))
    before = [match for match in found if match.start() <= act]
    for match in before[-1:] or found[:1]:
        words = marks.view.text[match.start() : match.end()]
        facts.add(marks.view.claim("actor", words, *match.span()))


def _alone(persons: Sequence[PeopleMark]) -> bool:
    """Return whether no count of a mention speaks of more than one."""
    return not any(mark.counted and mark.many for mark in persons)


def _add_names(mention: Mention, marks: Marks, facts: Facts) -> list[tuple[int, int]]:
    """Add persons named in English, at most two of a mention, and return where they are."""
    found: list[tuple[int, int]] = []
    if marks.language == "ko":
        return found
    for match in _NAME.finditer(marks.view.text, mention.start, mention.end):
        if _NO_NAME.search(match[0]) or len(found) == 2:
            continue
        found.append(match.span())
        facts.add(marks.view.claim("actor", match[0], *match.span()))
    return found


def _subject(persons: Sequence[PeopleMark], acts: Sequence[int]) -> PeopleMark | None:
    """Return the persons who act: counted ones first, the nearest before an act."""
    if not persons:
        return None
    place = min(acts)

    def cost(mark: PeopleMark) -> tuple[int, int]:
        late = 80 if mark.start > place else 0
        return (0 if mark.counted else 1, abs(place - mark.start) + late)

    return min(persons, key=cost)
