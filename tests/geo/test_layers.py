import json
import math
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString

from dmz_map.errors import PackageError, TableError
from dmz_map.geo.crs import METRIC
from dmz_map.geo.layers import (
    read_border,
    read_land,
    read_places,
    read_sector_table,
    sectors,
    zone,
)
from dmz_map.tabular.datapackage import Package, Resource, open_package, seal
from dmz_map.tabular.schema import Schema

ROOT = Path(__file__).parents[2]
IDS = ["western", "central_western", "central", "central_eastern", "eastern"]


@pytest.fixture(scope="module")
def package():
    return open_package(ROOT)


@pytest.fixture(scope="module")
def border(package):
    return read_border(package)


@pytest.fixture(scope="module")
def parts(package, border):
    return sectors(border, zone(border), read_sector_table(package))


def straight(*coordinates, crs=METRIC):
    """Return a border drawn on squared paper, in metres around a point on the central meridian."""
    points = [(1_000_000 + x, 2_000_000 + y) for x, y in coordinates]
    return gpd.GeoDataFrame(geometry=[LineString(points)], crs=crs).to_crs("EPSG:4326")


def table(*inner):
    bounds = [math.nan, *inner, math.nan]
    names = [f"s{number}" for number in range(len(inner) + 1)]
    return pd.DataFrame({"id": names, "west_lon": bounds[:-1], "east_lon": bounds[1:]})


def package_with(path, name, *columns):
    """Return a package of one file, with these columns of the project's own schema."""
    schema = None
    if columns:
        own = open_package(ROOT).schema(name)
        schema = Schema(tuple(own.field(column) for column in columns), own.keys)
    resource = Resource(name, path, 0, "", (), (), "", schema)
    return Package(path.parents[1], MappingProxyType({name: resource}), "")


def test_the_border_runs_west_to_east_and_tells_both_lengths(border):
    row = border.iloc[0]
    assert border.crs == "EPSG:4326"
    assert row.geometry.coords[0] < row.geometry.coords[-1]
    assert row.geometry.is_simple
    assert row.nominal_km == 248.0
    assert 239.5 <= row.length_km <= 242
    assert (row.name_en, row.name_ko) == ("Military Demarcation Line", "군사분계선")
    assert "OpenStreetMap" in row.source


def test_the_zone_is_one_polygon_without_holes(border):
    area = zone(border).iloc[0]
    assert area.geometry.geom_type == "Polygon"
    assert area.geometry.is_valid
    assert not area.geometry.interiors
    assert (area.nominal_width_km, area.half_width_m) == (4.0, 2000.0)
    assert 885 <= area.area_km2 <= 905
    assert area.mean_width_km == pytest.approx(area.area_km2 / border.length_km.iloc[0])


def test_the_zone_of_a_straight_line_is_a_rectangle():
    area = zone(straight((0, 0), (10_000, 0)), half_width_m=1000)
    assert area.to_crs(METRIC).area.iloc[0] == pytest.approx(20e6, rel=1e-6)
    assert area.mean_width_km.iloc[0] == pytest.approx(2.0, rel=1e-3)


@pytest.mark.parametrize("half_width_m", [0, -1, math.nan])
def test_a_zone_without_width_is_refused(border, half_width_m):
    with pytest.raises(ValueError, match="must be above zero"):
        zone(border, half_width_m=half_width_m)


def test_a_border_that_tells_no_crs_is_refused():
    with pytest.raises(ValueError, match="naive geometries"):
        zone(gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])]))


def test_the_sectors_stand_west_to_east_as_one_polygon_each(parts):
    assert parts["id"].tolist() == IDS
    assert parts["group"].tolist() == ["west", "west", "central", "east", "east"]
    assert set(parts.geom_type) == {"Polygon"}
    assert parts.geometry.is_valid.all()
    assert parts.bounds.minx.is_monotonic_increasing


def test_the_sectors_add_up_to_the_zone_and_to_the_border(parts, border):
    assert parts.length_km.sum() == pytest.approx(border.length_km.iloc[0], rel=1e-6)
    assert parts.area_km2.sum() == pytest.approx(zone(border).area_km2.iloc[0], rel=1e-6)


def test_each_anchor_lies_on_the_border_within_its_sector(parts, border):
    anchors = gpd.GeoSeries.from_xy(parts.anchor_lon, parts.anchor_lat, crs="EPSG:4326")
    line = border.to_crs(METRIC).geometry.iloc[0]
    assert anchors.to_crs(METRIC).distance(line).max() < 1
    assert anchors.within(parts.geometry).all()


def test_every_sector_says_that_it_is_approximate(parts):
    assert parts.note_en.str.startswith("Approximate, press usage").all()
    assert parts.note_ko.str.startswith("개략, 언론 통용 구분").all()


