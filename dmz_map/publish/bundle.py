"""What an export holds: incidents with their evidence, the layers of the map, and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd

from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Document
from dmz_map.archive.vocabulary import Term
from dmz_map.geo.layers import read_border, read_land, read_places, read_sector_table, sectors, zone
from dmz_map.tabular.datapackage import Package

__all__ = ["ATTRIBUTION", "LICENCE", "Bundle", "Layers", "Link", "read_layers"]

LICENCE: Final = (
    "Tables: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Border, zone, sectors and "
    "land: ODbL 1.0, https://opendatacommons.org/licenses/odbl/1-0/."
)
ATTRIBUTION: Final = (
    "DMZ Map; border and land © OpenStreetMap contributors (2017); places in part from GeoNames"
)


@dataclass(frozen=True)
class Layers:
    """The layers of the map as `dmz_map.geo.layers` gives them, EPSG:4326 (lon, lat).

    `border`, `zone` and `land` have one row, `sectors` and `places` one row each.
    """

    border: gpd.GeoDataFrame
    zone: gpd.GeoDataFrame
    sectors: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    land: gpd.GeoDataFrame


@dataclass(frozen=True)
class Link:
    """One incident's relation to another: `incident_id` is a `relation` of `other_id`."""

    incident_id: str
    other_id: str
    relation: str
    note_en: str
    note_ko: str = ""


@dataclass(frozen=True)
class Bundle:
    """Everything that a writer may need; no writer asks anybody else.

    Attributes
    ----------
    incidents
        In the order in which they are written.
    layers
        The map's layers.
    documents
        The documents that claims quote, with their whole text.
    terms
        The vocabulary, which says what the codes mean.
    links
        Records of one dataclass with ``incident_id``, ``other_id`` and ``relation``, such as
        `Link`; those are written whose two incidents are.
    edition, edition_date, version
        Name and date of the archive's edition, and the hash of the data; may be blank.
    filter
        What the incidents were filtered by, in words; blank when all are there.
    licence, attribution
        What a user may do, and whom to name.
    """

    incidents: tuple[Incident, ...]
    layers: Layers
    documents: tuple[Document, ...] = ()
    terms: tuple[Term, ...] = ()
    links: tuple[Any, ...] = ()
    edition: str = ""
    edition_date: str = ""
    version: str = ""
    filter: str = ""
    licence: str = LICENCE
    attribution: str = ATTRIBUTION


def read_layers(package: Package) -> Layers:
    """Read and cut the layers of the map.

    Raises
    ------
    PackageError
        If a file is missing or is not what it must be.
    """
    border = read_border(package)
    area = zone(border)
    stretches = sectors(border, area, read_sector_table(package))
    return Layers(border, area, stretches, read_places(package), read_land(package))
