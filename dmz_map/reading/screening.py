"""Which texts are worth reading: a quick look for a date and for a place of the zone."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from typing import Final

from dmz_map.reading.lexicon import find, lexicon
from dmz_map.reading.marks import language_of
from dmz_map.reading.view import view_of

__all__ = ["ZONE", "may_tell"]

ZONE: Final = re.compile(
    r"military demarcation line|demarcation line|\bmdl\b|\bdmz\b|demilitari[sz]ed|panmunjo|joint security area|\bjsa\b|"
    r"guard posts?|border|front ?line|inter-korean|truce|armistice|the line\b|tunnel|crossed (?:in|over)to|"
    r"\bthe zone\b|southern (?:side|half|posts?|limit|fence|guards?|troops)|northern (?:posts?|side|guards?|position)|north korean (?:posts?|guards?|soldiers?|troops)|neutral waters|estuary|gyodong|ganghwa|imjin|"
    r"군사\s?분계선|비무장\s?지대|판문점|공동\s?경비구역|mdl|dmz|휴전선|전선|최전방|전방|철책|초소|\bgp\b|확성기|땅굴|접경|정전|귀순|월북|한강\s?하구|임진강|교동|강화|남방한계|민통선|민간인\s?통제|북측|군사\s?합의"
)
"""Words of the zone and of what belongs to it, in lower-case text."""

_DATE: Final = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|this morning|last (?:week|month|year|night)|"
    r"요일|어제|오늘|그저께|지난|전날|다음\s?날|이튿날|작년|올해|이날|같은\s?날|새벽|오전|오후"
)


def may_tell(text: str) -> bool:
    """Return whether a text has a date and a place of the zone; one without tells of no incident.

    Parameters
    ----------
    text
        The text of a document of record.
    """
    low = view_of(text).low
    if not _DATE.search(low):
        return False
    return bool(ZONE.search(low) or find(low, lexicon("anchors", language_of(text))))
