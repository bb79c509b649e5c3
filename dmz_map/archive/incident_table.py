"""The table of incidents: what the cells of a row say together, and its place decided once."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dmz_map.archive.corrections import idle_disputes
from dmz_map.archive.evidence import overconfident, unfounded
from dmz_map.errors import Problem
from dmz_map.tabular.edtf import named_days
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table
from dmz_map.tabular.text import shortened

__all__ = [
    "IMPORTED",
    "OTHER",
    "WITH_POINT",
    "Place",
    "check_together",
    "claimed_on_another",
    "contradictions",
    "disordered_ranges",
    "noted_on_another",
    "of_imports_alone",
    "place_of",
]

OTHER: Final = "other"
"""The category of an imported incident whose kind is not known, and the group of that category."""

IMPORTED: Final = {"category": OTHER, "direction": "unknown"}
"""By list, the word that imports alone may have: what their table does not say."""

_POINT: Final = ("lon", "lat", "radius_km")
WITH_POINT: Final = ("exact", "place", "county")
"""Location precisions that are drawn at a point with a radius; all others have none."""

_WITHOUT: Final = "empty all three and write the precision sector, line or unknown."
_WEEKDAYS: Final = tuple(day_name)
_NOTE: Final = re.compile(r"\bSource weekday:\s*([^.;]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where an incident happened, no more certain than its report.

    Attributes
    ----------
    name_en, name_ko
        The place in words.
    sector, precision
        Words of the vocabulary's lists ``sector`` and ``location_precision``.
    lon, lat
        Degrees, EPSG:4326; both None when only a sector, the whole line or nothing is known.
    radius_km
        How far off the point may be; None exactly when there is no point.
    """

    name_en: str
    name_ko: str
    sector: str
    precision: str
    lon: float | None
    lat: float | None
    radius_km: float | None


def place_of(row: Row) -> Place:
    """Return the place of a row without an issue."""
    lon, lat, radius_km = (float(row[column]) if row[column] else None for column in _POINT)
    return Place(
        name_en=row["place_en"],
        name_ko=row["place_ko"],
        sector=row["sector"],
        precision=row["location_precision"],
        lon=lon,
        lat=lat,
        radius_km=radius_km,
    )


def contradictions(table: Table) -> Iterator[Issue]:
    """Yield an issue where a row's precision, point and radius do not go together."""
    for row in table.rows:
        if table.is_valid(row, "location_precision", *_POINT):
            precision = row["location_precision"]
            needed = precision in WITH_POINT
            for column in _POINT:
                if needed and not row[column]:
                    what = f"'{precision}' needs lon, lat and radius_km; {column} is blank."
                    yield row.issue(column, Problem(what, f"Fill it in, or {_WITHOUT}"))
                elif row[column] and not needed:
                    what = f"'{precision}' has no point, yet {column} is {row[column]}."
                    remedy = f"Empty lon, lat and radius_km, or write {', '.join(WITH_POINT)}."
                    yield row.issue(column, Problem(what, remedy))


def disordered_ranges(table: Table) -> Iterator[Issue]:
    """Yield an issue where a range has one end, is upside down, or leaves the figure out."""
    for row in table.rows:
        for count in ("people", "killed", "wounded"):
            low, high = f"{count}_low", f"{count}_high"
            if not table.is_valid(row, count, low, high) or not (row[low] or row[high]):
                continue
            if not (row[low] and row[high]):
                blank = high if row[low] else low
                remedy = "Fill it in, or empty the other end."
                yield row.issue(blank, Problem("the range has one end only.", remedy))
            elif int(row[low]) > int(row[high]):
                what = f"{row[low]} to {row[high]} is upside down."
                yield row.issue(low, Problem(what, "Exchange the two."))
            elif row[count] and not int(row[low]) <= int(row[count]) <= int(row[high]):
                what = f"{count} is {row[count]}, outside its range {row[low]} to {row[high]}."
                yield row.issue(count, Problem(what, "Correct the figure or the range."))


def of_imports_alone(incidents: Table) -> Iterator[Issue]:
    """Yield an issue for each row with a word that only an import may have."""
    for row in incidents.rows:
        for column, word in IMPORTED.items():
            if incidents.is_valid(row, column) and row[column] == word:
                what = f"the {column} '{word}' is for imported incidents alone."
                yield row.issue(column, Problem(what, f"Write the {column} that it is."))


def noted_on_another(incidents: Table) -> Iterator[Issue]:
    """Yield an issue for each note "Source weekday: Sunday." that does not fit the row's date."""
    for row in incidents.rows:
        if incidents.is_valid(row, "date", "note"):
            for word in _NOTE.findall(row["note"]):
                if problem := _misfit(word.strip(), row["date"], row.cells.get("id", "")):
                    yield row.issue("note", problem)


def claimed_on_another(claims: Table, incidents: Table) -> Iterator[Issue]:
    """Yield an issue for each claim of a weekday that does not fit its incident's date."""
    dates = {
        row["id"]: row["date"] for row in incidents.rows if incidents.is_valid(row, "id", "date")
    }
    for row in claims.rows:
        if claims.is_valid(row, "incident_id", "field", "value") and row["field"] == "weekday":
            date = dates.get(row["incident_id"])
            problem = date and _misfit(row["value"], date, row["incident_id"])
            if problem:
                yield row.issue("value", problem)


def check_together(tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the incidents, claims and disputes with the issues of what they say together.

    Parameters
    ----------
    tables
        The checked tables by name.
    """
    incidents, claims, citations, disputes = (
        tables[name] for name in ("incidents", "claims", "citations", "disputes")
    )
    incidents = incidents.with_issues(contradictions(incidents))
    incidents = incidents.with_issues(disordered_ranges(incidents))
    incidents = incidents.with_issues(noted_on_another(incidents))
    incidents = incidents.with_issues(of_imports_alone(incidents))
    claims = claims.with_issues(claimed_on_another(claims, incidents))
    disputes = disputes.with_issues(idle_disputes(disputes, incidents))
    incidents = incidents.with_issues(unfounded(incidents, claims, citations))
    incidents = incidents.with_issues(overconfident(incidents, claims, citations))
    return {"incidents": incidents, "claims": claims, "disputes": disputes}


def _misfit(word: str, date: str, id: str) -> Problem | None:
    """Return why a weekday cannot be that of an EDTF date, or None."""
    if word not in _WEEKDAYS:
        allowed = f"Allowed: {', '.join(_WEEKDAYS)}."
        return Problem(f"{shortened(word)} is not a day of the week.", allowed)
    days = named_days(date)
    found = tuple(dict.fromkeys(_WEEKDAYS[day.weekday()] for day in days))
    if not found or word in found:
        return None
    return Problem(
        f"{date}, the date of {id}, is a {' or a '.join(found)}, not a {word}.",
        "Correct the date or the weekday, whichever the source does not say.",
    )
