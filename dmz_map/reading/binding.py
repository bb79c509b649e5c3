"""Which date of a sentence an act belongs to."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dmz_map.reading.acts import main_acts
from dmz_map.reading.dates import DateMark
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.people import people_marks
from dmz_map.reading.sentences import Sentence

__all__ = ["bound_mentions", "is_said"]

_SAID: Final = {
    "en": re.compile(
        r"(?:said|told|announced|reported|confirmed|says?|revealed|acknowledged|according to|statement|"
        r"briefing|news conference|added|disclosed|published|spoke|speaking|interview)\b[^,.;]{0,40}$"
    ),
    "ko": re.compile(
        r"^[^,.]{0,14}?(?:밝혔|말했|전했|발표|국회|보도했|설명했|브리핑|공개[했한]|배포|밝힌|알려졌|따르면|기자|공지)"
    ),
}


_SAYS: Final = re.compile(
    r"^,? (?:said|told|accused|confirmed|reported|revealed|acknowledged|warned|claimed|"
    r"denied|disclosed|condemned|denounced|vowed|urged|demanded)\b"
)


_OPENING: Final = 9
"""How much may stand before a date that opens a sentence ("Later on"), characters."""
_ROW: Final = 20
"""How near the date that opens a row is to all that the row tells, characters."""
_LISTED: Final = re.compile(r"\s?(?:[·,]|과|와|및|,? (?:and|as well as))\s?(?:on |in )?")
"""What stands between dates of one list."""


_OPENS_SAID: Final = re.compile(
    r"^, (?!who|which|when|where|after|as )[^,.;]{3,60}? (?:said|says|confirmed|reported|acknowledged|revealed|told)\b"
)


_TOLD_BY: Final = re.compile(
    r"(?:본부|합참|국방부|관계자|당국|정부|대변인|위원장|유엔사|통일부|군|경찰|중앙통신)(?:은|는|이|가)\s?$"
)


_TELLER: Final = re.compile(
    r"^,?\s?(?:대한민국\s?)?(?:국방부|합참|합동참모본부|군\s?당국|정부|통일부|유엔사|경찰|국회)[^\s]{0,6}(?:은|는|이|가)\s"
)


_HOUR: Final = re.compile(r"^\s?(?:\d{1,2}시|오전|오후|상오|하오|새벽|낮|밤|아침|저녁)")


def bound_mentions(
    index: int, sentence: Sentence, acts: list[Hit], dates: list[DateMark], marks: Marks
) -> list[Mention]:
    """Return the mentions of one sentence: each act goes to the date that is nearest."""
    if not acts:
        return []
    told = [mark for mark in dates if is_said(mark, sentence, marks)]
    real = [mark for mark in dates if mark not in told]
    hint = next((mark for mark in real if mark.vague and mark.grain == "month"), None)
    if all(mark.vague for mark in real):
        real = []
    if real and _leads(real[0], sentence, marks):
        real = [mark for mark in real if not mark.leaning]
    if any(not mark.leaning for mark in real):
        real = [mark for mark in real if not (mark.vague and mark.leaning)]
    if any(mark.first for mark in real):
        real = [mark for mark in real if mark.first or mark.vague]
    every, acts = acts, main_acts(acts, sentence, marks)
    rest = real[1:] if real and _leads(real[0], sentence, marks) else real
    aside = _dated_aside([act for act in every if act not in acts], acts, rest, marks)
    if aside is not None:
        mark, lesser = aside
        rest = [other for other in dates if other is not mark]
        cut = min(act.start for act in lesser)
        told_so = Mention(index, min(cut, mark.start), sentence.end, lesser, mark, [], None)
        return [*bound_mentions(index, sentence, acts, rest, marks), told_so]
    if not real:
        date = told[0] if told else None
        whole = Mention(index, sentence.start, sentence.end, list(acts), date, [], None)
        whole.said, whole.hint = bool(told), hint
        return [whole]
    lead = real[0] if _leads(real[0], sentence, marks) else None
    real = _distinct(real)
    if len(real) == 1:
        return [Mention(index, sentence.start, sentence.end, list(acts), real[0], [], None)]
    groups: dict[int, list[Hit]] = {}
    for act in acts:
        costs = [min(_cost(act, mark, marks), _ROW if mark is lead else 10**6) for mark in real]
        groups.setdefault(costs.index(min(costs)), []).append(act)
    _fill_gaps(groups, real, marks)
    for place in [place for place in groups if real[place].vague]:
        del groups[place]
    return _stretches(index, sentence, groups, real, marks)


def _dated_aside(
    lesser: list[Hit], acts: list[Hit], dates: Sequence[DateMark], marks: Marks
) -> tuple[DateMark, list[Hit]] | None:
    """Return the date that a subordinate act has for itself, and these acts."""
    lesser = [act for act in lesser if act.code not in ("warning", "it", "same")]
    for mark in dates:
        if not lesser or not acts or mark.first is None or mark.vague:
            continue
        near = min(_cost(act, mark, marks) for act in lesser)
        if near < 45 and near + 45 < min(_cost(act, mark, marks) for act in acts):
            return mark, lesser
    return None


def _leads(mark: DateMark, sentence: Sentence, marks: Marks) -> bool:
    """Return whether a date opens a row of a list ("3 May 1990: …")."""
    low = marks.view.low
    bare = low[sentence.start : mark.start].strip(" *-·") == ""
    return bare and bool(re.match(r"\s?(?:--?|[:=|])\s", low[mark.end : mark.end + 4]))


def _distinct(dates: list[DateMark]) -> list[DateMark]:
    """Return the dates without those that repeat the one before ("that evening")."""
    out = dates[:1]
    for mark in dates[1:]:
        if (mark.first, mark.last) != (out[-1].first, out[-1].last) or mark.first is None:
            out.append(mark)
    return out


def is_said(mark: DateMark, sentence: Sentence, marks: Marks) -> bool:
    """Return whether a date is that of the report, not of what is reported."""
    low = marks.view.low
    if marks.language == "ko":
        after = low[mark.end : min(sentence.end, mark.end + 24)]
        if _HOUR.match(after):
            return False
        by = _TOLD_BY.search(low[max(sentence.start, mark.start - 14) : mark.start])
        ends = low[max(sentence.start, sentence.end - 24) : sentence.end]
        told = re.search(r"밝혔|말했|전했|발표|설명|보도|공개|공지", ends)
        return bool(_SAID["ko"].search(after) or (told and (by or _TELLER.match(after))))
    return bool(
        _SAID["en"].search(low[max(sentence.start, mark.start - 60) : mark.start])
        or _SAYS.match(low[mark.end : min(sentence.end, mark.end + 16)])
        or (
            len(low[sentence.start : mark.start].strip()) < _OPENING
            and _OPENS_SAID.match(low[mark.end : min(sentence.end, mark.end + 80)])
        )
    )


def _cost(act: Hit, mark: DateMark, marks: Marks) -> int:
    """Return how far an act is from a date, in characters and clause ends."""
    if mark.start < act.end and act.start < mark.end:
        return 0
    after = mark.start >= act.end
    gap = mark.start - act.end if after else act.start - mark.end
    ends = marks.boundaries(act.end, mark.start) if after else marks.boundaries(mark.end, act.start)
    late = 90 if after and marks.language == "ko" else 0
    coarse = 30 if mark.grain in ("year", "none") else 0
    return gap + 45 * ends + late + coarse


def _fill_gaps(groups: dict[int, list[Hit]], dates: Sequence[DateMark], marks: Marks) -> None:
    """Give a date without an act the act that it shares with the dates after or before it."""
    low = marks.view.low
    for order in (range(len(dates) - 1, 0, -1), range(1, len(dates))):
        for place in order:
            one, other = sorted((place - 1, place), key=lambda number: number in groups)
            between = low[dates[place - 1].end : dates[place].start]
            if one not in groups and other in groups and _LISTED.fullmatch(between):
                groups[one] = groups[other]
    for place in range(len(dates) - 1, -1, -1):
        if place in groups or dates[place].grain == "year":
            continue
        mark = dates[place]
        following = dates[place + 1] if place + 1 < len(dates) else None
        joined = following is not None and following.start - mark.end <= 14
        joined = joined and not mark.leaning and following is not None and not following.leaning
        if place + 1 in groups and following is not None:
            between = low[mark.end : following.start]
            listed = joined and bool(re.search(r"and|,|과|와|및", between))
            gapped = marks.language == "ko" and bool(
                people_marks(low, "ko", mark.end, following.start)
                or re.search(r"[이가은는],\s?$", between)
            )
            if listed or (gapped and len(between) > 8):
                groups[place] = groups[place + 1]
        elif (
            place - 1 in groups
            and mark.start - dates[place - 1].end <= 14
            and re.search(r"and|,|과|와|및", low[dates[place - 1].end - 1 : mark.start + 1])
        ):
            groups[place] = groups[place - 1]


def _stretches(
    index: int,
    sentence: Sentence,
    groups: dict[int, list[Hit]],
    dates: Sequence[DateMark],
    marks: Marks,
) -> list[Mention]:
    out: list[Mention] = []
    order = sorted(groups)
    for number, place in enumerate(order):
        mark, acts = dates[place], groups[place]
        first = min(mark.start, *(act.start for act in acts))
        last = max(mark.end, *(act.end for act in acts))
        start = sentence.start if number == 0 else min(first, out[-1].end)
        end = sentence.end if number == len(order) - 1 else last
        if marks.language == "ko" or number:
            start = sentence.start if number == 0 else min(mark.start, first)
        if number < len(order) - 1:
            following = dates[order[number + 1]]
            end = following.start if following.start > last or marks.language == "ko" else last
        if end <= start:
            end = last
        out.append(Mention(index, start, max(end, mark.end), list(acts), mark, [], None))
    return out
