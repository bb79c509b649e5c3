"""Where and when along the line incidents lie: two small tables for the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.store.packing import EPOCH, LAYOUT, NOWHERE
from dmz_map.store.query import Points

__all__ = ["along_line", "by_decade"]

_FARTHEST_M: Final = 12_000.0


def along_line(border: gpd.GeoDataFrame, points: Points) -> pd.DataFrame:
    """Return how far along the border incidents lie.

    Parameters
    ----------
    border
        One row, the line west to east, EPSG:4326.
    points
        Incidents; those without a point, or farther than 12 km from the line, are left out.

    Returns
    -------
    DataFrame
        One row an incident: ``km`` from the western end, measured in EPSG:5179.
    """
    line = border.to_crs(METRIC).geometry.iloc[0]
    placed = points.lat != NOWHERE
    where = shapely.points(points.lon[placed] * 1e-5, points.lat[placed] * 1e-5)
    metric = gpd.GeoSeries(where, crs=GEOGRAPHIC).to_crs(METRIC).to_numpy()
    near = shapely.distance(metric, line) <= _FARTHEST_M
    return pd.DataFrame({"km": shapely.line_locate_point(line, metric[near]) / 1000})


def by_decade(points: Points, sectors: Sequence[str]) -> pd.DataFrame:
    """Return the number of incidents by sector (rows) and decade (columns, its first year)."""
    days = (points.facts & np.uint32(0xFFFF)).astype("timedelta64[D]")
    years = (EPOCH + days).astype("datetime64[Y]").astype(int) + 1970
    low, bits = LAYOUT["sector"]
    codes = (points.facts >> np.uint32(low)) & np.uint32((1 << bits) - 1)
    frame = pd.DataFrame({"sector": codes, "decade": years // 10 * 10})
    table = pd.crosstab(frame["sector"], frame["decade"])
    table.index = [sectors[code] for code in table.index]
    return table
