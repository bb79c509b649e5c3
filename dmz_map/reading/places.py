"""Where an event was: the best place words of its sentences, or a sector alone."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final

from dmz_map.reading.event import Event
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.where import BACK, Where, beside_the_line, claims_of, same_sector

__all__ = ["where_of"]

_LEAD: Final = re.compile(
    r"(?:(?:just |about |some |a short way )?(?:\d+ \w+ |a (?:mile|kilomet\w+|short way) )?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|below the line, north|above|below) of (?:the (?:line|border|zone|mdl) (?:at|in|near) )?|(?:beside |along |on )?the \w+ (?:road|fence|river|stream|coast|valley) (?:at|in|near|of) |(?:in )?(?:this|that|the) (?:corner|part|area|stretch) of |near |at |on |in |off |inside |opposite |around |to the \w+-?\w* of )(?:the )?$"
)
_REACH: Final = re.compile(r"^(?:'s [a-z-]+ (?:gate|road|post)| as well)?")
_SAME_PLACE: Final = re.compile(r"같은\s?(?:구역|곳|장소|지역)|the same (?:place|spot|area|site)")
_SPOTS: Final = re.compile(r"\d|곳|places|locations|sites|spots|points")
"""What makes a place of words for the whole line ("eleven sites along the line")."""
_SITE_KM: Final = 1.0


def where_of(
    event: Event,
    marks: Marks,
    told: AbstractSet[int],
    others: Mapping[int, Sequence[Mention]] = MappingProxyType({}),
) -> Where:
    """Return where an event was.

    Parameters
    ----------
    event
        The event.
    marks
        The marks of its text.
    told
        Numbers of the sentences that tell of events.
    others
        Mentions of all events by the number of their sentence: the sector of another event is
        not this one's.
    """
    only = [mention.place for mention in event.mentions if mention.place is not None]
    places = only or _candidates(event, marks, marks.places_in, told) or _sole(marks, event)
    beside = beside_the_line(event, marks)
    if beside is not None and not any(_is_told(hit, event) for hit in places):
        return beside
    places = places or _carried(event, marks, told)
    near = {index + step for index in event.sentences for step in (-2, -1, 0, 1)}
    theirs = [m for index in near for m in others.get(index, ()) if m not in event.mentions]
    sectors = [
        hit
        for hit in _candidates(event, marks, marks.sectors_in, told)
        if _is_told(hit, event) or not any(m.start <= hit.start < m.end for m in theirs)
    ]
    many = [hit for hit in sectors if hit.code == "whole_line"]
    regions = {hit.entry.values["sector"] for hit in places if hit.entry.values["rank"] == "1"}
    if len(regions) >= 3 and {"line_incursion"} & {event.category}:
        first, last = min(h.start for h in places), max(h.end for h in places)
        text = marks.view.text[first:last]
        claims = claims_of(
            marks, ("place", text, first, last), ("sector", "whole_line", first, last)
        )
        return Where(text, sector="whole_line", claims=claims)
    if places:
        places = [
            hit
            for hit in places
            if not any(o.start <= hit.start and hit.end <= o.end and o is not hit for o in places)
        ] or places
        if event.category == "tunnel":
            places = [hit for hit in places if "tunnel" not in hit.entry.values["name"]] or places
        return _point(_best(places, event), marks, sectors)
    if many and event.category in (
        "border_measure",
        "balloons_broadcasts",
        "mine_blast",
        "line_incursion",
        "meeting_passage",
    ):
        hit = many[0]
        text = marks.view.text[hit.start : hit.end]
        named = marks.view.claim("place", "", hit.start, hit.end)
        return Where(
            named.exact if named and _SPOTS.search(text) else None,
            sector="whole_line",
            claims=claims_of(
                marks,
                ("place", text, hit.start, hit.end),
                ("sector", "whole_line", hit.start, hit.end),
            ),
        )
    plain = [hit for hit in sectors if hit.code != "whole_line"]
    if plain:
        hit = plain[0]
        return Where(
            None,
            sector=hit.code,
            claims=claims_of(
                marks,
                *(
                    ("sector", one.code, one.start, one.end)
                    for one in plain
                    if one.code == hit.code
                ),
            ),
        )
    return same_sector(event, marks)


def _is_told(hit: Hit, event: Event) -> bool:
    return any(mention.start <= hit.start < mention.end for mention in event.mentions)


def _candidates(
    event: Event,
    marks: Marks,
    hits_in: Callable[[int, int], tuple[Hit, ...]],
    told: AbstractSet[int],
) -> list[Hit]:
    """Return hits in the event's mentions, else in the sentences beside them."""
    inner = [hit for mention in event.mentions for hit in hits_in(mention.start, mention.end)]
    if inner:
        return inner
    out: list[Hit] = []
    for index in sorted(event.sentences):
        for near in (index, index + 1, index - 1, index - 2):
            if (near in told and near not in event.sentences) or not 0 <= near < len(
                marks.sentences
            ):
                continue
            sentence = marks.sentences[near]
            if sentence.paragraph == marks.sentences[index].paragraph:
                out += [hit for hit in hits_in(sentence.start, sentence.end) if hit not in out]
    return out


