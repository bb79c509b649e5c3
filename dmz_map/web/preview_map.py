"""A small picture of where incidents lie along the line, as SVG without any text of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import shapely

from dmz_map.archive.incident_table import Place
from dmz_map.web.style import THEMES

__all__ = ["preview_map"]

_WIDTH: Final = 560
_MARGIN: Final = 0.12
_ASPECT: Final = 0.79
"""A degree of longitude beside one of latitude, at 38° N."""


def preview_map(border: gpd.GeoDataFrame, places: Iterable[Place]) -> str:
    """Return an SVG of the line and of points with their radii.

    Parameters
    ----------
    border
        The line, EPSG:4326 (lon, lat).
    places
        Those without a point are left out; points far away widen the picture.
    """
    theme = THEMES["light"]
    points = [
        (place.lon, place.lat, place.radius_km or 0)
        for place in places
        if place.lon is not None and place.lat is not None
    ]
    west, south, east, north = (float(edge) for edge in border.total_bounds)
    lons, lats = [lon for lon, _, _ in points], [lat for _, lat, _ in points]
    west, east = min([west, *lons]) - _MARGIN, max([east, *lons]) + _MARGIN
    south, north = min([south, *lats]) - _MARGIN, max([north, *lats]) + _MARGIN
    scale = _WIDTH / (east - west)
    height = (north - south) * scale / _ASPECT

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * scale, (north - lat) * scale / _ASPECT

    lines = []
    for line in shapely.get_parts(border.geometry.to_numpy()):
        path = " ".join("{:.1f},{:.1f}".format(*at(x, y)) for x, y in shapely.get_coordinates(line))
        lines.append(f'<polyline points="{path}" fill="none" stroke="{theme.border}"/>')
    for lon, lat, radius in points:
        x, y = at(lon, lat)
        reach = radius / 111.2 * scale / _ASPECT
        lines.append(
            f'<g fill="{theme.force}"><circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" '
            f'opacity=".15"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4"/></g>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {_WIDTH} {height:.0f}"><rect width="100%" height="100%" '
        f'fill="{theme.land}"/>{"".join(lines)}</svg>'
    )
