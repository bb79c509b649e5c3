"""Times of day: split from a date, and the day that a moment is in Korea."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dmz_map.importing.cells import read_words

__all__ = ["Moment", "local_day", "moment_of_epoch", "split_time"]

_SEOUL: Final = ZoneInfo("Asia/Seoul")
_KOREAN_MINUTES: Final = (510, 600)
"""Offsets that Korea has used: +08:30 to +10:00."""

_HALF: Final = r"오전|오후|a\.?m\.?|p\.?m\.?"
_CLOCK: Final = r"(?P<h>\d{1,2})[:h](?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
_UNTIL: Final = r"(?:(?:\s*[–~]\s*|\s+-\s+)\d{1,2}:\d{2})?"
_EASTERN: Final = r"(?P<kh>\d{1,2})\s?시(?:\s?(?P<km>\d{1,2})\s?분|\s?반)?(?:\s?\d{1,2}\s?초)?"
_ABBREVIATIONS: Final = (
    "utc|gmt|ut|kst|jst|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|wet|cet|cest|eet|msk|hkt|sgt|zulu"
)
_ZONE: Final = (
    r"z(?![a-z])|(?:utc|gmt)?\s?[+\-−]\d{1,2}:?\d{2}(?!\d)|(?:utc|gmt)\s?[+\-−]\d{1,2}(?!\d)"
    r"|[+\-−]\d{2}(?![\d:])"
    rf"|\(?(?:{_ABBREVIATIONS})\)?(?![a-z])|[a-z]+/[a-z_]+|한국\s?(?:표준)?시간?"
)
_TIME: Final = re.compile(
    r"(?:(?<=\d)t|(?:^|(?<=[\s,(.)]))(?:at\s+|um\s+|à\s+|@\s*)?)"
    rf"(?P<before>{_HALF})?\s*(?:{_CLOCK}{_UNTIL}|{_EASTERN})(?:\s?(?:경|쯤|께|頃))?"
    rf"\s*(?P<after>{_HALF})?(?:\s*(?:uhr|hrs|hours|h))?(?:\s*(?P<zone>{_ZONE}))?"
    r"(?:\s*\([a-z ]+ time\))?(?:\s*\[[a-z_/]+\])?(?=$|[\s,)])"
)
_PARTS_OF_DAY: Final = (
    r"(?:early |late |mid-?)?(?:morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight)"
)
_HOUR_WORDS: Final = re.compile(
    r"\s*(?:새벽|아침|오전|낮|정오|오후|저녁|밤|자정|심야)(?:\s?\d{1,2}시.*)?(?:경|쯤|에)?$"
    rf"|[\s,]+\(?(?:in the |at |that )?{_PARTS_OF_DAY}\)?$"
    rf"|^(?:(?:in|on) )?(?:the )?{_PARTS_OF_DAY}(?: of)?[\s,]+"
)
_OFFSET_ONLY: Final = re.compile(r"(?<=\d{4}-\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day as it is written.

    Attributes
    ----------
    hour, minute, second
        On the clock of the writer.
    offset
        Minutes east of UTC, or None if nothing is said.
    """

    hour: int
    minute: int
    second: int
    offset: int | None

    @property
    def says_nothing(self) -> bool:
        """Whether it is a midnight without an offset, as programs put it after a bare day."""
        return self.offset is None and not (self.hour or self.minute or self.second)


def split_time(text: str) -> tuple[str, Moment | None, bool]:
    """Split the time of day from a date, both in lower case.

    Returns
    -------
    tuple
        What is left, the time or None, and whether there was a time in words or figures.
    """
    match = next((m for m in _TIME.finditer(text) if _is_time(m)), None)
    if match is None:
        rest = _OFFSET_ONLY.sub("", text)
        plain = _HOUR_WORDS.sub("", rest)
        return plain.strip(" ,"), None, plain != rest
    rest = f"{text[: match.start()].rstrip(' ,')} {text[match.end() :].lstrip(' ,')}".strip(" ,")
    return rest, _moment(match), True


def local_day(day: dt.date, moment: Moment) -> dt.date:
    """Return the day in Korea of a moment.

    The written day counts if no offset is given or one that Korea has used; any other moment
    becomes the day in Seoul, with the summer time of its year.
    """
    low, high = _KOREAN_MINUTES
    if moment.offset is None or low <= moment.offset <= high:
        return day
    zone = dt.timezone(dt.timedelta(minutes=moment.offset))
    clock = dt.time(moment.hour % 24, moment.minute, moment.second, tzinfo=zone)
    if moment.hour == 24:
        day += dt.timedelta(days=1)
    try:
        return dt.datetime.combine(day, clock).astimezone(_SEOUL).date()
    except OverflowError:
        return day


def moment_of_epoch(number: float) -> dt.datetime | None:
    """Return the time in Seoul of seconds, milliseconds, … since 1970; None if it is none."""
    size = abs(number)
    for digits, scale in ((11, 1), (14, 1e3), (17, 1e6), (20, 1e9)):
        if size < 10**digits:
            return dt.datetime.fromtimestamp(number / scale, tz=_SEOUL)
    return None


def _is_time(match: re.Match[str]) -> bool:
    hour = int(match["h"] or match["kh"] or 99)
    minute, second = int(match["m"] or match["km"] or 0), int(match["s"] or 0)
    return hour <= 24 and minute < 60 and second < 60 and _offset(match["zone"]) is not False


def _moment(match: re.Match[str]) -> Moment:
    hour, minute = int(match["h"] or match["kh"]), int(match["m"] or match["km"] or 0)
    half = (match["before"] or match["after"] or "").replace(".", "")
    if half in ("pm", "오후") and hour < 12:
        hour += 12
    elif half in ("am", "오전") and hour == 12:
        hour = 0
    offset = _offset(match["zone"])
    return Moment(hour, minute, int(match["s"] or 0), None if offset is False else offset)


@cache
def _offset(zone: str | None) -> int | bool | None:
    """Return minutes east of UTC; None where no zone is given, False if it is none."""
    if not zone:
        return None
    name = zone.strip(" ()").replace("−", "-")
    zones = read_words("dates")["zones"]
    if name in zones:
        return int(zones[name])
    if digits := re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?", name):
        minutes = 60 * int(digits[2]) + int(digits[3] or 0)
        return minutes if digits[1] == "+" else -minutes
    if name.startswith("한국"):
        return 540
    if "/" in name:
        place = "/".join(part.title() for part in name.split("/")).replace("_york", "_York")
        try:
            ZoneInfo(place)
        except (ZoneInfoNotFoundError, ValueError):
            return False
        return 540 if place == "Asia/Seoul" else False
    return False
