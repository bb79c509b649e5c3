"""Which store an address means, and where imports of an older program are found."""

import shutil

import pytest

from dmz_map.errors import StoreError
from dmz_map.store.open_store import read_coding
from dmz_map.tabular.datapackage import open_package
from tests.stores import (
    DATA,
    ROOT,
    assert_old_imports_are_shown,
    copy_of_the_project,
    open_store,
)

OLD = DATA / "imports-format-1.gpkg"


@pytest.fixture
def user_data(tmp_path, monkeypatch):
    """Return the user's data folder of this test, which does not exist yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    return tmp_path / "user/dmz-map"


@pytest.fixture
def root(tmp_path):
    """Return a project beside whose data an older program has kept imports."""
    made = copy_of_the_project(tmp_path / "project")
    shutil.copyfile(OLD, made / "imports.gpkg")
    return made


def test_old_imports_beside_the_data_are_found_used_and_said(root, user_data, caplog):
    store = open_store(None, root=root)
    assert_old_imports_are_shown(store)
    first, second = (record.getMessage() for record in caplog.records)
    assert first == (
        f"The imports of {root / 'imports.gpkg'} are used, where older versions of the program "
        "kept them."
    )
    assert "has been migrated" in second
    assert store.describe()["imports"] == (
        f"{root / 'imports.gpkg'} (where older versions of the program kept them)"
    )
    assert not user_data.exists()


def test_imports_of_the_users_folder_come_before_old_ones_and_this_is_said(root, user_data, caplog):
    user_data.mkdir(parents=True)
    shutil.copyfile(OLD, user_data / "imports.gpkg")
    store = open_store(None, root=root)
    assert store.describe()["imports"] == str(user_data / "imports.gpkg")
    said = caplog.records[0].getMessage()
    assert said.endswith(f"are used; those of {root / 'imports.gpkg'} are not.")


def test_once_they_are_removed_imports_are_kept_in_the_users_folder(root, user_data):
    store = open_store(None, root=root)
    assert store.clear() == 3
    again = open_store(None, root=root)
    again.add([])
    assert again.describe()["imports"] == "none"
    assert (user_data / ".imports.lock").exists()


def test_a_folder_that_is_named_uses_neither(root, user_data, tmp_path, caplog):
    store = open_store(str(tmp_path / "named"), root=root)
    assert store.describe()["imports"] == "none"
    assert caplog.records == []


def test_an_address_of_another_kind_is_reported():
    with pytest.raises(StoreError, match="begins with mysql://"):
        open_store("mysql://localhost/x")


def test_the_coding_is_of_the_vocabulary_and_the_border():
    coding = read_coding(open_package(ROOT))
    assert coding.terms["sector"][0] == "western"
    assert coding.line.length_km == pytest.approx(240.7, abs=0.1)
    assert set(coding.line.stretches) == {
        "western", "central_western", "central", "central_eastern", "eastern", "whole_line",
    }  # fmt: skip
