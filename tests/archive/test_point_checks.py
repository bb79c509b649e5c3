from types import MappingProxyType

import pytest
from shapely import LineString

from dmz_map.archive.point_checks import (
    ReferenceGeometry,
    misplaced_incidents,
    misplaced_places,
    read_reference_geometry,
)
from dmz_map.tabular.tables import Row, Table

# A straight border of 100 km in metres, with cuts where EPSG:5179 has its middle meridian.
GROUND = ReferenceGeometry(
    LineString([(950_000, 2_000_000), (1_050_000, 2_000_000)]),
    MappingProxyType(
        {
            "western": (float("-inf"), 127.5),
            "eastern": (127.5, float("inf")),
            "han_estuary": (float("-inf"), 127.5),
        }
    ),
)
BORDER_LAT = 38.0  # the parallel at 2,000,000 m north
KM_LON, KM_LAT = 1 / 87.7, 1 / 111.0


def table(sector, east_km, north_km, radius_km="1"):
    """Return one row with a point so far from where the cut meets the border."""
    point = ("", "")
    if east_km is not None:
        point = (127.5 + east_km * KM_LON, BORDER_LAT + north_km * KM_LAT)
    cells = {"lon": str(point[0]), "lat": str(point[1]), "radius_km": radius_km, "sector": sector}
    return Table("t", "t.csv", tuple(cells), (Row("t.csv", 2, MappingProxyType(cells)),))


@pytest.mark.parametrize(
    ("sector", "east_km", "north_km", "radius_km", "columns"),
    [
        ("western", -10, 0, "1", []),
        ("western", 0.9, 0, "1", []),  # straddles the cut
        ("western", 1.1, 0, "1", ["lon"]),
        ("eastern", -1.1, 0, "1", ["lon"]),
        ("eastern", -4.9, 0, "20", []),
        ("eastern", -5.1, 0, "20", ["lon"]),  # so far reaches no straddling
        ("western", -10, 11.9, "1", []),
        ("western", -10, -11.9, "1", []),
        ("western", -10, 12.7, "1", []),  # the border itself is no better than 0.8 km
        ("western", -10, 13, "20", ["lat"]),
        ("western", -10, -13, "1", ["lat"]),
        ("eastern", -10, 13, "1", ["lon", "lat"]),
        ("han_estuary", -30, -40, "1", []),
        ("han_estuary", 10, 0, "1", ["lon"]),  # the estuary lies to the west
        ("whole_line", 10, 40, "1", []),
        ("unknown", 10, 40, "1", []),
        ("western", None, None, "", []),
    ],
)
def test_an_incident_lies_in_its_sector_and_near_the_border(
    sector, east_km, north_km, radius_km, columns
):
    issues = [*misplaced_incidents(table(sector, east_km, north_km, radius_km), GROUND)]
    assert [issue.column for issue in issues] == columns
    for issue in issues:
        assert "km from the border" in issue.problem or "km outside the sector" in issue.problem
        assert issue.remedy


@pytest.mark.parametrize(
    ("sector", "east_km", "north_km", "columns"),
    [
        ("western", -10, 40, []),  # a town behind the line is no incident at it
        ("western", 1, 40, ["lon"]),
        ("eastern", 1, -40, []),
        ("unknown", 1, 40, []),
    ],
)
def test_a_place_belongs_to_the_sector_beside_it(sector, east_km, north_km, columns):
    issues = misplaced_places(table(sector, east_km, north_km), GROUND)
    assert [issue.column for issue in issues] == columns


def test_a_place_may_lie_elsewhere_if_the_nearest_border_is_in_its_sector():
    sloping = LineString([(950_000, 2_000_000), (1_050_000, 2_100_000)])
    reference = ReferenceGeometry(sloping, GROUND.sectors)
    assert [*misplaced_places(table("eastern", -10, 70), GROUND)] != []
    assert [*misplaced_places(table("eastern", -10, 70), reference)] == []


def test_the_bounds_come_from_the_table_of_sectors(project):
    cells = [("central", "", "128"), ("eastern", "128", "")]
    rows = tuple(
        Row("t.csv", 2, MappingProxyType({"id": id_, "west_lon": west, "east_lon": east}))
        for id_, west, east in cells
    )
    reference = read_reference_geometry(project.package(), Table("sectors", "t.csv", ("id",), rows))
    assert reference.sectors["central"] == (float("-inf"), 128.0)
    assert reference.sectors["eastern"] == (128.0, float("inf"))
    assert reference.sectors["han_estuary"] == (float("-inf"), 128.0)
    assert reference.border.length == pytest.approx(140_000, rel=0.01)
