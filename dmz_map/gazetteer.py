"""The tables of places and sectors, with their numbers as numbers."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

import geopandas as gpd
import pandas as pd

from dmz_map.crs import GEOGRAPHIC
from dmz_map.datapackage import Package, read_rows
from dmz_map.errors import TableError

__all__ = ["read_places", "read_sector_table"]

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