def test_a_straight_border_is_cut_in_half_at_its_middle():
    border = straight((-5000, 0), (5000, 0))
    halves = sectors(border, zone(border), table(127.5))
    assert halves.length_km.tolist() == pytest.approx([5.0, 5.0], rel=1e-3)
    assert halves.area_km2.tolist() == pytest.approx([20.0, 20.0], rel=1e-3)
    assert (halves.anchor_lon - 127.5).tolist() == pytest.approx([-0.0285, 0.0285], abs=1e-3)


def test_a_border_that_crosses_a_bound_three_times_loses_nothing():
    border = straight((-9000, 0), (3000, 6000), (-3000, 9000), (9000, 15000))
    halves = sectors(border, zone(border), table(127.5))
    whole = 13.4164 + 6.7082 + 13.4164
    assert halves.length_km.sum() == pytest.approx(whole, rel=1e-3)


def test_a_sector_that_the_border_misses_is_named():
    border = straight((0, 0), (1000, 0))
    with pytest.raises(ValueError, match="does not run through: s0"):
        sectors(border, zone(border), table(120.0))


def test_functions_leave_their_arguments_as_they_were(border, package):
    bounds, before = read_sector_table(package), border.copy()
    copy = bounds.copy()
    sectors(border, zone(border), bounds)
    pd.testing.assert_frame_equal(bounds, copy)
    pd.testing.assert_frame_equal(border, before)


def test_the_land_is_one_valid_shape_that_holds_the_border(package, border):
    land = read_land(package)
    assert len(land) == 1
    assert land.crs == "EPSG:4326"
    assert land.geometry.is_valid.all()
    assert land.total_bounds.tolist() == pytest.approx([123.9, 35.9, 130.92, 41.1], abs=0.01)
    inland = border.geometry.iloc[0].interpolate([0.2, 0.5, 0.8], normalized=True)
    assert land.geometry.iloc[0].buffer(0.001).contains(inland).all()


def test_places_are_points_with_a_radius(package):
    places = read_places(package)
    assert places.crs == "EPSG:4326"
    assert places["id"].is_unique
    assert (places.radius_km > 0).all()
    hall = places.set_index("id").loc["armistice-hall"]
    assert (hall.geometry.x, hall.geometry.y, hall.radius_km) == (126.66447, 37.96107, 0.3)


@pytest.mark.parametrize(
    ("lon", "sentence"),
    [
        ("", "is blank"),
        ("east", "'east' is not a decimal number of degrees east"),
        ("nan", "is not a decimal number"),
        ("181", "181 is out of bounds. Write a value from 124 to 131 degrees east"),
        ("inf", "is not a decimal number"),
    ],
)
def test_a_place_without_a_longitude_is_refused(tmp_path, lon, sentence):
    path = tmp_path / "places.csv"
    path.write_text(f"id,lon,lat,radius_km\naaa,127,38,1\nbbb,{lon},38,1\n")
    with pytest.raises(TableError, match=rf"places\.csv:3 \(column lon\): .*{sentence}"):
        read_places(package_with(path, "places", "id", "lon", "lat", "radius_km"))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("a,,127\nb,126,\n", r":3 \(column west_lon\): '126' leaves a gap or an overlap"),
        ("a,125,127\nb,127,\n", r":2 \(column west_lon\): '125' leaves a gap.* Empty it"),
        ("a,,127\nb,127,129\n", r":3 \(column east_lon\): the last sector, and no other, is open"),
        ("a,,127\nb,127,126\nc,126,\n", r":3 \(column east_lon\): 126 is not east of 127"),
        ("a,,x\nb,x,\n", r":2 \(column east_lon\): 'x' is not a decimal number"),
        ("", "has no rows"),
    ],
)
def test_sectors_that_do_not_meet_are_refused(tmp_path, rows, sentence):
    path = tmp_path / "sectors.csv"
    path.write_text(f"id,west_lon,east_lon\n{rows}")
    with pytest.raises(TableError, match=sentence):
        read_sector_table(package_with(path, "sectors", "id", "west_lon", "east_lon"))


POINT = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not a GeoJSON feature collection"),
        ("{}", "is not a GeoJSON feature collection"),
        (json.dumps({"features": [POINT]}), "must hold one LineString"),
    ],
)
def test_a_border_that_is_no_line_is_refused(tmp_path, text, sentence):
    path = tmp_path / "border.geojson"
    path.write_text(text)
    with pytest.raises(PackageError, match=sentence):
        read_border(package_with(path, "border"))


def test_a_border_that_crosses_itself_is_told(project_copy):
    path = project_copy / "data" / "border.geojson"
    border = json.loads(path.read_text("utf-8"))
    points = border["features"][0]["geometry"]["coordinates"]
    points[50], points[120] = points[120], points[50]
    path.write_text(json.dumps(border), "utf-8")
    seal(project_copy, "border")
    with pytest.raises(PackageError, match=r"border\.geojson: the line crosses itself"):
        read_border(open_package(project_copy))
