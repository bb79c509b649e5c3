"""Counts of people as they are written; never a sum, never a guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from dmz_map.importing.cells import as_text, is_missing, read_words
from dmz_map.importing.source_table import Formula

__all__ = ["Casualties", "Count", "read_casualties", "read_count"]

_PLAIN: Final = re.compile(r"\+?(\d{1,7}|\d{1,3}(?:[, ]\d{3})+)(?:\.0+|,0+)?")
_SENTINEL: Final = re.compile(r"-\s?\d+(?:\.0+)?")
_UNIT: Final = (
    r"\s?(?:명|인|名|人|people|persons?|soldiers?|dead|killed|wounded|injured|deaths?|fatalities)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, None if it is not known, and whether its cell could not be read."""

    number: int | None = None
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Casualties:
    """The killed and the wounded of one cell."""

    killed: int | None = None
    wounded: int | None = None
    unclear: bool = False


def read_count(value: Any) -> Count:
    """Read a count: ``2``, ``2.0``, ``1,234``, ``2명``, ``없음``; a range or *about* is unclear."""
    if isinstance(value, Formula) and value.shown is None:
        return Count(None, bool(value.written))
    return _count(as_text(value))


@lru_cache(maxsize=4096)
def _count(text: str) -> Count:
    if text.isdecimal() and len(text) < 8:
        return Count(int(text))
    text = unicodedata.normalize("NFKC", text).casefold()
    if text in _words("zero"):
        return Count(0)
    if is_missing(text) or _SENTINEL.fullmatch(text):
        return Count()
    bare = re.sub(rf"{_UNIT}$", "", text).strip()
    if match := _PLAIN.fullmatch(bare):
        return Count(int(re.sub(r"[, ]", "", match[1])))
    if bare in _numbers():
        return Count(_numbers()[bare])
    return Count(None, unclear=True)


def read_casualties(value: Any) -> Casualties:
    """Read killed and wounded of one cell: ``사망 2명, 부상 5명``, ``2 killed, 5 wounded``."""
    text = unicodedata.normalize("NFKC", as_text(value)).casefold()
    if text in _words("zero") or re.fullmatch(r"0(\.0+)?\s?명?", text):
        return Casualties(0, 0)
    if is_missing(text) or _SENTINEL.fullmatch(text):
        return Casualties()
    found: dict[str, int] = {}
    rest = text
    number = r"(\d{1,6}|\d{1,3}(?:,\d{3})+|없음|none|no)"
    for field in ("killed", "wounded"):
        words = "|".join(map(re.escape, sorted(_words(field), key=len, reverse=True)))
        patterns = (
            rf"(?:{words})\s*(?:자|자수|수)?\s*[:=]?\s*(?<![\d])\(?{number}\)?(?:\s?[명인名人])?(?!\s*(?:여|이상|[-~+]\s*\d))",
            rf"(?<![\d\-~,.]){number}(?:\s?[명인名人]|\s(?:people|persons?|soldiers?))?\s*(?:were\s+|was\s+)?(?:{words})",
        )
        for pattern in patterns if _word_first(text) else reversed(patterns):
            matches = re.findall(pattern, rest)
            if len(matches) == 1:
                digits = matches[0].replace(",", "")
                found[field] = int(digits) if digits.isdigit() else 0
                rest = re.sub(pattern, " ", rest, count=1)
                break
    left = re.sub(r"[\s,;/·.&+()]|\band\b|및|와|과|등", "", rest)
    if not found or left:
        return Casualties(None, None, unclear=True)
    return Casualties(found.get("killed"), found.get("wounded"))


def _word_first(text: str) -> bool:
    return not text[:1].isdigit()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_words("counts")[name])


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(read_words("counts")["numbers"])}
