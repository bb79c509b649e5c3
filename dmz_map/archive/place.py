"""The place of an incident, decided once: a point with its radius, or no point at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dmz_map.geo.gazetteer import LATITUDE, LONGITUDE, RADIUS_KM
from dmz_map.tabular.cells import Check, Problem, in_english, in_korean, optional, text, up_to
from dmz_map.tabular.tables import Issue, Row, Table

__all__ = ["PLACE_CHECKS", "WITH_POINT", "Place", "contradictions", "place_of"]

_POINT: Final = ("lon", "lat", "radius_km")
WITH_POINT: Final = ("exact", "place", "county")
"""Location precisions that are drawn at a point with a radius; all others have none."""

PLACE_CHECKS: Final[dict[str, Check]] = {
    "sector": text,
    "place_en": up_to(90, in_english),
    "place_ko": up_to(60, in_korean),
    "lon": optional(LONGITUDE),
    "lat": optional(LATITUDE),
    "location_precision": text,
    "radius_km": optional(RADIUS_KM),
}
"""The columns of a table of incidents that say where; the words come from the vocabulary."""


@dataclass(frozen=True)
class Place:
    """Where an incident happened, no more certain than its report.

    Attributes
    ----------
    name_en, name_ko
        The place in words.
    sector, precision
        Words of the vocabulary's lists ``sector`` and ``location_precision``.
    lon, lat
        Degrees, EPSG:4326; both None when only a sector, the whole line or nothing is known.
    radius_km
        How far off the point may be; None exactly when there is no point.
    """

    name_en: str
    name_ko: str
    sector: str
    precision: str
    lon: float | None
    lat: float | None
    radius_km: float | None


def contradictions(table: Table) -> Iterator[Issue]:
    """Yield a fault where a row's precision, point and radius do not go together."""
    for row in table.rows:
        if table.is_valid(row, "location_precision", *_POINT):
            precision = row["location_precision"]
            needed = precision in WITH_POINT
            for column in _POINT:
                if needed and not row[column]:
                    what = f"'{precision}' needs lon, lat and radius_km; {column} is blank."
                    yield row.issue(column, Problem(what, f"Fill it in, or {_ELSE}"))
                elif row[column] and not needed:
                    what = f"'{precision}' has no point, yet {column} is {row[column]}."
                    remedy = f"Empty lon, lat and radius_km, or write {', '.join(WITH_POINT)}."
                    yield row.issue(column, Problem(what, remedy))


def place_of(row: Row) -> Place:
    """Return the place of a row without fault."""
    lon, lat, radius_km = (float(row[column]) if row[column] else None for column in _POINT)
    return Place(
        name_en=row["place_en"],
        name_ko=row["place_ko"],
        sector=row["sector"],
        precision=row["location_precision"],
        lon=lon,
        lat=lat,
        radius_km=radius_km,
    )


_ELSE: Final = "empty all three and write the precision sector, line or unknown."
