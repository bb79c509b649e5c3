"""How Korean writes dates: one pattern with a group for each kind."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from typing import Final

__all__ = ["DATE", "KINDS"]

_YEAR: Final = r"(?:19[4-9]\d|20[0-4]\d)"
_YEARWORD: Final = (
    r"(?:(?P<year>(?:19[4-9]|20[0-4])\d)\s?년|'(?P<short>\d\d)\s?년|(?<!\d)(?P<brief>[4-9]\d)\s?년(?=\s?\d{1,2}\s?월)|"
    r"(?P<yearword>지난해|작년|재작년|지지난해|올해|올|금년|같은\s?해|그해|당해|이듬해|다음\s?해|그\s?전해|전년))"
)
_NOT_DAY: Final = r"(?!\s?(?:내|안|이내|간|째|동안|쯤 뒤|만에|차|로부터|정|이상|가량))"
KINDS: Final = {
    "iso": r"(?P<year>(?:19[4-9]|20[0-4])\d)(?:\s?[./-]\s?)(?P<month>\d{1,2})(?:\s?[./-]\s?)(?P<day>\d{1,2})(?!\d)\.?(?:\s?\([월화수목금토일]\))?(?:\s?[~-]\s?(?:(?P<month2>\d{1,2})\s?\.\s?)?(?P<day2>\d{1,2})(?!\d)\.?)?",
    "anniversary": r"(?:꼭\s?)?(?P<count>\d{1,2})\s?년\s?전\s?(?:오늘|이날)",
    "isomonth": r"(?P<year>(?:19[4-9]|20[0-4])\d)\.\s?(?P<month>\d{1,2})\.(?!\s?\d)",
    "full": rf"{_YEARWORD}\s?(?P<month>\d{{1,2}})\s?월\s?(?P<day>\d{{1,2}})(?:\s?일{_NOT_DAY}|(?=\s?[~-]\s?\d{{1,2}}\s?일))(?:\s?(?:부터|[~-])\s?(?:(?P<month2>\d{{1,2}})\s?월\s?)?(?P<day2>\d{{1,2}})\s?일(?:까지)?)?",
    "months": rf"(?:{_YEARWORD}\s?)?(?<![\d.])(?P<month>\d{{1,2}})\s?(?:월\s?)?[~-]\s?(?P<month2>\d{{1,2}})\s?월(?!\s?\d{{1,2}}\s?일)",
    "yearmonth": rf"{_YEARWORD}\s?(?P<month>\d{{1,2}})\s?월(?!\s?\d{{1,2}}\s?일)(?:\s?(?:초|중순|하순|말)(?![가-힣]))?",
    "monthday": rf"(?<![\d.])(?:(?P<past>지난)\s)?(?P<month>\d{{1,2}})\s?월\s?(?P<day>\d{{1,2}})(?:\s?일{_NOT_DAY}|(?=\s?[~-]\s?\d{{1,2}}\s?일))(?:\s?(?:부터|[~-])\s?(?:(?P<month2>\d{{1,2}})\s?월\s?)?(?P<day2>\d{{1,2}})\s?일(?:까지)?)?",
    "dotted": r"(?<![\d.])(?P<month>1[0-2]|[1-9])\.\s?(?P<day>3[01]|[12]\d|[1-9])\.(?=\s|$)",
    "month": r"(?<![\d.])(?:(?P<past>지난)\s)?(?P<month>1[0-2]|[1-9])\s?월(?!\s?\d{1,2}\s?일)(?![가-힣]{2}호)(?:\s?(?:초|중순|하순|말)(?![가-힣]))?",
    "relday": r"(?P<relmonth>지난달|지난\s?달|이달|이번\s?달|다음\s?달|내달|같은\s?달|그달|지난|오는)\s?(?P<day>\d{1,2})\s?일(?!\s?(?:간|동안|만에))(?:\s?(?:부터|[~-])\s?(?P<day2>\d{1,2})\s?일(?:까지)?)?",
    "and": r"(?:(?<=[과와,])|(?<=[과와,]\s))(?P<day>\d{1,2})\s?일(?=에|\s|,)",
    "day": r"(?<![\d.,:~가-힣])(?P<day>3[01]|[12]\d|[1-9])\s?일(?=\s|에|은|을|이|의|,|\)|부터|과|밤|새벽|오|상오|하오|낮|저녁|자|,|\()(?!\s?(?:내|안|이내|간|동안|째|만에))(?:\s?[~-]\s?(?P<day2>\d{1,2})\s?일)?",
    "weekday": r"(?P<lead>지난주|이번\s?주|지난)\s?(?P<weekday>[월화수목금토일])요일",
    "shift": r"(?P<count>하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘|보름|(?:\d{1,3}|한|두|세|네)\s?(?:일|주일|주|개월|달|년|해))\s?(?P<way>전|뒤|후|앞서|만에|지나)(?=[\s에엔인의,.]|$)",
    "today": r"(?<![가-힣])(?P<word>오늘|금일|어제|어젯밤|전일|그제(?!야|서야)|엊그제|그저께|오늘\s?새벽)(?:(?![가-힣]{3})|(?=판문점|오전|오후|새벽|아침))",
    "near": r"(?<![가-힣])(?P<word>같은\s?날|이날|그날|당일|전날|다음\s?날|이튿날|하루\s?전)",
    "vague": r"(?P<word>지난달|이달|이번\s?달|다음\s?달|내달|지난주|이번\s?주|최근|같은\s?달)(?:\s?(?:초|중순|하순|말)(?![가-힣]))?",
    "relyear": r"(?<![가-힣])(?P<yearword>지난해|작년|재작년|올해|금년|그해|같은\s?해|이듬해|그\s?전해)(?:\s?(?:봄|여름|가을|겨울|초|말))?",
    "year": r"(?<!\d)(?P<year>(?:19[4-9]|20[0-4])\d)\s?년(?!\s?(?:대|생|군사합의|남북|9·19|판문점|여\s))",
}  # fmt: skip


def _named(kind: str, pattern: str) -> str:
    inner = re.sub(r"[(][?]P<([a-z0-9]+)>", rf"(?P<\g<1>_{kind}>", pattern)
    return f"(?P<{kind}>{inner})"


_OPENS: Final = (
    r"(?=\d|'\d|지[난지]|작년|재작|올|금[년일]|같은|그[해달날제저\s]|당[해일]|이[듬달번날튿틀레]|다음|전[년일날]|꼭|내달|"
    r"오[는늘]|하루|사흘|나흘|닷새|엿새|여드|아흐|열흘|보름|[한두세네]\s?[일주개달년해]|어[제젯]|엊그|최근)"
)
"""How every date begins: most places of a text are passed over at once."""
DATE: Final = re.compile(
    _OPENS + "(?:" + "|".join(_named(name, pattern) for name, pattern in KINDS.items()) + ")"
)
