"""The border beside an independent one: the US State Department's LSIB, kept elsewhere."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import LineString, Point

from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.geo.layers import read_border, zone
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]
YARDSTICK = ROOT.parent / "shared/reference/lsib_lines.csv"
JOINT_SECURITY_AREA = Point(126.67667, 37.95583)

needs_yardstick = pytest.mark.skipif(
    not YARDSTICK.is_file(), reason="the yardstick is not part of the project and not at hand here"
)


@pytest.fixture(scope="module")
def border():
    return read_border(open_package(ROOT))


def line(name):
    points = pd.read_csv(YARDSTICK).query("line == @name").sort_values("seq")
    return LineString(points[["lon", "lat"]])


def metric(shape):
    return gpd.GeoSeries([shape], crs=GEOGRAPHIC).to_crs(METRIC).iloc[0]


def distances_m(shape, other):
    """Return how far each point of a line, ten metres apart at most, lies from another line."""
    points = shapely.points(shapely.get_coordinates(metric(shape).segmentize(10)))
    return shapely.distance(points, metric(other))


@needs_yardstick
def test_the_border_stays_close_to_the_yardstick(border):
    found = distances_m(border.geometry.iloc[0], line("mdl"))
    assert found.mean() < 120
    assert found.max() < 850


@needs_yardstick
def test_the_yardstick_stays_close_to_the_border(border):
    found = distances_m(line("mdl"), border.geometry.iloc[0])
    assert found.mean() < 120
    assert found.max() < 850


@needs_yardstick
def test_the_nominal_zone_is_about_as_large_as_the_real_one(border):
    north, south = line("north_limit"), line("south_limit")
    real = shapely.Polygon([*north.coords, *list(south.coords)[::-1]])
    nominal = zone(border).to_crs(METRIC).area.iloc[0]
    assert metric(real).area == pytest.approx(nominal, rel=0.05)


def test_the_border_passes_the_joint_security_area(border):
    assert metric(border.geometry.iloc[0]).distance(metric(JOINT_SECURITY_AREA)) < 30
