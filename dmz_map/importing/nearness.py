"""How far a point is from the Military Demarcation Line."""

from __future__ import annotations

import json
from pathlib import Path

import shapely
from pyproj import Transformer

from dmz_map.errors import TableError
from dmz_map.geo.crs import GEOGRAPHIC, METRIC

__all__ = ["Nearness"]


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
        shapely.prepare(line)
        self._line = line
        self._metres = kilometres * 1000

    def reaches(self, lon: float, lat: float) -> bool:
        """Return whether a point in EPSG:4326 is near enough."""
        x, y = self._change.transform(lon, lat)
        return bool(shapely.dwithin(self._line, shapely.Point(x, y), self._metres))
