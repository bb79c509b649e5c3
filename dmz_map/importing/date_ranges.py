"""Ranges of dates: each of their ends may leave to the other what both share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dmz_map.importing.affixes import without_affix
from dmz_map.importing.calendar_days import NotADayError, checked, edtf_of
from dmz_map.importing.cells import read_words
from dmz_map.importing.date_order import Order
from dmz_map.importing.date_parts import Part, parse_part, without_weekday

__all__ = ["parse_range"]


def parse_range(text: str, order: Order) -> str | None:
    """Return an interval; each of its ends may leave to the other what both share."""
    bare = without_affix(text, "from", before=True)
    for whole in (text, *([bare] if bare else [])):
        for left, right in _splits(whole):
            try:
                ends = _completed(parse_part(left, order), parse_part(right, order))
            except NotADayError:
                continue
            if ends is not None:
                return "/".join(dict.fromkeys(ends))
    return None


@cache
def _separators() -> tuple[re.Pattern[str], ...]:
    words = sorted(read_words("dates")["to"], key=len, reverse=True)
    spaced = "|".join(
        re.escape(word) for word in words if word.isascii() or not "가" <= word[0] <= "힣"
    )
    korean = "|".join(word for word in words if "가" <= word[0] <= "힣")
    patterns = (
        rf"\s+(?:{spaced})\s+",
        rf"\s*(?:{korean})\s*",
        r"\s*[–—~]\s*",
        r"\s+[-/&]\s+",
        r"[-/]",
    )
    return tuple(map(re.compile, patterns))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    for pattern in _separators():
        for match in pattern.finditer(text):
            left = without_weekday(text[: match.start()]).strip(" ,")
            right = without_weekday(text[match.end() :]).strip(" ,")
            dropped = without_affix(right, "drop_after", after=True)
            right = right if dropped is None else dropped
            if left and right:
                yield left, right


def _completed(left: Part | None, right: Part | None) -> tuple[str, str] | None:
    if left is None or right is None or (left.year is None and right.year is None):
        return None
    if left.day and not left.month and not left.year and right.month and not right.day:
        left = Part(None, left.day, None)
    if right.day and not right.month and not right.year and left.month and not left.day:
        right = Part(None, right.day, None)
    if left.day and not left.month:
        left = replace(left, month=right.month)
    if right.day and not right.month:
        right = replace(right, month=left.month)
    if left.year is None and right.year is not None:
        earlier = right.month and left.month and left.month > right.month
        left = replace(left, year=right.year - 1 if earlier else right.year)
    if right.year is None:
        right = replace(right, year=left.year)
    if (left.day and not left.month) or (right.day and not right.month):
        return None
    first = checked(left.year or 0, left.month, left.day)
    last = checked(right.year or 0, right.month, right.day)
    if tuple(x or 0 for x in first) > tuple(x or 99 for x in last):
        raise NotADayError
    return edtf_of(*first), edtf_of(*last)
