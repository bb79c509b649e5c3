"""Dates in Korean: absolute, partial, and relative to the document or to a date before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dmz_map.reading.date_patterns_ko import DATE, KINDS
from dmz_map.reading.dates import (
    Calendar,
    DateMark,
    day_mark,
    month_mark,
    span_mark,
    year_mark,
)
from dmz_map.reading.numbers import number_ko

__all__ = ["korean_dates"]

_DAYS_WORD: Final = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15,
}  # fmt: skip


def korean_dates(low: str, starts: Sequence[int], today: date | None) -> list[DateMark]:
    """Return the dates of Korean text in order; parameters as in `english_dates`."""
    calendar = Calendar(today)
    out: list[DateMark] = []
    for match in DATE.finditer(low):
        kind = next(name for name in KINDS if match[name] is not None)
        if out:
            gap = bisect_right(starts, match.start()) - bisect_right(starts, out[-1].start)
            apart = "\n\n" in low[out[-1].end : match.start()]
            calendar.near = calendar.near and gap <= 1 and not apart
        groups = {
            key[: -len(kind) - 1]: value
            for key, value in match.groupdict().items()
            if value is not None and key.endswith(f"_{kind}")
        }
        mark = _mark(kind, groups, match.span(), calendar)
        if mark is None:
            continue
        if kind in ("shift", "near"):
            mark = replace(mark, leaning=True)
        if out and out[-1].leaning and low[out[-1].end : match.start()].strip() == "인":
            out.pop()
        if low.startswith("부터", match.end()):
            mark = replace(mark, since=True, end=match.end() + 2)
        elif re.match(r"\s?이후", low[match.end() : match.end() + 4]):
            mark = replace(mark, since=True)
        vague = mark.vague and not _early(match[0])
        taken = calendar.take(replace(mark, vague=False) if kind == "vague" else mark)
        out.append(replace(taken, vague=vague))
    return out


def _mark(
    kind: str, groups: dict[str, str], span: tuple[int, int], calendar: Calendar
) -> DateMark | None:
    year, named = _year(groups, calendar)
    month = int(groups.get("month", 0))
    day = int(groups.get("day", 0))
    if kind in ("iso", "full", "monthday", "dotted"):
        if "past" in groups:
            calendar.near = False
        year = year or calendar.year_for(month, day)
        mark = day_mark(*span, year, month, day)
        if "day2" in groups and mark.first:
            until = int(groups.get("month2", month))
            last = day_mark(*span, year, until, int(groups["day2"])).first
            mark = span_mark(*span, mark.first, last)
        return replace(mark, named=named)
    if kind == "months":
        year = year or calendar.year_for(month)
        ends = month_mark(*span, year, month), month_mark(*span, year, int(groups["month2"]))
        return replace(span_mark(*span, ends[0].first, ends[1].last), named=named)
    if "past" in groups and kind == "month" and calendar.today:
        year = calendar.today.year - (month >= calendar.today.month)
    if kind in ("yearmonth", "isomonth", "month"):
        return replace(month_mark(*span, year or calendar.year_for(month), month), named=named)
    if kind in ("relday", "and", "day"):
        return _day_alone(groups, span, day, calendar)
    if kind in ("year", "relyear"):
        mark = year_mark(*span, year) if year else DateMark(*span, None, None, "none")
        return replace(
            mark,
            named=kind == "year",
            vague=kind != "year"
            and groups.get("yearword", "") in ("지난해", "작년", "재작년", "올해", "금년"),
        )
    if kind == "weekday":
        return _weekday(groups, span, calendar)
    if kind == "anniversary":
        base = calendar.today
        return replace(
            day_mark(
                *span,
                base.year - int(groups["count"]) if base else None,
                base.month if base else 1,
                base.day if base else 1,
            ),
            named=True,
        )
    if kind == "shift":
        return _shift(groups, span, calendar)
    return _relative(kind, "".join(groups["word"].split()), span, calendar)


def _year(groups: dict[str, str], calendar: Calendar) -> tuple[int | None, bool]:
    if "year" in groups:
        return int(groups["year"]), True
    if "short" in groups or "brief" in groups:
        short = int(groups.get("short") or groups["brief"])
        return (1900 if short > 45 else 2000) + short, True
    word = "".join(groups.get("yearword", "").split())
    if not word:
        return None, False
    last = calendar.last.first.year if calendar.last and calendar.last.first else None
    if word in ("같은해", "그해", "당해"):
        return last, True
    if word in ("이듬해", "다음해", "그전해", "전년"):
        return (last + (1 if word in ("이듬해", "다음해") else -1) if last else None), True
    back = {"지난해": 1, "작년": 1, "재작년": 2, "지지난해": 2}.get(word, 0)
    return (calendar.today.year - back if calendar.today else None), True


def _day_alone(
    groups: dict[str, str], span: tuple[int, int], day: int, calendar: Calendar
) -> DateMark:
    word = "".join(groups.get("relmonth", "").split())
    base = calendar.today
    year: int | None
    if word in ("지난달", "이달", "이번달", "다음달", "내달", "지난", "오는") and base:
        total = base.year * 12 + base.month - 1
        total += {"지난달": -1, "다음달": 1, "내달": 1}.get(word, 0)
        total -= word == "지난" and day > base.day
        total += word == "오는" and day < base.day
        year, month = total // 12, total % 12 + 1
    elif word in ("같은달", "그달") and calendar.last and calendar.last.first:
        year, month = calendar.last.first.year, calendar.last.first.month
    elif word in ("지난달", "이달", "이번달", "다음달", "내달", "오는"):
        year, month = None, 1
    else:
        year, month = calendar.day_of_month(day)
    mark = day_mark(*span, year, month, day)
    if "day2" in groups and mark.first:
        last = day_mark(*span, year, month, int(groups["day2"])).first
        mark = span_mark(*span, mark.first, last)
    return replace(mark, named=word in ("지난달", "같은달"))


def _weekday(groups: dict[str, str], span: tuple[int, int], calendar: Calendar) -> DateMark:
    base = calendar.today
    name = "월화수목금토일".index(groups["weekday"])
    label = f"{groups['weekday']}요일"
    if base is None:
        return DateMark(*span, None, None, "none", weekday=label)
    lead = "".join(groups["lead"].split())
    monday = base - timedelta(base.weekday())
    when = monday + timedelta(name - (7 if lead == "지난주" else 0))
    if lead == "지난" and when >= base:
        when -= timedelta(7)
    return replace(day_mark(*span, when.year, when.month, when.day), weekday=label)


def _shift(groups: dict[str, str], span: tuple[int, int], calendar: Calendar) -> DateMark | None:
    words = groups["count"]
    found = re.match(r"(\d+|한|두|세|네)\s?(일|주일|주|개월|달|년|해)", words)
    count = _DAYS_WORD.get(words) or (number_ko(found[1]) if found else None)
    if count is None or groups["way"] in ("만에", "지나"):
        return None
    unit = (
        "day"
        if not found
        else {"일": "day", "주일": "week", "주": "week", "년": "year", "해": "year"}.get(
            found[2], "month"
        )
    )
    back = groups["way"] in ("전", "앞서")
    recent = calendar.near and calendar.last is not None
    from_today = back and not recent
    return calendar.shifted(*span, unit, -count if back else count, from_today=from_today)


def _relative(kind: str, word: str, span: tuple[int, int], calendar: Calendar) -> DateMark | None:
    if kind == "today":
        days = {"어제": -1, "어젯밤": -1, "전일": -1, "그제": -2, "엊그제": -2, "그저께": -2}
        return calendar.shifted(*span, "day", days.get(word, 0), from_today=True)
    if kind == "near":
        days = {"전날": -1, "하루전": -1, "다음날": 1, "이튿날": 1}
        if calendar.last is None or calendar.last.grain not in ("day", "span"):
            from_today = word in ("이날", "전날", "당일", "그날")
            if calendar.last_day is not None and calendar.last is not None:
                calendar.last = calendar.last_day
            elif not from_today or calendar.today is None:
                return None
            else:
                return calendar.shifted(*span, "day", days.get(word, 0), from_today=True)
        return calendar.shifted(*span, "day", days.get(word, 0), from_today=calendar.last is None)
    today = calendar.today
    if today is None or not word.endswith("달"):
        return DateMark(*span, None, None, "none", vague=True)
    if word == "같은달":
        last = calendar.last.first if calendar.last else None
        return month_mark(*span, last.year if last else None, last.month if last else 1)
    total = today.year * 12 + today.month - 1 + {"지난달": -1, "다음달": 1, "내달": 1}.get(word, 0)
    return replace(month_mark(*span, total // 12, total % 12 + 1), vague=True)


def _early(words: str) -> bool:
    """Return whether a month is narrowed ("지난달 초"), so that it may date an event."""
    return words.rstrip().endswith(("초", "중순", "하순", "말"))
