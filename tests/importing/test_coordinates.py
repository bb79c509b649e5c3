from __future__ import annotations

import pytest
import shapely

from dmz_map.errors import TableError
from dmz_map.importing.angles import parse_angle, parse_angles
from dmz_map.importing.geometries import as_geometry, crs_named, point_and_radius, reproject
from dmz_map.importing.grid_references import parse_grid

JSA = (37.955833, 126.676667)


@pytest.mark.parametrize(
    "cell",
    [
        "37.955833, 126.676667",
        "37.955833 126.676667",
        "(37.955833, 126.676667)",
        "37.955833/126.676667",
        "37,955833; 126,676667",
        "37,955833 126,676667",
        "37°57'21\"N 126°40'36\"E",
        "N 37° 57′ 21″, E 126° 40′ 36″",
        "37°57’21”N, 126°40’36”E",
        "N37 57.350 E126 40.600",
        "37°57.350'N 126°40.600'E",
        "37 57 21 N 126 40 36 E",
        "37-57-21N, 126-40-36E",
        "37:57:21 126:40:36",
        "375721N1264036E",
        "북위 37도 57분 21초, 동경 126도 40분 36초",
        "Lat: 37.955833 Long: 126.676667",
        "37.955833°N, 126.676667°E",
    ],
)
def test_a_pair_of_degrees_in_any_spelling(cell: str) -> None:
    (lat, _), (lon, _) = parse_angles(cell)
    assert (lat, lon) == pytest.approx(JSA, abs=1e-5)


@pytest.mark.parametrize("cell", ["near the third bend", "Panmunjom 37.9, 126.6", "", "37.9, x"])
def test_words_are_no_coordinates(cell: str) -> None:
    assert parse_angles(cell) == []


@pytest.mark.parametrize(
    ("cell", "degrees", "side"),
    [
        ("38.05N", 38.05, "N"),
        ("126,67", 126.67, ""),
        ("126°40'", 126.6667, ""),
        ("12.5 S", -12.5, "S"),
        ("37 57 21", 37.9558, ""),
    ],
)
def test_one_coordinate_alone(cell: str, degrees: float, side: str) -> None:
    angle = parse_angle(cell)
    assert angle is not None
    assert angle == (pytest.approx(degrees, abs=1e-4), side)


@pytest.mark.parametrize("cell", ["52SCH5154140159", "52S CH 51541 40159", "52s ch 5154140159"])
def test_a_grid_reference_in_three_spellings(cell: str) -> None:
    square = parse_grid(cell)
    assert square is not None
    assert square[:2] == pytest.approx((127.30226, 38.29725), abs=2e-5)


def test_a_coarse_grid_reference_is_the_middle_of_its_square() -> None:
    square = parse_grid("52S CH 515 401")
    assert square is not None
    assert square[2] == pytest.approx(0.0707, abs=1e-3)


@pytest.mark.parametrize("cell", ["52SCH515414015", "99SCH5154140159", "Paju", ""])
def test_what_is_no_grid_reference(cell: str) -> None:
    assert parse_grid(cell) is None


@pytest.mark.parametrize(
    ("wkt", "point", "radius"),
    [
        ("POINT (127 38)", (127, 38), 0),
        ("POINT Z (127 38 85)", (127, 38), 0),
        ("MULTIPOINT ((126.97 38.18), (126.99 38.18))", (126.98, 38.18), 0.876),
        ("LINESTRING (128.35 38.6, 128.35 38.64)", (128.35, 38.62), 2.22),
        (
            "POLYGON ((127.3 38.3, 127.4 38.3, 127.4 38.34, 127.3 38.34, 127.3 38.3))",
            (127.35, 38.32),
            4.904,
        ),
        ("GEOMETRYCOLLECTION (POINT (127 38))", (127, 38), 0),
    ],
)
def test_a_shape_is_a_point_with_the_radius_that_reaches_all(
    wkt: str, point: tuple[float, float], radius: float
) -> None:
    found = point_and_radius(shapely.from_wkt(wkt))
    assert found is not None
    assert found[:2] == pytest.approx(point, abs=1e-6)
    assert found[2] == pytest.approx(radius, abs=0.002)


def test_the_point_of_a_horseshoe_is_inside_of_it() -> None:
    shape = shapely.from_wkt("POLYGON ((0 0, 10 0, 10 10, 9 10, 9 1, 1 1, 1 10, 0 10, 0 0))")
    found = point_and_radius(shape)
    assert found is not None
    assert shape.contains(shapely.Point(found[:2]))


@pytest.mark.parametrize("wkt", ["POINT EMPTY", "POLYGON EMPTY", "POINT (nan 38)"])
def test_an_empty_shape_has_no_point(wkt: str) -> None:
    assert point_and_radius(shapely.from_wkt(wkt)) is None


def test_a_cell_in_well_known_text_or_geojson_is_a_geometry() -> None:
    for cell in (
        "POINT (127 38)",
        "SRID=4326;POINT (127 38)",
        '{"type":"Point","coordinates":[127,38]}',
    ):
        shape = as_geometry(cell)
        assert shape is not None
        assert (shape.x, shape.y) == (127, 38)
    assert as_geometry("POINT (127") is None
    assert as_geometry("Paju") is None


def test_eastings_and_northings_become_degrees() -> None:
    assert reproject(200000, 600000, crs_named("EPSG:5186")) == pytest.approx((127, 38))


def test_an_unknown_crs_is_named() -> None:
    with pytest.raises(TableError, match="'EPSG:9' names no coordinate reference system"):
        crs_named("EPSG:9")
