"""Columns in memory: drawing order, the order of time, and combinations of attributes."""

import itertools

import numpy as np
import pytest

from dmz_map.store.columns import TYPES, Columns, merged
from tests.plain import columns, incident

# Sixteen squares of the map's extent (124 to 131 E, 36 to 41 N), one point in each middle.
SQUARES = [(column, row) for column in range(4) for row in range(4)]
MIDDLES = [(124 + 7 / 8 * (2 * c + 1), 36 + 5 / 8 * (2 * r + 1)) for c, r in SQUARES]


def drawing_order(points):
    return (merged([columns(*map(incident, points))]).row.astype(int) - 1).tolist()


def test_drawing_order_goes_from_each_square_to_one_beside_it():
    way = [SQUARES[row] for row in drawing_order(MIDDLES)]
    assert sorted(way) == SQUARES
    assert all(abs(a - c) + abs(b - d) == 1 for (a, b), (c, d) in itertools.pairwise(way))


def test_drawing_order_does_not_depend_on_the_order_of_the_rows():
    there, back = drawing_order(MIDDLES), drawing_order(MIDDLES[::-1])
    assert [MIDDLES[row] for row in there] == [MIDDLES[::-1][row] for row in back]


@pytest.mark.parametrize(
    ("points", "order"),
    [
        ([], []),
        ([None], [0]),
        ([(127, 38)], [0]),
        ([None, (127, 38)], [1, 0]),
        ([None, (127, 38), None, (127, 38), None], [1, 3, 0, 2, 4]),
        ([(127, 38), (127, 38), (127, 38)], [0, 1, 2]),
        ([None, (131, 41), (124, 36)], [2, 1, 0]),
    ],
)
def test_those_without_a_point_come_last_and_equal_ones_keep_their_order(points, order):
    assert drawing_order(points) == order


@pytest.mark.parametrize("count", [0, 1, 5])
def test_columns_are_read_back_from_bytes(count):
    made = columns(*(incident((127 + k / 10, 38), killed=k) for k in range(count)))
    again = Columns.from_bytes(made.to_bytes())
    for name in TYPES:
        assert np.array_equal(again.part(name), made.part(name))


def test_each_incident_has_one_of_the_different_combinations():
    made = columns(*(incident(category=c, killed=k) for c, k in KINDS))
    assert len(made.combinations.codes) == 3
    assert (made.combinations.codes[made.combination] == made.codes).all()
    assert (made.combinations.flags[made.combination] == made.flags).all()


KINDS = [("attack", 0), ("tunnel", 0), ("attack", 1), ("attack", 0), ("tunnel", 0)]


def test_the_order_of_time_is_by_first_day_then_by_number():
    days = ["1970-01-02", "0001-01-01", "1970-01-02", "9999-12-31"]
    made = columns(*(incident(date=day) for day in days))
    assert made.by_time.tolist() == [1, 0, 2, 3]
    assert made.rank.tolist() == [1, 0, 2, 3]
    assert (made.first_by_time == np.sort(made.first)).all()


@pytest.mark.parametrize(
    ("day", "year"),
    [("1969-12-31", 1969), ("1970-01-01", 1970), ("0001-01-01", 1), ("9999-12-31", 9999)],
)
def test_the_year_is_that_of_the_first_day(day, year):
    made = columns(incident(date=day, category="meeting_passage"))
    assert divmod(int(made.year_and_category[0]), 256) == (year, 11)


def test_numbers_that_are_not_here_have_no_position():
    made = merged([columns(incident((131, 41)), incident((124, 36)))])
    assert made.positions(np.array([1, 7, 2, 0])).tolist() == [1, 0]
    assert merged([]).positions(np.array([1])).tolist() == []
