from __future__ import annotations

from pathlib import Path

import pytest

from dmz_map.errors import TableError
from dmz_map.importing.profile import built_in_profile, read_profile
from tests.importing.tables import check, read, row

TABLE = "EVT,DT,KIND,Note,report_date\nAmbush,1967-08-10,AMB,n1,1967-12-01\nLamps,1968-10-01,ZZZ,n2,1968-12-01\n"
PROFILE = '[columns]\ntitle = "EVT"\ndate = "DT"\ncategory = "KIND"\n\n[set]\nsource = "A ledger"\n\n[values.KIND]\namb = "attack"\n'


def test_the_proposal_is_printed_with_what_is_not_read(tmp_path: Path) -> None:
    result = read(tmp_path / "a.csv", "Date,Event,Colour\n2015-08-04,Mine,red\n")
    text = result.proposals[0].as_table()
    assert "Date" in text
    assert "columns not read: Colour" in text


def test_a_profile_maps_columns_constants_and_words(tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    result = read(tmp_path / "a.csv", TABLE, profile=profile)
    check(
        result,
        [
            row(2, title="Ambush", category="attack", source="A ledger", has={"Note": "n1", "report_date": "1967-12-01"}),
            row(3, title="Lamps", category="", has={"KIND": "ZZZ"}),
        ],
    )  # fmt: skip


def test_a_saved_proposal_reads_the_table_again(tmp_path: Path) -> None:
    table = 'Title,Date,"Lat ""x""",Lon,type\na,2015-08-04,37.9,126.7,attack\n'
    first = read(tmp_path / "a.csv", table, constants={"place": "Paju"})
    saved = tmp_path / "saved.toml"
    saved.write_text(first.proposals[0].as_toml(), encoding="utf-8")
    again = read(tmp_path / "a.csv", table, profile=saved)
    assert again.rows == first.rows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns]\ncolour = 'a'\n", "unknown field “colour”"),
        ("[columns\n", "cannot be read as a profile"),
        ("columns = 1\n", r"\[columns\] is not a table"),
    ],
)
def test_a_wrong_profile_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=words):
        read_profile(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[columns]\ntitle = "None"\n', "names the column “None”, which is not there"),
        ('[columns]\ncategory = "KIND"\ndate = "DT"\n[values.KIND]\nAMB = "rain"\n', "unknown category “rain”"),
    ],
)  # fmt: skip
def test_a_profile_of_another_table_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=words):
        read(tmp_path / "a.csv", TABLE, profile=path)


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["ID", "DATE_START", "date_end", "where_coordinates"], "UCDP GED"),
        (["event_date", "event_type", "location", "fatalities"], "ACLED"),
        (["iyear", "imonth", "iday", "city"], "GTD"),
    ],
)
def test_public_layouts_are_known_by_their_columns(headings: list[str], name: str) -> None:
    profile = built_in_profile(headings)
    assert profile is not None
    assert profile.name == name
