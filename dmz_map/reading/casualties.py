"""How many were killed and wounded, and with which words."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.reading.numbers import NUMBER_EN, NUMBER_KO, number_en, number_ko

__all__ = ["ONE", "Toll", "tolls"]

_KILL: Final = r"killed|died|dead|slain|shot dead|lost their lives|fatally"
_HURT: Final = r"wounded|injured|hurt|maimed"
_SHOT_DEAD: Final = "killed|shot dead|shot and killed|shot to death|slain|fatally shot"
_PERSON: Final = (
    "soldier|man|woman|officer|sergeant|private|corporal|captain|lieutenant|guard|pilot|farmer|"
    "fisherman|intruder|infiltrator|civilian|tourist|driver|defector|serviceman|american|korean|katusa"
)
_SOME: Final = r"(?:(?:more|fewer) than |at least |about |another |some )?"
_WHO: Final = r"(?: (?!were|was|and|when|who|killed|wounded|injured|but|of the ten)[a-z'.-]+){0,5}?"
_VERB: Final = r"(?: (?:were|was|had been|have been|being|lay|also))*(?: \w+ly| all)?"
_EN: Final = tuple(
    (name, re.compile(pattern))
    for word, verb in (("killed", _KILL), ("wounded", _HURT))
    for name, pattern in (
        (word, rf"\b{_SOME}(?!(?:19|20)\d\d\b)(?P<n>{NUMBER_EN}){_WHO}(?:,? and (?P<m>{NUMBER_EN}){_WHO})?{_VERB} (?:{verb})\b"),
        (word, rf"\b(?:{'kill(?:ed|ing|s)|murdered|shot dead|claimed the lives of' if word == 'killed' else 'wound(?:ed|ing)|injur(?:ed|ing)|maim(?:ed|ing)'}) (?P<n>{NUMBER_EN})\b(?: [a-z'.]+)?(?: and (?P<m>{NUMBER_EN}) (?:south |north )?(?:korean|american|soldier|katusa)\w*)?(?! (?:in|times|by))"),
        (word, rf"\b(?P<one>he|she|(?:an?|the|one)(?: [a-z'.-]+){{0,3}}? (?:{_PERSON})) was (?:\w+ly )?(?:{_SHOT_DEAD if word == 'killed' else _HURT})\b"),
        (word, rf"(?<!and )(?<!, )\b(?P<one>was) (?:\w+ly )?(?:{_SHOT_DEAD if word == 'killed' else 'wounded|injured'})(?= by| as| while| when| in| at|[.,;])"),
        (word, rf"\b(?:{'killed|dead' if word == 'killed' else 'wounded|injured'}):? (?P<n>\d+)\b"),
    )
)  # fmt: skip
_LOSS_EN: Final = (
    "kill", "died", "dea", "slain", "murder", "lives", "fatal", "wound", "injur", "hurt", "maim",
    "casualt", "loss", "damage", "none", "no one", "nobody", "personnel",
)  # fmt: skip
_LOSS_KO: Final = (
    "숨", "사망", "순직", "전사", "죽", "목숨", "희생", "피살", "사살", "살해", "부상", "중상", "경상", "다쳤", "다친", "다쳐",
    "절단", "잃", "피해", "사상",
)  # fmt: skip
"""Words without one of which a text says nothing of losses."""

_NONE_EN: Final = re.compile(
    r"\bno(?: one|body)? (?:was |were |personnel were |casualt|injur|losses|damage)[^.;,|]{0,40}|none of its men[^.;,]{0,25}"
    r"|without (?:any )?(?:casualties|injur\w+)|nobody was (?:hurt|killed|injured)|\| *none\b"
)
_PERSON_KO: Final = "(?:병사|하사|중사|상사|소위|중위|대위|소령|중령|일병|이병|상병|병장|장교|주민|남성|여성|군인|농민|어민)"
_KO: Final = (
    ("killed", re.compile(rf"(?:[가-힣a-z()·]+\s){{0,2}}(?P<n>{NUMBER_KO})\s?(?P<v>여)?\s?명(?:이|은|의|도)?\s?(?:모두\s?)?[^.,|\d]{{0,10}}?(?:숨[졌진지]|사망|순직|전사|죽[었고은]|목숨을|희생|피살|사살)\S*")),
    ("killed", re.compile(rf"(?P<one>{_PERSON_KO})(?:가|이|는|은)\s[^.,|\d]{{0,12}}?(?:숨[졌진지]|사망했|순직|전사)\S*")),
    ("wounded", re.compile(rf"(?P<one>{_PERSON_KO})(?:가|이|는|은)\s[^.,|\d]{{0,16}}?(?:부상|중상|경상|다[쳤친쳐]|절단)\S*")),
    ("killed", re.compile(r"(?:사망|순직|전사|사살)(?:자)?\s?(?P<n>\d+)\s?(?P<v>여)?\s?명")),
    ("wounded", re.compile(rf"(?:[가-힣a-z()·]+\s){{0,2}}(?P<n>{NUMBER_KO})\s?(?P<v>여)?\s?명(?:이|은|의|도)?\s?(?:모두\s?)?[^.,|\d]{{0,22}}?(?:부상|중상|경상|다[쳤친쳐]|절단|잃)\S*")),
    ("wounded", re.compile(r"(?:부상|중상|경상)(?:자)?\s?(?P<n>\d+)\s?(?P<v>여)?\s?명")),
)  # fmt: skip
_NONE_KO: Final = re.compile(
    r"(?:양측\s?)?(?:인명\s?피해|다친\s?사람|부상자|사상자|피해)(?:는|은|가|이|도)?\s?(?:없|발생하지)\S*"
)
_VAGUE_KO: Final = re.compile(
    r"(?:수십|여러|수백|다수)\s?명?(?:이|의)?\s?[^.,]{0,6}(?:죽거나\s?다|사상)\S*"
)
_VAGUE_EN: Final = re.compile(
    r"(?:numerous|many|several|dozens of|scores of|heavy|multiple) (?:deaths|casualties)[^.;,]{0,30}"
)


_SEVERAL_EN: Final = tuple(
    (word, re.compile(
        rf"\b(?P<how>several|many|numerous|dozens|scores|some|a number)(?: of)?(?: its| their| the| his)?"
        rf"(?: (?!were|was)[a-z'-]+){{0,2}}? (?:(?:were|was|had been) )?(?:{verb})\b"
    ))
    for word, verb in (("killed", _KILL), ("wounded", _HURT))
)  # fmt: skip
_SEVERAL_KO: Final = tuple(
    (
        word,
        re.compile(rf"(?P<how>여러|수십|다수|몇)\s?명?(?:이|의)?\s?[^.,\d]{{0,8}}?(?:{verb})\S*"),
    )
    for word, verb in (("killed", "숨[졌진]|사망"), ("wounded", "다[쳤친쳐]|부상"))
)
ONE: Final = "one"
"""The wording of a toll of one person who is not counted ("the soldier was killed")."""


@dataclass(frozen=True, slots=True)
class Toll:
    """One statement of losses: ``field`` killed or wounded; ``count`` None if vague."""

    field: str
    count: int | None
    start: int
    end: int
    wording: str = ""


def tolls(low: str, language: str, start: int, end: int) -> list[Toll]:
    """Return what a stretch of lower-case text says about losses, in order."""
    words = low[start:end]
    if not any(word in words for word in (_LOSS_KO if language == "ko" else _LOSS_EN)) and not (
        "|" in words and "killed / wounded" in low
    ):
        return []
    out: list[Toll] = []
    none, vague = (_NONE_KO, _VAGUE_KO) if language == "ko" else (_NONE_EN, _VAGUE_EN)
    for name, pattern in _KO if language == "ko" else _EN:
        for match in pattern.finditer(low, start, end):
            groups = match.groupdict()
            number = number_ko if language == "ko" else number_en
            count = 1 if groups.get("one") else number(match["n"])
            if count is not None and groups.get("m"):
                count += number(groups["m"]) or 0
            if groups.get("v") or re.match(r"(?:more|fewer) than", match[0]):
                count = None
            out.append(Toll(name, count, match.start(), match.end(), groups.get("n") or ONE))
    if language == "en" and "killed / wounded" in low:
        for match in re.finditer(r"\| *((\d+) / (\d+))", low[start:end]):
            place = start + match.start(1), start + match.end(1)
            out += [Toll("killed", int(match[2]), *place), Toll("wounded", int(match[3]), *place)]
    for match in none.finditer(low, start, end):
        begin = match.start() + len(match[0]) - len(match[0].lstrip(" |"))
        side = "southern" in match[0] or "its men" in match[0] or "losses" in match[0]
        for name in ("killed", "wounded"):
            out.append(
                Toll(name, None if side else 0, begin, match.end(), "0 (South)" if side else "")
            )
    for name, pattern in _SEVERAL_KO if language == "ko" else _SEVERAL_EN:
        for match in pattern.finditer(low, start, end):
            out.append(Toll(name, None, match.start(), match.end(), match["how"]))
    for match in vague.finditer(low, start, end):
        out += [
            Toll(name, None, match.start(), match.end(), match[0].split()[0])
            for name in ("killed", "wounded")
        ]
    return sorted(out, key=lambda toll: toll.start)
