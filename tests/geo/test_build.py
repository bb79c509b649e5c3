import shutil
from pathlib import Path

import pytest
from shapely import Point, Polygon, box, get_num_coordinates, hausdorff_distance, wkt

from dmz_map.errors import BuildError
from dmz_map.geo.build import build, coarser, land_border, land_union
from dmz_map.geo.npm_package import TARBALL

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache"
# A country of 4 x 2 squares: its southern edge from (0, 0) to (4, 0) bends inland at (2, 0.5).
COUNTRY = wkt.loads("MULTIPOLYGON (((0 0, 2 .5, 4 0, 4 2, 0 2, 0 0)), ((9 9, 10 9, 10 10, 9 9)))")
SOUTH = [(0, 0), (2, 0.5), (4, 0)]


@pytest.fixture
def root(tmp_path):
    for folder in ("data", "seeds"):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / "datapackage.json", tmp_path / folder)
    return tmp_path


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Return a function that puts a shell script in npm's place, and nothing else beside it."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    def put(script):
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "npm").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "bin" / "npm").chmod(0o755)

    return put


@pytest.mark.parametrize("shape", [COUNTRY, COUNTRY.reverse()])
def test_the_border_is_the_shorter_way_between_its_ends(shape):
    border = land_border(shape, Point(0.001, 0), Point(4, 0.001))
    assert list(border.coords) == SOUTH


def test_the_border_begins_at_its_west_end():
    border = land_border(COUNTRY, Point(4, 0), Point(0, 0))
    assert list(border.coords) == SOUTH[::-1]


def test_an_end_far_from_the_outline_is_refused():
    with pytest.raises(BuildError, match="no vertex near 1 E, 1 N"):
        land_border(COUNTRY, Point(1, 1), Point(4, 0))


def test_land_is_united_valid_and_the_same_in_any_order():
    bow_tie = wkt.loads("POLYGON ((2 0, 4 2, 4 0, 2 2, 2 0))")
    land = land_union([box(0, 0, 1, 1), box(1, 0, 2, 1), bow_tie])
    assert land.is_valid
    assert land.area == pytest.approx(4)
    assert land.equals_exact(land_union([bow_tie, box(1, 0, 2, 1), box(0, 0, 1, 1)]))
    assert all(part.exterior.is_ccw for part in land.geoms)


def test_land_is_coarser_outside_a_rectangle_and_the_same_inside_it():
    steps = [(x / 10, 0.01 * (x % 2)) for x in range(101)]
    islet, near_islet = box(8, -1, 8.1, -0.9), box(2, -1, 2.1, -0.9)
    land = land_union([Polygon([*steps, (10, 5), (0, 5)]), islet, near_islet])
    near = box(0, -2, 4, 4)
    found = coarser(land, near.bounds, 0.05, 0.1)
    assert found.is_valid
    assert found.intersection(near).equals(land.intersection(near))
    assert not found.intersects(islet)
    assert get_num_coordinates(found) < get_num_coordinates(land) / 2
    assert hausdorff_distance(found.geoms[0], land.geoms[0]) < 0.05


@pytest.mark.skipif(not (CACHE / TARBALL).is_file(), reason="run `python -m dmz_map build` first")
def test_building_makes_the_very_bytes_that_are_kept(root):
    lines = []
    build(root, package_dir=CACHE, report=lines.append)
    for name in ("data/border.geojson", "data/land.geojson", "data/datapackage.json"):
        assert (root / name).read_bytes() == (ROOT / name).read_bytes(), name
    assert "Border: 253 vertices." in lines


def test_a_tarball_that_is_not_the_pinned_one_is_refused(root):
    (root / TARBALL).write_bytes(b"another package")
    with pytest.raises(BuildError, match="is not the pinned package: expected SHA-256 e6dca8a0"):
        build(root, package_dir=root, report=print)


def test_without_npm_and_tarball_the_remedy_is_told(root, npm):
    with pytest.raises(BuildError, match=r"npm is not installed, and .* Install Node\.js"):
        build(root, package_dir=None, report=print)


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("echo offline >&2; exit 1", "`npm pack .*` failed: offline. Check the network"),
        ("exit 0", "npm did not make geo-maps"),
        (f"echo other > {TARBALL}", "is not the pinned package"),
    ],
)
def test_when_npm_brings_nothing_good_nothing_is_kept(root, npm, script, sentence):
    npm(script)
    with pytest.raises(BuildError, match=sentence):
        build(root, package_dir=None, report=print)
    assert list((root / ".cache").iterdir()) == []
    assert not (root / "data/border.geojson").exists()
