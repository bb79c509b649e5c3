# ruff: noqa: E501 (a made-up sentence stays on its line)
from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmz_map.archive.same_event import GROUPS, EventIndex, EventRecord
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


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "The military said Tuesday that soldiers crossed the border. “They went back,” it said, adding the incident happened June 9.",
            [("2024-06-09", "line_incursion")],
        ),
        (
            "North Korean soldiers crossed the MDL in the central section at around 12:30 p.m. Sunday, the JCS said on Tuesday.",
            [("2024-06-16", "line_incursion")],
        ),
        (
            "A soldier defected across the MDL on Tuesday. Another North Korean resident defected to the South earlier this month.",
            [("2024-06-18", "soldier_crossing"), ("2024-06", "civilian_crossing")],
        ),
        (
            "The South resumed loudspeaker broadcasts on Monday, after the North had sent balloons over the border on Sunday.",
            [("2024-06-17", "balloons_broadcasts"), ("2024-06-16", "balloons_broadcasts")],
        ),
        (
            "Last October the North fired ten shells at a guard post in the DMZ.",
            [("2023-10", "exchange_of_fire")],
        ),
        (
            "17 August 2015: A week after the broadcasts had begun, the North turned on loudspeakers along the line.",
            [("2015-08-17", "balloons_broadcasts")],
        ),
        (
            "Ten soldiers came up to the Military Demarcation Line at Cheorwon on June 9 and left after warning shots.",
            [("2024-06-09", "line_incursion")],
        ),
        (
            "The soldier who defected on Tuesday was questioned.\n\nAbout 20 warning rounds were fired at 9:24 a.m. when guards approached the MDL.",
            [("2024-06-18", "soldier_crossing"), ("2024-06-18", "line_incursion")],
        ),
        (
            "북한군의 군사분계선 침범은 2023년 6월·10월, 올해 4월에 있었다.",
            [
                ("2023-06", "line_incursion"),
                ("2023-10", "line_incursion"),
                ("2024-04", "line_incursion"),
            ],
        ),
        (
            "74년11월14일 = 고랑포에서 제1땅굴 발견. 75년 3월19일 = 철원 북쪽에서 제2땅굴 발견.",
            [("1974-11-14", "tunnel"), ("1975-03-19", "tunnel")],
        ),
        (
            "정부는 북한 주민 3명과 시신 1구를 20일 판문점을 통해 북측에 인계했다.",
            [("2024-06-20", "meeting_passage")],
        ),
        (
            "북한군이 넘어온 것은 2002년 2월 이후 처음이다. 당시 병사 1명이 도라산역 인근으로 귀순했다.",
            [("2002-02", "soldier_crossing")],
        ),
    ],
)
def test_a_date_is_that_of_what_it_stands_by(text, events):
    assert found(text) == events


@pytest.mark.parametrize(
    "text",
    [
        "The accord, signed by both sides, calls for the removal of guard posts in the DMZ by the end of 2024.",
        "A North Korean patrol boat crossed the Northern Limit Line on Tuesday. The vessels opened fire and withdrew.",
        "The Command, which enforces the armistice that halted the war, met reporters on Monday.",
        "정부는 시신 4구를 22일 판문점을 통해 북측에 송환하기로 했다.",
        "고랑포에서 땅굴 징후가 발견돼 20일 시추했으나 자연동굴이었다.",
    ],
)
def test_terms_plans_and_fights_at_sea_are_no_incidents(text):
    assert found(text) == []


def test_a_count_of_earlier_cases_gives_one_candidate_each():
    text = (
        "A soldier defected across the DMZ on Tuesday, the third to do so since January 2024;"
        " the previous two defectors were civilians."
    )
    assert found(text)[1:] == [("2024-01-01/2024-06-21", "civilian_crossing")] * 2


def test_the_document_in_seeds_gives_its_six_incidents():
    (path,) = (Path(__file__).parents[2] / "seeds").glob("*.txt")
    told = found(path.read_text("utf-8"), date(2025, 10, 20))
    assert [kind for _, kind in told].count("civilian_crossing") == 2
    assert {day for day, kind in told if kind == "soldier_crossing"} == {
        "2025-10-19",
        "2024-08",
        "2017",
    }
    assert ("1953", "meeting_passage") in told


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_summaries_of_the_archive_are_found(language):
    with (Path(__file__).parents[2] / "data" / "incidents.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert sum(gives_its_incident(row, language) for row in rows) >= 0.95 * len(rows)


def gives_its_incident(row, language):
    day = re.split(r"[/,]|\.\.", row["date"].strip("[]{}"))[0].rstrip("?~%")
    units = "년 ", "월 ", "일"
    told = "".join(f"{int(part)}{unit}" for part, unit in zip(day.split("-"), units, strict=False))
    months = "January February March April May June July August September October November December"
    parts = [int(part) for part in day.split("-")]
    if language == "en":
        words = [
            str(parts[0]),
            *(months.split()[month - 1] for month in parts[1:2]),
            *map(str, parts[2:]),
        ]
        told = " ".join(reversed(words))
    return any(
        GROUPS.get(kind) == GROUPS[row["category"]]
        and day[: len(when or "-")].startswith((when or "-")[: len(day)])
        for when, kind in found(f"{told}: {row['summary_' + language]}", None)
    )


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


def test_the_sector_of_another_incident_of_the_sentence_is_not_taken():
    text = "2024년 5월 2일 북한군 20여 명이 동부전선에서 군사분계선을 넘었고, 5월 4일에도 10여 명이 다른 지점에서 군사분계선을 넘었다."
    first, second = read_text(text, TODAY).candidates
    assert (first.date, first.where.sector) == ("2024-05-02", "eastern")
    assert (second.date, second.where.sector) == ("2024-05-04", None)
