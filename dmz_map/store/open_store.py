"""Opens a store by its address.

Without a server it is GeoPackages (`dmz_map.store.geopackage_store`); a team gives the address
of a PostgreSQL with PostGIS (`dmz_map.store.postgis_store`). Both pass one contract test.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import StoreError
from dmz_map.geo.layers import read_border, read_sector_table
from dmz_map.geo.linear_referencing import line_reference
from dmz_map.store.base import Store
from dmz_map.store.coding import Coding
from dmz_map.store.geopackage_store import IMPORTS, GeoPackageStore
from dmz_map.store.packing import TERM_FIELDS
from dmz_map.tabular.datapackage import DEFAULT_ROOT, Package, open_package
from dmz_map.tabular.folders import user_cache, user_data

__all__ = ["initialise_store", "open_store", "read_coding"]

_SCHEMES: Final = ("postgresql://", "postgresql+psycopg://")

_log: Final = logging.getLogger(__name__)


def open_store(
    url: str | None, *, root: Path = DEFAULT_ROOT, package: Package | None = None
) -> Store:
    """Open a store.

    Parameters
    ----------
    url
        None or empty: GeoPackages, the imports in the user's data folder and what is built in
        the user's cache folder (see `dmz_map.tabular.folders`). A folder: the same with both
        files in that folder. ``postgresql://…``: a PostgreSQL that `initialise_store` prepared.
    root
        The folder of ``data/`` and ``seeds/``.
    package
        The data packages of `root`, if they are open already.

    Raises
    ------
    DataError
        If the project's data is not what it promises.
    StoreError
        If the store cannot be opened; the sentence says what to do.
    """
    package = package or open_package(Path(root).resolve())
    if _is_server(url):
        from dmz_map.store.postgis_store import PostgisStore

        return PostgisStore(str(url), package, read_coding(package))
    package.verify()
    if url:
        folder = Path(str(url)).expanduser().resolve()
        return GeoPackageStore(package, read_coding(package), cache=folder, imports=folder)
    return GeoPackageStore(
        package, read_coding(package), cache=user_cache(), imports=_imports_folder(package.root)
    )


def initialise_store(url: str | None, *, root: Path = DEFAULT_ROOT) -> Store:
    """Create or migrate what a store needs, bring the project's own incidents in, and open it.

    Parameters
    ----------
    url, root
        As in `open_store`. Doing it again changes nothing, unless ``data/`` has changed.
    """
    store = open_store(url, root=root)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


def read_coding(package: Package) -> Coding:
    """Return by what incidents become numbers: the vocabulary's words and the border.

    Raises
    ------
    DataError
        If a table is not as it must be.
    StoreError
        If a list has more words than there are codes.
    """
    vocabulary = read_vocabulary(package)
    line = line_reference(read_border(package), read_sector_table(package))
    return Coding({field: vocabulary.values(field) for field in TERM_FIELDS}, line)


def _is_server(url: str | None) -> bool:
    if url and "://" in url and not url.startswith(_SCHEMES):
        raise StoreError(
            f"A store cannot be opened at an address that begins with {url.split('://')[0]}://. "
            "Give postgresql://USER@HOST/DATABASE, a folder, or nothing."
        )
    return bool(url) and "://" in str(url)


def _imports_folder(root: Path) -> Path:
    """Return the user's data folder, or the root if imports of an older program are there alone."""
    folder = user_data()
    old, new = root / IMPORTS, folder / IMPORTS
    if not old.is_file():
        return folder
    if new.is_file():
        _log.warning("The imports of %s are used; those of %s are not.", new, old)
        return folder
    _log.warning("The imports of %s are used, where older versions of the program kept them.", old)
    return root