def _carried(event: Event, marks: Marks, told: AbstractSet[int]) -> list[Hit]:
    """Return the place that an event shares with what was told just before it.

    That is the place before "the same place" and before "three days later", else one in the
    sentence that opens the paragraph.
    """
    first = event.mentions[0]
    if _candidates(event, marks, marks.sectors_in, told):
        return []
    same = _SAME_PLACE.search(marks.view.low, first.start, first.end)
    if same or (first.date is not None and first.date.leaning):
        before = marks.places_in(max(0, first.start - BACK), first.start)
        return [before[-1]] if before else []
    paragraph = marks.sentences[first.index].paragraph
    opening = first.index
    while opening > 0 and marks.sentences[opening - 1].paragraph == paragraph:
        opening -= 1
    sentence = marks.sentences[opening]
    if opening == first.index or (opening in told and opening not in event.sentences):
        return []
    return list(marks.places_in(sentence.start, sentence.end)[:1])


def _sole(marks: Marks, event: Event) -> list[Hit]:
    """Return the one place of a document that names no other, for a crossing."""
    if any(mention.other for mention in event.mentions):
        return []
    own = marks.today is None or event.date is None or not event.date.named
    if not (own and marks.places and event.category.endswith("_crossing")):
        return []
    first = marks.places[0]
    return [first] if all(hit.code == first.code for hit in marks.places) else []


def _best(places: list[Hit], event: Event) -> Hit:
    acts = sorted(act.start for mention in event.mentions for act in mention.acts)
    first = event.mentions[0]

    def cost(hit: Hit) -> tuple[int, int]:
        rank = int(hit.entry.values["rank"])
        near = bisect_left(acts, hit.start)
        away = min((abs(hit.start - act) for act in acts[max(0, near - 1) : near + 1]), default=0)
        inside = first.start <= hit.start < first.end
        return (0 if inside else 1, away - 60 * rank)

    return min(places, key=cost)


def _point(hit: Hit, marks: Marks, sectors: Sequence[Hit]) -> Where:
    values = hit.entry.values
    start, end = hit.start, hit.end
    text = marks.view.text
    lead = _LEAD.search(marks.view.low[max(0, start - 70) : start])
    begin = max(0, start - 70) + lead.start() if lead else start
    wide = re.match(
        r"(?: [a-z-]+)?, [a-z ]{0,20}(?:coast|end of the front)|, at the far end of the front",
        marks.view.low[end : end + 45],
    )
    end = end + wide.end() if wide else end
    sector = values["sector"]
    claims = claims_of(
        marks,
        ("place", text[start : hit.end], begin, end),
        ("sector", sector, begin, end),
        *(("sector", sector, s.start, s.end) for s in sectors if s.code == sector),
    )
    named = marks.view.claim("place", "", hit.start, hit.end)
    words = named.exact if named else text[hit.start : hit.end]
    return Where(
        words,
        float(values["lon"]),
        float(values["lat"]),
        max(_SITE_KM, float(values["radius_km"])),
        sector,
        claims,
    )
