"""What one sentence tells: acts, bound to a date of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from dmz_map.reading.categories import category_of
from dmz_map.reading.dates import DateMark, month_mark
from dmz_map.reading.lexicon import Hit
from dmz_map.reading.marks import Marks
from dmz_map.reading.people import PeopleMark, people_marks
from dmz_map.reading.sentences import Sentence

__all__ = ["Mention", "mentions_of"]

_SAID: Final = {
    "en": re.compile(
        r"(?:said|told|announced|reported|confirmed|says?|revealed|acknowledged|according to|statement|"
        r"briefing|news conference|added|disclosed|published|spoke|speaking|interview)\b[^,.;]{0,40}$"
    ),
    "ko": re.compile(
        r"^[^,.]{0,14}?(?:밝혔|말했|전했|발표|국회|보도했|설명했|브리핑|공개했|알려졌|따르면|기자|공지)"
    ),
}
_TOLD_BY: Final = re.compile(
    r"(?:본부|합참|국방부|관계자|당국|정부|대변인|위원장|유엔사|통일부|군|경찰|중앙통신)(?:은|는|이|가)\s?$"
)
_TELLER: Final = re.compile(
    r"^,?\s?(?:대한민국\s?)?(?:국방부|합참|합동참모본부|군\s?당국|정부|통일부|유엔사|경찰|국회)[^\s]{0,6}(?:은|는|이|가)\s"
)
_HOUR: Final = re.compile(r"^\s?(?:\d{1,2}시|오전|오후|새벽|낮|밤|아침|저녁)")
_COMPARED: Final = re.compile(r"이후\s?(?:[^\s.]+\s?){0,3}(?:처음|만이)|\bfirst\b[^.]{0,80}\bsince\b|\bsince\b[^.]{0,60}\bfirst\b")
_AFTER_KO: Final = re.compile(r"^(?!했다가|다가)[^\s.,]{0,4}\s?(?:[^\s.,]{1,3}\s)?(?:뒤|후|이후|직후|만에|이튿날|다음\s?날)")
_AFTER_EN: Final = re.compile(r"\b(?:after|following|since)\b[^.,;]{0,40}$")
_TWO: Final = re.compile(r"(?:와|과|,|·|\s및)\s?|,? and (?:[\w-]+ )?(?:more |others? )?(?:soldiers )?(?:at|in|near) ")
_OTHER: Final = re.compile(
    r"\banother\b|\bseparate(?:ly)?\b|\bas well\b|\bin a different\b|\btwo more\b|별도로|별개|또 다른"
)


@dataclass
class Mention:
    """Acts of one sentence with the date that they are bound to.

    Attributes
    ----------
    index
        Number of the sentence.
    start, end
        The stretch of the view that belongs to it.
    said
        Whether its date is rather the day on which it was told.
    carried
        Whether its date is from the sentence before.
    other
        Whether the words say that this is another event.
    background
        Whether it is named only to compare ("the first since June").
    regions
        The sectors that it names, and whether by a place; None until asked for.
    place
        The one place that it is about, where its sentence tells of two.
    """

    index: int
    start: int
    end: int
    acts: list[Hit]
    date: DateMark | None
    persons: list[PeopleMark]
    category: str | None
    said: bool = False
    carried: bool = False
    other: bool = False
    background: bool = False
    heading: bool = False
    place: Hit | None = None
    codes: set[str] = field(default_factory=set)
    regions: dict[str, bool] | None = None


def mentions_of(marks: Marks) -> list[Mention]:
    """Return the mentions of a text in order; headings give mentions marked as such."""
    soldierly = _soldierly(marks)
    starts = {name: [hit.start for hit in getattr(marks, name)] for name in ("acts", "negatives", "dates")}
    out: list[Mention] = []
    previous: tuple[int, DateMark | None, int] = (-2, None, -1)
    for index, sentence in enumerate(marks.sentences):
        acts, negatives, dates = (
            getattr(marks, name)[bisect_left(starts[name], sentence.start) : bisect_left(starts[name], sentence.end)]
            for name in ("acts", "negatives", "dates")
        )
        usable = [mark for mark in dates if _usable(mark, marks)]
        told = _surviving(acts, negatives, usable, marks)
        found = _bound(index, sentence, told, usable, marks)
        for mention in found:
            mention.persons = people_marks(marks.view.low, marks.language, mention.start, mention.end)
            mention.codes = {act.code for act in mention.acts}
            mention.category = category_of(mention.acts, mention.persons, soldierly=soldierly)
            mention.background = bool(_COMPARED.search(marks.view.low, mention.start, mention.end))
            mention.heading = sentence.kind == "heading"
            mention.other = bool(_OTHER.search(marks.view.low, mention.start, mention.end))
            _same_day(mention, out, sentence, marks)
            near = index - 2 <= previous[0] and previous[2] == sentence.paragraph
            if mention.date is None and near and previous[1] is not None and not mention.heading:
                mention.date, mention.carried = previous[1], True
        _ongoing(found, sentence, marks)
        real = [m for m in found if m.category is not None or "same" in m.codes]
        if real:
            previous = (-2, None, -1)
        dated = [m.date for m in found if m.date is not None and m.category is None]
        firm = [m for m in usable if not m.vague and not (m.since and m.grain == "day")] or dated
        if not real and firm:
            previous = (index, firm[-1], sentence.paragraph)
        out += [part for mention in found for part in _by_place(mention, marks)]
    return out


def _same_day(mention: Mention, before: list[Mention], sentence: Sentence, marks: Marks) -> None:
    """Give a mention told on a day the event's day that its paragraph has just named."""
    if not mention.said or not before:
        return
    last = before[-1]
    near = mention.index - last.index <= 1 and marks.sentences[last.index].paragraph == sentence.paragraph
    if near and last.date is not None and not last.said and last.date.grain == "day":
        mention.date, mention.said, mention.carried = last.date, False, True


