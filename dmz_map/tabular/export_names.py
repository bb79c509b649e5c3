"""What the parts of an exported file are called: exports write them, imports look for them."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ABOUT",
    "DESCRIPTOR",
    "FORMAT",
    "INCIDENT_LAYERS",
    "LINKS",
    "MARKER",
    "NESTED",
    "PIECES",
]

MARKER: Final = "dmz_map_export"
"""Where a format can say so, this key has the value `FORMAT`."""

FORMAT: Final = 1
"""Number of this layout; it grows when a reader of the one before would go wrong."""

NESTED: Final = ("claims", "citations")
"""Columns of an incident where a format has one table or one list of features: lists of records,
as JSON where the format knows no lists."""

LINKS: Final = "links"
"""The table of links; in a flat table a column with those that lead from an incident, as JSON."""

DESCRIPTOR: Final = "datapackage.json"
"""Name of the Data Package's descriptor in a zip of tables."""

INCIDENT_LAYERS: Final = ("incidents", "incidents_by_sector", "incidents_without_place")
"""The layers and the table of a GeoPackage with the incidents, each with the same columns."""

ABOUT: Final = "about"
"""The sheet of what a workbook says of itself: a name and a value a row, the marker first."""

PIECES: Final = "document_texts"
"""The sheet of the documents' texts: document, number of the piece, text."""
