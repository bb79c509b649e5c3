"""What ties incidents together: one part of a series, an answer to the other, a reversal of it.

A row of the table reads "incident_id is a … of other_id"; both incidents get the link, the
other one backwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from dmz_map.errors import Problem
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table

__all__ = ["Link", "contradictory_links", "links_of"]

_FOLLOWS: Final = ("response_to", "reversal_of")
"""Relations to something that was there before."""

_SAME_DAY: Final = "same_place_same_day"


@dataclass(frozen=True)
class Link:
    """What ties an incident to another one.

    Attributes
    ----------
    other_id
        The other incident.
    relation
        A word of the vocabulary's list ``relation``.
    forwards
        True: this incident is the relation of the other ("answers"); False: the other is that
        of this one ("led to").
    note_en, note_ko
        What ties them, in our own words.
    """

    other_id: str
    relation: str
    forwards: bool
    note_en: str
    note_ko: str


def links_of(table: Table) -> Mapping[str, tuple[Link, ...]]:
    """Return the links of the valid rows by incident, each row with both of its incidents."""
    links: dict[str, list[Link]] = defaultdict(list)
    for row in table.valid_rows():
        one, other = row["incident_id"], row["other_id"]
        words = (row["note_en"], row["note_ko"])
        links[one].append(Link(other, row["relation"], True, *words))
        links[other].append(Link(one, row["relation"], False, *words))
    return MappingProxyType({id: tuple(found) for id, found in links.items()})


def contradictory_links(tables: Mapping[str, Table]) -> Iterator[Issue]:
    """Yield an issue for each link to itself, there twice, or in the wrong order of time.

    Parameters
    ----------
    tables
        The checked tables by name; the keys of `links` are checked.
    """
    links, incidents = tables["links"], tables["incidents"]
    spans = {
        row["id"]: day_span(row["date"])
        for row in incidents.rows
        if incidents.is_valid(row, "id", "date")
    }
    lines: dict[frozenset[str], int] = {}
    for row in links.rows:
        if not links.is_valid(row, "incident_id", "other_id", "relation"):
            continue
        pair = frozenset((row["incident_id"], row["other_id"]))
        if len(pair) == 1:
            problem = Problem("the incident is linked to itself.", "Name the other one.")
            yield row.issue("other_id", problem)
        elif pair in lines:
            what = f"the two are linked on line {lines[pair]} already, the other way round."
            yield row.issue("other_id", Problem(what, "Remove one of the two rows."))
        elif pair <= spans.keys() and (untimely := _untimely(row, spans)):
            yield row.issue("relation", untimely)
        lines.setdefault(pair, row.line)


def _untimely(row: Row, spans: Mapping[str, tuple[date, date]]) -> Problem | None:
    """Return why the order in time does not fit the relation, or None."""
    (first, last), (other_first, other_last) = spans[row["incident_id"]], spans[row["other_id"]]
    if row["relation"] in _FOLLOWS and last < other_first:
        what = f"{row['incident_id']} is before {row['other_id']}, so it cannot follow from it."
        return Problem(what, "Exchange the two ids, or correct a date.")
    if row["relation"] == _SAME_DAY and (last < other_first or other_last < first):
        what = f"{row['incident_id']} and {row['other_id']} are not on the same day."
        return Problem(what, "Write another relation, or correct a date.")
    return None
