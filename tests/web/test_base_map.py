"""The base map's file: every vertex, the named columns, and no specks."""

import json

import geopandas as gpd
import pytest
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from dmz_map.geo.crs import METRIC
from dmz_map.web.base_map import base_asset, drop_small_polygons, features


def frame(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


def vertices(steps):
    """Return the vertices of a ring, in 1e-5 degrees, as the map's script adds them up."""
    at, found = [0, 0], []
    for lon, lat in zip(steps[::2], steps[1::2], strict=True):
        at = [at[0] + lon, at[1] + lat]
        found.append(tuple(at))
    return found


HOLED = Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (6, 1), (6, 2)]])


@pytest.mark.parametrize(
    ("shape", "rings"),
    [
        (Point(127.123456789, 38.5), [[(12712346, 3850000)]]),
        (LineString([(7, 3), (7.1, 3.1234567)]), [[(700000, 300000), (710000, 312346)]]),
        (LineString([(127, 38), (127.000001, 38.000001)]), [[(12700000, 3800000)] * 2]),
        (LineString([(-1, -2), (1, 2)]), [[(-100000, -200000), (100000, 200000)]]),
        (MultiLineString([[(0, 0), (0, 1)], [(1, 0), (1, 1)]]), [
            [(0, 0), (0, 100000)], [(100000, 0), (100000, 100000)],
        ]),
        (HOLED, [
            [(0, 0), (900000, 0), (900000, 900000), (0, 0)],
            [(500000, 100000), (600000, 100000), (600000, 200000), (500000, 100000)],
        ]),
        (Polygon(), [[]]),
    ],
)  # fmt: skip
def test_a_shape_is_its_rings_and_a_ring_is_steps_of_1e_5_degrees(shape, rings):
    (feature,) = features(frame(shape))
    assert [vertices(ring) for ring in feature["r"]] == rings


def test_a_feature_bears_the_named_columns_only_and_leaves_the_frame_alone():
    places = frame(Point(1, 2), id=["a"], name=["</script>{{7*7}}"], secret=["x"])
    before = places.copy()
    assert features(places, ("id", "name")) == [
        {"id": "a", "name": "</script>{{7*7}}", "r": [[100000, 200000]]}
    ]
    assert places.equals(before)


def test_the_base_file_holds_each_layer_by_name_and_the_words_by_language():
    asset = base_asset({"places": (frame(Point(1, 2), id=["a"]), ("id",))}, {"ko": {"all": "모두"}})
    assert asset.name == "base.json"
    assert json.loads(asset.body) == {
        "places": [{"id": "a", "r": [[100000, 200000]]}],
        "words": {"ko": {"all": "모두"}},
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
