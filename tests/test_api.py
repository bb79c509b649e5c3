"""The face of the package for Python users: what it offers, and that it is light until used."""

import subprocess
import sys
from pathlib import Path

import folium
import geopandas as gpd
import pytest

import dmz_map
from dmz_map.errors import UnknownIdError

ROOT = Path(__file__).parents[1]
FRAMES = ("border", "zone", "sectors", "places", "land", "incidents")


def test_the_offer_is_sorted_and_each_name_is_there_and_described():
    assert dmz_map.__all__ == sorted(dmz_map.__all__)
    assert [n for n in dmz_map.__all__ if not hasattr(dmz_map, n)] == []
    assert [
        n for n in dmz_map.__all__ if n != "__version__" and not getattr(dmz_map, n).__doc__
    ] == []


def test_importing_it_loads_no_library_that_is_slow_to_load():
    heavy = ["geopandas", "pandas", "folium", "streamlit", "shapely", "numpy"]
    code = f"import sys, dmz_map; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


@pytest.mark.parametrize("name", FRAMES)
def test_a_layer_is_a_new_frame_in_degrees(name):
    frame = getattr(dmz_map, name)()
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    assert len(frame) > 0
    assert getattr(dmz_map, name)() is not frame


def test_the_zone_covers_896_square_kilometres():
    assert dmz_map.zone().to_crs(5179).area.item() / 1e6 == pytest.approx(896, abs=1)


def test_half_the_width_is_about_half_the_zone():
    assert dmz_map.zone(half_width_m=1000).area_km2.item() == pytest.approx(896 / 2, rel=0.04)


def test_filters_narrow_the_incidents():
    every = dmz_map.incidents()
    some = dmz_map.incidents(years=(1976, 1976))
    assert set(some.date.str[:4]) == {"1976"}
    assert set(some.id) < set(every.id)
    assert set(dmz_map.incidents(categories=["tunnel"]).category) == {"tunnel"}
    assert len(dmz_map.incidents(evidence="excerpt")) == 6


def test_a_word_that_the_vocabulary_lacks_is_named_with_those_it_has():
    with pytest.raises(UnknownIdError, match=r"'kite'.*soldier_crossing"):
        dmz_map.incidents(categories=["kite"])


def test_the_map_is_a_folium_map_to_which_anyone_can_add():
    world = dmz_map.build_map()
    assert isinstance(world, folium.Map)
    folium.Marker((38, 127)).add_to(world)
    folium.LayerControl().add_to(world)
    assert "L.marker" in world.get_root().render()


@pytest.mark.slow
def test_a_type_checker_knows_the_types_from_outside(tmp_path):
    (tmp_path / "user.py").write_text(
        "import dmz_map\nreveal_type(dmz_map.zone)\nreveal_type(dmz_map.build_map)\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "user.py"]
    env = {"PATH": "/usr/bin:/bin", "MYPYPATH": str(ROOT), "MYPY_CACHE_DIR": str(tmp_path / "c")}
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert "def (*, half_width_m: " in run.stdout, run.stdout + run.stderr
    assert "def ()" in run.stdout
