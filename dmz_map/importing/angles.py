"""Degrees as people write them: decimal, degrees-minutes-seconds, with signs or in words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["Angle", "parse_angle", "parse_angles"]

Angle = tuple[float, str]
"""Degrees, and ``N``, ``S``, ``E`` or ``W`` if the writing says which axis; else blank."""

_WORDS: Final = (
    (r"북위|北緯|north latitude|latitude north|latitude|\blat(?:\.|\b)", " N "),
    (r"남위", " S "), (r"서경", " W "),
    (r"동경|東經|東経|east longitude|longitude|\blong?(?:\.|\b)|\blng\b", " E "),
    (r"\bnorth\b|\bnord\b", " N "), (r"\bsouth\b", " S "),
    (r"\beast\b|\bost\b|\best\b", " E "), (r"\bwest\b", " W "),
    (r"도|度|\bdegrees?\b|\bdeg\b\.?|[º˚∘]", "°"), (r"분|\bminutes?\b|\bmin\b\.?|[’‘´`′]", "'"),
    (r"초|\bseconds?\b|\bsec\b\.?|[”“″]|''", '"'),
)  # fmt: skip
_NUMBER: Final = r"\d+(?:\.\d+)?"
_ANGLE: Final = re.compile(
    rf"(?P<h1>[NSEW])?\s*(?P<sign>[-+])?\s*(?P<d>{_NUMBER})\s*(?:"
    rf"°\s*(?:(?P<m>{_NUMBER})\s*'?\s*(?:(?P<s>{_NUMBER})\s*\"?)?)?"
    rf"|[\s:\-](?P<m2>[0-5]?\d(?:\.\d+)?)(?:[\s:\-](?P<s2>[0-5]?\d(?:\.\d+)?))?(?=\s*[NSEW]|$|\s*[,;/])"
    rf"|\s+(?P<m3>[0-5]?\d\.\d+)(?=\s*[NSEW,;/]|$))?\s*(?P<h2>[NSEW](?![\d]))?"
)
_DECIMAL_COMMAS: Final = re.compile(
    r"[^,]*\d,\d+[^,]*([;/|\s]+|,\s+)[^,]*\d,\d+[^,]*|[^,\s]*\d,\d+[^,\s]*"
)
_COMPACT: Final = re.compile(
    r"(\d{2})(\d{2})(\d{2}(?:\.\d+)?)?\s*([NS])[\s,/]*(\d{3})(\d{2})(\d{2}(?:\.\d+)?)?\s*([EW])"
)


def parse_angle(text: str) -> Angle | None:
    """Return the degrees of one coordinate, such as ``38.05N``, ``37°57'21"`` or ``126,67``."""
    found = _grouped(_separate(text), 1)
    return found[0] if len(found) == 1 else None


def parse_angles(text: str) -> list[Angle]:
    """Return all the coordinates of a text; none if anything else is in it."""
    angles = _separate(text)
    return _grouped(angles, 2) if len(angles) in (4, 6) else angles


def _grouped(angles: list[Angle], count: int) -> list[Angle]:
    """Join degrees, minutes and seconds that only blanks part."""
    size = len(angles) // count
    if size * count != len(angles) or size not in (2, 3):
        return angles
    joined = []
    for start in range(0, len(angles), size):
        numbers = [number for number, _ in angles[start : start + size]]
        sides = "".join(side for _, side in angles[start : start + size])
        if (
            len(sides) > 1
            or not numbers[0].is_integer()
            or not all(0 <= abs(n) < 60 for n in numbers[1:])
        ):
            return []
        value = abs(numbers[0]) + sum(abs(n) / 60**i for i, n in enumerate(numbers[1:], 1))
        negative = numbers[0] < 0 or sides in ("S", "W")
        joined.append((-value if negative and sides else value, sides))
    return joined


def _separate(text: str) -> list[Angle]:
    plain = re.sub(r"(?<=\d):(?=\d)", " ", _plain(text))
    if compact := _COMPACT.fullmatch(plain):
        d, m, s, north, d2, m2, s2, east = compact.groups()
        return [(_degrees(d, m, s, north), north), (_degrees(d2, m2, s2, east), east)]
    angles: list[Angle] = []
    place = 0
    while place < len(plain):
        match = _ANGLE.match(plain, place)
        if match is None:
            return []
        part = match.groupdict()
        before, after = part["h1"] or "", part["h2"] or ""
        if before and after:  # the letter behind belongs to the next one
            after, end = "", match.start("h2")
        else:
            end = match.end()
        minutes = part["m"] or part["m2"] or part["m3"]
        side = before or after
        degrees = _degrees(part["d"], minutes, part["s"] or part["s2"], side)
        angles.append((-degrees if part["sign"] == "-" else degrees, side))
        place = end
        while place < len(plain) and plain[place] in " ,;/|\t\n":
            place += 1
    return angles


def _degrees(degrees: str, minutes: str | None, seconds: str | None, side: str) -> float:
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -value if side in ("S", "W") and side else value


def _plain(text: str) -> str:
    """Return a text with one spelling for each sign and a full stop in its decimals."""
    text = unicodedata.normalize("NFC", text).strip()
    for pattern, sign in _WORDS:
        text = re.sub(pattern, sign, text, flags=re.IGNORECASE)
    text = text.strip().strip("()[]{}").replace("−", "-").upper()
    text = re.sub(r"[NSEW]\s*[:=]", lambda m: m[0][0] + " ", text)
    if "." not in text and _DECIMAL_COMMAS.fullmatch(text):
        text = re.sub(r"(\d),(\d)", r"\1.\2", text)
    return " ".join(text.split())
