"""Sectors and places get their kilometres along a line of one degree on the parallel of 38 N."""

import math

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString

from dmz_map.geo.linear_referencing import line_reference
from dmz_map.web.along_line import with_ends, with_kilometres

SECTORS = pd.DataFrame(
    {"id": ["west", "east"], "west_lon": [math.nan, 127.5], "east_lon": [127.5, math.nan]}
)


@pytest.fixture(scope="module")
def line():
    shape = LineString([(127.0, 38.0), (127.5, 38.0), (128.0, 38.0)])
    return line_reference(gpd.GeoDataFrame(geometry=[shape], crs="EPSG:4326"), SECTORS)


def test_a_sector_ends_where_the_next_one_begins(line):
    found = with_ends(SECTORS, line)
    assert found["from_km"][0] == 0
    assert found["to_km"][0] == found["from_km"][1]
    assert found["to_km"][1] == round(line.length_km, 2)


def test_a_place_has_the_kilometre_of_the_nearest_point_of_the_line_or_none(line):
    points = gpd.points_from_xy([127.5, 127.0, 127.5], [38.05, 38.0, 38.5])
    found = with_kilometres(gpd.GeoDataFrame(geometry=points, crs="EPSG:4326"), line)
    assert found["km"][0] == pytest.approx(line.length_km / 2, abs=0.1)
    assert found["km"][1] == 0
    assert found["km"][2] is None
