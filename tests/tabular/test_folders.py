from pathlib import Path

import pytest

from dmz_map.tabular.folders import user_cache, user_data


@pytest.mark.parametrize(
    ("folder", "variable"), [(user_data, "XDG_DATA_HOME"), (user_cache, "XDG_CACHE_HOME")]
)
def test_the_users_folders_are_where_the_environment_says(folder, variable, tmp_path, monkeypatch):
    monkeypatch.setenv(variable, str(tmp_path))
    assert folder() == tmp_path / "dmz-map"
    assert not folder().exists()


def test_without_a_word_they_are_in_the_usual_places(tmp_path, monkeypatch):
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_data() == tmp_path / ".local/share/dmz-map"
    assert user_cache() == tmp_path / ".cache/dmz-map"
    assert isinstance(user_data(), Path)
