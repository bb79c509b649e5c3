import csv
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from dmz_map import cli
from dmz_map.cli import archive, main, serving
from dmz_map.geo.npm_package import TARBALL
from dmz_map.tabular.datapackage import open_package, seal

ROOT = Path(__file__).parents[1]


def one_sentence(text):
    """Return a message that must be one line, without a traceback."""
    assert "Traceback" not in text
    (line,) = text.splitlines()
    assert re.search(r"[.!)]$", line)
    return line


def first_row(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.DictReader(stream))


def wait_for(url, seconds=60):
    """Return the text at an address as soon as somebody answers there."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=seconds) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@pytest.fixture
def listener():
    """Return the number of a port on which somebody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def started(monkeypatch):
    """Return what `serve` would have served, without serving it."""
    calls = []
    monkeypatch.setenv("DMZ_MAP_ROOT", "")
    monkeypatch.setenv("DMZ_MAP_STORE", "")
    monkeypatch.setattr(serving, "_listen", lambda *where: calls.append(where))
    return calls


# ------------------------------------------------------------------ validate


def test_validate_counts_the_rows_of_data_without_issue(project, capsys):
    assert main(["validate", "--root", str(project.root)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "incidents: 2" in out
    assert "claims: 4" in out
    assert out.endswith("\n0 issues, 0 warnings (2 more accepted)\n")


def test_validate_names_document_row_and_claim_of_one_changed_character(project_copy, capsys):
    seal(project_copy)
    claim = first_row(project_copy / "seeds/claims.csv")
    source = first_row(project_copy / "seeds/documents.csv")
    assert source["id"] == claim["document_id"]
    document = project_copy / "seeds" / source["file"]
    text = document.read_bytes().decode()
    at = int(claim["start"])
    document.write_bytes((text[:at] + "¤" + text[at + 1 :]).encode())
    assert main(["validate", "--root", str(project_copy)]) == 1
    out, err = capsys.readouterr()
    assert f"seeds/{document.name} has changed" in err
    (line,) = (line for line in err.splitlines() if line.startswith("seeds/claims.csv:2 "))
    assert f"claim '{claim['claim_id']}': {document.name} says something else" in line
    assert f"{len(err.splitlines())} issues" in out


def test_validate_prints_each_issue_on_a_line_of_its_own(project, capsys):
    project.set("data/incidents.csv", "2001-walk", "date", "soon")
    project.set("data/incidents.csv", "2001-walk", "people", "many")
    assert main(["validate", "--root", str(project.root)]) == 1
    out, err = capsys.readouterr()
    line = project.line("data/incidents.csv", "2001-walk")
    assert [issue.split(": ")[0] for issue in err.splitlines()] == [
        f"data/incidents.csv:{line} (column date)",
        f"data/incidents.csv:{line} (column people)",
    ]
    assert out.splitlines()[-1].startswith("2 issues, 0 warnings")


# ------------------------------------------------------------------ measure, seal, build


def test_measure_sets_quoted_and_measured_figures_side_by_side(project_copy, capsys):
    seal(project_copy)
    assert main(["measure", "--root", str(project_copy)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "248" in out
    assert "240.8" in out


def test_seal_records_the_named_file_and_no_other(project, capsys):
    before = open_package(project.root).resources
    for name in ("incidents", "sources"):
        with (project.root / f"data/{name}.csv").open("a") as stream:
            stream.write("\n")
    assert main(["seal", "incidents", "--root", str(project.root)]) == 0
    after = open_package(project.root).resources
    assert {name for name in after if after[name] != before[name]} == {"incidents"}
    assert capsys.readouterr().err == ""


def test_seal_without_a_name_records_every_file(project):
    with (project.root / "data/sources.csv").open("a") as stream:
        stream.write("\n")
    assert main(["seal", "--root", str(project.root)]) == 0
    open_package(project.root).verify()


def test_seal_tells_which_names_there_are(project, capsys):
    assert main(["seal", "incidence", "--root", str(project.root)]) == 1
    assert "No data package lists a resource 'incidence'. Known are: " in capsys.readouterr().err


def test_build_from_another_package_ends_in_one_sentence(project_copy, capsys, tmp_path):
    (tmp_path / TARBALL).write_bytes(b"another package")
    kept = (project_copy / "data/border.geojson").read_bytes()
    words = ["build", "--root", str(project_copy), "--package-dir", str(tmp_path)]
    assert main(words) == 1
    assert "is not the pinned package" in capsys.readouterr().err
    assert (project_copy / "data/border.geojson").read_bytes() == kept


def test_build_hands_its_words_on_and_prints_what_it_is_told(monkeypatch, capsys, tmp_path):
    def fake(root, *, package_dir, report):
        report(f"{root} from {package_dir}")

    monkeypatch.setattr(archive, "build", fake)
    assert main(["build", "--root", "a", "--package-dir", "b"]) == 0
    assert main(["build", "--root", "a"]) == 0
    assert capsys.readouterr().out == "a from b\na from None\n"


# ------------------------------------------------------------------ new-incident


@pytest.mark.parametrize("flags", [["--template"], []])
def test_new_incident_prints_a_template_and_changes_nothing(project, capsys, flags):
    before = open_package(project.root).version
    assert main(["new-incident", "--root", str(project.root), *flags]) == 0
    assert "[[citation]]" in capsys.readouterr().out
    assert open_package(project.root).version == before


def test_a_draft_that_is_not_there_is_told_in_one_line(project, tmp_path, capsys):
    draft = tmp_path / "nothing.toml"
    assert main(["new-incident", "--root", str(project.root), "--from", str(draft)]) == 1
    assert "nothing.toml" in one_sentence(capsys.readouterr().err)


# ------------------------------------------------------------------ serve


def test_serve_listens_where_it_is_told_and_hands_on_data_and_store(project, started, free_port):
    words = ["--root", str(project.root), "--address", "127.0.0.1", "--port", str(free_port)]
    assert main(["serve", *words, "--base-path", "/maps/dmz/", "--store", "a-folder"]) == 0
    assert started == [("127.0.0.1", free_port, "maps/dmz", 1)]
    assert os.environ["DMZ_MAP_ROOT"] == str(project.root.resolve())
    assert os.environ["DMZ_MAP_STORE"] == "a-folder"


@pytest.mark.parametrize(("display", "opened"), [(True, 1), (False, 0)])
def test_serve_opens_a_browser_where_it_is_asked_to_and_a_display_is_there(
    started, free_port, monkeypatch, display, opened
):
    urls = []
    monkeypatch.setattr(serving, "has_display", lambda: display)
    monkeypatch.setattr(serving, "open_when_ready", lambda url, *where: urls.append(url))
    assert main(["serve", "--port", str(free_port)]) == 0
    assert urls == []
    assert main(["serve", "--port", str(free_port), "--open"]) == 0
    assert urls == [f"http://localhost:{free_port}/"] * opened


def test_serve_answers_in_the_same_process_and_ends_when_it_is_interrupted(free_port, tmp_path):
    command = [sys.executable, "-m", "dmz_map", "serve", "--port", str(free_port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout.readline() == f"DMZ Map: http://localhost:{free_port}\n"
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
            assert not children.exists() or children.read_text() == ""
            answer = wait_for(f"http://localhost:{free_port}/")
            assert 'rel="stylesheet"' in answer
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=60) == 0


def test_a_taken_port_is_told_in_one_line_and_nothing_starts(project, started, listener, capsys):
    words = ["--root", str(project.root), "--address", "127.0.0.1", "--port", str(listener)]
    assert main(["serve", *words]) == 1
    line = one_sentence(capsys.readouterr().err)
    assert line.startswith(f"Port {listener} on 127.0.0.1 cannot be used (Address already in use).")
    assert f"PORT={listener + 1} make run" in line
    assert started == []


@pytest.mark.parametrize("where", [["--address", "0.0.0.0"], ["--base-path", "/maps"]])
def test_adding_tables_is_refused_where_others_reach_the_map(started, where, capsys):
    assert main(["serve", "--edit", *where]) == 1
    assert "--edit-anywhere if that is meant" in one_sentence(capsys.readouterr().err)
    assert started == []


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999"])
def test_a_port_that_does_not_exist_is_told(started, port, capsys):
    assert main(["serve", f"--port={port}"]) == 1
    line = one_sentence(capsys.readouterr().err)
    assert line.startswith(f"Port {port} does not exist. Take one from 1 to 65535")
    assert started == []


# ------------------------------------------------------------------ every verb

VERBS = cli.verbs.list_commands(None)


@pytest.mark.parametrize("verb", sorted({*VERBS} - {"diff"}))
def test_a_folder_without_data_is_told_in_one_line(verb, tmp_path, started, free_port, capsys):
    serve = ["--address", "127.0.0.1", "--port", str(free_port)] if verb == "serve" else []
    table = tmp_path / "a.csv"
    table.write_text("id\na\n", encoding="utf-8")
    words = {"export": ["map.html"], "store": ["info"], "publish": [str(tmp_path / "site")]}
    words |= {"import": [str(table)], "read": [str(table)]}
    words["read-corpus"] = [str(tmp_path), "--out", str(tmp_path / "out")]
    words = words.get(verb, serve)
    assert main([verb, *words, "--root", str(tmp_path)]) == 1
    line = one_sentence(capsys.readouterr().err)
    assert "datapackage.json" in line
    assert started == []


@pytest.mark.parametrize("folder", ["nothing", "file"])
def test_a_root_that_is_no_folder_shows_no_traceback(folder, tmp_path):
    (tmp_path / "file").touch()
    words = ["validate", "--root", str(tmp_path / folder)]
    command = [sys.executable, "-m", "dmz_map", *words]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert ended.returncode == 1
    assert "data/datapackage.json: the file cannot be read" in one_sentence(ended.stderr)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["fly"], "No such command 'fly'"),
        ([], "Missing command."),
        (["serve", "--port", "many"], "'many' is not a valid integer"),
        (["validate", "now"], "unexpected extra argument (now)"),
        (["build", "--package-dir"], "'--package-dir' requires an argument"),
        (["import", "a.csv", "--map", "title"], "'title' is not of the form OURS=THEIRS"),
        (["store", "hide"], "'hide' needs the number of a set"),
        (["store", "info", "1"], "'info' is of the whole store"),
        (["store", "burn"], "'burn' is not one of 'init', 'info', 'sets'"),
    ],
)
def test_a_wrong_option_or_argument_ends_with_two(words, sentence, capsys):
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_an_interrupted_verb_ends_with_130_and_in_silence(monkeypatch, capsys):
    def interrupted(root):
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "validate", interrupted)
    assert main(["validate"]) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "")


