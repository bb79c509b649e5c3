"""The map and its incidents as files: a page that stands alone, and tables with points."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd

from dmz_map.archive.incidents import to_frame
from dmz_map.errors import StoreError
from dmz_map.store.query import Query
from dmz_map.web.site import Site
from dmz_map.web.webmap import build_map

__all__ = ["FORMATS", "export"]


def export(site: Site, path: Path, query: Query | None = None) -> int:
    """Write the map (``.html``) or its incidents to a file, whole or not at all.

    Parameters
    ----------
    site
        What is shown.
    path
        Where to; its ending, one of `FORMATS`, says what is written.
    query
        Which incidents; all without one. The page always holds all.

    Returns
    -------
    int
        How many incidents were written.

    Raises
    ------
    StoreError
        If the ending is none of `FORMATS`, or the folder cannot be written to.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise StoreError(
            f"{path.name}: nothing is written in the format '{path.suffix}'. "
            f"Let the name end in one of: {', '.join(FORMATS)}."
        )
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
            made = Path(folder) / path.name
            count = write(site, query or Query(), made)
            os.replace(made, path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}). Choose another folder."
        ) from error
    return count


def _page(site: Site, query: Query, path: Path) -> int:
    build_map(site.standalone()).save(str(path))
    return site.store.count(Query())


def _frame(site: Site, query: Query) -> gpd.GeoDataFrame:
    frame = to_frame(site.store.incidents(query))
    for day in ("first_day", "last_day"):
        frame[day] = frame[day].dt.strftime("%Y-%m-%d")
    return frame


def _geojson(site: Site, query: Query, path: Path) -> int:
    frame = _frame(site, query)
    path.write_text(frame.to_json(drop_id=True), encoding="utf-8")
    return len(frame)


def _geopackage(site: Site, query: Query, path: Path) -> int:
    frame = _frame(site, query)
    frame.to_file(path, layer="incidents", driver="GPKG")
    return len(frame)


def _geoparquet(site: Site, query: Query, path: Path) -> int:
    frame = _frame(site, query)
    frame.to_parquet(path)
    return len(frame)


def _csv(site: Site, query: Query, path: Path) -> int:
    frame = _frame(site, query)
    table = frame.drop(columns="geometry").assign(lon=frame.geometry.x, lat=frame.geometry.y)
    table.to_csv(path, index=False)
    return len(table)


FORMATS: Final[Mapping[str, Callable[[Site, Query, Path], int]]] = {
    ".html": _page,
    ".geojson": _geojson,
    ".gpkg": _geopackage,
    ".parquet": _geoparquet,
    ".csv": _csv,
}
"""File ending to what writes it; CSV and GeoJSON in EPSG:4326, (lon, lat)."""
