"""Everything that one server shows: the store, the documents, the layers and the map's files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incidents import Archive, Incident, read_archive
from dmz_map.archive.sources import Document
from dmz_map.geo.layers import read_border, read_sector_table, sectors, zone
from dmz_map.geo.measure import measurements
from dmz_map.reading.collection import Collection
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.reading.library import Library, library_folder
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.packing import ATTRIBUTES, CHUNK, EPOCH, TERM_FIELDS
from dmz_map.store.query import Points
from dmz_map.store.statistics import by_decade
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package
from dmz_map.web.assets import Asset, Assets
from dmz_map.web.base_files import base_files
from dmz_map.web.incident_layer import incident_assets
from dmz_map.web.language import Bilingual
from dmz_map.web.map_texts import text_record
from dmz_map.web.quotations import Quotations
from dmz_map.web.release import Release
from dmz_map.web.start_file import start_asset
from dmz_map.web.text_files import TextFiles
from dmz_map.web.webmap import script_assets

__all__ = ["Site", "open_site"]


@dataclass(frozen=True)
class Site:
    """What stays the same while a server runs, and the store, which may change.

    Attributes
    ----------
    store
        Where the incidents live.
    archive
        The project's own incidents with their documents, words and corrections.
    border
        The Military Demarcation Line, one row.
    figures
        Quoted and measured figures, as `dmz_map.geo.measure.measurements` gives them.
    files
        Scripts, styles and layers of the map: all but the incidents.
    own
        What the reader has accepted from documents of their own.
    """

    store: Store
    archive: Archive
    border: gpd.GeoDataFrame
    figures: pd.DataFrame
    files: tuple[Asset, ...]
    own: Collection
    _text_files: TextFiles = field(default_factory=TextFiles, init=False, repr=False, compare=False)

    @cached_property
    def terms(self) -> Mapping[str, Sequence[str]]:
        """The vocabulary's words by field, in the order of their codes."""
        return {field: self.archive.vocabulary.values(field) for field in TERM_FIELDS}

    @cached_property
    def groups(self) -> Sequence[str]:
        """The group of each category, in the order of their codes."""
        return [self.archive.vocabulary.group(word) for word in self.terms["category"]]

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that are quoted by id: the archive's, the reader's, those of imports."""
        return {**self.store.documents(), **self.own.documents, **self.archive.documents}

    @property
    def quotations(self) -> int:
        """How many quotations are proved."""
        return len(self.claims)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every document, in the order of the documents' text."""
        return self._quotations.all()

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations(self.store, self.archive, self.own)

    def release(self) -> Release:
        """Return the map's files for the store as it is now.

        Raises
        ------
        StoreError
            If the store cannot be reached.
        """
        version, points = self._now()
        files = [*self.files, *incident_assets(points, self.terms, self.groups, version=version)]
        _column, shift, _bits = ATTRIBUTES["excerpt"]
        quoted = int((points.flags >> shift & 1).sum())
        first = EPOCH + int(points.first.min(initial=0))
        assets = Assets([*files, start_asset(files)])
        return Release(version, len(points.lon), quoted, first.item().year, assets)

    def _now(self) -> tuple[str, Points]:
        """Return the store's version and its points, both of one moment."""
        while True:
            version, points = self.store.version, self.store.columns()
            if self.store.version == version:
                return version, points

    def standalone(self, limit: ExcerptLimit | None = None) -> Assets:
        """Return the map's files with all text, for a page that carries them inside.

        Parameters
        ----------
        limit
            What leaves of the documents that a reader has read; their excerpts without it.

        Raises
        ------
        StoreError
            If the store cannot be reached.
        """
        version, points = self._now()
        numbers = range((len(points.lon) + CHUNK - 1) // CHUNK)
        limit = limit or ExcerptLimit()
        chunks = (
            [text_record(limit.incident(one), self.archive) for one in self.chunk(number)]
            for number in numbers
        )
        files = incident_assets(points, self.terms, self.groups, version=version, chunks=chunks)
        return Assets([*self.files, *files], inline=True)

    def texts(self, number: int) -> list[dict[str, Any]]:
        """Return the text records of one chunk of incidents.

        Raises
        ------
        StoreError
            If the store cannot be reached.
        UnknownIdError
            If there is no such chunk.
        """
        return [text_record(incident, self.archive) for incident in self.chunk(number)]

    def text_file(self, number: int) -> Asset:
        """Return the `texts` of a chunk as a file, or raise as it does; the last are at hand."""
        versions = lambda: (self.store.version, self.own.library.version, number)  # noqa: E731
        return self._text_files.get(versions, lambda: self.texts(number))

    def chunk(self, number: int) -> tuple[Incident, ...]:
        """Return incidents of a chunk of the store, without passages that are no longer proved."""
        return tuple(map(self.own.proved, self.store.chunk(number)))

    def get(self, id: str) -> Incident:
        """Return an incident of the store, without passages that are no longer proved."""
        return self.own.proved(self.store.get(id))

    def knows(self, id: str) -> bool:
        """Return whether the store has an incident."""
        return bool(self.store.known([id]))

    def shown_sets(self) -> tuple[int, ...]:
        """Return the numbers of the sets that are not hidden, the archive's own, 0, among them."""
        return (0, *(one.number for one in self.store.sets() if not one.hidden))

    def label(self, field: str, value: str, language: str) -> str:
        """Return what a reader calls a word of the vocabulary."""
        return self.archive.vocabulary.label(field, value, language)

    def title(self, id: str, language: str) -> str:
        """Return the title of an incident of the store."""
        one = self.store.get(id)
        return Bilingual(one.title_en, one.title_ko)[language]

    def claims_of(self, document_id: str) -> tuple[Claim, ...]:
        """Return the claims that quote a document, in the order of its text."""
        return tuple(c for c in self.claims if c.excerpt.document_id == document_id)

    def decades(self) -> pd.DataFrame:
        """Return the number of incidents by sector and decade (see `by_decade`)."""
        return by_decade(self.store.columns(), self.terms["sector"])


def open_site(root: Path = DEFAULT_ROOT, *, store: str | None = None) -> Site:
    """Read and prove the data, open the store, and make the files of the map.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    store
        Address of the store, as `dmz_map.store.open_store.open_store` takes it.

    Raises
    ------
    DataError
        If a file is not what its data package, its table or its document says.
    StoreError
        If the store cannot be opened.
    """
    archive = read_archive(package := open_package(root))
    border = read_border(package)
    area = zone(border)
    table = read_sector_table(package)
    files = (*script_assets(), *base_files(package, archive, border, area, table))
    measured = measurements(border, area, sectors(border, area, table))
    opened = open_store(store, root=root, package=package)
    own = Collection(Library(library_folder(store)), archive.vocabulary, opened.documents)
    return Site(opened, archive, border, measured, files, own)
