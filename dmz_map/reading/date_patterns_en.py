"""How English writes dates: one pattern with a group for each kind."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from typing import Final

from dmz_map.reading.numbers import NUMBER_EN, ORDINALS

__all__ = ["DATE", "DAYS", "KINDS", "MONTHS"]

MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


DAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


_MONTH: Final = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)


_YEAR: Final = r"(?:19[4-9]\d|20[0-4]\d)"


_OF_YEAR: Final = rf"(?:\s*,?\s+(?:of\s+)?(?P<year>{_YEAR})\b|\s*,?\s+(?:of\s+)?(?P<same>(?:the|that)\s+(?:same\s+)?year)\b|,?\s+(?P<relyear>last\s+year|this\s+year)\b)?"


_ORDINAL: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))


_DAYNAME: Final = "|".join(DAYS)


def _named(name: str, pattern: str, part: str) -> str:
    """Return a pattern whose groups have a suffix, so that several fit in one."""
    inner = re.sub(r"[(][?]P<([a-z0-9]+)>", rf"(?P<\g<1>_{part}>", pattern)
    return f"(?P<{name}>{inner})"


KINDS: Final = {
    "iso": r"(?P<year>(?:19[4-9]|20[0-4])\d)[-./](?P<m>\d{1,2})[-./](?P<day>\d{1,2})\b(?!\d)",
    "range": rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s*(?:-|to|and|through|until)\s*(?:{_MONTH.replace('month', 'month2')}\s+)?(?P<day2>\d{{1,2}})\b(?!\s*(?:people|troops|soldiers|,\d)){_OF_YEAR}",
    "short": r"(?P<day>\d{1,2})[ -](?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\.?[ -](?P<short>[4-9]\d)(?!\d)",
    "dayfirst": rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b{_OF_YEAR}",
    "words": rf"(?P<ordinal>{_ORDINAL})\s+(?:day\s+)?of\s+{_MONTH}\b{_OF_YEAR}",
    "monthfirst": rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|:\d|\s*(?:percent|people|troops|soldiers|-year|(?:north-south |south-north |inter-korean )?(?:joint )?declaration|uprising|(?:inter-korean |comprehensive |tension-reduction |military )*(?:agreement|accord|pact|deal))){_OF_YEAR}",
    "monthyear": rf"(?:(?:early|mid|late|the\s+(?:beginning|middle|end)\s+of)[- ]*)?{_MONTH}\s*,?\s+(?:of\s+)?(?P<year>{_YEAR})\b",
    "yearmonth": rf"(?P<year>{_YEAR}),\s+{_MONTH}(?=\s+as\b)",
    "monthsame": rf"{_MONTH}\s+of\s+(?:that|the\s+same)\s+year",
    "monthbefore": rf"the\s+{_MONTH}\s+before",
    "month": rf"(?:(?:in|since|last|this|early|late|mid-?|during|throughout|until|of|by|from)\s+)(?:(?:early|mid|late)[- ])?{_MONTH}\b(?!\s+\d)(?:,?\s+(?:of\s+)?(?P<relyear>last\s+year|this\s+year)|\s+of\s+(?P<same>(?:that|the\s+same)\s+year))?",
    "newyear": rf"new\s+year's\s+(?:day|eve)(?:\s*,?\s+(?P<year>{_YEAR}))?",
    "ordinal": rf"(?:on|night\s+of|morning\s+of)\s+the\s+(?P<ordinal>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))\b(?!\s+(?:time|day|anniversary|parallel|division|of\s|infantry|floor))",
    "weekday": rf"(?:(?P<lead>last|this|that\s+same|that|the\s+same|next|the\s+following|early|late|past)\s+)?(?P<weekday>{_DAYNAME})\b(?:,?\s+\(?{_MONTH}\s+(?P<day>\d{{1,2}})\b\)?(?:,\s+(?P<year>{_YEAR}))?)?",
    "shift": rf"(?P<count>{NUMBER_EN}|several|a few)\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|earlier|later|before(?=\s+(?:that|to|,)|[,.])|after(?=\s+(?:that|an?|another|the|north|south|pyongyang|seoul)\b)|previously|on(?=\s*,))",
    "today": r"(?P<word>today|this\s+(?:morning|afternoon|evening)|tonight|early\s+this\s+morning|yesterday|last\s+night|the\s+day\s+before\s+yesterday)\b",
    "near": r"(?:on\s+)?(?P<word>the\s+(?:same|very\s+same)\s+(?:day|night|morning|evening|afternoon)|that\s+(?:day|night|morning|evening|afternoon)|the\s+(?:next|following)\s+(?:day|night|morning)|the\s+(?:previous|preceding)\s+(?:day|night)|the\s+(?:day|night)\s+(?:before|earlier|after)(?!\s+(?:they|he|she|it|the|a|an)\b)|a\s+day\s+(?:earlier|later|before))\b",
    "vague": r"(?P<word>(?:earlier\s+)?(?:this|last)\s+(?:month|year|week|summer|autumn|winter|spring|fall)|the\s+(?:same|previous)\s+(?:month|year)|recently|in\s+recent\s+\w+)\b",
    "year": rf"(?:(?:the\s+)?(?:early|mid|late|spring|summer|autumn|fall|winter|end|beginning|middle)[- ](?:of\s+)?)?\b(?<!\d-)(?P<year>{_YEAR})\b(?![-,]\d|\s*(?:m|km|metres|meters|people|troops|soldiers|military\s+agreement|inter-korean|summit|winter|olympic|pyeongchang|agreement|asian)\b|s\b)",
}  # fmt: skip


_OPENS: Final = (
    r"(?=\d|jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|the\s|th[ai][st]\s|in\s|throughout\s|"
    r"since\s|last\s|earl|late|mid|during\s|until\s|of\s|by\s|from\s|new\s|on\s|night|morning|next\s|past\s|"
    r"to(?:day|night)|yest|recent|an?\s|one\s|tw[eo]|thr|thi|fo[ur]|fi[fvr]|six|sev|eig|nin|ten|ele|zero|both\s|sec|"
    r"summ|spri|autu|fall|wint|end|begi)"
)
"""How every date begins: most words of a text are passed over at once."""
DATE: Final = re.compile(
    r"(?<![\w.])"
    + _OPENS
    + r"(?:"
    + "|".join(_named(name, pattern, name) for name, pattern in KINDS.items())
    + ")"
)
