"""The verbs ``export``, with its filters, and ``diff``."""

import csv
import json

import pytest

from dmz_map.cli import main
from tests.conftest import ROOT


def exported(path, *options):
    assert main(["export", str(path), *options]) == 0
    return [one["properties"] for one in json.loads(path.read_text("utf-8"))["features"]]


def rows():
    with (ROOT / "data" / "incidents.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FILTERS = {
    "category": (["--category", "tunnel"], lambda r: r["category"] == "tunnel"),
    "two": (
        ["--category", "tunnel", "--category", "drone", "--sector", "western"],
        lambda r: r["category"] in ("tunnel", "drone") and r["sector"] == "western",
    ),
    "years": (["--years", "1976"], lambda r: r["date"].strip("[").startswith("1976")),
    "casualties": (
        ["--casualties", "yes", "--direction", "south_to_north"],
        lambda r: (
            r["direction"] == "south_to_north"
            and any(int(r[n] or 0) > 0 for n in ("killed", "wounded"))
        ),
    ),
}


@pytest.mark.parametrize("name", FILTERS)
def test_an_export_has_what_the_filters_leave(tmp_path, name):
    options, keep = FILTERS[name]
    path = tmp_path / "some.geojson"
    assert {one["id"] for one in exported(path, *options)} == {
        row["id"] for row in rows() if keep(row)
    }
    assert main(["export", str(tmp_path / "some.zip"), *options]) == 0


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--category", "tunel", "Allowed: soldier_crossing"),
        ("--years", "1976-1960", "Write 1960-1969"),
        ("--years", "٣٣٣٣", "Write 1960-1969"),
        ("--km", "9-1", "Write 0-26"),
        ("--box", "1,2,3", "Write west,south,east,north"),
        ("--box", "nan,1,2,3", "Write west,south,east,north"),
        ("--page", "letter", "a4"),
        ("--set", "x", "not a valid integer"),
    ],
)
def test_a_value_that_an_option_does_not_take_is_told(tmp_path, capsys, option, value, words):
    path = tmp_path / "none.csv"
    assert main(["export", str(path), option, value]) == 2
    assert words in capsys.readouterr().err
    assert not path.exists()


def test_a_file_that_is_there_is_written_over_only_if_asked(tmp_path, capsys):
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    assert main(["export", str(path)]) == 1
    assert "--force" in capsys.readouterr().err
    assert path.read_text() == "mine"
    assert main(["export", str(path), "--bom", "--force"]) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_picture_is_of_the_language_and_page_that_are_asked_for(tmp_path):
    path = tmp_path / "line.svg"
    options = ["--language", "en", "--page", "16:9", "--unrolled", "--category", "tunnel"]
    assert main(["export", str(path), *options]) == 0
    assert "<svg" in path.read_text("utf-8")


def test_diff_lists_what_changed_field_by_field(project_copy, tmp_path, capsys):
    path = project_copy / "data" / "incidents.csv"
    text = path.read_text("utf-8")
    (row, *_) = [row for row in rows() if row["id"] == "1976-08-18-axe-murder"] or rows()[:1]
    path.write_text(text.replace(row["title_en"], "Another title", 1), "utf-8")
    out = tmp_path / "changes.md"
    assert main(["diff", str(ROOT), str(project_copy), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert f"~ {row['id']}" in said
    assert f"title_en: {row['title_en']} → Another title" in said
    assert "Another title" in out.read_text("utf-8")
    assert out.read_text("utf-8").startswith("# What changed")
    assert main(["diff", str(ROOT), str(project_copy), "--out", str(out)]) == 1


@pytest.mark.parametrize("what", ["nothing", "README.md"])
def test_what_is_no_edition_is_told(capsys, what):
    assert main(["diff", str(ROOT / what), str(ROOT)]) == 1
    said = capsys.readouterr().err
    assert what in said
    assert said.count("\n") == 1
