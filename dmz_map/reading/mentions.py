"""What one sentence tells: acts, bound to a date of the sentence."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from dmz_map.reading.acts import surviving
from dmz_map.reading.binding import bound_mentions, is_said
from dmz_map.reading.categories import category_of
from dmz_map.reading.counted import armistice_day, counted_mentions
from dmz_map.reading.dates import DateMark, month_mark
from dmz_map.reading.marks import Marks
from dmz_map.reading.mention import Mention
from dmz_map.reading.people import people_marks
from dmz_map.reading.sentences import Sentence
from dmz_map.reading.subjects import craft_of, is_soldierly

__all__ = ["mentions_of"]

_CAPTION: Final = re.compile(r"고\s?있다\.?\s*$|모습\.?\s*$")
"""How the words under a picture end."""
_ASHORE: Final = re.compile(
    r"demarcation|\bdmz\b|\bmdl\b|demilitari|guard post|panmunjo|joint security|군사\s?분계선|비무장|판문점|초소|휴전선|전선"
)
"""Words without which a paragraph that opened at sea stays there."""
_COMPARED: Final = re.compile(
    r"이후\s?(?:[^\s.]+\s?){0,3}(?:처음|만이)|\bfirst\b[^.]{0,80}\bsince\b|\bsince\b[^.]{0,60}\bfirst\b|"
    r"\b(?:came|comes|happened) (?:\w+ ){0,3}(?:days|weeks|months|years) after\b"
)
_TWO: Final = re.compile(
    r"(?:와|과|,|·|\s및)\s?|,? and (?:[\w-]+ )?(?:more |others? )?(?:soldiers )?(?:at|in|near) "
)
_OFFICE: Final = re.compile(
    r"(?:took|taking|takes|taken) office|inaugurated|(?:출범|취임)(?!\s?(?:직후|뒤|후|이후|한\s?지))"
)
_OTHER: Final = re.compile(
    r"\banother\b|\bseparate(?:ly)?\b|\bas well\b(?! as)|\bin a different\b|\btwo more\b|별도로|별개|또 다른"
)


def mentions_of(marks: Marks) -> list[Mention]:
    """Return the mentions of a text in order; headings give mentions marked as such."""
    soldierly = is_soldierly(marks)
    starts = [mark.start for mark in marks.dates]
    out: list[Mention] = []
    previous: tuple[int, DateMark | None, int] = (-2, None, -1)
    at_sea = -1
    for index, sentence in enumerate(marks.sentences):
        acts = marks.acts.between(sentence.start, sentence.end)
        negatives = marks.negatives.between(sentence.start, sentence.end)
        dates = marks.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not acts and not dates:
            continue
        usable = [mark for mark in dates if _usable(mark, marks)]
        told = surviving(acts, negatives, usable, marks)
        if sentence.paragraph == at_sea and not _ASHORE.search(
            marks.view.low, sentence.start, sentence.end
        ):
            told = []
        found = bound_mentions(index, sentence, told, usable, marks)
        for mention in found:
            mention.persons = people_marks(
                marks.view.low, marks.language, mention.start, mention.end
            )
            mention.codes = {act.code for act in mention.acts}
            words = marks.view.low[mention.start : mention.end]
            mention.category = category_of(
                mention.acts, mention.persons, words, soldierly=soldierly
            )
            mention.category = craft_of(mention, marks) or mention.category
            mention.background = bool(_COMPARED.search(marks.view.low, mention.start, mention.end))
            mention.heading = sentence.kind == "heading"
            mention.other = bool(_OTHER.search(marks.view.low, mention.start, mention.end))
            _same_day(mention, out, sentence, marks)
            _then(mention, starts, marks)
            near = index - 2 <= previous[0] and sentence.paragraph - previous[2] <= 1
            near = near and mention.hint is None
            if mention.date is None and near and previous[1] is not None and not mention.heading:
                mention.date, mention.carried_over = previous[1], True
        _ongoing(found, sentence, marks)
        real = [m for m in found if m.category is not None or m.codes & {"same", "it"}]
        elsewhere = len(told) < len(acts) and any(
            word.code in ("sea", "border") for word in negatives
        )
        if len(told) < len(acts) and any(word.code == "sea" for word in negatives) and not real:
            at_sea = sentence.paragraph
        if real or elsewhere:
            previous = (-2, None, -1)
        dated = [m.date for m in found if m.date is not None and m.category is None]
        firm = [
            mark
            for mark in usable
            if not (mark.vague or is_said(mark, sentence, marks))
            and not (mark.since and mark.grain == "day")
            and not marks.view.low.startswith("'s", mark.end)
        ] or dated
        shown = _CAPTION.search(marks.view.low, max(sentence.start, sentence.end - 8), sentence.end)
        if firm and shown and firm[-1].grain == "day":
            firm = []
        if not real and firm and not elsewhere:
            previous = (index, firm[-1], sentence.paragraph)
        for mention in found:
            if "armistice" in mention.codes and mention.date is None:
                mention.date = armistice_day(mention, marks)
            out += [
                part for one in counted_mentions(mention, marks) for part in _by_place(one, marks)
            ]
    _warned_off(out, marks)
    return out


def _warned_off(mentions: list[Mention], marks: Marks) -> None:
    """Make an incursion of an approach whose next sentence tells of warning shots."""
    for one, other in pairwise(mentions):
        near = other.index - one.index == 1 and (
            marks.sentences[one.index].paragraph == marks.sentences[other.index].paragraph
        )
        if near and one.codes == {"approach"} and other.codes == {"warning"}:
            one.category = "line_incursion"


def _same_day(mention: Mention, before: list[Mention], sentence: Sentence, marks: Marks) -> None:
    """Give a mention told on a day the event's day that its paragraph has just named."""
    if not mention.said or not before:
        return
    last = before[-1]
    near = (
        mention.index - last.index <= 1
        and marks.sentences[last.index].paragraph == sentence.paragraph
    )
    if near and last.date is not None and not last.said and last.date.grain == "day":
        mention.date, mention.said, mention.carried_over = last.date, False, True


def _then(mention: Mention, starts: list[int], marks: Marks) -> None:
    """Give "at that time" the date that the sentence before names."""
    opening = marks.view.low[mention.start : mention.start + 14].lstrip()
    if mention.date is not None or not opening.startswith(("당시", "at the time", "at that time")):
        return
    before = marks.sentences[mention.index - 1] if mention.index else None
    if before is None:
        return
    dates = marks.dates[bisect_left(starts, before.start) : bisect_left(starts, before.end)]
    firm = [
        mark for mark in dates if mark.first and not (mark.vague or is_said(mark, before, marks))
    ]
    if firm:
        mention.date, mention.carried_over = replace(firm[-1], since=False), True


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
    if len({hit.code for hit in places}) != 2:
        return [mention]
    for one, other in pairwise(places):
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
        if mark.grain != "month" and mention.category not in ("tunnel", "border_measure"):
            continue
        if mark.grain == "day" and mention.category == "border_measure" and len(found) == 1:
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
    if _OFFICE.search(marks.view.low, max(0, mark.start - 24), mark.start + 3):
        return False
    ahead = timedelta(marks.language == "en")  # papers west of Korea are a day behind
    return not (mark.first and marks.today and mark.first > marks.today + ahead)
