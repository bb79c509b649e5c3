"""The checks that think: one planted case each, told with its place and its remedy."""

import csv
from pathlib import Path

import pytest

from dmz_map.archive.figures_told import figures_in
from dmz_map.archive.findings import CHECKS, MOST_ACCEPTED
from dmz_map.archive.validation import validate
from dmz_map.cli import main
from dmz_map.tabular.csv_files import read_rows

ROOT = Path(__file__).parents[2]
CASES, LINKS, ACCEPTED = "data/incidents.csv", "data/links.csv", "data/accepted.csv"
WALK, SWIM = "2001-walk", "1999-swim"


@pytest.fixture
def sound(project):
    """Return the small project without a warning."""
    project.set(CASES, WALK, "lat", "38.26")
    for id in (WALK, SWIM):
        for column in ("people_low", "people_high", "people"):
            project.set(CASES, id, column, "")
    project.write(
        "data/citations.csv",
        [["incident_id", "source_id", "supports"], [SWIM, "paper-one", "date;sector"],
         [WALK, "paper-one", "date;place_en;people"]],
    )  # fmt: skip
    project.write(ACCEPTED, [["check", "id", "reason"]])
    assert validate(project.root).warnings == ()
    return project


def warnings(project):
    report = validate(project.root)
    assert report.issues == ()
    return report.warnings


PLANTED = [
    # check, changes of the incident (or file, key, column, value), column, what, remedy
    ("side", {"side": "south"}, "lat", "the side is 'south', and the point lies 0.9 km north of",
     "Correct lon and lat, or the side"),
    ("side", {"side": "on_line"}, "lat", "'on_line', and the point lies 0.9 km north", "Correct"),
    ("side", {"side": "north", "lat": "38.22"}, "lat", "'north', and the point lies 3.5 km south",
     "Correct"),
    ("circle", {"lat": "38.34", "radius_km": "2"}, "radius_km",
     "the circle of 2 km ends 5.8 km short of the zone; only an infiltration may",
     "Correct the point, its radius or the category"),
    ("figure", {"people": "7"}, "people", "people is 7, which neither summary tells",
     "Tell it in the summaries"),
    ("support", {"killed": "1", "summary_en": "One was killed."}, "killed",
     "no citation and no claim supports killed = 1", "Name killed in the supports"),
    ("words", {"title_en": "A walker is maimed"}, "title_en",
     "'maimed' is on the neutral list ('maim')", "Write instead: wound"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "changes", "column", "what", "remedy"), PLANTED)
def test_what_is_suspicious_is_told_with_place_and_remedy(
    sound, check, changes, column, what, remedy
):
    for name, value in changes.items():
        sound.set(CASES, WALK, name, value)
    (found,) = warnings(sound)
    assert (found.check, found.id) == (check, WALK)
    assert (found.issue.file, found.issue.column) == (CASES, column)
    assert found.issue.line == sound.line(CASES, WALK)
    assert what in found.issue.problem
    assert remedy in found.issue.remedy


def test_high_needs_two_publishing_houses(sound):
    sound.write(
        "data/sources.csv",
        [["id", "title", "publisher", "url", "published", "language", "kind"],
         *(["paper-" + n, "A walk", "Paper " + n.title(), "https://example.org/", "", "en", "news"]
           for n in ("one", "two"))],
    )  # fmt: skip
    with (sound.root / "data/citations.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{SWIM},paper-two,date\n")
    houses = [["publisher", "house"], ["Paper One", "paper"], ["Paper Two", "paper"]]
    sound.write("data/houses.csv", houses)
    sound.set(CASES, SWIM, "confidence", "high")
    (found,) = warnings(sound)
    assert (found.check, found.id, found.issue.column) == ("houses", SWIM, "confidence")
    assert "'high' rests on 1 publishing house (paper)" in found.issue.problem
    sound.write("data/houses.csv", houses[:2])
    assert warnings(sound) == ()


def test_a_place_without_support_is_told_but_not_where_there_is_none(sound):
    sound.write(
        "data/citations.csv",
        [["incident_id", "source_id", "supports"], [SWIM, "paper-one", "date"]],
    )
    found = {(one.id, one.issue.column) for one in warnings(sound)}
    assert found == {(SWIM, "place_en"), (WALK, "place_en")}


