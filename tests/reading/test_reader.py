# ruff: noqa: E501 (a made-up sentence stays on its line)
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmz_map.archive.same_event import EventIndex, EventRecord
from dmz_map.reading.reader import read_text
from dmz_map.reading.reference import Reference

TODAY = date(2024, 6, 21)
WORDS = [
    "북한군",
    "병사",
    "1명이",
    "2015년",
    "8월",
    "4일",
    "군사분계선을",
    "넘어",
    "귀순했다.",
    "합참은",
    "밝혔다.",
    "지뢰가",
    "터져",
    "2명이",
    "다쳤다",
    "On",
    "7",
    "March",
    "1973",
    "a",
    "North",
    "Korean",
    "soldier",
    "crossed",
    "the",
    "MDL",
    "at",
    "Cheorwon.",
    "Two",
    "soldiers",
    "were",
    "killed.",
    "yesterday",
    "Tuesday",
    "2024.",
    "6.",
    "9.",
    "|",
    "\n",
    "\t",
    "(",
    ")",
    "“",
    "”",
    "\xa0",
    "∼",
    "20∼30명",
    "\ufeff",
    "😀",
    "İ",
    "ﬁ",
    "각",
]


def found(text, published=TODAY, **options):
    return [(c.date, c.category) for c in read_text(text, published, **options).candidates]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "A North Korean soldier walked across the Military Demarcation Line on Tuesday and defected.",
            [("2024-06-18", "soldier_crossing")],
        ),
        (
            "Some ten North Korean soldiers crossed the Military Demarcation Line on June 9 and went back after warning shots.",
            [("2024-06-09", "line_incursion")],
        ),
        (
            "On 2 May 1990 North Korean troops fired at a guard post near Yanggu and the South returned fire.",
            [("1990-05-02", "exchange_of_fire")],
        ),
        (
            "Two soldiers were hurt when a land mine exploded in the DMZ near Hwacheon on 3 April 2001.",
            [("2001-04-03", "mine_blast")],
        ),
        (
            "북한군 병사 1명이 지난 18일 고성에서 군사분계선을 넘어 귀순했다.",
            [("2024-06-18", "soldier_crossing")],
        ),
        (
            "1990년 5월 2일 양구에서 북한군이 초소를 향해 총을 쏘았고 국군이 응사했다.",
            [("1990-05-02", "exchange_of_fire")],
        ),
        (
            "군은 2018년 5월 1일 최전방 확성기를 철거하기 시작했다.",
            [("2018-05-01", "balloons_broadcasts")],
        ),
    ],
)
def test_one_sentence_tells_one_incident(text, events):
    assert found(text) == events


@pytest.mark.parametrize(
    "text",
    [
        "The allied drill at the border will simulate an exchange of fire on Tuesday.",
        "North Korea launched two ballistic missiles into the sea on Tuesday.",
        "On Tuesday four North Koreans crossed the border with China at the Tumen River.",
        "In the film a soldier crosses the Military Demarcation Line and defects.",
        "If a soldier crossed the Military Demarcation Line, shots would be fired.",
        "Cranes were counted near the DMZ in Cheorwon on Tuesday.",
        "만약 북한군이 군사분계선을 넘는다면 총격전이 벌어질 수 있다.",
        "한미 연합훈련이 13일부터 철원에서 열린다.",
    ],
)
def test_drills_missiles_other_borders_films_and_suppositions_are_no_incidents(text):
    assert found(text) == []


def test_two_dates_in_a_sentence_are_two_incidents_with_one_verb():
    text = "2001년 4월에는 양구에서 북한군 하사 1명이, 2003년 9월에는 연천에서 전사 1명이 넘어왔다."
    assert [day for day, _ in found(text)] == ["2001-04", "2003-09"]


def test_a_lead_without_a_date_and_a_later_weekday_are_one_incident():
    text = (
        "A North Korean soldier has defected across the Demilitarized Zone.\n\n"
        "The soldier crossed the Military Demarcation Line at Cheorwon on Sunday, the military said.\n"
    )
    assert found(text) == [("2024-06-16", "soldier_crossing")]


def test_facts_have_verbatim_passages_and_a_score_that_says_why():
    text = "About ten North Korean soldiers crossed the MDL at Goseong on June 9 and went back after warning shots."
    (candidate,) = read_text(text, TODAY).candidates
    assert candidate.people == 10
    assert candidate.outcome == "withdrew"
    assert candidate.where.sector == "eastern"
    assert all(text[c.start : c.end] == c.exact for c in candidate.claims)
    assert {"date", "place", "category", "direction", "people", "outcome"} <= {
        c.field for c in candidate.claims
    }
    assert candidate.reasons


def test_an_event_of_the_archive_is_proposed_as_known():
    record = EventRecord("x", date(2024, 6, 9), date(2024, 6, 9), "line_incursion", "eastern")
    text = "Ten North Korean soldiers crossed the MDL at Goseong on June 9 and went back after warning shots."
    (candidate,) = read_text(text, TODAY, Reference(EventIndex([record]))).candidates
    assert candidate.known == "x"


@settings(max_examples=150, deadline=timedelta(seconds=5), suppress_health_check=list(HealthCheck))
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_verbatim_passages_and_no_exception(text, published):
    for candidate in read_text(text, published, least=-99.0).candidates:
        for claim in candidate.claims:
            assert text[claim.start : claim.end] == claim.exact
            assert claim.exact == claim.exact.strip() != ""
