"""Patterns of hours and sources, and the outcomes that a category may have."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from typing import Final

__all__ = ["OUTCOMES", "SOURCES", "TIME_OF_DAY"]

OUTCOMES: Final = {
    "soldier_crossing": ("killed_in_attempt", "custody_south", "remained_north", "released", "unknown"),
    "civilian_crossing": ("killed_in_attempt", "custody_south", "remained_north", "released", "unknown"),
    "line_incursion": ("withdrew",),
    "exchange_of_fire": ("no_casualties", "casualties"),
    "attack": ("casualties", "no_casualties"),
    "infiltration": ("intruders_killed", "casualties"),
    "mine_blast": ("casualties",),
    "aircraft": ("released", "casualties", "custody_south"),
    "tunnel": ("found",),
    "drone": ("withdrew", "found"),
    "show_of_force": ("completed",),
    "seizure": ("released",),
    "border_measure": ("completed",),
    "meeting_passage": ("no_reply", "agreed", "released", "completed"),
    "balloons_broadcasts": ("completed",),
}  # fmt: skip


TIME_OF_DAY: Final = {
    "en": re.compile(
        r"\b(?:(?:shortly |just |at about |about |at |not yet |around |not long )*(?:before |after |at )?(?:dawn|noon|midnight|sunrise|first light|daybreak|four in the morning)(?: until night)?|"
        r"(?:at |about |around |at about )*\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|(?:at |around |about )*\d{1,2} ?[ap]\.m\.|(?:in the |that |the |early |late |one |on the |\w+day )*(?:early |late )?(?:in the )?(?:morning|afternoon|evening|night)|at low tide|before it was light)(?! exercise)"
    ),
    "ko": re.compile(
        r"(?:오전|오후|상오|하오|새벽|아침|저녁|밤|낮|정오|자정|심야|한밤)(?:\s?\d{1,2}시(?:\s?\d{1,2}분)?)?(?:쯤|께|경)?(?:\s?무렵|를\s?기해)?"
    ),
}  # fmt: skip


SOURCES: Final = {
    "en": re.compile(
        r"\b(?:(?:the )?(?:south(?:'s| korean)?|north(?:'s| korean)?|defen[cs]e|unification|united nations|un|u\.?s\.?|korean)?\s?(?:joint chiefs of staff|jcs|ministry of (?:national )?defen[cs]e|defen[cs]e ministry|unification ministry|military|army|command|officials?|residents?|villagers?|radio|news agency|spokes(?:man|woman|person)|kcna|yonhap(?: news agency)?|pentagon|government|police|radio|officer|official|south|north|farmer|observers?|team|surveillance)(?: at the joint chiefs of staff| \w+)?(?:,? [a-z]+)? (?:said|says|say|told|announced|confirmed|reported|assess(?:ed)?|declared|claimed|claims|stated|added|acknowledged|spoke of|finds|found|called|has recorded|gave)|(?:an? |one |the )?(?:[a-z']+ )?(?:list|newspaper|paper|report|account|history|official|officer|statement|witness(?:es)?)(?: in \w+)? (?:says|said|admits|puts|put|gives|told)"
        r"|(?:according to|said|told|says|recalled|added) (?:the |a |an |one )?[^,.;]{3,45}|he says)"
    ),
    "ko": re.compile(
        r"(?:합동참모본부|합참|국방부|통일부|유엔사|유엔군\s?사령부|군\s?당국|정부|군\s?관계자|북한|북측|북|군|軍|경찰|조선중앙통신|관계자|소식통|[가-힣]{2,8}(?:본부|위원회|사령부|통신|국))(?:은|는|이|가|도|에\s?따르면)?\s?[^.]{0,40}?(?:밝혔|말했|설명|발표|전했|추정|주장|부인|본다|확인|답했|따르면|보고|고\s했|(?:라고|다고|다며)\s?하|입장)\S*"
    ),
}  # fmt: skip