def near(project, **changes):
    """Bring the swim to the place and time of the walk."""
    place = {"sector": "central", "location_precision": "place", "lon": "127.5", "lat": "38.26"}
    for name, value in {**place, "radius_km": "2.5", **changes}.items():
        project.set(CASES, SWIM, name, value)
    project.set(CASES, WALK, "date", "2001-02-03")
    project.write(
        "data/citations.csv",
        [["incident_id", "source_id", "supports"],
         *([id, "paper-one", "place_en"] for id in (SWIM, WALK))],
    )  # fmt: skip


@pytest.mark.parametrize("date", ["2001-02-07", "2001-01-01/2001-01-31", "[2001-02-06,2001-02-20]"])
def test_two_incidents_near_in_time_and_place_are_to_be_linked(sound, date):
    near(sound, date=date)
    links = (sound.root / LINKS).read_text(encoding="utf-8").splitlines()
    sound.write(LINKS, [["incident_id", "other_id", "relation", "note_en", "note_ko"]])
    (found,) = warnings(sound)
    assert (found.check, found.issue.column) == ("pair", "date")
    assert set(found.id.split(" + ")) == {WALK, SWIM}
    assert "days and 0.0 km away, and not linked to it" in found.issue.problem
    assert "data/links.csv" in found.issue.remedy
    later = sorted((WALK, SWIM), key={WALK: "2001-02-03", SWIM: date.strip("[")}.get, reverse=True)
    row = next(csv.reader(links[1:]))
    sound.write(LINKS, [links[0].split(","), [*later, *row[2:]]])
    assert warnings(sound) == ()


@pytest.mark.parametrize("date", ["2001-02-09", "2001-02"])
def test_incidents_five_days_apart_or_of_some_day_of_a_month_are_no_pair(sound, date):
    near(sound, date=date)
    sound.write(LINKS, [["incident_id", "other_id", "relation", "note_en", "note_ko"]])
    assert warnings(sound) == ()


def test_an_accepted_warning_is_silent_and_one_that_is_gone_is_told(sound):
    sound.set(CASES, WALK, "side", "south")
    sound.write(ACCEPTED, [["check", "id", "reason"], ["side", WALK, "A mirror is there."]])
    report = validate(sound.root)
    assert (report.warnings, report.accepted) == ((), 1)
    sound.set(CASES, WALK, "side", "north")
    (found,) = warnings(sound)
    assert (found.check, found.issue.file, found.issue.line) == ("accepted", ACCEPTED, 2)
    assert found.issue.problem == "the check 'side' no longer warns of '2001-walk'."
    assert found.issue.remedy == "Remove the row."


def test_warnings_count_only_when_they_are_asked_to(sound, capsys):
    sound.set(CASES, WALK, "side", "south")
    arguments = ["validate", "--root", str(sound.root)]
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "0 issues, 1 warning (0 more accepted)"
    assert err.startswith(f"warning (side): {CASES}:{sound.line(CASES, WALK)} (column lat): ")
    assert main([*arguments, "--strict"]) == 1


def test_a_pattern_that_is_none_is_an_issue(sound):
    sound.set("data/words.csv", "maim", "pattern", "maim(")
    (issue,) = validate(sound.root).issues
    assert (issue.file, issue.column) == ("data/words.csv", "pattern")
    assert "is no regular expression" in issue.problem


def test_the_project_has_no_warning_that_is_not_accepted():
    report = validate(ROOT)
    assert [str(one) for one in (*report.issues, *report.warnings)] == []
    rows = [row for _, row in read_rows(ROOT / ACCEPTED)]
    assert 0 < len(rows) <= MOST_ACCEPTED
    assert {row["check"] for row in rows} <= set(CHECKS)
    assert report.accepted >= len(rows)


def test_a_figure_told_in_parts_is_told_apart():
    told = validate(ROOT).sums
    assert "1966-11-02-patrol-ambush: killed 9 = 1 + 2 + 6" in told


@pytest.mark.parametrize(
    ("english", "korean", "figures"),
    [
        ("Twenty-one men came 3 km south.", "", [21]),
        ("Three soldiers and two others.", "", [3, 2, 3]),
        ("1,200 were aboard; about 40 rounds.", "", [1200]),
        ("", "병사 30여 명과 두 명이 3월 5일에 20발을", [30, 2]),
    ],
)
def test_figures_of_people_are_read_in_digits_and_words(english, korean, figures):
    assert figures_in(english, korean) == figures
