"""A place with its point, and places that are told by the line: so far from it, or as before."""

# ruff: noqa: E501 (a pattern reads best on its own line)
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.reading.event import Event
from dmz_map.reading.marks import Marks
from dmz_map.reading.view import Claim

__all__ = ["BACK", "Where", "beside_the_line", "claims_of", "same_sector"]

_BESIDE: Final = {
    "en": re.compile(
        r"\b(?:(?:some |about |roughly |around |just |only |more than )?(?:a short way|(?:\d[\d,.]*|[a-z]+) (?:kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|yards|m))"
        r"(?: \([^)]{1,20}\))? (?:north|south|below|above|inside|away from|from)(?: of)? the (?:military demarcation line|demilitari[sz]ed zone|dmz|mdl|zone|line|border)\b"
        r"|the (?:eastern|western) end of the (?:line|zone|dmz|border))"
    ),
    "ko": re.compile(
        r"(?:군사\s?분계선|mdl|분계선)(?:\s?\(mdl\))?(?:에서)?\s?(?:남|북)(?:쪽|방)(?:으로)?\s?(?:약\s?|불과\s?)?\d[\d.,]*\s?(?:m|km|㎞|미터|킬로미터)(?:\s?지점)?"
    ),
}
_SAME_SECTOR: Final = re.compile(r"(?:in |on )?the same (?:sector|front)|같은\s?전선")
BACK: Final = 900
"""How far back a shared place is looked for, characters."""


@dataclass(frozen=True, slots=True)
class Where:
    """Place, point and sector of an event with their claims.

    Attributes
    ----------
    lon, lat
        Degrees (EPSG:4326), None if only a sector is known.
    radius_km
        As wide as the words, kilometres.
    """

    place: str | None = None
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    sector: str | None = None
    claims: tuple[Claim, ...] = ()


def beside_the_line(event: Event, marks: Marks) -> Where | None:
    """Return the place that an event gives by its distance from the line, without a point."""
    for mention in event.mentions:
        match = _BESIDE[marks.language].search(marks.view.low, mention.start, mention.end)
        named = marks.view.claim("place", "", *match.span()) if match else None
        if match and named:
            sectors = marks.sectors_in(mention.start, mention.end)
            plain = [hit for hit in sectors if hit.code != "whole_line"]
            told = [("place", named.exact, *match.span())]
            told += [("sector", hit.code, hit.start, hit.end) for hit in plain[:1]]
            sector = plain[0].code if plain else None
            return Where(named.exact, sector=sector, claims=claims_of(marks, *told))
    return None


def same_sector(event: Event, marks: Marks) -> Where:
    """Return the sector named before, if an event was "in the same sector"."""
    for mention in event.mentions:
        match = _SAME_SECTOR.search(marks.view.low, mention.start, mention.end)
        before = marks.sectors_in(max(0, mention.start - BACK), mention.start) if match else ()
        if match and before:
            code = before[-1].code
            return Where(sector=code, claims=claims_of(marks, ("sector", code, *match.span())))
    return Where()


def claims_of(marks: Marks, *wanted: tuple[str, str, int, int]) -> tuple[Claim, ...]:
    """Return the claims (field, value, start, end) of the view, without empty ones."""
    found = (marks.view.claim(*one) for one in wanted)
    return tuple(claim for claim in found if claim is not None)
