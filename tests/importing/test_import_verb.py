"""The verb `import` from a file to the store: what is printed, written, kept and taken back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dmz_map.archive.origin import Origin
from dmz_map.cli import main
from dmz_map.importing.result import RESULT_COLUMNS
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from tests.importing.tables import ROOT

TABLE = "title,date,colour,lat,lon\nMine at a gate,2015-08-04,red,37.95,126.75\nb,,blue,,\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "store")


@pytest.fixture
def store(folder: str) -> Store:
    return open_store(folder, root=ROOT)


def write(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def imported(store: Store) -> list[tuple[str, str]]:
    """Return title and the column `colour` of each import."""
    found = (i for i in store.incidents(Query()) if i.origin)
    return sorted((i.title_en, i.other.get("colour", "")) for i in found)


def test_rows_that_can_go_in_do_and_the_others_are_listed(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path, made = write(tmp_path, TABLE), tmp_path / "out.csv"
    assert main(["import", str(path), "--store", folder, "--result", str(made)]) == 0
    out = capsys.readouterr().out
    assert "columns not read: colour (kept as other fields)" in out
    assert "a.csv: 1 incident imported, 1 row rejected" in out
    assert "       1  the row has no date" in out
    lines = lines_of(made)
    assert tuple(lines[0]) == RESULT_COLUMNS
    assert [(line["row"], line["status"]) for line in lines] == [("2", "in"), ("3", "rejected")]
    assert json.loads(lines[0]["other"]) == {"colour": "red"}
    assert lines[1]["reason"].startswith("no_date")
    (rejected,) = lines_of(tmp_path / "a.csv.rejected.csv")
    assert (rejected["rejected row"], json.loads(rejected["cells"])["colour"]) == ("3", "blue")


def test_what_a_row_does_not_say_falls_back_and_is_said(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write(tmp_path, TABLE)), "--store", folder]) == 0
    (incident,) = (i for i in store.incidents(Query()) if i.origin)
    place = incident.place
    assert (incident.title_en, incident.title_ko) == ("Mine at a gate",) * 2
    assert (incident.category, incident.direction, incident.outcome) == (
        "other",
        "unknown",
        "unknown",
    )
    assert (incident.confidence, incident.people) == ("medium", None)
    assert (place.name_en, place.name_ko, place.sector) == ("Unknown", "미상", "western")
    assert (place.lon, place.lat, place.precision, place.radius_km) == (126.75, 37.95, "place", 5)
    assert incident.other == {"colour": "red"}
    assert incident.origin == Origin("a.csv", 2, 1)
    (citation,) = incident.citations
    assert citation.source.title.startswith("a.csv, row 2, sha256 ")
    out = capsys.readouterr().out
    for said in ("in one language", "“Other kind”", "no place is named", "5 km are taken"):
        assert said in out


@pytest.mark.parametrize(
    ("cells", "flags", "source"),
    [
        ("Paper,https://example.org/a", [], ("Paper", "example.org", "https://example.org/a")),
        (
            ",https://example.org/a",
            [],
            ("https://example.org/a", "example.org", "https://example.org/a"),
        ),
        ("Paper,javascript:alert(1)", [], ("Paper", "Paper", "")),
        (",", ["--source", "My notes"], ("My notes", "My notes", "")),
    ],
)
def test_a_row_rests_on_its_source_columns_or_on_what_is_given(
    tmp_path: Path, folder: str, store: Store, cells: str, flags: list[str], source: tuple[str, ...]
) -> None:
    path = write(tmp_path, f"title,date,source,url\na,2015-08-04,{cells}\n")
    assert main(["import", str(path), "--store", folder, *flags]) == 0
    (incident,) = (i for i in store.incidents(Query()) if i.origin)
    first = incident.citations[0].source
    assert (first.title, first.publisher, first.url) == source


def test_a_dry_run_writes_nothing_but_a_result(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path, made = write(tmp_path, TABLE), tmp_path / "out" / "out.csv"
    made.parent.mkdir()
    words = ["import", str(path), "--store", folder, "--dry-run", "--result", str(made)]
    assert main(words) == 0
    assert "1 row can go in, 1 row rejected" in capsys.readouterr().out
    assert len(lines_of(made)) == 2
    assert store.sets() == ()
    assert not (tmp_path / "a.csv.rejected.csv").exists()


def test_strict_is_all_or_none(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(write(tmp_path, TABLE)), "--store", folder, "--strict"]) == 1
    assert "1 of 2 rows are rejected, so none went in" in capsys.readouterr().err
    assert store.sets() == ()


def test_a_refused_file_is_one_line_and_one_sentence(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path, made = write(tmp_path, ""), tmp_path / "out.csv"
    assert main(["import", str(path), "--store", folder, "--result", str(made)]) == 1
    (line,) = lines_of(made)
    assert (line["row"], line["status"]) == ("", "rejected")
    assert line["reason"].startswith("empty")
    assert capsys.readouterr().err == "a.csv is empty (0 bytes). Choose another file.\n"
    assert store.sets() == ()


def test_a_list_of_rejects_never_takes_the_place_of_another_file(
    tmp_path: Path, folder: str
) -> None:
    path = write(tmp_path, TABLE)
    other = write(tmp_path, "my own notes\n", "a.csv.rejected.csv")
    for _ in range(2):
        assert main(["import", str(path), "--store", folder]) == 0
    assert other.read_text(encoding="utf-8") == "my own notes\n"
    assert len(lines_of(tmp_path / "a.csv.rejected-2.csv")) == 1
    write(tmp_path, TABLE.replace("b,,", "b,2015,"))
    assert main(["import", str(path), "--store", folder]) == 0
    assert not (tmp_path / "a.csv.rejected-2.csv").exists()


@pytest.mark.parametrize("with_id", [True, False])
def test_a_newer_version_of_a_file_updates_adds_and_says_what_vanished(
    tmp_path: Path,
    folder: str,
    store: Store,
    capsys: pytest.CaptureFixture[str],
    with_id: bool,
) -> None:
    def table(*rows: str) -> str:
        made = "event_id,title,date,colour\n" if with_id else "title,date,colour\n"
        return made + "".join(row if with_id else row.split(",", 1)[1] for row in rows)

    path = write(tmp_path, table("1,a,2015,red\n", "2,b,2016,red\n", "3,c,2017,red\n"))
    assert main(["import", str(path), "--store", folder]) == 0
    before = {i.title_en: i.id for i in store.incidents(Query()) if i.origin}
    write(tmp_path, table("0,d,2014,red\n", "1,a,2015,red\n", "2,b,2016,blue\n"))
    capsys.readouterr()
    assert main(["import", str(path), "--store", folder]) == 0
    out = capsys.readouterr().out
    after = {i.id for i in store.incidents(Query()) if i.title_en == "a"}
    assert after == {before["a"]}
    if with_id:
        assert "1 added, 1 updated, 1 as before" in out
        assert f"1  no longer in the file (kept; --replace removes them): {before['c']}" in out
        assert imported(store) == [("a", "red"), ("b", "blue"), ("c", "red"), ("d", "red")]
    else:
        assert "2 added, 0 updated, 1 as before" in out
        assert "2  no longer in the file" in out
    assert len(store.sets()) == 1
    assert main(["import", str(path), "--store", folder, "--replace"]) == 0
    assert imported(store) == [("a", "red"), ("b", "blue"), ("d", "red")]
    store.undo()
    assert ("c", "red") in imported(store)


def test_the_same_file_again_changes_nothing(
    tmp_path: Path, folder: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "title,date\na,2015\na,2016\n")
    assert main(["import", str(path), "--store", folder]) == 0
    capsys.readouterr()
    assert main(["import", str(path), "--store", folder]) == 0
    assert "0 added, 0 updated, 2 as before" in capsys.readouterr().out


def test_rows_alike_have_ids_of_their_own(tmp_path: Path, folder: str, store: Store) -> None:
    path = write(tmp_path, "title,date,event_id\na,2015,7\nb,2016,7\n")
    assert main(["import", str(path), "--store", folder, "--key", "event_id"]) == 0
    assert len({i.id for i in store.incidents(Query()) if i.origin}) == 2


@pytest.mark.parametrize("kind", ["attack", "습격·폭행"])
def test_a_constant_kind_is_ours_in_every_row(
    tmp_path: Path, folder: str, store: Store, kind: str
) -> None:
    path = write(tmp_path, TABLE)
    assert main(["import", str(path), "--store", folder, "--set", f"category={kind}"]) == 0
    assert [i.category for i in store.incidents(Query()) if i.origin] == ["attack"]


def test_how_a_file_is_read_can_be_saved_and_given_back(
    tmp_path: Path, folder: str, store: Store
) -> None:
    path, saved = write(tmp_path, TABLE.replace("title", "What")), tmp_path / "p.toml"
    words = ["import", str(path), "--store", folder]
    assert main([*words, "--dry-run", "--map", "title=What", "--save-profile", str(saved)]) == 0
    assert main([*words, "--profile", str(saved)]) == 0
    assert imported(store) == [("Mine at a gate", "red")]
