"""Columns follow the records: a field that is new to a record is new to every export."""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

import pytest

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incident_table import Place
from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import columns_of
from dmz_map.publish.bundle import Link
from dmz_map.publish.layout import about, nested, tables
from dmz_map.tabular.datapackage import DEFAULT_ROOT
from dmz_map.tabular.export_names import FORMAT, MARKER


@dataclass(frozen=True)
class Found:
    """Where a later incident was found."""

    file: str
    row: int | None = None


@dataclass(frozen=True)
class Later(Incident):
    """An incident with fields that are not there yet."""

    actors_ko: tuple[str, ...] = ()
    people_low: int | None = None
    side: str = ""
    found: Found | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def names(record):
    return {column.name: column.kind for column in columns_of(record)}


def test_an_incident_has_the_columns_of_its_table_and_the_days_of_its_date():
    with (DEFAULT_ROOT / "data" / "incidents.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert {*header, "first_day", "last_day"} <= names(Incident).keys()


def test_kinds_come_from_the_fields():
    found = names(Incident)
    assert (found["people"], found["lon"], found["first_day"]) == ("integer", "number", "date")
    assert (found["date"], found["actors"]) == ("text", "text")


def test_a_new_field_is_a_new_column():
    found = names(Later)
    assert (found["actors_ko"], found["people_low"], found["side"]) == ("text", "integer", "text")
    assert (found["found_file"], found["found_row"], found["extra"]) == ("text", "integer", "text")


def test_a_record_that_may_be_missing_leaves_its_columns_blank(bundle):
    given = {f.name: getattr(bundle.incidents[0], f.name) for f in fields(Incident)}
    plain, full = Later(**given), Later(**given, found=Found("a.csv", 3), extra={"x": "y"})
    values = [{c.name: c.value(one) for c in columns_of(Later)} for one in (plain, full)]
    assert [v["found_file"] for v in values] == ["", "a.csv"]
    assert [v["found_row"] for v in values] == [None, 3]
    assert [v["extra"] for v in values] == ["", '{"x": "y"}']


def test_a_record_within_gives_its_columns_and_lists_of_records_give_none():
    assert names(Claim)["exact"] == "text"
    assert "excerpt" not in names(Claim)
    assert not {"place", "claims", "citations"} & names(Incident).keys()
    assert {"place_en", "place_ko", "location_precision"} < names(Incident).keys()
    assert "precision" in names(Place)


def test_only_links_within_the_export_are_written(bundle):
    first, second, *_ = bundle.incidents
    links = (Link(first.id, second.id, "response_to", ""), Link(first.id, "x", "same_person", ""))
    (table,) = [t for t in tables(replace(bundle, links=links)) if t.name == "links"]
    assert [row["other_id"] for row in table.records()] == [second.id]


def test_an_export_says_what_it_is(bundle):
    said = about(bundle)
    assert next(iter(said)) == MARKER
    assert said[MARKER] == FORMAT
    assert said["incidents"] == len(bundle.incidents)
    assert "filter" not in about(replace(bundle, filter=""))


def test_days_are_days(bundle):
    row = next(tables(bundle)[0].records())
    assert row["first_day"] == dt.date(1953, 7, 27)


@pytest.mark.parametrize("name", ["claims", "citations"])
def test_evidence_is_complete_inside_an_incident(bundle, name):
    incident = next(i for i in bundle.incidents if i.claims and i.citations)
    assert len(nested(incident)[name]) == len(getattr(incident, name)) > 0
