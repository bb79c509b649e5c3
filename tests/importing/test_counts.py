from __future__ import annotations

import pytest

from dmz_map.importing.counts import Casualties, Count, read_casualties, read_count


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("2", 2),
        ("0", 0),
        ("0.0", 0),
        (2.0, 2),
        (3, 3),
        ("1,234", 1234),
        ("1 234", 1234),
        ("2명", 2),
        ("없음", 0),
        ("none", 0),
        ("two", 2),
        ("6 people", 6),
    ],
)
def test_a_plain_number_of_people(cell: object, number: int) -> None:
    assert read_count(cell) == Count(number)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "미상", "-99", "-9", None, "unknown"])
def test_nothing_is_not_zero(cell: object) -> None:
    assert read_count(cell) == Count()


@pytest.mark.parametrize(
    "cell", ["2-3", "10+", "about 10", "약 10명", "10여 명", "several", "1.5", "2?", "=1+1"]
)
def test_no_count_is_guessed(cell: str) -> None:
    assert read_count(cell) == Count(None, unclear=True)


@pytest.mark.parametrize(
    ("cell", "killed", "wounded"),
    [
        ("사망 2명, 부상 5명", 2, 5), ("부상 2명", None, 2), ("사망 1", 1, None), ("없음", 0, 0), ("0", 0, 0),
        ("-", None, None), ("미상", None, None), ("2 killed, 5 wounded", 2, 5), ("killed 2; wounded 5", 2, 5),
        ("2명 사망, 5명 부상", 2, 5), ("사망2 부상5", 2, 5), ("전사 2명", 2, None), ("사망: 2, 부상: 없음", 2, 0),
    ],
)  # fmt: skip
def test_losses_of_both_kinds_in_one_cell(
    cell: str, killed: int | None, wounded: int | None
) -> None:
    assert read_casualties(cell) == Casualties(killed, wounded)


@pytest.mark.parametrize(
    "cell", ["3", "중상 1, 경상 2", "사망 10여명", "사망 2-3명", "사망 2명, 실종 3명"]
)
def test_a_sum_or_a_range_of_losses_is_unclear(cell: str) -> None:
    assert read_casualties(cell) == Casualties(None, None, unclear=True)
