"""Imports that the program before has written are found and shown by this one."""

import json
import shutil
import sqlite3
from contextlib import closing

import geopandas as gpd
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import StoreError
from dmz_map.store.geopackage import FORMAT
from dmz_map.store.query import Query
from tests.stores import DATA, assert_old_imports_are_shown, open_store

OLD = DATA / "imports-format-1.gpkg"  # written by the program that had format 1


@pytest.fixture
def folder(tmp_path):
    shutil.copyfile(OLD, tmp_path / "imports.gpkg")
    return tmp_path


def about(path):
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("SELECT name, value FROM about"))


def say(path, **values):
    with closing(sqlite3.connect(path)) as db, db:
        for name, value in values.items():
            db.execute("UPDATE about SET value = ? WHERE name = ?", [value, name])


def test_imports_of_format_1_are_migrated_and_the_old_file_is_kept(folder, caplog):
    store = open_store(str(folder))
    assert_old_imports_are_shown(store)
    assert about(folder / "imports.gpkg")["format"] == str(FORMAT)
    kept = folder / "imports.gpkg.format-1"
    assert kept.read_bytes() == OLD.read_bytes()
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.endswith(f"has been migrated to format {FORMAT}; the old file is {kept}.")
    assert len(gpd.read_file(folder / "imports.gpkg", layer="incidents")) == 3


def test_after_the_migration_imports_are_added_and_replaced_as_ever(folder):
    store = open_store(str(folder))
    old = store.get("old-import-2")
    assert store.add(synthetic_incidents(3)) == 3
    assert store.replace([old]) == 1
    assert store.count(Query(text="post 579")) == 1
    assert_old_imports_are_shown(store, sets=(1, 3, 1))
    assert store.clear() == 6


def test_a_migration_happens_once(folder, caplog):
    version = open_store(str(folder)).version
    written = (folder / "imports.gpkg").stat().st_ino
    caplog.clear()
    assert open_store(str(folder)).version == version
    assert (folder / "imports.gpkg").stat().st_ino == written
    assert caplog.records == []


def test_an_old_file_that_was_kept_before_is_not_written_over(folder):
    (folder / "imports.gpkg.format-1").write_text("older still")
    open_store(str(folder))
    assert (folder / "imports.gpkg.format-1").read_text() == "older still"
    assert (folder / "imports.gpkg.format-1.1").read_bytes() == OLD.read_bytes()


def test_a_migration_that_is_cut_off_leaves_the_old_file(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(StoreError, match="No space left"):
        open_store(str(folder))
    monkeypatch.undo()
    assert (folder / "imports.gpkg").read_bytes() == OLD.read_bytes()
    assert_old_imports_are_shown(open_store(str(folder)))
    assert sorted(file.name for file in folder.glob("imports*")) == [
        "imports.gpkg",
        "imports.gpkg.format-1",
    ]


def test_a_word_that_the_vocabulary_has_lost_is_reported_and_nothing_changed(folder):
    with closing(sqlite3.connect(folder / "imports.gpkg")) as db, db:
        db.execute("UPDATE incidents SET category = 'picnic' WHERE id = 'old-import-1'")
    with pytest.raises(StoreError, match=r"no category 'picnic'.*Add the word"):
        open_store(str(folder))
    assert about(folder / "imports.gpkg")["format"] == "1"


@pytest.mark.parametrize("written", ["99", "soon"])
def test_a_file_of_a_newer_format_is_reported(folder, written):
    say(folder / "imports.gpkg", format=written)
    with pytest.raises(StoreError, match=f"has the format {written}, and this program knows"):
        open_store(str(folder))


def test_the_file_of_format_1_is_what_the_program_before_has_written():
    said = about(OLD)
    assert said["format"] == "1"
    assert set(said) == {"format", "version", "terms"}
    assert json.loads(said["terms"])["sector"]
