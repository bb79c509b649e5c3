"""The fields of an event, each with the passages that support it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dmz_map.reading.anchoring import Event
from dmz_map.reading.casualties import Toll, tolls
from dmz_map.reading.lexicon import Hit, find, lexicon
from dmz_map.reading.marks import Marks
from dmz_map.reading.mentions import Mention
from dmz_map.reading.people import PeopleMark
from dmz_map.reading.view import Claim

__all__ = ["Facts", "facts_of"]

_TIME: Final = {
    "en": re.compile(
        r"\b(?:(?:shortly |just |at about |about |at |not yet |around |not long )*(?:before |after |at )?(?:dawn|noon|midnight|sunrise|first light|daybreak|four in the morning)(?: until night)?|"
        r"(?:at |about |around |at about )*\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|(?:at |around |about )*\d{1,2} ?[ap]\.m\.|(?:in the |that |the |early |late |one |on the |\w+day )*(?:early |late )?(?:in the )?(?:morning|afternoon|evening|night)|at low tide|before it was light)(?! exercise)"
    ),
    "ko": re.compile(
        r"(?:오전|오후|새벽|아침|저녁|밤|낮|정오|자정|심야|한밤)(?:\s?\d{1,2}시(?:\s?\d{1,2}분)?)?(?:쯤|께|경)?(?:\s?무렵|를\s?기해)?"
    ),
}  # fmt: skip
_SOURCE: Final = {
    "en": re.compile(
        r"\b(?:(?:the )?(?:south(?:'s| korean)?|north(?:'s| korean)?|defen[cs]e|unification|united nations|un|u\.?s\.?|korean)?\s?(?:joint chiefs of staff|jcs|ministry of (?:national )?defen[cs]e|defen[cs]e ministry|unification ministry|military|army|command|officials?|radio|news agency|spokes(?:man|woman|person)|kcna|yonhap(?: news agency)?|pentagon|government|police|radio|officer|official|south|north|farmer|observers?|team|surveillance)(?: at the joint chiefs of staff| \w+)?(?:,? [a-z]+)? (?:said|says|say|told|announced|confirmed|reported|assess(?:ed)?|declared|claimed|claims|stated|added|acknowledged|spoke of|finds|found|called|has recorded|gave)|(?:according to|said|told) (?:the |a |an )?[^,.;]{3,45}|he says)"
    ),
    "ko": re.compile(
        r"(?:합동참모본부|합참|국방부|통일부|유엔사|유엔군\s?사령부|군\s?당국|정부|군\s?관계자|북한|북측|북|군|軍|경찰|조선중앙통신|관계자|소식통|[가-힣]{2,8}(?:본부|위원회|사령부|통신|국))(?:은|는|이|가|도|에\s?따르면)?\s?[^.]{0,40}?(?:밝혔|말했|설명|발표|전했|추정|주장|부인|본다|확인|답했|따르면|보고|고\s했|입장)\S*"
    ),
}  # fmt: skip
_OUTCOMES: Final = {
    "soldier_crossing": ("killed_in_attempt", "custody_south", "remained_north", "released", "unknown"),
    "civilian_crossing": ("killed_in_attempt", "custody_south", "remained_north", "released", "unknown"),
    "line_incursion": ("withdrew",),
    "exchange_of_fire": ("no_casualties", "casualties"),
    "attack": ("casualties", "no_casualties"),
    "infiltration": ("intruders_killed", "casualties"),
    "mine_blast": ("casualties",),
    "aircraft": ("released", "casualties", "custody_south"),
    "tunnel": ("found",),
    "drone": ("withdrew", "found"),
    "show_of_force": ("completed",),
    "seizure": ("released",),
    "border_measure": ("completed",),
    "meeting_passage": ("no_reply", "agreed", "released", "completed"),
    "balloons_broadcasts": ("completed",),
}  # fmt: skip


@dataclass
class Facts:
    """Values and claims of one event."""

    direction: str | None = None
    people: int | None = None
    killed: int | None = None
    wounded: int | None = None
    outcome: str | None = None
    claims: list[Claim] = field(default_factory=list)

    def add(self, claim: Claim | None) -> None:
        """Add a claim unless it is there already."""
        if claim is not None and claim not in self.claims:
            self.claims.append(claim)


def facts_of(event: Event, marks: Marks, others: set[int]) -> Facts:
    """Return the fields of an event.

    Parameters
    ----------
    event, marks
        The event and the marks of its text.
    others
        Numbers of the sentences that tell of other events.
    """
    facts = Facts()
    scope = _scope(event, marks, others)
    _when(event, marks, facts)
    _kind(event, marks, facts)
    _who(event, marks, facts)
    _losses(event, marks, scope, facts)
    _outcome(event, marks, scope, facts)
    _sources(event, marks, scope, facts)
    return facts


def _scope(event: Event, marks: Marks, others: set[int]) -> list[tuple[int, int]]:
    """Return the stretches that speak of the event: its mentions and what follows them."""
    out = [(mention.start, mention.end) for mention in event.mentions]
    for index in sorted(event.sentences):
        for near in range(index + 1, min(index + 4, len(marks.sentences))):
            if near in others or near in event.sentences:
                break
            if marks.sentences[near].paragraph > marks.sentences[index].paragraph + 1:
                break
            out.append((marks.sentences[near].start, marks.sentences[near].end))
    return out


def _when(event: Event, marks: Marks, facts: Facts) -> None:
    view, low = marks.view, marks.view.low
    for mention in event.mentions:
        mark = mention.date
        if mark is None or mark.edtf is None or event.date is None:
            continue
        if mark.edtf == event.date.edtf or mark.grain != "day":
            value = event.date.edtf if mark.edtf == event.date.edtf else mark.edtf
            before = re.search(r"(?:on|in|of|at|since|at about \S+) $", low[max(0, mark.start - 18) : mark.start])
            begin = mark.start - len(before[0]) if before else mark.start
            facts.add(view.claim("date", value or "", begin, mark.end))
            if mark.weekday:
                after = re.match(r"(?:, | \()(a \w+day)", low[mark.end : mark.end + 16])
                at = (mark.end + after.start(1), mark.end + after.end(1)) if after else (begin, mark.end)
                facts.add(view.claim("weekday", mark.weekday, *at))
        lead = marks.sentences[mention.index].start if mention.start - marks.sentences[mention.index].start < 40 else mention.start
        for match in _TIME[marks.language].finditer(low, lead, mention.end):
            facts.add(view.claim("time_of_day", view.text[match.start() : match.end()], *match.span()))


def _kind(event: Event, marks: Marks, facts: Facts) -> None:
    facts.direction = _direction(event, marks)
    for mention in event.mentions:
        for act in mention.acts:
            if act.code in ("warning", "approach") and len(mention.acts) > 1 and event.category != "line_incursion":
                continue
            start, end = _phrase(act, mention, marks)
            facts.add(marks.view.claim("category", event.category, start, end))
            if facts.direction is not None:
                facts.add(marks.view.claim("direction", facts.direction, start, end))


def _phrase(act: Hit, mention: Mention, marks: Marks) -> tuple[int, int]:
    """Return the clause of an act from its subject on, at most 120 characters."""
    first, last = marks.clause(act.start, act.end)
    subject = [mark.start for mark in mention.persons if first - 60 <= mark.start <= act.start]
    start = max(mention.start, min(act.start, max(first, min(subject, default=first)), subject[-1] if subject else act.start))
    if act.start - start > 90:
        start = act.start
    end = min(max(act.end, min(last, act.end + 50)), mention.end)
    while end > act.end and marks.view.text[end - 1] in " ,;:.|-(":
        end -= 1
    return start, max(end, act.end)


def _direction(event: Event, marks: Marks) -> str | None:
    codes, category = event.codes, event.category
    words = " ".join(marks.view.low[m.start : m.end] for m in event.mentions)
    if category in ("soldier_crossing", "civilian_crossing"):
        north = "defect_north" in codes
        south = "defect" in codes
        if north and south:
            first = next(a.code for m in event.mentions for a in m.acts if a.code in ("defect", "defect_north"))
            american = re.search(r"\bamerican|\bu\.?s\.? (?:soldier|army)|미군|월북|재입북", words)
            return "south_to_north" if american or first == "defect_north" else "north_to_south"
        return "south_to_north" if north else "north_to_south"
    if category in ("line_incursion", "infiltration", "tunnel"):
        return "north_to_south"
    if category == "exchange_of_fire":
        return "north_to_south" if codes & {"incursion", "cross"} else "none"
    if category == "attack":
        return "north_to_south" if re.search(r"squad|infiltrat|party from the north|침투", words) else "none"
    if category == "aircraft":
        return "south_to_north"
    if category == "mine_blast":
        return None
    if category == "drone":
        return "south_to_north" if re.search(r"pyongyang|civilians|평양|민간인", words) else "north_to_south"
    if category == "seizure":
        return "south_to_north"
    if category == "balloons_broadcasts":
        return "north_to_south" if re.search(r"balloon|풍선", words) and not re.search(r"loudspeaker|확성기", words) else "none"
    if category == "meeting_passage" and re.search(r"bridge of no return|repatriat|released|handed over|돌려보|송환|귀환", words):
        return "north_to_south"
    return "none"


def _who(event: Event, marks: Marks, facts: Facts) -> None:
    view = marks.view
    counted = event.category in ("soldier_crossing", "civilian_crossing", "line_incursion", "infiltration", "aircraft", "meeting_passage")
    counted = counted or bool(event.codes & {"cross", "incursion", "approach"})
    crossing = event.category.endswith("_crossing")
    for mention in event.mentions:
        acts = [act.start for act in mention.acts]
        persons = [mark for mark in mention.persons if not (counted and mark.side == "south" and crossing and facts.direction == "north_to_south")]
        chosen = _subject(persons, acts)
        if chosen is None:
            continue
        for mark in (chosen, *(() if crossing else [m for m in persons if m is not chosen][:1])):
            facts.add(view.claim("actor", view.text[mark.start : mark.end], mark.start, mark.end))
        if not counted or (not chosen.counted and not crossing):
            continue
        if chosen.wording:
            facts.add(view.claim("people", chosen.wording, chosen.start, chosen.end))
            continue
        count = chosen.count if chosen.counted else None
        if count is None and crossing and not chosen.many and facts.people is None:
            count = 1
        if count is not None and (facts.people is None or facts.people == count):
            if event.category == "meeting_passage" and count < 3:
                continue
            facts.people = count
            facts.add(view.claim("people", str(count), chosen.start, chosen.end))


def _subject(persons: Sequence[PeopleMark], acts: Sequence[int]) -> PeopleMark | None:
    """Return the persons who act: counted ones first, the nearest before an act."""
    if not persons:
        return None
    place = min(acts)

    def cost(mark: PeopleMark) -> tuple[int, int]:
        late = 80 if mark.start > place else 0
        return (0 if mark.counted else 1, abs(place - mark.start) + late)

    return min(persons, key=cost)


def _losses(event: Event, marks: Marks, scope: Iterable[tuple[int, int]], facts: Facts) -> None:
    if event.category in ("tunnel", "border_measure", "meeting_passage", "balloons_broadcasts", "drone"):
        return
    told: dict[str, list[Toll]] = {"killed": [], "wounded": []}
    for start, end in scope:
        for toll in tolls(marks.view.low, marks.language, start, end):
            told[toll.field].append(toll)
    for name, statements in told.items():
        counts = {toll.count for toll in statements if toll.count is not None}
        if len(counts) == 1 and not any(toll.wording.startswith("0 (") for toll in statements):
            setattr(facts, name, counts.pop())
        for toll in statements:
            value = str(toll.count) if toll.count is not None else toll.wording
            facts.add(marks.view.claim(name, value or "unknown", toll.start, toll.end))


def _outcome(event: Event, marks: Marks, scope: Sequence[tuple[int, int]], facts: Facts) -> None:
    allowed = _OUTCOMES.get(event.category, ())
    if facts.direction == "south_to_north" and event.category.endswith("crossing"):
        allowed = tuple(word for word in allowed if word != "custody_south")
    elif event.category.endswith("crossing"):
        allowed = tuple(word for word in allowed if word not in ("remained_north", "unknown", "released"))
    entries = lexicon("outcomes", marks.language)
    entries = tuple(entry for entry in entries if entry.code in allowed)
    hits = [hit for start, end in scope for hit in find(marks.view.low, entries, start, end)]
    for word in allowed:
        found = [hit for hit in hits if hit.code == word]
        if found:
            facts.outcome = word
            for hit in found[:3]:
                facts.add(marks.view.claim("outcome", word, hit.start, hit.end))
            return
    if event.category in ("mine_blast", "attack", "exchange_of_fire") and (facts.killed or facts.wounded):
        facts.outcome = "casualties"
        for claim in [c for c in facts.claims if c.field in ("killed", "wounded")][:1]:
            facts.add(Claim("outcome", "casualties", claim.start, claim.end, claim.exact))


def _sources(event: Event, marks: Marks, scope: Iterable[tuple[int, int]], facts: Facts) -> None:
    for start, end in list(scope)[:5]:
        for match in list(_SOURCE[marks.language].finditer(marks.view.low, start, end))[:2]:
            words = marks.view.text[match.start() : match.end()]
            facts.add(marks.view.claim("attribution", words[:60], *match.span()))
