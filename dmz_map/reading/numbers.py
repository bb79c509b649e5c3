"""Numbers as English and Korean write them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NUMBER_EN", "NUMBER_KO", "ORDINALS", "number_en", "number_ko"]

_UNITS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS: Final = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: (place + 2) * 10 for place, word in enumerate(_TENS)},
    "a": 1, "an": 1, "a single": 1, "a lone": 1, "single": 1, "a dozen": 12, "dozen": 12,
    "a pair of": 2, "a couple of": 2, "both": 2,
}  # fmt: skip
_ORDINAL_UNITS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
ORDINALS: Final = {
    **{word: value + 1 for value, word in enumerate(_ORDINAL_UNITS)},
    **{f"twenty-{word}": 21 + value for value, word in enumerate(_ORDINAL_UNITS[:9])},
    "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
"""Days of the month in words."""
NUMBER_EN: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,5}|(?:" + "|".join(_TENS) + r")(?:[- ](?:"
    + "|".join(_UNITS[1:10]) + r"))?|" + "|".join(sorted(_UNITS, key=len, reverse=True))
    + r"|a dozen|a pair of|a couple of|an? single|a lone|both|an?)"
)  # fmt: skip
"""A pattern of a count in lower-case English."""
_NATIVE: Final = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13, "열네": 14,
    "열다섯": 15, "열여섯": 16, "열일곱": 17, "열여덟": 18, "열아홉": 19, "스무": 20, "스물": 20,
    "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip
NUMBER_KO: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,5}|"
    + "|".join(sorted((word for word in _NATIVE), key=len, reverse=True))
    + ")"
)
"""A pattern of a count in Korean."""


def number_en(words: str) -> int | None:
    """Return the number of an English count in lower case, None if it is none."""
    plain = words.strip().replace(",", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain in _WORDS:
        return _WORDS[plain]
    parts = re.split(r"[- ]", plain)
    if len(parts) == 2 and parts[0] in _TENS and parts[1] in _WORDS:
        return _WORDS[parts[0]] + _WORDS[parts[1]]
    return None


def number_ko(words: str) -> int | None:
    """Return the number of a Korean count, None if it is none."""
    plain = words.strip().replace(",", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    return _NATIVE.get(plain)
