"""Dates in English: absolute, partial, and relative to the document or to a date before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dmz_map.reading.beside_dates import both_days, is_apposed, is_list, is_new_paragraph
from dmz_map.reading.date_patterns_en import DATE, DAYS, KINDS, MONTHS
from dmz_map.reading.dates import (
    Calendar,
    DateMark,
    day_mark,
    month_mark,
    span_mark,
    year_mark,
)
from dmz_map.reading.numbers import ORDINALS, number_en

__all__ = ["english_dates"]

_DEADLINE: Final = re.compile(r"\bby (?:the (?:end|middle) of |late |early |mid-)?$")


def english_dates(low: str, starts: Sequence[int], today: date | None) -> list[DateMark]:
    """Return the dates of lower-case English text in order.

    Parameters
    ----------
    low
        The view's text in lower case.
    starts
        Where the sentences begin; a bare date leans on one at most a sentence before.
    today
        The document's day, None if nobody knows it.
    """
    calendar = Calendar(today)
    out: list[DateMark] = []
    for match in DATE.finditer(low):
        kind = match.lastgroup if match.lastgroup in KINDS else None
        kind = kind or next(name for name in KINDS if match[name] is not None)
        if out:
            gap = bisect_right(starts, match.start()) - bisect_right(starts, out[-1].start)
            calendar.near = (
                calendar.near and gap <= 1 and not is_new_paragraph(low, out[-1].end, match.start())
            )
        groups = {
            key[: -len(kind) - 1]: value
            for key, value in match.groupdict().items()
            if value is not None and key.endswith(f"_{kind}")
        }
        mark = _mark(kind, groups, match, calendar)
        if kind == "range" and mark is not None and is_list(match, low):
            out += [calendar.take(one) for one in both_days(mark, match)]
            continue
        if kind == "weekday" and out and is_apposed(low[out[-1].end : match.start()]):
            out[-1] = replace(out[-1], weekday=groups["weekday"].title())
            continue
        if mark is not None:
            if kind in ("shift", "near"):
                mark = replace(mark, leaning=True)
            since = low[max(0, match.start() - 6) : match.start()].endswith(("since ", "from "))
            since = since or match[0].startswith(("since", "from"))
            if mark.grain in ("month", "year") and _DEADLINE.search(
                low[max(0, match.start() - 22) : match.start()]
            ):
                mark = replace(mark, vague=True)
            out.append(calendar.take(_since(mark, today) if since else mark))
    return out


def _since(mark: DateMark, today: date | None) -> DateMark:
    return replace(mark, since=True)


def _mark(
    kind: str, groups: dict[str, str], match: re.Match[str], calendar: Calendar
) -> DateMark | None:
    start, end = match.span()
    year = int(groups["year"]) if "year" in groups else None
    if "same" in groups and calendar.last and calendar.last.first:
        year = calendar.last.first.year
    if "relyear" in groups and calendar.today:
        year = calendar.today.year - groups["relyear"].startswith("last")
    if "short" in groups:
        year = 1900 + int(groups["short"])
    month = MONTHS.index(groups["month"][:3]) + 1 if "month" in groups else int(groups.get("m", 0))
    if kind in ("iso", "short", "dayfirst", "words", "monthfirst", "ordinal", "weekday", "newyear"):
        return _day(kind, groups, (start, end), (year, month), calendar)
    if kind == "range":
        year = year or calendar.year_for(month, int(groups["day"]))
        first = day_mark(start, end, year, month, int(groups["day"])).first
        until = MONTHS.index(groups["month2"][:3]) + 1 if "month2" in groups else month
        last = day_mark(start, end, year, until, int(groups["day2"])).first
        return replace(span_mark(start, end, first, last), named="year" in groups)
    if kind in ("monthyear", "yearmonth"):
        return replace(month_mark(start, end, year, month), named=True)
    if kind in ("month", "monthsame", "monthbefore"):
        if year:
            return replace(month_mark(start, end, year, month), named=True)
        return _month(kind, (start, end), month, match[0], calendar)
    if kind == "year":
        return year_mark(start, end, int(groups["year"]))
    if kind == "shift":
        return _shift(groups, match, calendar)
    return _relative(kind, groups["word"], start, end, calendar)


def _month(
    kind: str, span: tuple[int, int], month: int, words: str, calendar: Calendar
) -> DateMark | None:
    base = calendar.last.first if calendar.last else None
    if kind == "monthsame":
        return replace(month_mark(*span, base.year if base else None, month), named=True)
    if kind == "monthbefore":
        year = base.year - (base.month <= month) if base else None
        return replace(month_mark(*span, year, month), named=True)
    if words.startswith(("may", "march")) or (words.startswith("of ") and base is None):
        return None
    if words.startswith("last ") and calendar.today:
        today = calendar.today
        return month_mark(*span, today.year - (month >= today.month), month)
    return month_mark(*span, calendar.year_for(month), month)


def _day(
    kind: str,
    groups: dict[str, str],
    span: tuple[int, int],
    named: tuple[int | None, int],
    calendar: Calendar,
) -> DateMark | None:
    year, month = named
    if kind == "newyear":
        year = year or (calendar.today.year if calendar.today else None)
        return replace(day_mark(*span, year, 1, 1), named="year" in groups)
    if kind == "weekday" and not month:
        return _weekday(groups, *span, calendar)
    words = groups.get("ordinal", "")
    day = int(groups["day"]) if "day" in groups else ORDINALS.get(words) or int(words[:-2])
    if kind == "ordinal":
        year, month = calendar.day_of_month(day)
        return day_mark(*span, year, month, day)
    mark = day_mark(*span, year or calendar.year_for(month, day), month, day)
    name = groups.get("weekday")
    return replace(mark, named=year is not None, weekday=name.title() if name else None)


def _weekday(groups: dict[str, str], start: int, end: int, calendar: Calendar) -> DateMark:
    name = groups["weekday"]
    lead = groups.get("lead", "").replace("\n", " ")
    number = DAYS.index(name)
    base = calendar.today
    if lead.endswith("same") or lead == "that":
        last = calendar.last
        if last and last.first and last.first.weekday() == number:
            return replace(last.at(start, end), weekday=name.title(), named=False)
    if base is None:
        return DateMark(start, end, None, None, "none", weekday=name.title())
    if lead in ("next", "the following") or (lead == "this" and number > base.weekday()):
        when = base + timedelta((number - base.weekday() - 1) % 7 + 1)
    else:
        back = (base.weekday() - number) % 7
        when = base - timedelta(7 if lead == "last" and back == 0 else back)
    return replace(day_mark(start, end, when.year, when.month, when.day), weekday=name.title())


def _shift(groups: dict[str, str], match: re.Match[str], calendar: Calendar) -> DateMark:
    """Return the day some time before or after another.

    "Two days after X" at the head of a sentence leads on from the date before; within a
    sentence it dates X back from there.
    """
    start, end = match.span()
    count = number_en(groups["count"])
    if count is None:
        return DateMark(start, end, None, None, "none", vague=True)
    way, unit = groups["way"], groups["unit"]
    before = match.string[:start].rstrip(" ")[-1:]
    opens = before in ("", "\n", ".", '"')
    back = way in ("ago", "earlier", "before", "previously")
    fresh = calendar.last is None or calendar.last.first == calendar.today
    if way == "after" and (not opens or fresh):
        back = True
    from_today = way == "ago" or (way == "after" and fresh)
    mark = calendar.shifted(start, end, unit, -count if back else count, from_today=from_today)
    about = match.string[max(0, start - 8) : start].endswith(
        ("about ", "around ", "nearly ", "almost ")
    )
    if about and unit == "week" and mark.first:
        return month_mark(start, end, mark.first.year, mark.first.month)
    if mark.grain == "day":
        return replace(mark, loose=unit == "week" and way == "ago")
    return replace(mark, vague=mark.grain == "year")


def _relative(kind: str, words: str, start: int, end: int, calendar: Calendar) -> DateMark | None:
    words = " ".join(words.split())
    if kind == "vague":
        return _vague(words, start, end, calendar)
    if kind == "today":
        days = -2 if "before" in words else -1 if words in ("yesterday", "last night") else 0
        return calendar.shifted(start, end, "day", days, from_today=True)
    days = (
        1
        if "next" in words or "following" in words or "later" in words or words.endswith("after")
        else 0
    )
    days = (
        -1
        if "before" in words or "previous" in words or "preceding" in words or "earlier" in words
        else days
    )
    if calendar.last is None or (calendar.last.grain != "day" and calendar.last_day is None):
        return None
    if calendar.last.grain != "day":
        calendar.last = calendar.last_day
    return calendar.shifted(start, end, "day", days, from_today=False)


def _vague(words: str, start: int, end: int, calendar: Calendar) -> DateMark:
    mark = DateMark(start, end, None, None, "none", vague=True)
    today = calendar.today
    if today is None or "same" in words or "previous" in words:
        return mark
    if words.endswith("last year"):
        return replace(year_mark(start, end, today.year - 1), named=False, vague=True)
    if words.endswith("this year"):
        return replace(year_mark(start, end, today.year), named=False, vague=True)
    if words.endswith("month"):
        base = today if "this" in words else today.replace(day=1) - timedelta(1)
        return replace(month_mark(start, end, base.year, base.month), vague=True)
    return mark
