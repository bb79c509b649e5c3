"""One incident with its place, its evidence and its links, made of a row of the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.incident_table import Place, place_of
from dmz_map.archive.links import Link
from dmz_map.archive.origin import Origin
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.tables import Row

__all__ = ["COUNTS", "RANGES", "Incident", "incident_from_row"]

COUNTS: Final = ("people", "killed", "wounded")
"""The columns with a number of people."""

RANGES: Final = tuple(f"{name}_{end}" for name in COUNTS for end in ("low", "high"))
"""The columns with the ends of a disputed range: ``people_low``, ``people_high`` and so on."""

_Range = tuple[int, int] | None


@dataclass(frozen=True)
class Incident:
    """One incident.

    Attributes
    ----------
    date
        EDTF, as reported; `first_day` and `last_day` are the span it covers.
    people, killed, wounded
        One reported figure; 0 when the report says that there are none, None when not reported
        or disputed.
    category, direction, outcome, confidence
        Words of the vocabulary.
    dispute, note
        In what reports differ, and a remark; both may be empty.
    claims, citations
        What it rests on: at least one of either.
    actors_ko, dispute_ko
        Both in Korean; empty where nobody has written them (an import).
    people_range, killed_range, wounded_range
        Lowest and highest of the disputed figures; None where there is no dispute about it.
    side
        On which side of the line its point is by a source: ``north``, ``south``, ``on_line``,
        or empty where none says it.
    links
        What ties it to other incidents, in both directions.
    other, origin
        Of an import: texts of the columns that are no field of ours, by heading; where it is from.
    """

    id: str
    date: str
    first_day: dt.date
    last_day: dt.date
    title_en: str
    title_ko: str
    summary_en: str
    summary_ko: str
    category: str
    direction: str
    actors: tuple[str, ...]
    people: int | None
    killed: int | None
    wounded: int | None
    outcome: str
    place: Place
    confidence: str
    dispute: str
    note: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    actors_ko: tuple[str, ...] = ()
    dispute_ko: str = ""
    people_range: _Range = None
    killed_range: _Range = None
    wounded_range: _Range = None
    side: str = ""
    links: tuple[Link, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict, hash=False)
    origin: Origin | None = None

    def range(self, count: str) -> _Range:
        """Return lowest and highest of the disputed figures of one of `COUNTS`, or None."""
        found: _Range = getattr(self, f"{count}_range")
        return found

    def bounds(self) -> dict[str, int | None]:
        """Return the ends of all ranges by the names in `RANGES`."""
        ends = (end for name in COUNTS for end in self.range(name) or (None, None))
        return dict(zip(RANGES, ends, strict=True))


def incident_from_row(
    row: Row,
    claims: tuple[Claim, ...],
    citations: tuple[Citation, ...],
    links: tuple[Link, ...] = (),
) -> Incident:
    """Return the incident of a row without an issue, with what it rests on."""
    first_day, last_day = day_span(row["date"])
    return Incident(
        id=row["id"],
        date=row["date"],
        first_day=first_day,
        last_day=last_day,
        title_en=row["title_en"],
        title_ko=row["title_ko"],
        summary_en=row["summary_en"],
        summary_ko=row["summary_ko"],
        category=row["category"],
        direction=row["direction"],
        actors=_listed(row["actors"]),
        people=_figure(row["people"]),
        killed=_figure(row["killed"]),
        wounded=_figure(row["wounded"]),
        outcome=row["outcome"],
        place=place_of(row),
        confidence=row["confidence"],
        dispute=row["dispute"],
        note=row["note"],
        claims=claims,
        citations=citations,
        actors_ko=_listed(row["actors_ko"]),
        dispute_ko=row["dispute_ko"],
        people_range=_range(row, "people"),
        killed_range=_range(row, "killed"),
        wounded_range=_range(row, "wounded"),
        side=row["side"],
        links=links,
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";")) if cell else ()


def _figure(cell: str) -> int | None:
    return int(cell) if cell else None


def _range(row: Row, count: str) -> _Range:
    low, high = row[f"{count}_low"], row[f"{count}_high"]
    return (int(low), int(high)) if low and high else None
