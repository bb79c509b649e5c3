"""Days of the week: what a note or a claim says must be what the calendar says of the date."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterator
from typing import Final

from dmz_map.tabular.cells import Problem, shortened
from dmz_map.tabular.edtf import named_days
from dmz_map.tabular.tables import Issue, Table

__all__ = ["claimed_on_another", "noted_on_another"]

_WEEKDAYS: Final = tuple(day_name)
_NOTE: Final = re.compile(r"\bSource weekday:\s*([^.;]*)", re.IGNORECASE)


def noted_on_another(incidents: Table) -> Iterator[Issue]:
    """Yield a fault for each note "Source weekday: Sunday." that does not fit the row's date."""
    for row in incidents.rows:
        if incidents.is_valid(row, "date", "note"):
            for word in _NOTE.findall(row["note"]):
                if problem := _misfit(word.strip(), row["date"], row.cells.get("id", "")):
                    yield row.issue("note", problem)


def claimed_on_another(claims: Table, incidents: Table) -> Iterator[Issue]:
    """Yield a fault for each claim of a weekday that does not fit its incident's date."""
    dates = {
        row["id"]: row["date"] for row in incidents.rows if incidents.is_valid(row, "id", "date")
    }
    for row in claims.rows:
        if claims.is_valid(row, "incident_id", "field", "value") and row["field"] == "weekday":
            date = dates.get(row["incident_id"])
            problem = date and _misfit(row["value"], date, row["incident_id"])
            if problem:
                yield row.issue("value", problem)


def _misfit(word: str, date: str, id: str) -> Problem | None:
    """Return why a weekday cannot be that of an EDTF date, or None."""
    if word not in _WEEKDAYS:
        return Problem(
            f"{shortened(word)} is no day of the week.", f"Write one of: {', '.join(_WEEKDAYS)}."
        )
    days = named_days(date)
    found = tuple(dict.fromkeys(_WEEKDAYS[day.weekday()] for day in days))
    if not found or word in found:
        return None
    return Problem(
        f"{date}, the date of {id}, is a {' or a '.join(found)}, not a {word}.",
        "Correct the date or the weekday, whichever the source does not say.",
    )
