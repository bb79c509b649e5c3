"""A line of one degree along the parallel of 38 N, and places beside it."""

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer
from shapely import LineString

from dmz_map.geo.linear_referencing import FARTHEST_KM, WHOLE_LINE, line_reference

LINE = LineString([(127.0, 38.0), (127.25, 38.0), (127.5, 38.0), (127.75, 38.0), (128.0, 38.0)])
SECTORS = pd.DataFrame(
    {
        "id": ["west", "middle", "east"],
        "west_lon": [math.nan, 127.25, 127.5],
        "east_lon": [127.25, 127.5, math.nan],
    }
)


@pytest.fixture(scope="module")
def reference():
    border = gpd.GeoDataFrame(geometry=[LINE], crs="EPSG:4326")
    return line_reference(border, SECTORS)


def km_along(lon):
    """Return the kilometres between the western end and a longitude on the line, EPSG:5179."""
    to_metric = Transformer.from_crs("EPSG:4326", "EPSG:5179", always_xy=True)
    xs = [127.0, *(x for x, _ in LINE.coords if x < lon), lon]
    return LineString([to_metric.transform(x, 38.0) for x in xs]).length / 1000


def located(reference, lon=math.nan, lat=math.nan, radius_km=math.nan, sector="west"):
    km, uncertainty = reference.locate(
        np.array([lon]), np.array([lat]), np.array([radius_km]), [sector]
    )
    return km[0], uncertainty[0]


@pytest.mark.parametrize("lon", [127.0, 127.1, 127.25, 127.6, 128.0])
def test_a_place_on_the_line_is_at_its_kilometre(reference, lon):
    km, uncertainty = located(reference, lon, 38.0, 2.5)
    assert km == pytest.approx(km_along(lon), abs=0.01)
    assert uncertainty == 2.5


def test_a_place_beside_the_line_is_at_the_nearest_kilometre(reference):
    km, _ = located(reference, 127.4, 38.05, 1.0)
    assert km == pytest.approx(km_along(127.4), abs=0.05)


@pytest.mark.parametrize(("lon", "end"), [(126.95, 0.0), (128.05, 1.0)])
def test_a_place_past_an_end_is_at_that_end(reference, lon, end):
    assert located(reference, lon, 38.0, 1.0)[0] == pytest.approx(end * reference.length_km)


def test_a_radius_is_uncertain_only_as_far_as_the_line_goes(reference):
    assert located(reference, 127.0, 38.0, 500.0)[1] == pytest.approx(reference.length_km, abs=0.01)
    km, uncertainty = located(reference, 127.5, 38.0, 500.0)
    assert uncertainty == max(km, reference.length_km - km)
    assert located(reference, 127.5, 38.0)[1] == 0.0


def test_a_place_far_from_the_line_has_no_kilometre(reference):
    degree_km = 111.0
    near, far = (38.0 + (FARTHEST_KM + more) / degree_km for more in (-0.5, 0.5))
    assert not math.isnan(located(reference, 127.5, near, 1.0)[0])
    assert all(map(math.isnan, located(reference, 127.5, far, 1.0)))


@pytest.mark.parametrize(
    ("sector", "west", "east"),
    [
        ("west", 127.0, 127.25),
        ("middle", 127.25, 127.5),
        ("east", 127.5, 128.0),
        (WHOLE_LINE, 127.0, 128.0),
    ],
)
def test_without_a_point_it_is_the_middle_of_the_sector_and_half_of_it(
    reference, sector, west, east
):
    first, last = km_along(west), km_along(east)
    km, uncertainty = located(reference, sector=sector)
    assert km == pytest.approx((first + last) / 2, abs=0.01)
    assert uncertainty == pytest.approx((last - first) / 2, abs=0.01)
    assert reference.stretches[sector] == pytest.approx((first, last), abs=0.01)


def test_without_a_point_or_a_stretch_nothing_is_known(reference):
    assert all(map(math.isnan, located(reference, sector="han_estuary")))


def test_many_places_are_located_at_once_as_one_by_one(reference):
    lon, lat = np.array([127.1, math.nan, 127.9]), np.array([38.01, math.nan, 39.0])
    radius, sectors = np.array([1.0, math.nan, 2.0]), ["west", "middle", "east"]
    km, uncertainty = reference.locate(lon, lat, radius, sectors)
    each = [located(reference, *one) for one in zip(lon, lat, radius, sectors, strict=True)]
    assert np.array(each) == pytest.approx(np.column_stack([km, uncertainty]), nan_ok=True)
    nothing = np.empty(0)
    assert [len(part) for part in reference.locate(nothing, nothing, nothing, [])] == [0, 0]


def test_another_line_or_other_sectors_have_another_digest(reference):
    border = gpd.GeoDataFrame(geometry=[LINE], crs="EPSG:4326")
    assert line_reference(border, SECTORS).digest == reference.digest
    moved = SECTORS.assign(west_lon=[math.nan, 127.3, 127.5], east_lon=[127.3, 127.5, math.nan])
    digests = {
        line_reference(border, moved).digest,
        line_reference(border.translate(yoff=0.001).to_frame("geometry"), SECTORS).digest,
        reference.digest,
    }
    assert len(digests) == 3
