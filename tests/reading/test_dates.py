from __future__ import annotations

from datetime import date

import pytest

from dmz_map.reading.dates_en import english_dates
from dmz_map.reading.dates_ko import korean_dates

TODAY = date(2024, 6, 21)  # a Friday


def told(text, today=TODAY, read=english_dates):
    return [mark.edtf for mark in read(text.lower(), [0], today)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 7 March 1973", ["1973-03-07"]),
        ("on March 7, 1973", ["1973-03-07"]),
        ("2024-06-09", ["2024-06-09"]),
        ("in August 2024", ["2024-08"]),
        ("on August 20", ["2023-08-20"]),
        ("between June 4 and June 9", ["2024-06-04/2024-06-09"]),
        ("on June 4-9", ["2024-06-04/2024-06-09"]),
        ("on Tuesday", ["2024-06-18"]),
        ("last Friday", ["2024-06-14"]),
        ("yesterday", ["2024-06-20"]),
        ("two weeks ago", ["2024-06-07"]),
        ("on 2 May 1970. Three days later", ["1970-05-02", "1970-05-05"]),
        ("in June 1968; in October of that year", ["1968-06", "1968-10"]),
        ("the twenty-second of May, 2011", ["2011-05-22"]),
        ("14 Apr 68", ["1968-04-14"]),
        ("in September last year", ["2023-09"]),
        ("on Oct. 8, a Sunday", ["2023-10-08"]),
        ("may walk", []),
        ("February 30, 1990", [None]),
    ],
)
def test_english_dates(text, days):
    assert told(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2015년 8월 4일", ["2015-08-04"]),
        ("2015. 8. 4.", ["2015-08-04"]),
        ("2015. 8. 22.∼25.".replace("∼", "~"), ["2015-08-22/2015-08-25"]),
        ("지난 19일", ["2024-06-19"]),
        ("지난 28일", ["2024-05-28"]),
        ("지난달 9일", ["2024-05-09"]),
        ("어제 오전 5시쯤", ["2024-06-20"]),
        ("지난해 3월은 조용했다. 5일 낮", ["2023-03", "2023-03-05"]),
        ("1976년 8월 18일 이었다. 사흘 뒤", ["1976-08-18", "1976-08-21"]),
        ("6월 3일에, 같은 달 14일", ["2024-06-03", "2024-06-14"]),
        ("꼭 30년 전 오늘", ["1994-06-21"]),
        ("3일간 머물렀다", []),
    ],
)
def test_korean_dates(text, days):
    assert told(text, read=korean_dates) == days


def test_a_bare_day_has_no_date_where_nobody_knows_the_documents_day():
    assert told("on Tuesday", None) == [None]
    assert told("지난 19일", None, korean_dates) == [None]


def test_the_words_august_2024_are_no_twentieth_of_august():
    marks = english_dates("in august 2024", [0], TODAY)
    assert [(mark.edtf, mark.grain) for mark in marks] == [("2024-08", "month")]