@pytest.mark.parametrize(
    "path", ["a" * 5000, "x/" * 3000, "~nouser-of-this-machine/x", "", "  ", "a\0b", "a\udcff.csv"]
)
@pytest.mark.parametrize(
    "verb", [["export"], ["import"], ["read"], ["new-incident", "--from"], ["validate", "--root"]]
)
def test_what_can_be_no_path_is_told_at_once(capsys, verb, path):
    assert main([*verb, path]) == 2
    said = capsys.readouterr().err
    assert "Invalid value" in said
    assert len(said) < 500


def test_what_nobody_foresaw_is_one_sentence_and_status_1(capsys, monkeypatch, tmp_path):
    def fail(*arguments, **options):
        raise RuntimeError("\x1b[31mred")

    monkeypatch.setattr("dmz_map.cli.archive.open_package", fail)
    assert main(["measure"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Something failed that should not (RuntimeError")
    assert "\x1b" not in said
    monkeypatch.setenv("DMZ_MAP_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        main(["measure"])


def test_an_error_of_the_system_names_the_file(capsys, monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device", "data/datapackage.json")

    monkeypatch.setattr("dmz_map.cli.archive.seal", full)
    assert main(["seal"]) == 1
    said = capsys.readouterr().err
    assert said == "data/datapackage.json: No space left on device. Nothing more was done.\n"
