"""Imported incidents that the map may have already: listed, joined, or remembered as different."""

from __future__ import annotations

from pathlib import Path

import pytest

from dmz_map.cli import main
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from tests.importing.tables import ROOT


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return open_store(str(tmp_path / "store"), root=ROOT)


def known(store: Store) -> str:
    """Return the id of the project's own incident of the mines of 4 August 2015."""
    (found,) = (
        i.id
        for i in store.incidents(Query(categories=("mine_blast",)))
        if i.date == "2015-08-04" and not i.origin
    )
    return found


@pytest.mark.parametrize("kind", ["mine_blast", "explosion"])
def test_a_pair_is_listed_joined_and_not_listed_again(
    tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    own, folder = known(store), str(tmp_path / "store")
    place = store.get(own).place
    path = tmp_path / "a.csv"
    path.write_text(
        f"title,date,type,lat,lon,source\nMine at a fence,2015-08-04,{kind},{place.lat},{place.lon},Notes\n"
        f"Far away,1960-01-01,{kind},38.3,127.4,Notes\n",
        encoding="utf-8",
    )
    assert main(["import", str(path), "--store", folder]) == 0
    (new,) = (i.id for i in store.incidents(Query()) if i.title_en == "Mine at a fence")
    out = capsys.readouterr().out
    assert f"{new}={own}" in out
    assert "Far away" not in out.split("set 1: ")[1]
    before, shown = store.get(own), store.count(Query())
    assert main(["same", "--store", folder, "--same", f"{new}={own}"]) == 0
    joined = store.get(own)
    assert (joined.title_en, joined.claims) == (before.title_en, before.claims)
    assert {c.source.title for c in joined.citations} > {"Notes"}
    assert set(before.citations) < set(joined.citations)
    assert store.get(new) == joined
    assert [i.id for i in store.incidents(Query())].count(own) == 1
    assert store.count(Query()) == shown - 1
    capsys.readouterr()
    assert main(["same", "--store", folder]) == 0
    assert own not in capsys.readouterr().out
    assert main(["same", "--store", folder, "--different", f"{new}={own}"]) == 0
    assert (store.get(own), store.get(new).title_en) == (before, "Mine at a fence")
    assert store.count(Query()) == shown


def test_what_is_different_is_remembered(
    tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    own, folder = known(store), str(tmp_path / "store")
    path = tmp_path / "a.csv"
    path.write_text("title,date,type\nMine at a fence,2015-08-04,mine_blast\n", encoding="utf-8")
    assert main(["import", str(path), "--store", folder]) == 0
    (new,) = (i.id for i in store.incidents(Query()) if i.title_en == "Mine at a fence")
    assert f"{new}={own}" in capsys.readouterr().out
    assert main(["same", "--store", folder, "--different", f"{new}={own}"]) == 0
    capsys.readouterr()
    assert main(["same", "1", "--store", folder]) == 0
    assert f"{new}={own}" not in capsys.readouterr().out


def test_a_pair_needs_two_ids(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["same", "--same", "one"]) == 2
    assert "'one' is not of the form IMPORT=ID" in capsys.readouterr().err
