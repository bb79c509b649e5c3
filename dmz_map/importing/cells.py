"""Cells of other people's tables: as text, and whether they say nothing."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from dmz_map.importing.source_table import Formula

__all__ = ["as_formula", "as_text", "clean", "is_missing", "read_words", "unique_headings"]

_INVISIBLE: Final = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
_NO_LETTERS: Final = re.compile("[\0\ud800-\udfff]")
_LINK: Final = re.compile(
    r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)', re.IGNORECASE
)
_LITERAL: Final = re.compile(r'=\s*"((?:[^"]|"")*)"')


@cache
def read_words(name: str) -> Mapping[str, Any]:
    """Return one of the tables of words that come with the package, from ``words/NAME.toml``."""
    text = files("dmz_map.importing").joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def clean(text: str) -> str:
    """Return a text composed (NFC) and without blanks at its ends.

    What no file or database holds as a letter (NUL, half of a pair) becomes the mark of a lost one.
    """
    if text.isascii():
        return (text.replace("\0", "\ufffd") if "\0" in text else text).strip()
    text = _NO_LETTERS.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).strip().strip(_INVISIBLE).strip()


def as_text(value: Any) -> str:
    """Return a cell as clean text: blank for nothing, ISO days, no exponents, JSON of lists."""
    if isinstance(value, str):
        return clean(value)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    if isinstance(value, dt.datetime):
        return _written_moment(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Formula):
        return as_text(value.shown if value.shown is not None else value.written)
    if isinstance(value, list | dict):
        return clean(json.dumps(value, ensure_ascii=False, default=as_text)) if value else ""
    return clean(str(value))


def _written_moment(value: dt.datetime) -> str:
    """Return a moment in ISO form; in a summer time of Korea with its standard time beside it."""
    text = value.isoformat()
    offset = value.utcoffset()
    if offset is None or str(value.tzinfo) != "Asia/Seoul" or offset == dt.timedelta(hours=9):
        return text
    standard = value.astimezone(dt.timezone(dt.timedelta(hours=9)))
    return f"{text} ({standard:%H:%M} at +09:00)"


@lru_cache(maxsize=1 << 16)
def is_missing(text: str) -> bool:
    """Return whether a clean text says that nothing is known: ``-``, ``n/a``, 미상 and such."""
    return not text or (len(text) <= 16 and text.casefold().rstrip(".") in _missing())


@cache
def _missing() -> frozenset[str]:
    return frozenset(read_words("missing")["words"])


def as_formula(text: str) -> Formula | None:
    """Return what a text that begins with ``=`` shows and links to; it is never run."""
    if link := _LINK.fullmatch(text):
        address = link[1].replace('""', '"')
        shown = (link[2] or "").replace('""', '"') or address
        return Formula(clean(shown), address, text)
    if literal := _LITERAL.fullmatch(text):
        return Formula(clean(literal[1].replace('""', '"')), "", text)
    return Formula(None, "", text) if len(text) > 1 and text[0] == "=" else None


def unique_headings(written: Sequence[str]) -> tuple[str, ...]:
    """Return headings of which no two are alike: ``Note``, ``Note (2)``, ``column 3``."""
    seen: set[str] = set()
    unique = []
    for place, heading in enumerate(map(clean, written), 1):
        name, times = heading or f"column {place}", 1
        while name in seen:
            times += 1
            name = f"{heading or f'column {place}'} ({times})"
        seen.add(name)
        unique.append(name)
    return tuple(unique)
