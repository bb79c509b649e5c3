"""What leaves as a file: the map as a page, incidents with their evidence, and pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import StoreError
from dmz_map.publish.bibtex import write_bibtex
from dmz_map.publish.bundle import Bundle, Layers, read_layers
from dmz_map.publish.csv_export import write_flat_csv, write_tables
from dmz_map.publish.files import in_place
from dmz_map.publish.formats import PICTURES, Options
from dmz_map.publish.gather import gather
from dmz_map.publish.geojson import write_geojson
from dmz_map.publish.geopackage import write_geopackage
from dmz_map.publish.geoparquet import write_geoparquet
from dmz_map.publish.kml import write_kml
from dmz_map.publish.xlsx import write_xlsx
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.site import Site
from dmz_map.web.webmap import build_map

__all__ = ["FORMATS", "as_bytes", "export", "write"]


def export(
    site: Site,
    path: Path,
    query: Query | None = None,
    *,
    options: Options | None = None,
    layers: Layers | None = None,
    force: bool = False,
) -> int:
    """Write the map (``.html``) or its incidents to a file, whole or not at all.

    Parameters
    ----------
    site
        What is shown.
    path
        Where to; its ending, one of `FORMATS`, says what is written.
    query
        Which incidents; all without one. The page always holds all.
    options
        What the format lets one choose.
    layers
        The layers of the map; the project's own without them.
    force
        Write over a file that is there.

    Returns
    -------
    int
        How many incidents were written.

    Raises
    ------
    StoreError
        If the ending is none of `FORMATS`, the file is there already, the folder cannot be
        written to, or the data do not go into the format.
    BuildError
        If a picture in Korean finds no font with Korean letters.
    """
    _writer(path)
    limit = (options or Options()).limit
    if path.suffix.lower() == _PAGE:
        return in_place(path, lambda made: _page(site, made, limit), force=force)
    bundle = gather(site, layers or read_layers(open_package()), query, limit=limit)
    return write(bundle, path, options=options, force=force)


def write(
    bundle: Bundle, path: Path, *, options: Options | None = None, force: bool = False
) -> int:
    """Write a bundle to a file of any format but ``.html``, as `export` does."""
    writer = _writer(path)
    chosen = options or Options()
    return in_place(path, lambda made: writer(bundle, made, chosen), force=force)


def as_bytes(bundle: Bundle, ending: str, *, options: Options | None = None) -> bytes:
    """Return what `write` would write, for a download; `ending` is one of `FORMATS`."""
    with tempfile.TemporaryDirectory(prefix="dmz-map-") as folder:
        path = Path(folder) / f"incidents{ending}"
        write(bundle, path, options=options)
        return path.read_bytes()


def _writer(path: Path) -> Callable[[Bundle, Path, Options], int]:
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise StoreError(
            f"{path.name}: nothing is written in the format '{path.suffix}'. "
            f"Let the name end in one of: {', '.join(FORMATS)}."
        )
    return writer


def _page(site: Site, path: Path, limit: ExcerptLimit | None) -> int:
    build_map(site.standalone(limit)).save(str(path))
    return site.store.count(Query())


def _plain(writer: Callable[[Bundle, Path], int]) -> Callable[[Bundle, Path, Any], int]:
    return lambda bundle, path, _: writer(bundle, path)


def _picture(bundle: Bundle, path: Path, options: Options) -> int:
    from dmz_map.publish.line_picture import write_line  # matplotlib takes half a second
    from dmz_map.publish.map_picture import write_map

    look = {"language": options.language, "page": options.page}
    if options.unrolled:
        return write_line(bundle, path, **look)
    return write_map(bundle, path, box=options.box, **look)


def _no_bundle(bundle: Bundle, path: Path, options: Options) -> int:
    raise StoreError(f"{path.name}: a page is written from a site. Use `export`.")


_PAGE: Final = ".html"

FORMATS: Final[Mapping[str, Callable[[Bundle, Path, Options], int]]] = {
    _PAGE: _no_bundle,
    ".geojson": _plain(write_geojson),
    ".gpkg": _plain(write_geopackage),
    ".parquet": _plain(write_geoparquet),
    ".csv": lambda bundle, path, options: write_flat_csv(bundle, path, bom=options.bom),
    ".zip": lambda bundle, path, options: write_tables(bundle, path, bom=options.bom),
    ".xlsx": _plain(write_xlsx),
    ".kml": _plain(write_kml),
    ".bib": _plain(write_bibtex),
    **dict.fromkeys(PICTURES, _picture),
}
"""Each of `dmz_map.publish.formats.ENDINGS`, and what writes it."""
