import pytest
from pyproj import CRS
from shapely import wkt

from dmz_map.geo.crs import GEOGRAPHIC, METRIC, geodesic_area_km2, geodesic_length_km

SQUARE = "(0 0, 1 0, 1 1, 0 1, 0 0)"
HOLE = "(.25 .25, .75 .25, .75 .75, .25 .75, .25 .25)"
ONE_DEGREE_KM = 110.5744
SQUARE_KM2 = 12308.778
HOLE_KM2 = 3077.164


def test_one_system_is_in_degrees_and_the_other_in_metres():
    assert CRS(GEOGRAPHIC).is_geographic
    assert {axis.unit_name for axis in CRS(METRIC).axis_info} == {"metre"}


@pytest.mark.parametrize(
    ("text", "expected_km"),
    [
        ("LINESTRING (0 0, 0 1)", ONE_DEGREE_KM),
        ("LINESTRING (0 1, 0 0)", ONE_DEGREE_KM),
        ("MULTILINESTRING ((0 0, 0 1), (5 0, 5 1))", 2 * ONE_DEGREE_KM),
        ("POINT (1 1)", 0),
        ("LINESTRING EMPTY", 0),
    ],
)
def test_length_is_geodesic(text, expected_km):
    assert geodesic_length_km(wkt.loads(text)) == pytest.approx(expected_km, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "expected_km2"),
    [
        (f"POLYGON ({SQUARE})", SQUARE_KM2),
        ("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))", SQUARE_KM2),
        (f"POLYGON ({SQUARE}, {HOLE})", SQUARE_KM2 - HOLE_KM2),
        (f"GEOMETRYCOLLECTION (LINESTRING (0 0, 3 3), POLYGON ({SQUARE}))", SQUARE_KM2),
        ("LINESTRING (0 0, 0 1, 1 1)", 0),
        ("POLYGON EMPTY", 0),
    ],
)
def test_area_is_geodesic_and_never_depends_on_winding(text, expected_km2):
    assert geodesic_area_km2(wkt.loads(text)) == pytest.approx(expected_km2, rel=1e-6)
