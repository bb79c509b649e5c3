"""Points against the border as a historian reads them: the side, the zone, and each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

import geopandas as gpd
import shapely
from shapely import LineString, Point, Polygon

from dmz_map.archive.findings import Finding, finding
from dmz_map.archive.point_checks import BORDER_ERROR_KM, ReferenceGeometry
from dmz_map.errors import Problem
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.tabular.edtf import alternatives, day_span
from dmz_map.tabular.tables import Row, Table

__all__ = ["border_findings"]

HALF_WIDTH_KM: Final = 2.0
"""How far the nominal zone reaches to each side."""
FAR_FROM_THE_LINE: Final = ("infiltration",)
"""Categories that may happen far behind the line."""
PAIR_DAYS: Final = 4
PAIR_KM: Final = 15.0
"""Two incidents this near in time and place are probably tied."""

_BEYOND_M: Final = 1_000_000.0


class _Spot(NamedTuple):
    """A row with a point: in EPSG:5179, and how far north of the border (negative: south)."""

    row: Row
    point: Point
    north_km: float


def border_findings(tables: Mapping[str, Table], reference: ReferenceGeometry) -> Iterator[Finding]:
    """Yield what is suspicious about the points of incidents.

    A point farther than the border's own error (0.8 km) on the other side than its `side`
    says; a circle that does not reach the zone; two incidents within four days and 15 km that
    are not linked.
    """
    spots = _spots(tables["incidents"], reference.border)
    for spot in spots:
        if (wrong := _wrong_side(spot)) is not None:
            yield wrong
        if (short := _short_circle(spot)) is not None:
            yield short
    yield from _unlinked_pairs(spots, tables["links"])


def _wrong_side(spot: _Spot) -> Finding | None:
    side, north = spot.row["side"], spot.north_km
    here = f"{abs(north):.1f} km {'north' if north > 0 else 'south'} of the drawn border"
    wrong = {
        "north": north < -BORDER_ERROR_KM,
        "south": north > BORDER_ERROR_KM,
        "on_line": abs(north) > BORDER_ERROR_KM,
    }
    if not wrong.get(side, False):
        return None
    what = f"the side is '{side}', and the point lies {here}."
    return finding("side", spot.row, "lat", what, "Correct lon and lat, or the side.")


def _short_circle(spot: _Spot) -> Finding | None:
    row, radius = spot.row, float(spot.row["radius_km"])
    short = abs(spot.north_km) - radius - HALF_WIDTH_KM
    if row["category"] in FAR_FROM_THE_LINE or short <= 0:
        return None
    what = (
        f"the circle of {radius:g} km ends {short:.1f} km short of the zone; only an "
        f"{FAR_FROM_THE_LINE[0]} may."
    )
    return finding(
        "circle", row, "radius_km", what, "Correct the point, its radius or the category."
    )


def _unlinked_pairs(spots: list[_Spot], links: Table) -> Iterator[Finding]:
    linked = {frozenset((row["incident_id"], row["other_id"])) for row in links.valid_rows()}
    dated = [(spot, days) for spot in spots if (days := _days(spot.row["date"]))]
    for (one, days), (other, other_days) in combinations(dated, 2):
        gap = max((max(days[0], other_days[0]) - min(days[1], other_days[1])).days, 0)
        if gap > PAIR_DAYS or frozenset((one.row["id"], other.row["id"])) in linked:
            continue
        if (apart := one.point.distance(other.point) / 1000) <= PAIR_KM:
            id = f"{one.row['id']} + {other.row['id']}"
            what = f"{one.row['id']} is {gap} days and {apart:.1f} km away, and not linked to it."
            remedy = "Link them in data/links.csv, or accept it in data/accepted.csv."
            yield Finding("pair", id, other.row.issue("date", Problem(what, remedy)))


def _days(edtf: str) -> tuple[date, date] | None:
    """Return first and last day of a date whose ends are known to the day, else None."""
    ends = [day_span(part) for one in alternatives(edtf) for part in one.split("/")]
    if any(first != last for first, last in ends):
        return None
    return day_span(edtf)


def _spots(incidents: Table, border: LineString) -> list[_Spot]:
    columns = ("id", "date", "category", "lon", "lat", "radius_km", "side")
    rows = [row for row in incidents.rows if incidents.is_valid(row, *columns) and row["lon"]]
    if not rows:
        return []
    at = shapely.points([(float(row["lon"]), float(row["lat"])) for row in rows])
    metric = gpd.GeoSeries(at, crs=GEOGRAPHIC).to_crs(METRIC).to_numpy()
    signs = shapely.contains(_north_of(border), metric) * 2 - 1
    distances = shapely.distance(metric, border) / 1000 * signs
    return [_Spot(*one) for one in zip(rows, metric, distances.tolist(), strict=True)]


def _north_of(border: LineString) -> Polygon:
    """Return all that lies north of the border, which is drawn on due west and due east."""
    inner = list(border.coords)
    west, east = min(inner[0], inner[-1]), max(inner[0], inner[-1])
    inner = inner if inner[0] == west else inner[::-1]
    top = max(y for _, y in inner) + _BEYOND_M
    left, right = west[0] - _BEYOND_M, east[0] + _BEYOND_M
    ring = [(left, west[1]), *inner, (right, east[1]), (right, top), (left, top)]
    return Polygon(ring)
