from datetime import date, timedelta

import pytest
from edtf import parse_edtf

from dmz_map.errors import TableError
from dmz_map.tabular.edtf import day_span, is_fuzzy, named_days

SPANS = [
    ("2017-11-13", "2017-11-13", "2017-11-13", False),
    ("2024-02-29", "2024-02-29", "2024-02-29", False),
    ("1980-05", "1980-05-01", "1980-05-31", False),
    ("1980", "1980-01-01", "1980-12-31", False),
    ("1962-11-20/1962-11-23", "1962-11-20", "1962-11-23", False),
    ("2024-04/2024-06", "2024-04-01", "2024-06-30", False),
    ("1963-05-17?", "1963-05-17", "1963-05-17", True),
    ("1979-07?", "1979-07-01", "1979-07-31", True),
    ("1979~", "1979-01-01", "1979-12-31", True),
    ("2024-04-XX", "2024-04-01", "2024-04-30", True),
    ("1967-08?/1967-09", "1967-08-01", "1967-09-30", True),
]


@pytest.mark.parametrize(("edtf", "first", "last", "fuzzy"), SPANS)
def test_a_date_covers_a_span_of_days(edtf, first, last, fuzzy):
    assert day_span(edtf) == (date.fromisoformat(first), date.fromisoformat(last))
    assert is_fuzzy(edtf) is fuzzy


@pytest.mark.parametrize(
    "edtf",
    [
        *("", "yesterday", "20171113", "2024-5", "2024-05-1", "13/11/2017", "2017-W46-1"),
        *("2023-02-29", "2024-02-30", "2024-13", "2024-02-30/2024-03-01"),
        *("2024-05/2024-03", "2024-01/..", "../2024-01", "2024-01/", "/2024-01", "2024/2023-01"),
        *(" 2024", "2024\n", "2024-01 /2024", "0000", "-0044", "Y170000002", "XXXX-05"),
        *("٢٠٢٤-٠١-٠١", "1" * 10_000),
    ],
)
def test_what_has_no_first_and_last_day_is_refused(edtf):
    with pytest.raises(TableError, match=r"is not an EDTF date .* Write one such as 2017-11-13"):
        day_span(edtf)
    with pytest.raises(TableError, match="is not an EDTF date"):
        is_fuzzy(edtf)


def test_plain_days_are_read_as_the_edtf_parser_reads_them():
    for days in range(0, 26_000, 1_999):
        day = (date(1953, 7, 27) + timedelta(days)).isoformat()
        parsed = parse_edtf(day)
        assert date(*parsed.lower_strict()[:3]) == date(*parsed.upper_strict()[:3])
        assert day_span(day) == (date(*parsed.lower_strict()[:3]),) * 2


@pytest.mark.parametrize(
    "edtf",
    [
        *("1953", "1953?", "1953~", "1953%", "1956-02", "1957-02?", "1999-12~", "1963-05-17?"),
        *(
            "1953/1954",
            "1956-02/1957-02",
            "1953-07-27/1954",
            "1953?/1954-02-03~",
            "1980-05/1980-05",
        ),
    ],
)
def test_plain_dates_are_read_as_the_edtf_parser_reads_them(edtf):
    parsed = parse_edtf(edtf)
    spans = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
    assert day_span(edtf) == tuple(date(*day) for day in spans)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-10-19", ["2025-10-19"]),
        ("2025-10-19?", ["2025-10-19"]),
        ("2025-11-04/2025-11-06", ["2025-11-04", "2025-11-05", "2025-11-06"]),
        ("1994-12-17/1994-12-30", ["1994-12-17", "1994-12-30"]),
        ("1994-12-17/1994", ["1994-12-17"]),
        ("1980-05", []),
        ("1980-05/1980-07", []),
    ],
)
def test_a_date_names_the_days_on_which_something_may_have_happened(edtf, days):
    assert [day.isoformat() for day in named_days(edtf)] == days
