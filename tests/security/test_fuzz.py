"""Five hundred random inputs, a part of ``make fuzz``."""

import pytest

from tests.security.fuzz import SHARES, fuzz


def test_nothing_that_comes_in_ends_in_a_traceback_or_changes_a_file():
    report = fuzz(500)
    assert report.faults == {}
    assert sum(report.cases.values()) >= 450
    assert set(report.cases) == set(SHARES)


def test_a_fault_is_seen(monkeypatch):
    def broken(text):
        raise KeyError(text)

    monkeypatch.setattr("tests.security.fuzz.parse_grid", broken)
    report = fuzz(20, names=("coordinates",))
    (told,) = report.faults.values()
    assert told.startswith("KeyError")


@pytest.mark.parametrize(
    "words",
    [
        ["import", "mine.csv", "--save-profile", "mine.csv", "--dry-run"],
        ["import", "mine.csv", "--result", "mine.csv"],
        ["export", "mine.csv"],
        ["publish", "mine.csv", "--single"],
        ["publish", "mine.csv"],
        ["diff", ".", ".", "--out", "mine.csv"],
        ["read", "mine.csv", "--out", "mine.csv"],
        ["read", "mine.csv", "--to-archive", "mine.csv"],
    ],
    ids=" ".join,
)
def test_no_verb_writes_over_a_file_of_the_user(tmp_path, monkeypatch, words, capsys):
    from dmz_map.cli import main

    mine = tmp_path / "mine.csv"
    mine.write_text("title,date\na,2015-08-04\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DMZ_MAP_STORE", str(tmp_path / "store"))
    assert main(words) == 1
    assert mine.read_text() == "title,date\na,2015-08-04\n"
