"""What can be built again proves itself; what is nobody's copy is set aside, never lost."""

import logging
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import StoreError
from dmz_map.store.built_file import is_as_built, sweep
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query

EVERYTHING = Query()


def tampered(path):
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER IF EXISTS rtree_incidents_geom_update6")
        db.execute("UPDATE incidents SET record = replace(record, 'e', 'f')") if "record" in {
            name for _, name, *_ in db.execute("PRAGMA table_info(incidents)")
        } else db.execute("UPDATE about SET value = 'x' WHERE name = 'version'")
    db.close()


DAMAGE = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20_000]),
    "garbage": lambda path: path.write_bytes(os.urandom(50_000)),
    "tampered": tampered,
    "one byte": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\1"),
    "of another program": lambda path: path.write_bytes(b"PK\3\4" * 1000),
    "gone": lambda path: path.unlink(),
    "without its proof": lambda path: Path(f"{path}.sha256").unlink(),
}


@pytest.fixture
def opened(tmp_path):
    """Return a store in a folder of its own, and its built file."""
    store = open_store(str(tmp_path))
    yield store, Path(store.describe()["built"])
    store.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_built_file_that_is_not_as_it_was_built_is_built_anew(opened, tmp_path, caplog, damage):
    store, built = opened
    count = store.count(EVERYTHING)
    store.close()
    DAMAGE[damage](built)
    assert not is_as_built(built)
    with caplog.at_level(logging.WARNING):
        again = open_store(str(tmp_path))
    assert again.count(EVERYTHING) == count
    assert is_as_built(built)
    said = [line for line in caplog.messages if str(built) in line]
    assert len(said) == (0 if damage == "gone" else 1)


@pytest.mark.parametrize("damage", ["gone", "garbage", "cut"])
def test_it_heals_while_the_server_runs(opened, damage):
    store, built = opened
    first = store.chunk(0)
    version = store.version
    DAMAGE[damage](built)
    assert store.version == version
    assert store.chunk(0) == first
    assert is_as_built(built)


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage", "of another program"])
def test_damaged_imports_are_kept_under_another_name_and_said(tmp_path, caplog, damage):
    store = open_store(str(tmp_path))
    own = store.count(EVERYTHING)
    store.add(synthetic_incidents(3))
    store.close()
    imports = tmp_path / "imports.gpkg"
    DAMAGE[damage](imports)
    bytes_then = imports.read_bytes()
    with caplog.at_level(logging.ERROR):
        again = open_store(str(tmp_path))
    assert again.count(EVERYTHING) == own
    (kept,) = tmp_path.glob("imports.gpkg.damaged-*")
    assert kept.read_bytes() == bytes_then
    assert [line for line in caplog.messages if str(kept) in line]
    assert again.describe()["damaged"] == str(kept)
    again.add(synthetic_incidents(2))
    assert again.count(EVERYTHING) == own + 2
    again.close()
    DAMAGE[damage](imports)
    open_store(str(tmp_path)).close()
    assert len(list(tmp_path.glob("imports.gpkg.damaged-*"))) == 2, "no file over another"


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage", "of another program"])
def test_imports_damaged_in_use_are_kept_and_the_map_goes_on(tmp_path, damage):
    store = open_store(str(tmp_path))
    version, own = store.version, store.count(EVERYTHING)
    store.add(synthetic_incidents(3))
    assert store.version != version
    DAMAGE[damage](tmp_path / "imports.gpkg")
    assert (store.version, store.count(EVERYTHING)) == (version, own)
    assert len(list(tmp_path.glob("imports.gpkg.damaged-*"))) == 1
    assert store.describe()["damaged"]
    assert store.add(synthetic_incidents(2)) == 2
    assert store.count(EVERYTHING) == own + 2


def test_imports_that_are_only_locked_stay_where_they_are(tmp_path, monkeypatch):
    store = open_store(str(tmp_path))
    store.add(synthetic_incidents(1))
    store.close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **o: connect(*a, **{"timeout": 0, **o}))
    with sqlite3.connect(tmp_path / "imports.gpkg") as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked"):
            open_store(str(tmp_path)).count(EVERYTHING)
        other.rollback()
    assert not list(tmp_path.glob("imports.gpkg.damaged-*"))


def test_what_a_program_that_is_gone_has_left_is_swept(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".dmz-map-0123456789ab-4.gpkg.{gone.pid}.0a1b2c3d.tmp"
    at_work = tmp_path / f".dmz-map-0123456789ab-4.gpkg.{os.getpid()}.0a1b2c3d.tmp"
    foreign = tmp_path / ".dmz-map-notes.tmp"
    for file in (left, at_work, foreign):
        file.touch()
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([at_work, foreign])
