"""The tables of places and sectors, with their numbers as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import pandas as pd

from dmz_map.errors import Problem, TableError
from dmz_map.geo.crs import GEOGRAPHIC
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue, raise_first
from dmz_map.tabular.tables import Table, read_table
from dmz_map.tabular.text import shortened

__all__ = [
    "WITHOUT_ROW",
    "read_places",
    "read_sector_table",
    "sector_gaps",
    "sectors_unlike_vocabulary",
]

WITHOUT_ROW: Final = ("han_estuary", "whole_line", "unknown")
"""Sectors of the vocabulary that are not a stretch of the line: they have no bounds."""


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
        If a row is not as its schema says.
    """
    frame = _frame(read_table(package, "places"), ("lon", "lat", "radius_km"))
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
        If a row is not as its schema says, a sector does not begin where the one
        before it ends or runs westwards, or an outer end is not open.
    """
    table = read_table(package, "sectors")
    return _frame(table.with_issues(sector_gaps(table)), ("west_lon", "east_lon"))


def sector_gaps(table: Table) -> Iterator[Issue]:
    """Yield an issue where a sector does not run eastwards from where the last one ended."""
    begin = ""
    for place, row in enumerate(table.rows, start=1):
        if not table.is_valid(row, "west_lon", "east_lon"):
            return
        west, east = row["west_lon"], row["east_lon"]
        if west != begin:
            remedy = f"Write {begin}, where the sector before it ends." if begin else "Empty it."
            yield row.issue("west_lon", Problem(f"{west!r} leaves a gap or an overlap.", remedy))
        if (east == "") is not (place == len(table.rows)):
            what = "the last sector, and no other, is open to the east."
            yield row.issue("east_lon", Problem(what, "Empty it, or fill it in."))
        elif west and east and float(east) <= float(west):
            what = f"{east} is not east of {west}."
            yield row.issue("east_lon", Problem(what, "Sort the sectors west to east."))
        begin = east


def sectors_unlike_vocabulary(words: Table, sectors: Table) -> Iterator[Issue]:
    """Yield an issue for each sector that has a word and no row, or a row and no word.

    Parameters
    ----------
    words, sectors
        The tables of the vocabulary and of the sectors. The sectors `WITHOUT_ROW` need none.
    """
    ids = sectors.values("id")
    if ids is None or sectors.missing or words.missing & {"field", "value"}:
        return
    terms = [row for row in words.rows if row["field"] == "sector"]
    for row in terms:
        if row["value"] not in (*ids, *WITHOUT_ROW):
            what = f"the sector {shortened(row['value'])} has no row in {sectors.file}."
            yield row.issue("value", Problem(what, "Add that row, or remove the word."))
    known = {row["value"] for row in terms}
    for row in sectors.rows:
        if terms and sectors.is_valid(row, "id") and row["id"] not in known:
            what = f"{shortened(row['id'])} is not a sector of {words.file}."
            yield row.issue("id", Problem(what, f"Allowed: {', '.join(sorted(known))}."))


def _frame(table: Table, numbers: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of a table without issues, some columns as numbers, NaN where blank."""
    raise_first(table.issues)
    if not table.rows:
        raise TableError("the table has no rows.", "Restore the file.", file=table.file)
    records: list[dict[str, str | float]] = [dict(row.cells) for row in table.rows]
    for record in records:
        for column in numbers:
            record[column] = float(record[column] or math.nan)
    return pd.DataFrame(records)
