"""The second edition: its old columns as they came, every row in both languages."""

import csv
import os
from pathlib import Path

import pytest

from dmz_map.archive.incident import COUNTS
from dmz_map.archive.incidents import read_archive, to_frame
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.language import LANGUAGES, date_label
from dmz_map.web.map_texts import text_record

ROOT = Path(__file__).parents[2]
CAME = Path(os.environ.get("DMZ_MAP_ARCHIVE", ROOT.parent / "shared/archive"))
"""The tables of the edition as they were handed over, where they are at hand."""

TABLES = ("incidents", "sources", "citations", "corrections", "disputes", "vocabulary", "links",
          "places")  # fmt: skip
ADDED_ROWS = {"vocabulary": [["relation"], ["category", "other"], ["direction", "unknown"]]}
MAY_GROW = ("places",)  # names for the map's ground


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(ROOT))


@pytest.fixture(scope="module")
def by_id(archive):
    return {one.id: one for one in archive.incidents}


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [*((f"data/{name}.csv", f"{name}.csv") for name in TABLES),
     ("seeds/claims.csv", "seed_claims.csv")],
)  # fmt: skip
def test_what_came_is_unchanged_and_columns_are_added_at_the_end(ours, theirs):
    if not (CAME / theirs).is_file():
        pytest.skip(f"{CAME} is not here: set DMZ_MAP_ARCHIVE to the tables as they came")
    came, here = rows(CAME / theirs), rows(ROOT / ours)
    expected = ADDED_ROWS.get(Path(ours).stem, [])
    added = [row for row in here[len(came) :] if not any(row[: len(e)] == e for e in expected)]
    assert added == [] or Path(ours).stem in MAY_GROW
    assert [row[: len(came[0])] for row in here[: len(came)]] == came


def test_the_edition_has_a_number_and_a_day(archive):
    assert (archive.edition, archive.edition_date) == ("2", "2026-11-26")


def test_no_row_lacks_its_korean(archive):
    for one in archive.incidents:
        assert len(one.actors_ko) == len(one.actors), one.id
        assert bool(one.dispute_ko) == bool(one.dispute), one.id
        assert all(link.note_ko for link in one.links), one.id


def test_a_link_is_there_from_both_ends(archive, by_id):
    links = [(one.id, link) for one in archive.incidents for link in one.links]
    forwards = {(id, link.other_id, link.relation) for id, link in links if link.forwards}
    backwards = {(link.other_id, id, link.relation) for id, link in links if not link.forwards}
    assert forwards == backwards
    assert len(forwards) == len(rows(ROOT / "data/links.csv")) - 1
    answered = next(x for x in by_id["1976-08-18-axe-murders"].links if x.relation == "response_to")
    label = archive.vocabulary.label("relation", answered.relation, inverse=not answered.forwards)
    assert (label, by_id[answered.other_id].first_day.year) == ("led to", 1976)


def test_every_relation_is_in_use(archive):
    used = {link.relation for one in archive.incidents for link in one.links}
    assert used == set(archive.vocabulary.values("relation"))


def test_a_range_holds_the_figure_if_there_is_one(archive):
    ranges = [(one, name) for one in archive.incidents for name in COUNTS if one.range(name)]
    assert ranges
    for one, name in ranges:
        low, high = one.range(name)
        figure = getattr(one, name)
        assert low < high, one.id
        assert figure is None or low <= figure <= high, one.id
        assert one.dispute, one.id


def test_a_frame_has_the_new_columns(archive):
    frame = to_frame(archive.incidents).set_index("id")
    row = frame.loc["1984-06-26-cho-jun-hui"]
    assert (row["killed_low"], row["killed_high"]) == (12, 16)
    assert frame.loc["2015-08-10-loudspeakers-on", "links"] == (
        "reversal_of 2004-06-loudspeakers-removed; response_to 2015-08-04-paju-mines"
    )
    assert frame.loc["1962-05-28-abshier", "actors_ko"]


def test_groups_add_up(archive):
    groups = [archive.vocabulary.group(one.category) for one in archive.incidents]
    assert sum(map(groups.count, ("crossing", "force", "hazard", "measures"))) == len(groups) == 233


IDS = [row[0] for row in rows(ROOT / "data/incidents.csv")[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_incident_has_its_texts_in_both_languages(archive, language):
    place = list(LANGUAGES).index(language)
    for one in archive.incidents:
        record = text_record(one)
        assert record["title"][place] == getattr(one, f"title_{language}")
        assert record["date"][place] == date_label(one.date, language)
        assert "[" not in record["date"][place]
    assert [one.id for one in archive.incidents] == sorted(
        IDS, key=lambda id: next((x.first_day, x.id) for x in archive.incidents if x.id == id)
    )


def test_a_set_of_days_spans_both_and_is_fuzzy(by_id):
    one = by_id["2020-07-19-ganghwa-return"]
    assert (one.first_day.day, one.last_day.day) == (18, 19)
    assert date_label(one.date, "en") == "18 or 19 July 2020"
