"""Who and how many: persons with a count, a kind and a side."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dmz_map.reading.lexicon import lexicon
from dmz_map.reading.numbers import NUMBER_EN, NUMBER_KO, number_en, number_ko

__all__ = ["PeopleMark", "people_marks"]

_ABOUT_EN: Final = (
    r"about|some|around|roughly|approximately|nearly|at least|only|an estimated|up to"
)
_VAGUE_EN: Final = (
    r"several|numerous|dozens of|scores of|hundreds of|a few|a handful of|a number of(?! (?:{number})\b)|a group of(?! (?:{number})\b)|"
    r"(?:more|fewer|less) than (?:{number})|a dozen or so|over (?:{number})"
)
_TROOPS: Final = ("군", "병력", "장병", "경비병", "군사", "군인")
_GAP: Final = r"(?:(?!(?:an?|the|and|to|of|in|at) )[a-z'][\w'.-]*,? )"


@dataclass(frozen=True, slots=True)
class PeopleMark:
    """Persons named in the view.

    Attributes
    ----------
    start, end
        Offsets of the view.
    count
        How many; None for a range or a vague word.
    wording
        The words of a range or vague count, ''.
    kind
        ``soldier``, ``civilian``, ``team`` or ``person``.
    side
        ``north``, ``south`` or ''.
    many
        Whether more than one person is meant.
    counted
        Whether the words give a number or a singular article.
    """

    start: int
    end: int
    count: int | None
    wording: str
    kind: str
    side: str
    many: bool
    counted: bool


@cache
def _nouns(language: str) -> tuple[str, dict[str, str]]:
    kinds: dict[str, str] = {}
    for entry in lexicon("persons", language):
        kinds[entry.values["noun"]] = entry.code
    nouns = sorted(kinds, key=len, reverse=True)
    if language == "en":
        plain = "|".join(noun for noun in nouns if kinds[noun] != "person")
        alone = rf"(?!s? (?:[a-z-]+ ){{0,2}}(?:{plain})s?\b)"
        nouns = [
            noun + alone if noun.endswith(("an", "ans")) and kinds[noun] == "person" else noun
            for noun in nouns
        ]
    return "|".join(nouns), kinds


@cache
def _english() -> re.Pattern[str]:
    nouns, _ = _nouns("en")
    vague = _VAGUE_EN.format(number=NUMBER_EN)
    return re.compile(
        rf"\b(?:(?:(?P<about>{_ABOUT_EN}) )?(?!(?:19|20)\d\d\b)(?P<low>{NUMBER_EN})(?: ?(?:-|to|or) ?(?P<high>{NUMBER_EN}))?"
        rf"|(?P<vague>{vague}))(?: more)?(?: of (?:the|his|their|its))? {_GAP}{{0,4}}?(?P<noun>{nouns})(?P<plural>s|es)?(?!\w)(?! (?:posts?|towers?|duty|houses?)\b)"
        rf"(?: (?:of|from|in) the (?:north korean|korean people's|north|south)(?: korean)?(?: army| military)?)?"
        rf"|\ban? (?:[a-z-]+ )?(?P<body>crew|group|party|team|squad|band|unit|patrol|detachment) of (?P<size>{NUMBER_EN})\b(?! (?:{nouns}))"
        rf"|\b(?P<bare>(?:the |armed |unarmed |uniformed )*(?:north korean?|southern?|northern|american|u\.s\.|kpa|rok|us) {_GAP}{{0,2}}?(?:{nouns})s?|(?:the )?(?:{nouns})s?)(?!\w)"
    )


@cache
def _korean() -> re.Pattern[str]:
    nouns, _ = _nouns("ko")
    many = r"여러|수십|수백|몇|십수|십여"
    return re.compile(
        rf"(?=[^명]{{0,40}}명)(?P<before>(?:[가-힣·]{{1,8}}\s){{0,2}}?[가-힣·]{{0,6}}?(?P<noun>{nouns})(?:이|가|은|는|의)?\s?)?"
        rf"(?:(?P<low>{NUMBER_KO})(?:\s?[~-]\s?(?P<high>\d{{1,4}}))?\s?(?P<about>여)?\s?|(?P<vague>{many})\s?)명(?:의\s(?P<after>[가-힣\s]{{0,6}}(?:{nouns})))?"
        rf"|(?P<bare>(?:[가-힣]{{1,6}}\s)?[가-힣]{{0,4}}(?:{nouns})(?:\s(?:{nouns}))?)(?=[이가은는을를의과와도에\s(,]|들)"
        rf"|(?P<one>[가-힣]{{1,4}}\s얼굴\s하나)"
    )


def people_marks(low: str, language: str, start: int, end: int) -> list[PeopleMark]:
    """Return the persons of a stretch of lower-case text in order."""
    if language == "ko":
        return [_korean_mark(match, low) for match in _korean().finditer(low, start, end)]
    return [_english_mark(match, low) for match in _english().finditer(low, start, end)]


def _side(words: str, before: str) -> str:
    if re.search(
        r"north(?! of)|kpa|korean people's|countrymen|other side|communist|북|인민군", words
    ):
        return "north"
    if re.search(
        r"south|rok|americ|u\.?s\.?\b|republic of korea|미군|국군|한국|남측|우리|아군|카투사", words
    ):
        return "south"
    return ""


def _english_mark(match: re.Match[str], low: str) -> PeopleMark:
    words = match[0]
    _, kinds = _nouns("en")
    if match["bare"]:
        noun = re.sub(r"^.* ", "", words)
        kind = kinds.get(noun) or kinds.get(noun.rstrip("s")) or kinds.get(noun[:-2], "person")
        many = noun not in kinds or noun in ("troops", "men", "people", "personnel")
        return PeopleMark(match.start(), match.end(), None, "", kind, _side(words, ""), many, False)
    if match["body"]:
        count = number_en(match["size"])
        kind = kinds.get(match["body"], "team")
        return PeopleMark(match.start(), match.end(), count, "", kind, _side(words, ""), True, True)
    low_count = number_en(match["low"]) if match["low"] else None
    ranged = match["high"] is not None
    count = None if ranged or match["vague"] else low_count
    many = count != 1
    wording = match["vague"] or (f"{match['low']}-{match['high']}" if ranged else "")
    kind = kinds.get(match["noun"], "person")
    if match["low"] in ("a", "an") and match["plural"]:
        count, many, wording = None, True, wording
    if match["noun"] in (
        "party",
        "squad",
        "patrol",
        "group",
        "team",
        "crew",
        "family",
        "couple",
        "detachment",
    ):
        many, count = True, None
    return PeopleMark(
        match.start(), match.end(), count, wording, kind, _side(words, ""), many, True
    )


def _korean_mark(match: re.Match[str], low: str) -> PeopleMark:
    words = match[0]
    _, kinds = _nouns("ko")
    noun = match["noun"] or next((kind for kind in kinds if kind in words), "")
    side = _side(words, "")
    if match["bare"]:
        many = words.endswith(_TROOPS)
        return PeopleMark(
            match.start(), match.end(), None, "", kinds.get(noun, "person"), side, many, False
        )
    if match["one"]:
        return PeopleMark(match.start(), match.end(), 1, "", "person", side, False, True)
    number = number_ko(match["low"]) if match["low"] else None
    ranged = match["high"] or match["about"] or match["vague"]
    count = None if ranged else number
    wording = (
        ""
        if not ranged
        else re.sub(rf"^.*?(?=[\d가-힣]*{re.escape(match['low'] or match['vague'])})", "", words)
    )
    if match["low"] and ranged:
        wording = words[words.rindex(match["low"]) :] if match["low"] in words else words
    return PeopleMark(
        match.start(),
        match.end(),
        count,
        wording,
        kinds.get(noun, "person"),
        side,
        count != 1,
        True,
    )
