"""The map is handed to streamlit-folium's frame as `st_folium` itself would, but made once."""

from types import SimpleNamespace

import pytest
import streamlit_folium

from dmz_map.ui import explorer
from dmz_map.ui.map_events import MAP_KEY, on_map_event
from dmz_map.web.site import open_site
from dmz_map.web.webmap import build_map
from tests.ui.test_ui import ROOT


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return open_site(ROOT, store=str(tmp_path_factory.mktemp("store"))).release()


@pytest.fixture
def given(monkeypatch):
    """Return all that the frame is given."""
    found = []
    monkeypatch.setattr(explorer, "_LAST", explorer._Last())
    monkeypatch.setattr(
        streamlit_folium, "_component_func", lambda **arguments: found.append(arguments)
    )
    return found


def test_the_frame_is_given_what_st_folium_gives(release, given):
    explorer.world_map(release)
    streamlit_folium.st_folium(
        build_map(release.assets), key=MAP_KEY, height=640, use_container_width=True,
        returned_objects=["last_object_clicked_tooltip"], on_change=on_map_event,
    )  # fmt: skip
    ours, theirs = ({k: v for k, v in one.items() if k not in ("on_change", "id")} for one in given)
    assert ours == theirs
    assert "L.map" in ours["script"]


def test_the_map_is_made_once_for_a_release(release, given, monkeypatch):
    made = []
    monkeypatch.setattr(
        explorer, "build_map", lambda assets: made.append(assets) or build_map(assets)
    )
    for _ in range(3):
        explorer.world_map(release)
    assert given[0]["script"] in explorer.map_script(release)
    assert len(made) == 1
    other = SimpleNamespace(assets=release.assets)
    explorer.world_map(other)
    assert len(made) == 2


@pytest.mark.parametrize("has_reported", [True, False])
def test_a_report_of_the_map_reaches_the_session_that_sent_it(
    release, given, monkeypatch, has_reported
):
    explorer.world_map(release)
    reported = {"last_object_clicked_tooltip": "~chart:years#1"}
    session = {given[0]["key"]: reported} if has_reported else {}
    events = []
    monkeypatch.setattr(explorer.st, "session_state", session)
    monkeypatch.setattr("dmz_map.ui.map_events.write", lambda *event: events.append(event))
    given[0]["on_change"]()
    assert events == ([("chart", "years")] if has_reported else [])
