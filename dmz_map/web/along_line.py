"""Where sectors and places are along the line, for the scale of the unrolled line."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from dmz_map.geo.linear_referencing import LineReference

__all__ = ["with_ends", "with_kilometres"]


def with_ends(sectors: gpd.GeoDataFrame, line: LineReference) -> gpd.GeoDataFrame:
    """Return sectors with the ends of their stretch of the line.

    Parameters
    ----------
    sectors
        One row a sector, with its ``id``.
    line
        The line, of which every sector has a stretch.

    Returns
    -------
    GeoDataFrame
        The same with ``from_km`` and ``to_km``, kilometres from the western end of the line.
    """
    ends = [line.stretches[id] for id in sectors["id"]]
    return sectors.assign(
        from_km=[round(start, 2) for start, _ in ends], to_km=[round(end, 2) for _, end in ends]
    )


def with_kilometres(places: gpd.GeoDataFrame, line: LineReference) -> gpd.GeoDataFrame:
    """Return places with their kilometre along the line.

    Parameters
    ----------
    places
        One Point a place, EPSG:4326 (lon, lat).
    line
        The line.

    Returns
    -------
    GeoDataFrame
        The same with ``km``: kilometres from the western end of the line, or None where the
        place is farther from it than `dmz_map.geo.linear_referencing.FARTHEST_KM`.
    """
    lon, lat = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    km, _ = line.locate(lon, lat, np.zeros(len(places)), [""] * len(places))
    found = [None if np.isnan(at) else round(float(at), 2) for at in km]
    return places.assign(km=np.array(found, dtype=object))
