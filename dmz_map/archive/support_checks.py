"""What an incident rests on, counted as a historian counts: houses, and each place and figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from dmz_map.archive.findings import Finding, finding
from dmz_map.archive.incident import COUNTS
from dmz_map.tabular.tables import Row, Table

__all__ = ["support_findings"]

_COLUMNS_OF_CLAIMS: Final = {
    "place": "place_en", "sector": "sector", "count": "people", "actor": "people",
    "injury_count": "wounded",
}  # fmt: skip
"""A field of a claim to the column of the incident that it supports."""

_PLACELESS: Final = ("line", "unknown")
"""Precisions of which the place needs no support: there is none."""


def support_findings(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield what the citations and claims do not carry.

    Confidence `high` on fewer than two publishing houses; a point, a place or a figure above
    zero that no citation and no claim supports.
    """
    incidents = tables["incidents"]
    houses, supports = _houses(tables), _supports(tables)
    for row in incidents.rows:
        if incidents.is_valid(row, "id", "confidence") and row["confidence"] == "high":
            yield from _few_houses(row, houses[row["id"]])
        if incidents.is_valid(row, "id", "location_precision", "lon", *COUNTS):
            yield from _unsupported(row, supports[row["id"]])


def _few_houses(row: Row, houses: set[str]) -> Iterator[Finding]:
    if len(houses) < 2:
        what = f"'high' rests on {len(houses)} publishing house ({', '.join(sorted(houses))})."
        remedy = "Cite another house, or write medium; data/houses.csv says who is one house."
        yield finding("houses", row, "confidence", what, remedy)


def _unsupported(row: Row, supported: set[str]) -> Iterator[Finding]:
    precision = row["location_precision"]
    enough = {"place_en"} if row["lon"] else {"place_en", "sector"}
    if precision not in _PLACELESS and not supported & enough:
        what = f"no citation and no claim supports the place (precision '{precision}')."
        remedy = "Name place_en in the supports of the source that has it, or widen the precision."
        yield finding("support", row, "place_en", what, remedy)
    for count in COUNTS:
        if row[count] not in ("", "0") and count not in supported:
            what = f"no citation and no claim supports {count} = {row[count]}."
            remedy = f"Name {count} in the supports of the source that has it, or empty the cell."
            yield finding("support", row, count, what, remedy)


def _houses(tables: Mapping[str, Table]) -> defaultdict[str, set[str]]:
    """Return the houses by incident; a document is a house by itself."""
    house = {row["publisher"]: row["house"] for row in tables["houses"].valid_rows()}
    publisher = {row["id"]: row["publisher"] for row in tables["sources"].valid_rows()}
    found_by: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["citations"].valid_rows():
        name = publisher.get(row["source_id"], row["source_id"])
        found_by[row["incident_id"]].add(house.get(name, name))
    for row in tables["claims"].valid_rows():
        found_by[row["incident_id"]].add(row["document_id"])
    return found_by


def _supports(tables: Mapping[str, Table]) -> defaultdict[str, set[str]]:
    """Return the columns that citations and claims support, by incident."""
    supported: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["citations"].valid_rows():
        supported[row["incident_id"]].update(row["supports"].split(";"))
    for row in tables["claims"].valid_rows():
        supported[row["incident_id"]].add(_COLUMNS_OF_CLAIMS.get(row["field"], ""))
    return supported
