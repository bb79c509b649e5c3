from types import MappingProxyType

import pytest

from dmz_map.archive.incident_table import claimed_on_another, noted_on_another
from dmz_map.tabular.tables import Row, Table


def table(**columns):
    rows = (Row("t.csv", 2, MappingProxyType(columns)),)
    return Table("t", "t.csv", tuple(columns), rows)


FITTING = [
    ("2025-10-19", "Sunday"),
    ("2025-10-19?", "Sunday"),
    ("1994-12-17/1994-12-30", "Saturday"),  # the day on which it began
    ("1994-12-17/1994-12-30", "Friday"),  # and on which it ended
    ("2025-11-04/2025-11-06", "Wednesday"),  # within a few days
    ("1980-05", "Monday"),  # a month has all seven
    ("1980", "Monday"),
]
OTHERS = [
    ("2025-10-19", "Monday", "is a Sunday, not a Monday"),
    ("1994-12-17/1994-12-30", "Sunday", "is a Saturday or a Friday, not a Sunday"),
    ("2025-11-04/2025-11-05", "Monday", "is a Tuesday or a Wednesday, not a Monday"),
    ("2025-10-19", "sunday", "'sunday' is not a day of the week"),
    ("2025-10-19", "Sonntag", "'Sonntag' is not a day of the week"),
]


@pytest.mark.parametrize(("date", "weekday"), FITTING)
def test_a_weekday_that_fits_the_date_passes(date, weekday):
    incidents = table(id="a", date=date, note=f"Seen. Source weekday: {weekday}. Set by desk.")
    claims = table(incident_id="a", field="weekday", value=weekday)
    assert [*noted_on_another(incidents), *claimed_on_another(claims, incidents)] == []


@pytest.mark.parametrize(("date", "weekday", "what"), OTHERS)
def test_a_weekday_of_another_date_is_an_issue_of_the_note_and_of_the_claim(date, weekday, what):
    incidents = table(id="a", date=date, note=f"Source weekday: {weekday}.")
    claims = table(incident_id="a", field="weekday", value=weekday)
    found = [*noted_on_another(incidents), *claimed_on_another(claims, incidents)]
    assert [issue.column for issue in found] == ["note", "value"]
    assert all(what in issue.problem for issue in found)


@pytest.mark.parametrize(
    ("subject", "field", "value"),
    [("zone", "weekday", "Monday"), ("a", "value", "Monday"), ("a", "time_of_day", "Monday")],
)
def test_only_a_claim_of_an_incident_s_weekday_is_compared_with_its_date(subject, field, value):
    claims = table(incident_id=subject, field=field, value=value)
    assert [*claimed_on_another(claims, table(id="a", date="2025-10-19"))] == []
