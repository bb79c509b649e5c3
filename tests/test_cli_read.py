"""The verb ``read``."""

import csv
import json

import pytest

from dmz_map.cli import main
from dmz_map.reading.library import Library
from tests.conftest import ROOT
from tests.reading.desk_documents import ARTICLE


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path, article):
    return lambda *options: main(["read", str(article), "--store", str(tmp_path / "s"), *options])


def ids(tmp_path):
    return list(Library(tmp_path / "s" / "reading"))


def test_the_terminal_has_a_line_for_each_candidate(read, capsys):
    assert read("--dry-run") == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "article.txt: 2 candidates"
    assert second.split()[:3] == ["2019-06-12", "Cheorwon", "soldier_crossing"]
    assert third.split()[:3] == ["2019-06-10", "Yeoncheon", "exchange_of_fire"]


def test_a_dry_run_writes_nothing(read, tmp_path):
    before = sorted(tmp_path.iterdir())
    read("--dry-run", "--out", str(tmp_path / "out"), "--accept-above", "0")
    assert sorted(tmp_path.iterdir()) == before


def test_drafts_wait_on_the_desk(read, tmp_path):
    read()
    (id,) = ids(tmp_path)
    assert Library(tmp_path / "s" / "reading").draft(id).accepted() == ()


def test_strong_candidates_are_accepted_when_asked(read, tmp_path, capsys):
    read("--accept-above", "0.1")
    assert "2 candidates accepted" in capsys.readouterr().err
    (id,) = ids(tmp_path)
    assert len(Library(tmp_path / "s" / "reading").draft(id).accepted()) == 2


def test_out_has_the_schema_of_the_annotation_guide(read, tmp_path):
    read("--out", str(tmp_path / "out"), "--publisher", "A paper")
    record = json.loads((tmp_path / "out" / "article.json").read_text("utf-8"))
    assert record["text"] == ARTICLE
    for incident in record["incidents"]:
        for claim in incident["claims"]:
            assert ARTICLE[claim["start"] : claim["end"]] == claim["exact"]
    assert ids(tmp_path) == []


def test_rows_for_the_archive_quote_their_document(read, tmp_path):
    read("--to-archive", str(tmp_path / "rows"))

    def rows(name):
        with (tmp_path / "rows" / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    incidents, claims = rows("data/incidents.csv"), rows("seeds/claims.csv")
    (document,) = rows("seeds/documents.csv")
    text = (tmp_path / "rows/seeds" / document["file"]).read_bytes().decode()
    assert len(incidents) == 2
    assert {claim["incident_id"] for claim in claims} == {row["id"] for row in incidents}
    for claim in claims:
        assert text[int(claim["start"]) : int(claim["end"])] == claim["exact"]
    with (ROOT / "data/incidents.csv").open(encoding="utf-8") as stream:
        assert list(incidents[0]) == next(csv.reader(stream))


def test_a_day_that_cannot_be_read_is_told(read, capsys):
    assert read("--published", "yesterday") == 1
    assert "--published yesterday cannot be read" in capsys.readouterr().err
