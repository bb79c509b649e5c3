"""The tables of places and sectors, with their numbers as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import geopandas as gpd
import pandas as pd

from dmz_map.errors import TableError
from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.tabular.cells import (
    Check,
    Problem,
    in_english,
    in_korean,
    matching,
    number,
    optional,
    text,
    up_to,
    web_address,
)
from dmz_map.tabular.datapackage import Package, read_rows
from dmz_map.tabular.tables import Issue, Table, read_table

__all__ = [
    "LATITUDE",
    "LONGITUDE",
    "RADIUS_KM",
    "check_places",
    "check_sectors",
    "read_places",
    "read_sector_table",
]

LONGITUDE: Final = number(low=124, high=131, unit="degrees east")
LATITUDE: Final = number(low=36, high=41, unit="degrees north")
RADIUS_KM: Final = number(above=0, low=0, high=500, unit="kilometres")
"""What a point and its radius may be: the frame of the map, with a little around it."""

_ID: Final = matching(r"[a-z0-9][a-z0-9-]{2,79}", "an id of 3 to 80 signs: a-z, 0-9 and -")

_BOUNDS: Final = {
    "lon": (-180.0, 180.0, "degrees"),
    "lat": (-90.0, 90.0, "degrees"),
    "radius_km": (0.0, 500.0, "kilometres"),
}


def read_places(package: Package) -> gpd.GeoDataFrame:
    """Read the gazetteer.

    Parameters
    ----------
    package
        The open data package; resource ``places``.

    Returns
    -------
    GeoDataFrame
        One Point a place, EPSG:4326 (lon, lat), with every column of the table;
        ``lon``, ``lat`` (degrees) and ``radius_km`` are numbers, the rest text.

    Raises
    ------
    TableError
        If a row has no usable longitude, latitude or radius.
    """
    records = _records(package, "places", {"lon": "lon", "lat": "lat", "radius_km": "radius_km"})
    frame = pd.DataFrame(records)
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=points, crs=GEOGRAPHIC)


def read_sector_table(package: Package) -> pd.DataFrame:
    """Read the sectors' names and bounds.

    Parameters
    ----------
    package
        The open data package; resource ``sectors``.

    Returns
    -------
    DataFrame
        One row a sector, west to east. ``west_lon`` and ``east_lon`` are degrees,
        NaN where the sector is open (the two ends); the rest is text.

    Raises
    ------
    TableError
        If a bound is no number, a sector does not begin where the one before it
        ends or runs eastwards, or an outer end is not open.
    """
    records = _records(package, "sectors", {"west_lon": "lon", "east_lon": "lon"}, blank=math.nan)
    table = pd.DataFrame(records)
    west, east = table["west_lon"].tolist(), table["east_lon"].tolist()
    inner = east[:-1]
    if not (math.isnan(west[0]) and math.isnan(east[-1])) or west[1:] != inner:
        raise TableError(
            "data/sectors.csv: each sector must begin where the one before it ends, and the first "
            "and the last must be open. Mend west_lon and east_lon."
        )
    if any(a >= b for a, b in pairwise(inner)):
        raise TableError("data/sectors.csv: the sectors do not run west to east. Sort the rows.")
    return table


def check_places(package: Package, is_sector: Check, sources: Table) -> Table:
    """Return the checked table of places.

    Parameters
    ----------
    package
        The package that lists ``places``.
    is_sector
        The check that a cell is a word of the list of sectors.
    sources
        The checked table of sources, for its ids.
    """
    checks: dict[str, Check] = {
        "id": _ID,
        "name_en": up_to(90, in_english),
        "name_ko": up_to(60, in_korean),
        "aliases": optional(up_to(200, text)),
        "kind": matching(
            r"[a-z][a-z_]{0,39}", "a kind of place in a-z and _, such as city or hill"
        ),
        "lon": LONGITUDE,
        "lat": LATITUDE,
        "radius_km": RADIUS_KM,
        "sector": is_sector,
        "source_id": optional(text),
        "url": optional(up_to(500, web_address)),
        "how": up_to(400, text),
    }
    table = read_table(package, "places", checks, key=("id",))
    known = sources.values("id")
    blank_or_known = None if known is None else known | {""}
    return table.with_issues(table.unknown_references("source_id", blank_or_known, sources.file))


def check_sectors(package: Package, is_sector: Check) -> Table:
    """Return the checked table of sectors; `is_sector` as in `check_places`."""
    checks: dict[str, Check] = {
        "id": is_sector,
        "name_en": up_to(60, in_english),
        "name_ko": up_to(40, in_korean),
        "group": matching("west|central|east", "west, central or east"),
        "west_lon": optional(LONGITUDE),
        "east_lon": optional(LONGITUDE),
        "counties_en": up_to(120, in_english),
        "counties_ko": up_to(120, in_korean),
        "note_en": up_to(400, in_english),
        "note_ko": up_to(240, in_korean),
    }
    table = read_table(package, "sectors", checks, key=("id",))
    return table if table.missing else table.with_issues(_gaps(table))


def _gaps(table: Table) -> Iterator[Issue]:
    """Yield a fault where a sector does not run eastwards from where the last one ended."""
    begin = ""
    for place, row in enumerate(table.rows, start=1):
        west, east = row["west_lon"], row["east_lon"]
        if not table.is_valid(row, "west_lon", "east_lon"):
            return
        if west != begin:
            remedy = f"Write {begin}, where the sector before it ends." if begin else "Empty it."
            yield row.issue("west_lon", Problem(f"{west!r} leaves a gap or an overlap.", remedy))
        if (east == "") is not (place == len(table.rows)):
            what = "the last sector, and no other, is open to the east."
            yield row.issue("east_lon", Problem(what, "Empty it, or fill it in."))
        elif west and east and float(east) <= float(west):
            what = f"{east} does not lie east of {west}."
            yield row.issue("east_lon", Problem(what, "Sort the sectors west to east."))
        begin = east


def _records(
    package: Package, name: str, numbers: dict[str, str], *, blank: float | None = None
) -> list[dict[str, str | float]]:
    """Return a table's rows; `numbers` tells which columns are numbers, and within which bounds."""
    path = package.path(name)
    records: list[dict[str, str | float]] = []
    for line, row in read_rows(path):
        where = f"{path.parent.name}/{path.name}, line {line}"
        record: dict[str, str | float] = dict(row)
        for column, kind in numbers.items():
            cell = row.get(column, "")
            if cell == "" and blank is not None:
                record[column] = blank
            else:
                record[column] = _number(cell, kind, f"{where}, column {column}")
        records.append(record)
    if not records:
        raise TableError(f"{path.parent.name}/{path.name} has no rows. Restore the file.")
    return records


def _number(cell: str, kind: str, where: str) -> float:
    low, high, unit = _BOUNDS[kind]
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise TableError(
            f"{where}: '{cell}' is not a number of {unit} from {low:g} to "
            f"{high:g}. Correct the cell."
        )
    return value
