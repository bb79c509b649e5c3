"""The verb ``read-corpus``."""

import sys

import pytest

from dmz_map.cli import main
from dmz_map.reading.library import Library
from tests.conftest import ROOT
from tests.reading.test_corpus import TOLD


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "strong.txt").write_text(TOLD)
    (folder / "strong-again.txt").write_text(TOLD + "Reporting by the second desk.")
    (folder / "weak.txt").write_text("In 2019 shots were heard near Goseong in the DMZ.")
    return folder


@pytest.fixture
def read(folder, tmp_path):
    out = str(tmp_path / "out")
    store = str(tmp_path / "store")
    return lambda *options: main(
        ["read-corpus", str(folder), "--out", out, "--store", store, "--root", str(ROOT), *options]
    )


def test_the_terminal_says_what_became_of_the_documents(read, capsys):
    assert read("--workers", "1") == 0
    told = capsys.readouterr().out
    assert "3 documents: 0 without date or place of the zone, 0 copies, 0 refused" in told
    assert "2 candidates, best first: " in told


def test_the_desk_gets_the_best_documents_best_first(read, tmp_path, capsys):
    assert read("--workers", "1", "--keep", "5") == 0
    assert "2 documents kept for the desk" in capsys.readouterr().out
    library = Library(tmp_path / "store" / "reading")
    ids = list(library)
    scores = [max(one.score for one in library.draft(id).candidates) for id in ids]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    reasons = library.draft(ids[0]).candidates[0].reasons
    assert reasons[-1] == "the same text: strong.txt"


def test_a_decision_at_the_desk_outlives_another_run(read, tmp_path):
    read("--workers", "1", "--keep", "1")
    library = Library(tmp_path / "store" / "reading")
    (id,) = library
    draft = library.draft(id)
    library.save(id, draft.changed(*(one.__class__(**_fields(one)) for one in draft.candidates)))
    read("--workers", "1", "--keep", "1")
    assert {one.decision for one in library.draft(id).candidates} == {"rejected"}


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__} | {"decision": "rejected"}


def test_without_dask_one_process_is_offered(read, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    assert read() == 1
    assert "Add --workers 1, or install it" in capsys.readouterr().err
    assert read("--workers", "1") == 0


def test_a_scheduler_that_does_not_answer_is_told(read, capsys, monkeypatch):
    assert read("--scheduler", "nonsense") == 1
    assert "No Dask scheduler answers at nonsense" in capsys.readouterr().err
