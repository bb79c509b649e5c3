"""Sectors and places get their kilometres along a line of one degree on the parallel of 38 N."""

import math

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString

from dmz_map.geo.linear_referencing import line_reference
from dmz_map.web.along_line import kilometres

SECTORS = pd.DataFrame(
    {"id": ["west", "east"], "west_lon": [math.nan, 127.5], "east_lon": [127.5, math.nan]}
)


@pytest.fixture(scope="module")
def line():
    shape = LineString([(127.0, 38.0), (127.5, 38.0), (128.0, 38.0)])
    return line_reference(gpd.GeoDataFrame(geometry=[shape], crs="EPSG:4326"), SECTORS)


@pytest.fixture(scope="module")
def found(line):
    points = gpd.points_from_xy([127.5, 127.0, 127.5], [38.05, 38.0, 38.5])
    places = {"id": ["near", "start", "far"], "kind": ["city", "river", "hill"]}
    return kilometres(SECTORS, gpd.GeoDataFrame(places, geometry=points, crs="EPSG:4326"), line)


def test_a_sector_ends_where_the_next_one_begins(line, found):
    west, east = found["sectors"].values()
    assert west[0] == 0
    assert west[1] == east[0]
    assert east[1] == round(line.length_km, 2)


def test_a_place_has_the_kilometre_of_the_nearest_point_of_the_line(line, found):
    assert found["places"]["near"] == [pytest.approx(line.length_km / 2, abs=0.1), "city"]
    assert found["places"]["start"] == [0, "river"]


def test_a_place_far_from_the_line_has_none(found):
    assert "far" not in found["places"]
