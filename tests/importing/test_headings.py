from __future__ import annotations

import pytest

from dmz_map.importing.cells import unique_headings
from dmz_map.importing.headings import is_never_taken, meanings, recognised
from dmz_map.importing.layouts import heading_layout


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date", "date"), ("Event date", "date"), ("EventDate", "date"), ("발생일자", "date"), ("사건 발생일", "date"),
        ("Killed ", "killed"), ("No. of deaths", "killed"), ("사망(명)", "killed"), ("부상자 수(명)", "wounded"),
        ("Radius (km)", "radius_km"), ("accuracy_m", "radius_m"), ("coordinateUncertaintyInMeters", "radius_m"),
        ("Lat.", "lat"), ("location.lat", "lat"), ("X좌표", "lon"), ("Coordinates N", "lat"), ("위도(N)", "lat"),
        ("source2", "source"), ("Reported by", "source"), ("출처", "source"), ("title_en", "title"), ("사건명", "title"),
        ("Date/날짜", "date"), ("incident_type", "category"), ("발생장소", "place"), ("Ort", "place"), ("日付", "date"),
    ],
)  # fmt: skip
def test_columns_go_by_many_names(heading: str, field: str) -> None:
    assert meanings(heading)[0][0] == field


@pytest.mark.parametrize(
    "heading",
    ["report_date", "date_modified", "killed_livestock", "lat_hq", "place_of_report", "title_of_reporter",
     "Editor's note", "nested.by.name", "source_date", "deaths_a", "where_prec", "발행일"],
)  # fmt: skip
def test_decoys_are_not_recognised(heading: str) -> None:
    assert not recognised(heading)


@pytest.mark.parametrize(
    "heading", ["report_date", "Date of birth", "entry date", "게시일", "lat_hq"]
)
def test_another_day_or_place_is_never_taken_by_its_cells(heading: str) -> None:
    assert is_never_taken(heading)


def test_no_two_headings_are_alike() -> None:
    assert unique_headings(["Note", "", "Note", ""]) == ("Note", "column 2", "Note (2)", "column 4")


@pytest.mark.parametrize(
    ("rows", "headings", "first"),
    [
        ([["title", "date"], ["a", "2015-08-04"]], ("title", "date"), 1),
        ([["A list"], ["as of 1 July"], [], ["title", "date"], ["a", "2015"]], ("title", "date"), 4),
        ([["Day", "Casualties", ""], ["", "Killed", "Wounded"], ["2015-08-04", "1", "2"]],
         ("Day", "Casualties Killed", "Casualties Wounded"), 2),
        ([["2015-08-04", "37.95", "126.7"], ["2015-08-05", "37.95", "126.7"]], ("", "", ""), 0),
        ([["Spalte", "Wert"], ["a", "b"]], ("Spalte", "Wert"), 1),
    ],
)  # fmt: skip
def test_the_heading_is_found_below_titles_and_in_two_rows(
    rows: list[list[str]], headings: tuple[str, ...], first: int
) -> None:
    layout = heading_layout(rows)
    assert (layout.headings, layout.first_row) == (headings, first)
