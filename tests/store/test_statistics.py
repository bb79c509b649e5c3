"""Figures of incidents along the line and through time."""

import numpy as np

from dmz_map.store.query import Points
from dmz_map.store.statistics import by_decade, nearest_in_time, related_groups
from tests.plain import TERMS, columns, incident


def points(*incidents):
    made = columns(*incidents)
    return Points(*(made.part(name) for name in Points._fields))


def test_decades_are_counted_by_sector():
    some = [
        incident(date=day, sector=sector)
        for day, sector in (
            ("1969-12-31", "eastern"),
            ("1970-01-01", "eastern"),
            ("1979-12-31", "eastern"),
            ("1953-07-27", "western"),
        )
    ]
    table = by_decade(points(*some), TERMS["sector"])
    assert table.index.tolist() == ["western", "eastern"]
    assert table.columns.tolist() == [1950, 1960, 1970]
    assert table.to_numpy().tolist() == [[1, 0, 0], [0, 1, 2]]


def test_related_are_those_of_the_same_place_day_and_category():
    made = columns(
        incident((127, 38)),
        incident((127, 38), date="1971-01-01", category="attack"),
        incident((128, 38), category="attack"),
        incident(date="1972-01-01"),
    )
    place, day, category = (group.tolist() for group in related_groups(made, 0))
    assert place == [True, True, False, False]
    assert day == [True, False, True, False]
    assert category == [True, False, False, True]


def test_without_a_point_the_place_is_the_sector_in_the_same_precision():
    made = columns(
        incident(precision="sector"),
        incident(precision="sector"),
        incident(precision="sector", sector="central"),
        incident(precision="unknown"),
    )
    assert related_groups(made, 0)[0].tolist() == [True, True, False, False]


def test_the_nearest_in_time_come_first_and_never_the_one_itself():
    days = ["1970-01-01", "1980-01-01", "1970-01-03", "1969-01-01"]
    made = columns(*(incident(date=day) for day in days))
    everyone = np.ones(4, dtype=bool)
    assert nearest_in_time(made, 0, everyone, 2).tolist() == [2, 3]
    assert nearest_in_time(made, 0, everyone, 9).tolist() == [2, 3, 1]
