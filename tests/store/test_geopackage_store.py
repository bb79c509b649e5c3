"""The store of GeoPackages: where its files are, who may read and who may write them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import PackageError, StoreError
from dmz_map.store.geopackage import FORMAT
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package
from tests.stores import ROOT, copy_of_the_project, open_store

EVERYTHING = Query()


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Give each test user folders of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user-data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user-cache"))


def test_the_built_file_is_named_by_version_and_format_and_made_once(tmp_path):
    root = copy_of_the_project(tmp_path / "project")
    opened = open_store(None, root=root)
    (built,) = (tmp_path / "user-cache/dmz-map").glob("*.gpkg")
    assert built.name == f"dmz-map-{open_package(root).version}-{FORMAT}.gpkg"
    made = built.stat().st_ino
    open_store("", root=root)
    assert built.stat().st_ino == made
    assert opened.version == open_package(root).version
    assert opened.describe()["built"] == str(built)
    assert {file.name for file in root.iterdir()} == {"data", "seeds"}


def test_built_files_that_were_not_used_for_long_are_removed(tmp_path):
    for number in range(12):
        old = tmp_path / f"dmz-map-{number:012x}-1.gpkg"
        old.touch()
        os.utime(old, (number, number))
    built = Path(open_store(str(tmp_path)).describe()["built"])
    left = sorted(tmp_path.glob("dmz-map-*.gpkg"), key=lambda file: file.stat().st_mtime)
    assert [file.name[8:20] for file in left[:-1]] == [f"{number:012x}" for number in range(5, 12)]
    assert left[-1] == built


def test_imports_are_in_the_users_data_folder_and_not_in_the_cache(tmp_path):
    store = open_store(None)
    store.add(synthetic_incidents(2))
    imports = tmp_path / "user-data/dmz-map/imports.gpkg"
    assert store.describe()["imports"] == str(imports)
    assert imports.is_file()
    store.close()
    shutil.rmtree(tmp_path / "user-cache")
    assert open_store(None).get("syn-0000001").id == "syn-0000001"
    assert open_store(None).version == store.version


def test_a_folder_that_is_named_has_both_files(tmp_path):
    open_store(str(tmp_path / "here")).add(synthetic_incidents(1))
    names = {file.name for file in (tmp_path / "here").glob("*.gpkg")}
    assert names == {"imports.gpkg", f"dmz-map-{open_package(ROOT).version}-{FORMAT}.gpkg"}
    assert not (tmp_path / "user-data").exists()
    assert not (tmp_path / "user-cache").exists()


def test_a_file_that_is_not_what_its_package_promises_is_not_built_from(tmp_path):
    root = copy_of_the_project(tmp_path)
    with (root / "data/incidents.csv").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(PackageError, match=r"data/incidents\.csv: not the promised file"):
        open_store(None, root=root)


def test_two_processes_may_build_at_once(tmp_path):
    command = (
        "import sys; from dmz_map.store.open_store import open_store\n"
        "print(open_store(sys.argv[1]).version)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", command, str(tmp_path / "store")],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    assert len({process.communicate()[0] for process in both}) == 1
    assert [process.returncode for process in both] == [0, 0]
    assert len(list((tmp_path / "store").glob("*.gpkg"))) == 1
    assert len(list((tmp_path / "store").iterdir())) == 2, "the file and its proof"


def test_geopandas_reads_the_imports(tmp_path):
    store = open_store(str(tmp_path))
    some = list(synthetic_incidents(200))
    store.add(some)
    frame = gpd.read_file(tmp_path / "imports.gpkg", layer="incidents")
    assert frame.crs == "EPSG:4326"
    assert frame["id"].tolist() == [incident.id for incident in some]
    expected = [incident.place.lon for incident in some]
    assert frame.geometry.x.tolist() == pytest.approx(np.array(expected, float), nan_ok=True)
    box = (127.0, 38.0, 127.6, 38.4)
    within = gpd.read_file(tmp_path / "imports.gpkg", layer="incidents", bbox=box)
    assert len(within) == store.count(Query(box=box, text="post")) - project_count(store, box)


def project_count(store, box):
    return sum(not i.id.startswith("syn-") for i in store.incidents(Query(box=box, text="post")))


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo (gdal-bin) is not installed")
def test_ogrinfo_reads_the_built_file(tmp_path, archive):
    open_store(str(tmp_path))
    (built,) = tmp_path.glob("dmz-map-*.gpkg")
    listed = subprocess.run(["ogrinfo", "-ro", built], capture_output=True, text=True, check=True)
    assert listed.stderr == ""
    layers = [line for line in listed.stdout.splitlines() if line[:1].isdigit()]
    assert layers == ["1: incidents (Point)", "2: about (None)"]
    said = subprocess.run(
        ["ogrinfo", "-ro", "-so", built, "incidents"], capture_output=True, text=True, check=True
    ).stdout
    assert f"Feature Count: {len(archive.incidents)}" in said
    assert 'ID["EPSG",4326]' in said
    assert "first_day: Date" in said


def test_the_built_file_keeps_the_geopackage_rules(tmp_path):
    open_store(str(tmp_path))
    (built,) = tmp_path.glob("dmz-map-*.gpkg")
    with sqlite3.connect(built) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        placed = "SELECT count(*) FROM incidents WHERE geom NOT NULL"
        boxes = "SELECT count(*) FROM rtree_incidents_geom"
        assert db.execute(placed).fetchone() == db.execute(boxes).fetchone()
    db.close()


def test_a_second_writer_is_sent_away(tmp_path, monkeypatch):
    monkeypatch.setattr("dmz_map.store.geopackage_store._PATIENCE_S", 0.05)
    store = open_store(str(tmp_path))

    def while_writing():
        with pytest.raises(StoreError, match="Another import is running"):
            open_store(str(tmp_path)).clear()
        yield from synthetic_incidents(1)

    assert store.add(while_writing()) == 1