def _by_place(mention: Mention, marks: Marks) -> list[Mention]:
    """Return one mention a place where a crossing is told of two places in one breath."""
    if mention.category not in ("line_incursion", "exchange_of_fire"):
        return [mention]
    low = marks.view.low
    places = [
        hit
        for hit in marks.places_in(mention.start, mention.end)
        if hit.entry.values["rank"] == "1"
    ]
    for one, other in zip(places, places[1:], strict=False):
        between = low[one.end : other.start]
        if one.entry.values["sector"] != other.entry.values["sector"] and _TWO.fullmatch(between):
            first = [mark for mark in mention.persons if mark.start < one.end]
            return [
                replace(mention, place=one, acts=list(mention.acts), persons=first),
                replace(
                    mention,
                    place=other,
                    acts=list(mention.acts),
                    persons=[mark for mark in mention.persons if mark.start >= one.end],
                    other=True,
                ),
            ]
    return [mention]


def _ongoing(found: list[Mention], sentence: Sentence, marks: Marks) -> None:
    """Stretch "since April" to the document's month, unless something is the first since."""
    words = marks.view.low[sentence.start : sentence.end]
    for mention in found:
        mark = mention.date
        if mark is None or not mark.since or mention.background or "first" in words:
            continue
        if mark.grain != "month" and mention.category != "tunnel":
            continue
        if mention.category in ("border_measure", "tunnel"):
            mention.category = None
        elif marks.today and mark.first and marks.today > mark.first:
            last = month_mark(0, 1, marks.today.year, marks.today.month).last
            mention.date = replace(mark, last=last, grain="span")


def _usable(mark: DateMark, marks: Marks) -> bool:
    """Return whether an event may have this date: it is not to come."""
    if mark.since and mark.grain == "year":
        return False
    return not (mark.first and marks.today and mark.first > marks.today + timedelta(1))


def _soldierly(marks: Marks) -> bool:
    text = marks.view.low
    if marks.language == "ko":
        return text.count("병사") + text.count("군인") >= text.count("주민") + text.count("민간인") + text.count("남성")
    soldiers = len(re.findall(r"soldier|sergeant|troops|private\b", text))
    return soldiers >= len(re.findall(r"civilian|\bman\b|resident|\bwoman\b", text))


