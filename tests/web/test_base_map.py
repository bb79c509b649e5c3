"""The base map's files: GeoJSON with ids alone, names by id, and no specks."""

import json

import geopandas as gpd
import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry import shape

import dmz_map
from dmz_map.geo.crs import METRIC
from dmz_map.web.base_map import (
    base_asset,
    drop_small_polygons,
    feature_collection,
    sector_points,
    simplified,
    striped,
)


def frame(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


def features(collection):
    return json.loads(json.dumps(collection))["features"]


@pytest.mark.parametrize(
    "drawn",
    [
        Point(127.12345, 38.5),
        LineString([(7, 3), (7.1, 3.12346)]),
        Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (6, 1), (6, 2)]]),
        MultiPolygon([box(0, 0, 1, 1), box(2, 0, 3, 1)]),
    ],
)
def test_a_row_is_a_feature_with_its_shape(drawn):
    (feature,) = features(feature_collection(frame(drawn)))
    assert feature["type"] == "Feature"
    assert shape(feature["geometry"]) == drawn


def test_a_place_is_told_to_a_metre():
    (feature,) = features(feature_collection(frame(Point(127.123456789, 38.5000012))))
    assert feature["geometry"]["coordinates"] == [127.12346, 38.5]


def test_a_feature_has_the_named_columns_only_and_the_frame_stays_as_it_is():
    places = frame(Point(1, 2), id=["a"], kind=["hill"], name=["</script>{{7*7}}"])
    before = places.copy()
    (feature,) = features(feature_collection(places, columns=("id", "kind")))
    assert feature["properties"] == {"id": "a", "kind": "hill"}
    assert places.equals(before)


def test_every_second_sector_is_shaded_and_each_has_a_point_for_its_name():
    sectors = frame(
        box(0, 0, 1, 1), box(1, 0, 2, 1), id=["west", "east"],
        anchor_lon=[0.5, 1.5], anchor_lat=[0.4, 0.6],
    )  # fmt: skip
    found = features(
        feature_collection(striped(sectors), sector_points(sectors), columns=("id", "style"))
    )
    assert [f["properties"] for f in found] == [
        {"id": "west", "style": {"fillOpacity": 0}},
        {"id": "east", "style": {"fillOpacity": 0.06}},
        {"id": "west"},
        {"id": "east"},
    ]
    assert [f["geometry"]["coordinates"] for f in found[2:]] == [[0.5, 0.4], [1.5, 0.6]]


def test_what_is_drawn_has_fewer_vertices_and_is_nowhere_twenty_metres_off():
    area = dmz_map.zone()
    drawn = simplified(area)
    outline, other = (f.to_crs(METRIC).geometry.item().exterior for f in (area, drawn))
    assert len(other.coords) < 0.5 * len(outline.coords)
    assert outline.hausdorff_distance(other) < 20
    assert (drawn.crs, drawn.area_km2.item()) == (area.crs, area.area_km2.item())


def test_the_base_file_holds_names_by_layer_and_id_and_the_words_by_language():
    named = frame(Point(1, 2), id=["a"], name_en=["Hill"], name_ko=["언덕"])
    asset = base_asset({"places": named}, {"ko": {"all": "모두"}}, {"sectors": {"west": [0, 9.5]}})
    assert asset.name == "base.json"
    assert json.loads(asset.body) == {
        "names": {"places": {"a": ["Hill", "언덕"]}},
        "anchors": {},
        "words": {"ko": {"all": "모두"}},
        "kilometres": {"sectors": {"west": [0, 9.5]}},
        "stories": {},
    }


def squares(*sides_km, holes_km=()):
    """Return squares of these sides, one beside the other; holes lie in the first."""
    shells = [
        box(x := 50_000 * i + 1e6, 1.8e6, x + s * 1e3, 1.8e6 + s * 1e3)
        for i, s in enumerate(sides_km)
    ]
    for number, side in enumerate(holes_km):
        at = 1e6 + 1e3 + 5e3 * number
        shells[0] -= box(at, 1.801e6, at + side * 1e3, 1.801e6 + side * 1e3)
    return gpd.GeoDataFrame(geometry=[MultiPolygon(shells)], crs=METRIC)


@pytest.mark.parametrize(
    ("land", "limit", "kept_km2"),
    [
        (squares(20, 1), {}, [400]),
        (squares(20, 2), {}, [400, 4]),
        (squares(20, 2), {"below_km2": 5}, [400]),
        (squares(20, holes_km=(1,)), {}, [400]),
        (squares(20, holes_km=(1, 3)), {}, [391]),
        (squares(1), {}, []),
    ],
)
def test_islands_and_waters_too_small_to_see_are_left_out(land, limit, kept_km2):
    kept = drop_small_polygons(land, **limit)
    assert kept.area.div(1e6).round(6).tolist() == kept_km2
    assert kept.crs == land.crs
