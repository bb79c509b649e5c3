from __future__ import annotations

from datetime import date

import pytest

from dmz_map.archive.same_event import GROUPS, EventIndex, EventRecord, likeness
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.tabular.datapackage import open_package


def event(day="2024-06-09", category="line_incursion", **fields):
    when = date.fromisoformat(day)
    values = {"id": "", "first": when, "last": when, "category": category, **fields}
    return EventRecord(**values)


def test_the_same_day_place_and_kind_are_one_event():
    one = event(lon=127.3, lat=38.3, radius_km=10.0, sector="central")
    same = likeness(one, one)
    assert same is not None
    assert same.score > 0.8


@pytest.mark.parametrize(
    "other",
    [
        event(category="meeting_passage"),
        event("2024-06-18"),
        event(sector="eastern"),
        event(lon=128.3, lat=38.5, radius_km=10.0),
    ],
    ids=["other kind", "other day", "other sector", "other place"],
)
def test_events_of_another_kind_day_or_place_are_not_alike(other):
    one = event(sector="western", lon=126.7, lat=37.9, radius_km=10.0)
    assert likeness(one, other) is None


def test_a_month_is_less_like_a_day_than_the_day_itself():
    archive = event("2017-11-13", "soldier_crossing", id="x", sector="western")
    month = EventRecord("", date(2017, 11, 1), date(2017, 11, 30), "soldier_crossing", "western")
    day = event("2017-11-13", "soldier_crossing", sector="western")
    index = EventIndex([archive])
    assert 0 < index.alike(month)[0].score < index.alike(day)[0].score


def test_the_best_record_comes_first_and_undated_records_are_like_none():
    near, far = event(id="a", people=10), event("2024-06-10", id="b")
    index = EventIndex([far, near])
    assert [same.record.id for same in index.alike(event(people=10))] == ["a", "b"]
    assert index.alike(EventRecord("", None, None, "line_incursion")) == []


def test_the_groups_are_those_of_the_vocabulary():
    vocabulary = read_vocabulary(open_package())
    own = {word: vocabulary.group(word) for word in vocabulary.values("category")}
    assert {word: group for word, group in own.items() if group != "other"} == GROUPS
