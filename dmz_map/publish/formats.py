"""The formats in which files leave, and what some let one choose; quick to import.

The command line names them in its help without loading what writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it knows incidents, which take time to import
    from dmz_map.reading.excerpt_limit import ExcerptLimit

__all__ = ["ENDINGS", "MEDIA_TYPES", "PAGE_NAMES", "PICTURES", "Options"]

PICTURES: Final = (".png", ".svg", ".pdf")
"""Endings of pictures."""

ENDINGS: Final = (
    ".html",
    ".geojson",
    ".gpkg",
    ".parquet",
    ".csv",
    ".zip",
    ".xlsx",
    ".kml",
    ".bib",
    *PICTURES,
)
"""Endings of all formats; ``.zip`` holds CSV tables with their Data Package."""

MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".geojson": "application/geo+json",
    ".gpkg": "application/geopackage+sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".bib": "application/x-bibtex",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}
"""What each format is called over HTTP."""

PAGE_NAMES: Final = ("a4", "16:9")
"""Pages of a picture: A4 landscape, and a slide."""


@dataclass(frozen=True)
class Options:
    """What some formats let one choose.

    Attributes
    ----------
    bom
        CSV begins with a byte-order mark, by which Excel knows UTF-8.
    language, page
        Of a picture: ``en`` or ``ko``, and one of `PAGE_NAMES`.
    unrolled
        A picture of the line unrolled, not of the map.
    box
        West, south, east, north in degrees: what a picture of the map shows.
    limit
        What leaves of the documents that a reader has read.
    """

    bom: bool = False
    language: str = "en"
    page: str = "a4"
    unrolled: bool = False
    box: tuple[float, float, float, float] | None = None
    limit: ExcerptLimit | None = None
