"""Where incidents live: one seam, two bodies.

Without a server, `geopackage_store` keeps them in GeoPackages; a team gives the address of
a PostgreSQL with PostGIS (`dmz_map.store.postgis_store`). Both pass one contract test.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident
from dmz_map.errors import StoreError
from dmz_map.store.batches import Progress
from dmz_map.store.columns import Terms
from dmz_map.store.geopackage_store import EmbeddedStore
from dmz_map.store.query import Points, Query, Related, Row, Span, Years
from dmz_map.tabular.datapackage import DEFAULT_ROOT, Package, open_package

__all__ = [
    "Points",
    "Progress",
    "Query",
    "Related",
    "Row",
    "Span",
    "Store",
    "Years",
    "initialise_store",
    "open_store",
]


class Store(Protocol):
    """What every store can do.

    A position (0 … n-1) is the map's name for an incident: its place in drawing order, along
    a Hilbert curve, those without a point last. Positions hold for one version.

    Every method raises `StoreError`, one plain sentence, when the store cannot be reached,
    and heals by itself; `UnknownIdError` tells of an id, word or position that is not there.
    """

    terms: Terms

    @property
    def version(self) -> str:
        """Name of the content: twelve hexadecimal digits that change with every change."""

    def count(self, query: Query) -> int:
        """Return how many incidents pass."""

    def page(
        self, query: Query, *, offset: int, limit: int, newest_first: bool = True
    ) -> tuple[Row, ...]:
        """Return lines of a list of those that pass, in the order of their first days.

        Parameters
        ----------
        query
            The filter.
        offset, limit
            How many lines to pass over, and how many to return at most.
        newest_first
            Whether the latest comes first.
        """

    def later(self, query: Query, id: str) -> int | None:
        """Return how many of those that pass come after one in time; None if it does not pass."""

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """Return counts to stand beside each choice.

        Returns
        -------
        dict
            For each field of `dmz_map.store.query.FACETS`, its words with the number of incidents
            that would pass with this word alone; zeros too. ``evidence`` has ``excerpt`` and
            ``citation``; ``casualties`` and ``certain`` have ``yes`` and ``no``.
        """

    def years(self, query: Query) -> Years:
        """Return how many pass by year and category, and the spans of those without a day."""

    def positions(self, query: Query) -> npt.NDArray[np.uint32]:
        """Return the positions of those that pass, ascending."""

    def columns(self) -> Points:
        """Return what the browser draws, one entry an incident, in drawing order."""

    def texts(self, chunk: int) -> list[dict[str, Any]]:
        """Return the popups of positions ``chunk * CHUNK`` on, `CHUNK` at most."""

    def get(self, id: str) -> Incident:
        """Return one incident with its evidence."""

    def position(self, id: str) -> int:
        """Return the position of an incident."""

    def at(self, position: int) -> str:
        """Return the id of the incident at a position."""

    def neighbours(self, id: str) -> tuple[str | None, str | None]:
        """Return the ids before and after one in time; None at the ends."""

    def related(self, id: str, limit: int) -> Related:
        """Return incidents akin to one, at most `limit` in each group."""

    def incidents(self, query: Query) -> Iterator[Incident]:
        """Yield the incidents that pass with their evidence, by first day, for exports."""

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return those of the ids that the store has."""

    def add(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents that are new, all or none.

        Parameters
        ----------
        incidents
            Imports with evidence; taken in batches, so an iterator need not fit in memory.
            If it raises, nothing is written.
        progress
            Called with the number written so far.

        Returns
        -------
        int
            How many were written.

        Raises
        ------
        StoreError
            If an id is there already, or the store cannot be written.
        """

    def replace(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents over imports of the same ids, and new ones; otherwise as `add`."""

    def clear(self) -> int:
        """Remove all imports, never the project's own incidents; return how many."""

    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader; never a password."""

    def close(self) -> None:
        """Let go of all connections."""


def open_store(
    url: str | None,
    *,
    root: Path = DEFAULT_ROOT,
    cache: Path | None = None,
    package: Package | None = None,
) -> Store:
    """Open a store.

    Parameters
    ----------
    url
        None or empty: GeoPackages, the imports beside ``data/``. A folder: the same with both
        files in that folder. ``postgresql://…``: a PostgreSQL that `initialise_store` prepared.
    root
        The folder that holds ``data/`` and ``seeds/``.
    cache
        Where the built GeoPackage lies; by default ``.cache/`` below the root, or the user's
        cache folder when the root cannot be written to.
    package
        The data packages of `root`, if they are open already.

    Raises
    ------
    DataError
        If the project's data is not what it promises.
    StoreError
        If the store cannot be opened; the sentence says what to do.
    """
    root = Path(root).resolve()
    package = package or open_package(root)
    if _is_server(url):
        from dmz_map.store.postgis_store import PostgisStore

        return PostgisStore(str(url), package)
    if not url:
        return EmbeddedStore(package, cache or _cache_folder(root))
    folder = Path(str(url)).expanduser().resolve()
    return EmbeddedStore(package, cache or folder, folder)


def initialise_store(url: str | None, *, root: Path = DEFAULT_ROOT) -> Store:
    """Create or migrate what a store needs, bring the project's own incidents in, and open it.

    Parameters
    ----------
    url, root
        As in `open_store`. Doing it again changes nothing, unless ``data/`` has changed.
    """
    if _is_server(url):
        from dmz_map.store.postgis_store import PostgisStore

        package = open_package(root)
        preparing = PostgisStore(str(url), package)
        try:
            preparing.prepare(package)
        finally:
            preparing.close()
    return open_store(url, root=root)


def _is_server(url: str | None) -> bool:
    if url and "://" in url and not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise StoreError(
            f"A store cannot be opened at an address that begins with {url.split('://')[0]}://. "
            "Give postgresql://USER@HOST/DATABASE, a folder, or nothing."
        )
    return bool(url) and "://" in str(url)


def _cache_folder(root: Path) -> Path:
    folder = root / ".cache"
    if os.access(folder if folder.exists() else root, os.W_OK):
        return folder
    return Path.home() / ".cache" / "dmz-map"
