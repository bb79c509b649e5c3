"""Dates in any usual form, as EDTF in the local time of Korea."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dmz_map.errors import TableError
from dmz_map.importing.calendar_days import NotADayError, checked, edtf_of, whole_units
from dmz_map.importing.cells import as_text, is_missing, read_words
from dmz_map.importing.date_order import AmbiguousDateError, Order
from dmz_map.importing.date_spans import BeforeChristError, OpenDateError, parse_span
from dmz_map.importing.moments import Moment, local_day, moment_of_epoch, split_time
from dmz_map.importing.source_table import Formula
from dmz_map.tabular.edtf import day_span

__all__ = ["DateReading", "date_of_parts", "joined_dates", "looks_like_date", "read_date"]

_EDTF_PART: Final = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?[?~%]?|\d{3}x|\d{2}xx)"
_EDTF: Final = re.compile(rf"{_EDTF_PART}(?:/{_EDTF_PART})?")
_ONE_OF: Final = re.compile(r"\[[-\d,.~?]{9,60}\]")
_ISO_DAY: Final = re.compile(r"[1-9]\d{3}-\d{2}-\d{2}")
_ZERO: Final = re.compile(r"0{1,4}([-./]0{1,4}){0,2}|0{8}")
_BASIC_TIME: Final = re.compile(r"(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)?")
_UNKNOWN_PART: Final = re.compile(r"(\d{4}(?:[-./]\s?\d{1,2})?)(?:[-./]\s?(?:\?+|xx?))+")
_SERIAL: Final = re.compile(r"([1-9]\d{4})(?:[.,](\d+))?")
_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says of when an event happened.

    Attributes
    ----------
    edtf
        The date; blank if there is a problem.
    problem
        ``no_date``, ``bad_date``, ``open_date``, ``bce`` or ``ambiguous_date``; or blank.
    reported
        What has to be reported: ``utc_day``, ``serial_date``, ``future``.
    keep
        Whether the written cell says more than the date: a time of day, words.
    """

    edtf: str = ""
    problem: str = ""
    reported: tuple[str, ...] = ()
    keep: bool = False


def read_date(value: Any, order: Order = frozenset(), *, utc: bool = False) -> DateReading:
    """Read a date.

    Parameters
    ----------
    value
        A cell: text, a number, or a date or time of the file's own type.
    order
        What the file has decided on days and months, as `order_votes` gives it.
    utc
        Times without an offset are UTC, as the heading says.
    """
    if isinstance(value, Formula):
        value = value.shown if value.shown is not None else ""
    if isinstance(value, dt.datetime):
        value = value.isoformat()
    elif isinstance(value, float) and not isinstance(value, bool):
        value = as_text(value)
    text = as_text(value)
    if _ISO_DAY.fullmatch(text) and not text.endswith("-00"):
        return _checked(text, (), keep=False)
    return _read_text(unicodedata.normalize("NFKC", text).casefold().strip(), order, utc)


def date_of_parts(year: Any, month: Any = "", day: Any = "") -> DateReading:
    """Read a date in three cells; 0 or nothing leaves a month or a day out."""
    texts = [re.sub(r"\s*[년월일年月日]$", "", as_text(cell)) for cell in (year, month, day)]
    y, m, d = ("" if is_missing(t) or not t.strip("0.") else t for t in texts)
    if not y:
        return DateReading(problem="no_date")
    if not all(re.fullmatch(r"\d*(\.0+)?", text) for text in (y, m, d)):
        return read_date(" ".join(filter(None, (d if m else "", m, y))))
    numbers = [int(float(text)) if text else None for text in (y, m, d if m else "")]
    try:
        return _checked(edtf_of(*checked(numbers[0] or 0, *numbers[1:])), (), keep=False)
    except NotADayError:
        return DateReading(problem="bad_date")


def joined_dates(start: DateReading, end: DateReading, *, whole: bool = False) -> DateReading:
    """Return the interval of a start and an end; ``whole`` if the file codes months or years."""
    reported = tuple(dict.fromkeys(start.reported + end.reported))
    keep = start.keep or end.keep
    if start.problem or (end.problem and end.problem != "no_date"):
        problem = end.problem if start.problem in ("", "no_date") else start.problem
        if start.problem == "no_date" and not end.problem:
            problem = "open_date"
        return DateReading(problem=problem, reported=reported)
    if end.problem == "no_date" or start.edtf == end.edtf:
        return start
    try:
        first, last = day_span(start.edtf)[0], day_span(end.edtf)[1]
    except TableError:
        return DateReading(problem="bad_date")
    edtf = (whole_units(first, last) if whole else "") or f"{start.edtf}/{end.edtf}"
    return _checked(edtf, reported, keep=keep)


@cache
def _sums() -> frozenset[str]:
    return frozenset(read_words("dates")["sums"])


