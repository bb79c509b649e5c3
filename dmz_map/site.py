"""Everything that one server shows: the archive, the layers and the files of the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from dmz_map.assets import Assets, json_asset
from dmz_map.datapackage import DEFAULT_ROOT, open_package
from dmz_map.edtf_dates import is_fuzzy
from dmz_map.evidence import in_reading_order
from dmz_map.incident_layer import draw_order, incident_assets
from dmz_map.incidents import Archive, Incident, read_archive, to_frame
from dmz_map.language import LANGUAGES, date_label, translator
from dmz_map.layers import read_border, read_land, read_places, read_sector_table, sectors, zone
from dmz_map.measure import measurements
from dmz_map.webmap import layer_asset, script_assets, without_specks

__all__ = ["Site", "open_site"]

TERM_FIELDS: Final = ("category", "direction", "location_precision", "sector")
"""Vocabulary lists whose codes travel in the incident arrays."""


@dataclass(frozen=True)
class Site:
    """The archive with its layers and the map's files; read once, then only looked at.

    Attributes
    ----------
    order
        Ids of the incidents in drawing order; a position is the map's name for an incident.
    figures
        Quoted and measured figures, as `dmz_map.measure.measurements` gives them.
    """

    archive: Archive
    order: tuple[str, ...]
    figures: pd.DataFrame
    assets: Assets

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Position in drawing order by id."""
        return {id: position for position, id in enumerate(self.order)}

    @cached_property
    def terms(self) -> Mapping[str, tuple[str, ...]]:
        """The vocabulary's words by field, in the order of their codes."""
        return {field: self.archive.vocabulary.values(field) for field in TERM_FIELDS}


def open_site(root: Path = DEFAULT_ROOT) -> Site:
    """Read and prove the data, and make the files of the map.

    Raises
    ------
    DataError
        If a file is not what its data package, its table or its document says.
    """
    package = open_package(root)
    archive = read_archive(package)
    frame = to_frame(archive.incidents)
    rows = draw_order(frame)
    ordered = [archive.incidents[row] for row in rows]
    border = read_border(package)
    area = zone(border)
    stretches = sectors(border, area, read_sector_table(package))
    layers: dict[str, tuple[gpd.GeoDataFrame, tuple[str, ...]]] = {
        "land": (without_specks(read_land(package)), ()),
        "zone": (area, ()),
        "border": (border, ()),
        "sectors": (stretches, ("id", "name_en", "name_ko", "anchor_lon", "anchor_lat")),
        "places": (read_places(package), ("id", "name_en", "name_ko", "kind")),
    }
    terms = {field: archive.vocabulary.values(field) for field in TERM_FIELDS}
    drawn = frame.iloc[rows].assign(
        fuzzy=[i.first_day != i.last_day or is_fuzzy(i.date) for i in ordered],
        has_excerpt=[bool(i.claims) for i in ordered],
    )
    assets = [
        *script_assets(),
        *(layer_asset(name, *layer) for name, layer in layers.items()),
        json_asset("words.json", {code: _words(archive, code) for code in LANGUAGES}),
        *incident_assets(drawn, terms, map(_popup, ordered)),
    ]
    return Site(
        archive, tuple(i.id for i in ordered), measurements(border, area, stretches), Assets(assets)
    )


def _popup(incident: Incident) -> dict[str, Any]:
    """Return what a popup or list on the map says of an incident; pairs are [English, Korean]."""
    publishers = dict.fromkeys(c.source.publisher for c in incident.citations)
    return {
        "id": incident.id,
        "t": [incident.title_en, incident.title_ko],
        "d": [date_label(incident.date, code) for code in LANGUAGES],
        "p": [incident.place.name_en, incident.place.name_ko],
        "pr": incident.place.precision,
        "r": incident.place.radius_km,
        "q": next((c.excerpt.exact for c in in_reading_order(incident.claims)), None),
        "s": [incident.summary_en, incident.summary_ko],
        "by": ", ".join(publishers),
    }


def _words(archive: Archive, language: str) -> dict[str, str]:
    """Return the map's own words in one language."""
    _ = translator(language)
    words = {
        "incident": _("Incident"),
        "incidents": _("incidents"),
        "county": _("County-wide"),
        "back": _("Back to the list"),
        "close": _("Close"),
        "quoted": _("Quoted word for word from the source document."),
        "reported_by": _("As reported by"),
        "load_failed": _("A part of the map could not be loaded. Reload the page to try again."),
        "map": _("Map of the Demilitarized Zone"),
    }
    for field in ("sector", "location_precision"):
        prefix = "precision" if field == "location_precision" else field
        for value in archive.vocabulary.values(field):
            words[f"{prefix}:{value}"] = archive.vocabulary.label(field, value, language)
    return words
