"""How far points are from the Military Demarcation Line, and in which sector of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from dmz_map.errors import TableError
from dmz_map.geo.crs import GEOGRAPHIC, METRIC

__all__ = ["Nearness", "SectorFinder"]

_MARGIN: Final = 0.005
"""More than the part of its distance by which a buffer is off; in there, distances decide."""

_SECTOR_KM: Final = 12.0
_ENDS: Final = (126.69, 128.37)
"""Longitudes of the line's western and eastern end, degrees."""


class Nearness:
    """Says whether points are near the line.

    Parameters
    ----------
    root
        Folder of the project's data.
    kilometres
        How far a point may be, on the ground.
    """

    def __init__(self, root: Path, kilometres: float) -> None:
        path = root / "data" / "border.geojson"
        try:
            collection = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise TableError(
                f"{path} cannot be read. Give the project's folder with --root."
            ) from error
        self._change = Transformer.from_crs(GEOGRAPHIC, METRIC, always_xy=True)
        shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in collection["features"]]
        line = shapely.transform(
            shapely.GeometryCollection(shapes),
            lambda x, y: self._change.transform(x, y),
            interleaved=False,
        )
        self._line, self._metres = line, kilometres * 1000
        self._surely, self._perhaps = (
            shapely.buffer(line, self._metres * (1 + part)) for part in (-_MARGIN, _MARGIN)
        )
        for shape in (line, self._surely, self._perhaps):
            shapely.prepare(shape)

    def reach(self, lon: Sequence[float], lat: Sequence[float]) -> list[bool]:
        """Return for each of many points in EPSG:4326 whether it is near enough."""
        x, y = (np.asarray(part) for part in self._change.transform(lon, lat))
        near = shapely.contains_xy(self._surely, x, y)
        unsure = np.flatnonzero(shapely.contains_xy(self._perhaps, x, y) & ~near)
        points = shapely.points(x[unsure], y[unsure])
        near[unsure] = shapely.dwithin(self._line, points, self._metres)
        return [*near.tolist()]


class SectorFinder:
    """Finds the sector of the line in which points are.

    Parameters
    ----------
    root
        Folder of the project's data.
    sectors
        The table of sectors, with ``id`` and ``west_lon``, degrees; the first has none.
    """

    def __init__(self, root: Path, sectors: pd.DataFrame) -> None:
        self._near = Nearness(root, _SECTOR_KM)
        self._names = [str(name) for name in sectors["id"]]
        self._cuts = [float(lon) for lon in sectors["west_lon"].iloc[1:]]

    def of(self, points: Sequence[tuple[float, float] | None]) -> list[str]:
        """Return the sector of each point (lon, lat), ``unknown`` far from the line or without."""
        found = ["unknown"] * len(points)
        placed = [(i, *point) for i, point in enumerate(points) if point is not None]
        placed = [one for one in placed if _ENDS[0] <= one[1] <= _ENDS[1]]
        if placed:
            places, lon, lat = zip(*placed, strict=True)
            cut = np.searchsorted(self._cuts, lon, side="right")
            for place, sector, near in zip(places, cut, self._near.reach(lon, lat), strict=True):
                if near:
                    found[place] = self._names[sector]
        return found
