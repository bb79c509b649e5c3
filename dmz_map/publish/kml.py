"""KML 2.2 for globes: folders by group, each incident with its passages and sources.

An incident without a point is drawn as the part of the zone that is known, simplified to 50 m;
without either its placemark has no geometry. All columns are in ``ExtendedData``; ``claims`` and
``citations`` as JSON, and what concerns the whole file under `MARKER`. XML cannot hold control
characters: they are left out of the columns, not of the JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry.base import BaseGeometry

from dmz_map.archive.incidents import Incident
from dmz_map.archive.record_columns import columns_of
from dmz_map.publish.areas import areas_of, geometry_of, without_geometry
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.geojson import whole_file
from dmz_map.publish.layout import nested
from dmz_map.publish.style import GROUPS, TONES, groups_of
from dmz_map.tabular.export_names import MARKER
from dmz_map.tabular.text import in_xml
from dmz_map.web.html import html, link
from dmz_map.web.style import legend_words

__all__ = ["write_kml"]

_NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
_TOLERANCE_M: Final = 50.0


def write_kml(bundle: Bundle, path: Path) -> int:
    """Write KML, WGS 84, and return the number of placemarks of incidents."""
    areas = areas_of(bundle.layers, tolerance_m=_TOLERANCE_M)
    groups = groups_of(bundle.terms)
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    missing = without_geometry(bundle.incidents, areas)
    whole = whole_file(bundle, without_geometry=missing)
    _text(document, "name", whole["title"])
    _text(document, "description", f"{bundle.attribution}. {bundle.licence}")
    _data(document, {MARKER: _json(whole)})
    for name, group in GROUPS.items():
        document.append(_style(name, group.colour))
    document.append(_style("layer", TONES["border"], fill=TONES["zone"]))
    document.append(_layers(bundle))
    names = legend_words("en")
    folders = {name: ET.SubElement(document, "Folder", id=name) for name in GROUPS}
    for name, folder in folders.items():
        _text(folder, "name", names[name])
    for incident in bundle.incidents:
        name = groups.get(incident.category, "force")
        folders[name].append(_placemark(incident, name, geometry_of(incident, areas)))
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return len(bundle.incidents)


def _placemark(incident: Incident, group: str, shape: BaseGeometry | None) -> ET.Element:
    mark = ET.Element("Placemark", id=incident.id)
    _text(mark, "name", incident.title_en)
    _text(mark, "description", _description(incident))
    span = ET.SubElement(mark, "TimeSpan")
    _text(span, "begin", incident.first_day.isoformat())
    _text(span, "end", incident.last_day.isoformat())
    _text(mark, "styleUrl", f"#{group}")
    values = {column.name: column.value(incident) for column in columns_of(Incident)}
    evidence = {name: _json(records) for name, records in nested(incident).items()}
    _data(mark, values | evidence)
    if shape is not None:
        mark.append(_shape(shape))
    return mark


def _description(incident: Incident) -> str:
    """Return what a balloon shows, as HTML in which all text of the data is escaped."""
    place = incident.place
    date = html(
        "<p>{date} · {en} · {ko}</p>", date=incident.date, en=place.name_en, ko=place.name_ko
    )
    texts = (incident.title_ko, incident.summary_en, incident.summary_ko)
    quotations = [
        html("<blockquote>{exact}</blockquote>", exact=claim.excerpt.exact)
        for claim in incident.claims
    ]
    sources = [
        html("<p>{link}</p>", link=link(f"{source.publisher}: {source.title}", source.url))
        for source in (citation.source for citation in incident.citations)
    ]
    lines = [date, *(html("<p>{text}</p>", text=text) for text in texts), *quotations, *sources]
    return "".join(lines)


def _layers(bundle: Bundle) -> ET.Element:
    folder = ET.Element("Folder", id="layers")
    _text(folder, "name", "Border and zone")
    for name, frame in (("zone", bundle.layers.zone), ("border", bundle.layers.border)):
        mark = ET.SubElement(folder, "Placemark", id=name)
        _text(mark, "name", name.capitalize())
        _text(mark, "styleUrl", "#layer")
        mark.append(_shape(frame.geometry.iloc[0]))
    return folder


def _shape(shape: BaseGeometry) -> ET.Element:
    if shape.geom_type == "Polygon":
        polygon = ET.Element("Polygon")
        for number, ring in enumerate((shape.exterior, *shape.interiors)):
            boundary = ET.SubElement(polygon, "innerBoundaryIs" if number else "outerBoundaryIs")
            _text(ET.SubElement(boundary, "LinearRing"), "coordinates", _coordinates(ring))
        return polygon
    if shape.geom_type in ("Point", "LineString"):
        element = ET.Element(shape.geom_type)
        _text(element, "coordinates", _coordinates(shape))
        return element
    parts = ET.Element("MultiGeometry")
    parts.extend(map(_shape, shapely.get_parts(shape)))
    return parts


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(shape).tolist())


def _style(name: str, colour: str, *, fill: str = "") -> ET.Element:
    style = ET.Element("Style", id=name)
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", _abgr(colour))
    _text(icon, "scale", "0.8")
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", _abgr(colour))
    _text(line, "width", "2" if fill else "1")
    _text(ET.SubElement(style, "PolyStyle"), "color", _abgr(fill or colour, 0x90 if fill else 0x20))
    return style


def _abgr(colour: str, alpha: int = 255) -> str:
    return f"{alpha:02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _data(parent: ET.Element, values: dict[str, Any]) -> None:
    held = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        if value is not None:
            _text(ET.SubElement(held, "Data", name=name), "value", str(value))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element with a text, without the characters that XML 1.0 cannot hold."""
    ET.SubElement(parent, tag).text = in_xml(text)


_json: Final = json.JSONEncoder(separators=(",", ":"), default=dt.date.isoformat).encode
