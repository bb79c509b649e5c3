"""A folder of many documents: each once, resumed, the same for any number of processes."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest

from benchmarks.corpus import write_corpus
from dmz_map.errors import DraftError
from dmz_map.reading import corpus as module
from dmz_map.reading.corpus import CANDIDATES, DOCUMENTS, read_corpus
from dmz_map.reading.corpus_files import list_files, read_lines
from dmz_map.reading.corpus_part import CorpusSettings
from tests.conftest import ROOT

TOLD = (
    "A North Korean soldier crossed the Military Demarcation Line near Cheorwon on June 12, 2019 "
    "and asked to defect, the military said. " + "The post was quiet for the rest of the day. " * 8
)
RICE = "Rice prices rose by 4 percent in May 2019, the ministry said."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    for name, text in {
        "a/first.txt": TOLD,
        "b/first.txt": TOLD,
        "b/second.txt": TOLD + "Reporting by the second desk.",
        "c/rice.txt": RICE,
        "c/.hidden.txt": TOLD,
        "c/empty.txt": " ",
        "c/mail.eml": "From: x",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture
def settings(folder, tmp_path):
    return CorpusSettings(str(folder), str(tmp_path / "out"), str(ROOT / "data"), {})


def lines(settings, name):
    return list(read_lines(type(ROOT)(settings.out) / name))


def digest(out):
    return hashlib.sha256(
        (out / CANDIDATES).read_bytes() + (out / DOCUMENTS).read_bytes()
    ).hexdigest()


def test_each_file_is_accounted_for(settings):
    counts = read_corpus(settings, workers=1)
    assert (counts.documents, counts.screened, counts.copies, counts.refused) == (6, 1, 1, 2)
    told = {line["file"]: line for line in lines(settings, DOCUMENTS)}
    assert list(told) == sorted(told)
    assert told["b/first.txt"] == {"file": "b/first.txt", "copy_of": "a/first.txt"}
    assert told["b/second.txt"]["nearly"] == "a/first.txt"
    assert told["c/rice.txt"] == {"file": "c/rice.txt", "screened": True}
    assert "save its text" in told["c/mail.eml"]["refused"]
    assert "no text" in told["c/empty.txt"]["refused"]


def test_a_candidate_lists_all_documents_that_have_its_text(settings):
    read_corpus(settings, workers=1)
    (one,) = lines(settings, CANDIDATES)
    assert (one["date"], one["category"], one["place"]) == (
        "2019-06-12",
        "soldier_crossing",
        "Cheorwon",
    )
    assert [source["file"] for source in one["sources"]] == [
        "a/first.txt",
        "b/first.txt",
        "b/second.txt",
    ]
    assert all(TOLD[claim["start"] : claim["end"]] == claim["exact"] for claim in one["claims"])


def test_the_best_come_first(settings, folder):
    (folder / "weak.txt").write_text("In 2019 shots were heard near Goseong in the DMZ.")
    read_corpus(settings, workers=1)
    scores = [one["score"] for one in lines(settings, CANDIDATES)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_days_are_handed_in_by_path_before_name(folder, tmp_path):
    text = "A North Korean soldier crossed the Military Demarcation Line near Goseong on Sunday."
    (folder / "a" / "said.txt").write_text(text)
    (folder / "b" / "said.txt").write_text(text + " ")
    days = {"said.txt": date(2019, 7, 30), "b/said.txt": date(2020, 7, 30)}
    settings = CorpusSettings(str(folder), str(tmp_path / "out"), str(ROOT / "data"), days)
    read_corpus(settings, workers=1)
    found = {one["file"]: one["date"] for one in lines(settings, CANDIDATES)}
    assert (found["a/said.txt"], found["b/said.txt"]) == ("2019-07-28", "2020-07-26")


def test_what_is_written_is_not_read_again(settings, monkeypatch):
    read_corpus(settings, workers=1)
    before = digest(type(ROOT)(settings.out))
    monkeypatch.setattr(module, "read_part", lambda *_: pytest.fail("a part was read again"))
    read_corpus(settings, workers=1)
    assert digest(type(ROOT)(settings.out)) == before


def test_a_changed_file_is_read_again(settings, folder):
    read_corpus(settings, workers=1)
    (folder / "c" / "rice.txt").write_text(TOLD.replace("12, 2019", "13, 2018"))
    assert read_corpus(settings, workers=1).screened == 0


def test_a_document_at_which_reading_fails_stops_nothing(settings, monkeypatch):
    def fail(name, data):
        raise ValueError("a library's own trouble")

    monkeypatch.setattr("dmz_map.reading.corpus_part.documents_from", fail)
    assert read_corpus(settings, workers=1).refused == 5
    assert "ValueError" in lines(settings, DOCUMENTS)[0]["refused"]


def test_other_files_in_the_folder_of_results_are_left_alone(settings, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(DraftError, match="holds something else"):
        read_corpus(settings, workers=1)


def test_a_folder_without_files_is_told(tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(DraftError, match="has no file"):
        list_files(tmp_path / "none", ())


def test_parts_are_named_after_files_and_settings(folder):
    one, other = list_files(folder, ("a",), size=2), list_files(folder, ("b",), size=2)
    assert len(one.parts) == 3
    assert not {part.digest for part in one.parts} & {part.digest for part in other.parts}


@pytest.mark.slow
def test_two_processes_killed_and_begun_again_write_what_one_does(tmp_path):
    write_corpus(tmp_path / "in", 60)
    names = ("alone", "killed")
    one, other = (
        CorpusSettings(str(tmp_path / "in"), str(tmp_path / name), str(ROOT / "data"), {})
        for name in names
    )
    read_corpus(one, workers=1, size=20)
    code = (
        "import json, sys\n"
        "from dmz_map.reading.corpus import read_corpus\n"
        "from dmz_map.reading.corpus_part import CorpusSettings\n"
        "if __name__ == '__main__':\n"
        "    read_corpus(CorpusSettings(*json.loads(sys.argv[1])), workers=2, size=20)\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    command = [sys.executable, str(script)]
    command += [json.dumps([other.folder, other.out, other.tables, {}])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(command, start_new_session=True, env=environment)
    parts = tmp_path / "killed" / "parts"
    while run.poll() is None and not list(parts.glob("*.jsonl")):
        time.sleep(0.01)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert list(parts.glob("*.jsonl"))
    subprocess.run(command, env=environment, check=True)
    assert digest(tmp_path / "killed") == digest(tmp_path / "alone")
