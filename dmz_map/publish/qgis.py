"""How QGIS draws the layers of a GeoPackage: the table ``layer_styles``, with QML.

QGIS reads the style of the layer's name from this table when it opens the file; the format is
that of ``QgsMapLayer.exportNamedStyle``. Only what differs from QGIS's defaults is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

import pyarrow as pa

from dmz_map.archive.vocabulary import Term
from dmz_map.publish.style import GROUPS, TONES, groups_of

__all__ = ["SHAPE", "layer_styles", "qml"]

SHAPE: Final = "geom"
"""The column of geometries in the GeoPackage's layers."""


_VERSION: Final = "3.22.0"


def layer_styles(terms: Sequence[Term]) -> Any:
    """Return the table ``layer_styles``, one row a layer, as an Arrow table."""
    styles = qml(terms)
    return pa.table(
        {
            "f_table_catalog": [""] * len(styles),
            "f_table_schema": [""] * len(styles),
            "f_table_name": [*styles],
            "f_geometry_column": [SHAPE] * len(styles),
            "styleName": [*styles],
            "styleQML": [*styles.values()],
            "styleSLD": [""] * len(styles),
            "useAsDefault": [True] * len(styles),
            "description": ["As on the map"] * len(styles),
            "owner": [""] * len(styles),
        }
    )


def qml(terms: Sequence[Term]) -> Mapping[str, str]:
    """Return the style of each layer by its name, as QML.

    Parameters
    ----------
    terms
        The vocabulary: the categories with their labels and groups.
    """
    look = TONES
    return {
        "land": _single("fill", _fill(look["land"], outline=look["coast"])),
        "zone": _single("fill", _fill(look["zone"], alpha=140)),
        "sectors": _single("fill", _fill(look["zone"], alpha=0, outline=look["zone"])),
        "border": _single("line", _line(look["border"])),
        "places": _single("marker", _marker("circle", look["muted"], "1.2"), label="name_en"),
        "incidents": _categories("marker", terms),
        "incidents_by_sector": _categories("fill", terms),
    }


def _single(kind: str, layer: ET.Element, label: str = "") -> str:
    root, renderer = _document("singleSymbol")
    _symbol(renderer, "0", kind, layer)
    if label:
        labeling = ET.SubElement(root, "labeling", type="simple")
        settings = ET.SubElement(labeling, "settings")
        ET.SubElement(settings, "text-style", fieldName=label, fontSize="8", textColor="85,85,85")
    return _text(root)


def _categories(kind: str, terms: Iterable[Term]) -> str:
    """Return a style with one symbol a category, its colour and shape those of its group."""
    root, renderer = _document("categorizedSymbol", attr="category")
    entries = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    labels = {term.value: term.label_en for term in terms if term.field == "category"}
    for number, (category, name) in enumerate(groups_of(terms).items()):
        group = GROUPS[name]
        entry = {"value": category, "label": labels[category], "symbol": str(number)}
        ET.SubElement(entries, "category", entry | {"render": "true", "type": "string"})
        layer = (
            _marker(group.qgis, group.colour, "2.8")
            if kind == "marker"
            else _fill(group.colour, alpha=20, outline=group.colour)
        )
        _symbol(symbols, str(number), kind, layer)
    return _text(root)


def _document(kind: str, **attributes: str) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling")
    root.set("labelsEnabled", "1")
    renderer = {"type": kind, "symbollevels": "0", **attributes}
    return root, ET.SubElement(root, "renderer-v2", renderer)


def _symbol(parent: ET.Element, name: str, kind: str, layer: ET.Element) -> None:
    if parent.tag != "symbols":
        parent = ET.SubElement(parent, "symbols")
    symbol = ET.SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1")
    symbol.append(layer)


def _marker(shape: str, colour: str, size: str) -> ET.Element:
    return _layer(
        "SimpleMarker",
        name=shape,
        color=_rgba(colour),
        outline_color="255,255,255,255",
        outline_width="0.3",
        size=size,
    )


def _line(colour: str) -> ET.Element:
    return _layer("SimpleLine", line_color=_rgba(colour), line_width="0.5", joinstyle="round")


def _fill(colour: str, *, alpha: int = 255, outline: str = "") -> ET.Element:
    return _layer(
        "SimpleFill",
        color=_rgba(colour, alpha),
        style="solid",
        outline_color=_rgba(outline or colour),
        outline_style="solid" if outline else "no",
        outline_width="0.2",
    )


def _layer(kind: str, **options: str) -> ET.Element:
    layer = ET.Element("layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    held = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(held, "Option", type="QString", name=name, value=value)
    for name, value in options.items():  # QGIS before 3.20 reads these
        ET.SubElement(layer, "prop", k=name, v=value)
    return layer


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"


def _text(root: ET.Element) -> str:
    head = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + ET.tostring(root, encoding="unicode")
