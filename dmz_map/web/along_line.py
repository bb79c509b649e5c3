"""Where sectors and places are along the line, for the scale of the unrolled line."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np

from dmz_map.geo.linear_referencing import LineReference

__all__ = ["kilometres"]


def kilometres(
    sectors: gpd.GeoDataFrame, places: gpd.GeoDataFrame, line: LineReference
) -> dict[str, dict[str, list[Any]]]:
    """Return where sectors and places are along the line.

    Parameters
    ----------
    sectors
        One row a sector, with its ``id``; the line has a stretch of each.
    places
        One Point a place, EPSG:4326 (lon, lat), with ``id`` and ``kind``.
    line
        The line.

    Returns
    -------
    dict
        ``sectors``: id to first and last kilometre from the western end; ``places``: id to
        kilometre and kind, without those that are farther from the line than
        `dmz_map.geo.linear_referencing.FARTHEST_KM`.
    """
    ends = {id: [round(end, 2) for end in line.stretches[id]] for id in sectors["id"]}
    lon, lat = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    km, _ = line.locate(lon, lat, np.zeros(len(places)), [""] * len(places))
    found = zip(places["id"], places["kind"], km, strict=True)
    at = {id: [round(float(km), 2), kind] for id, kind, km in found if not np.isnan(km)}
    return {"sectors": ends, "places": at}