def _surviving(
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


def _main(acts: list[Hit], sentence: Sentence, marks: Marks) -> list[Hit]:
    """Return the acts without those that only date another ("after the blasts, the South …")."""
    kept = [act for act in acts if not _subordinate(act, sentence, marks)]
    codes = {act.code for act in kept}
    if codes and not codes & {"defect", "arrive", "cross", "warning", "incursion"}:
        return kept
    return acts


def _subordinate(hit: Hit, sentence: Sentence, marks: Marks) -> bool:
    low = marks.view.low
    if marks.language == "ko":
        return bool(_AFTER_KO.match(low[hit.end : hit.end + 18]))
    lead = low[max(sentence.start, hit.start - 45) : hit.start]
    return bool(_AFTER_EN.search(lead))


def _takes_back(word: Hit, act: Hit, marks: Marks) -> bool:
    if word.code == "hypothetical" and marks.language == "en" and word.start > act.start:
        return False
    if word.code in ("border", "sea") and act.start <= word.start < act.end and act.code != "cross":
        return True
    if word.start < act.end and act.start < word.end:
        return True
    if word.start < act.start and marks.language == "ko" and _AFTER_KO.match(marks.view.low[word.end : word.end + 18]):
        return False
    first, second = (word, act) if word.start < act.start else (act, word)
    return marks.boundaries(first.end, second.start) == 0


def _bound(
    index: int, sentence: Sentence, acts: list[Hit], dates: list[DateMark], marks: Marks
) -> list[Mention]:
    """Return the mentions of one sentence: each act goes to the date that is nearest."""
    if not acts:
        return []
    told = [mark for mark in dates if _is_said(mark, sentence, marks)]
    real = [mark for mark in dates if mark not in told]
    if all(mark.vague for mark in real):
        real = []
    if any(not mark.leaning for mark in real):
        real = [mark for mark in real if not (mark.vague and mark.leaning)]
    if any(mark.first for mark in real):
        real = [mark for mark in real if mark.first or mark.vague]
    acts = _main(acts, sentence, marks)
    if not real:
        date = told[0] if told else None
        return [Mention(index, sentence.start, sentence.end, list(acts), date, [], None, said=bool(told))]
    real = _distinct(real)
    if len(real) == 1:
        return [Mention(index, sentence.start, sentence.end, list(acts), real[0], [], None)]
    groups: dict[int, list[Hit]] = {}
    for act in acts:
        costs = [_cost(act, mark, marks) for mark in real]
        groups.setdefault(costs.index(min(costs)), []).append(act)
    _fill_gaps(groups, real, marks)
    for place in [place for place in groups if real[place].vague]:
        del groups[place]
    return _stretches(index, sentence, groups, real, marks)


def _distinct(dates: list[DateMark]) -> list[DateMark]:
    """Return the dates without those that repeat the one before ("that evening")."""
    out = dates[:1]
    for mark in dates[1:]:
        if (mark.first, mark.last) != (out[-1].first, out[-1].last) or mark.first is None:
            out.append(mark)
    return out


def _is_said(mark: DateMark, sentence: Sentence, marks: Marks) -> bool:
    low = marks.view.low
    if marks.language == "ko":
        after = low[mark.end : min(sentence.end, mark.end + 24)]
        if _HOUR.match(after):
            return False
        by = _TOLD_BY.search(low[max(sentence.start, mark.start - 14) : mark.start])
        ends = low[max(sentence.start, sentence.end - 24) : sentence.end]
        told = re.search(r"밝혔|말했|전했|발표|설명|보도|공개|공지", ends)
        return bool(_SAID["ko"].search(after) or (told and (by or _TELLER.match(after))))
    return bool(_SAID["en"].search(low[max(sentence.start, mark.start - 60) : mark.start]))


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
        elif place - 1 in groups and mark.start - dates[place - 1].end <= 14:
            if re.search(r"and|,|과|와|및", low[dates[place - 1].end - 1 : mark.start + 1]):
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