def looks_like_date(value: Any, order: Order = frozenset()) -> bool:
    """Return whether a cell is surely a date by itself: a day or a moment, no mere number."""
    if isinstance(value, dt.date):
        return True
    text = as_text(value)
    if (
        not 6 <= len(text) <= 64
        or not any(map(str.isdigit, text))
        or (
            re.fullmatch(r"[\d.,]+", text)
            and not re.fullmatch(r"\d{4}\.\d\d?\.\d\d?\.?|\d\d?\.\d\d?\.\d{4}", text)
        )
    ):
        return False
    reading = read_date(text, order)
    return bool(reading.edtf) or reading.problem == "ambiguous_date"


def _read_text(text: str, order: Order, utc: bool) -> DateReading:
    bare = text.strip(" :.")
    if is_missing(text) or bare in _sums() or _ZERO.fullmatch(text):
        return DateReading(problem="no_date")
    if bare in read_words("dates")["still"]:
        return DateReading(problem="open_date")
    if (number := _number(text)) is not None:
        return number
    if _EDTF.fullmatch(text) or _ONE_OF.fullmatch(text):
        return _edtf(text)
    text = _BASIC_TIME.sub(r"\1-\2-\3t\4:\5", text)
    if unknown := _UNKNOWN_PART.fullmatch(text):
        text = unknown[1]
    rest, moment, timed = split_time(text)
    try:
        span = parse_span(rest, order)
    except NotADayError:
        return DateReading(problem="bad_date")
    except AmbiguousDateError:
        return DateReading(problem="ambiguous_date")
    except OpenDateError:
        return DateReading(problem="open_date")
    except BeforeChristError:
        return DateReading(problem="bce")
    if span is None:
        return DateReading(problem="bad_date")
    edtf, worded = span
    keep = worded or (timed and not (moment and moment.says_nothing and not utc))
    reported: tuple[str, ...] = ()
    if moment is not None and _ISO_DAY.fullmatch(edtf):
        edtf, reported = _in_seoul(edtf, moment, utc)
    return _checked(edtf, reported, keep=keep)


def _in_seoul(day: str, moment: Moment, utc: bool) -> tuple[str, tuple[str, ...]]:
    if utc and moment.offset is None:
        moment = Moment(moment.hour, moment.minute, moment.second, 0)
    try:
        local = local_day(dt.date.fromisoformat(day), moment).isoformat()
    except ValueError:
        return day, ()
    return local, ("utc_day",) if local != day else ()


def _number(text: str) -> DateReading | None:
    """Read digits alone: a year, a day, a serial number of a spreadsheet, seconds since 1970."""
    if serial := _SERIAL.fullmatch(text):
        day = _EXCEL_EPOCH + dt.timedelta(days=int(serial[1]))
        return _checked(day.isoformat(), ("serial_date",), keep=True)
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    whole = text.partition(".")[0]
    if len(whole) == 3 and whole == text:
        return _checked(whole.zfill(4), (), keep=False)
    if (stamp := _STAMP.fullmatch(whole)) and 1000 <= int(stamp[1]) <= 2200:
        return _read_text("{}-{}-{} {}:{}".format(*stamp.groups()[:5]), frozenset(), utc=False)
    if len(whole) >= 9 and (moment := moment_of_epoch(float(text))) is not None:
        return _checked(moment.date().isoformat(), (), keep=True)
    return _six_digits(whole) if len(whole) == 6 and whole.isdigit() else None


def _six_digits(text: str) -> DateReading | None:
    """Read 196708 or 670828; both may be meant."""
    found = set()
    for year, month, day in ((text[:4], text[4:], ""), (text[:2], text[2:4], text[4:])):
        reading = date_of_parts(year if len(year) == 4 else _century(year), month, day)
        plausible = len(year) == 2 or 1800 <= int(year) <= 2100
        if reading.edtf and plausible and int(month) and (not day or int(day)):
            found.add(reading)
    if len(found) == 1:
        return found.pop()
    return DateReading(problem="ambiguous_date" if found else "bad_date")


def _century(text: str) -> int:
    year = dt.date.today().year // 100 * 100 + int(text)
    return year if year <= dt.date.today().year else year - 100


def _edtf(text: str) -> DateReading:
    edtf = text.replace("x", "X")
    edtf = re.sub(r"(\d{4})-00(-00)?", r"\1", re.sub(r"(\d{4}-\d\d)-00", r"\1", edtf))
    return _checked(edtf, (), keep=False)


def _checked(edtf: str, reported: tuple[str, ...], *, keep: bool) -> DateReading:
    try:
        first, _ = day_span(edtf)
    except TableError:
        return DateReading(problem="bad_date", reported=reported)
    if first > dt.date.today():
        reported = (*reported, "future")
    return DateReading(edtf, "", reported, keep)
