"""The store without a server: two GeoPackages, nothing to install or to start.

The project's own incidents are in a file of the cache folder, made from ``data/`` and
``seeds/`` and named by their version. Imports are in ``imports.gpkg`` in a folder for data:
they exist nowhere else and must not be in a cache. Readers see both as one.

No file is ever changed: a new one is written aside and takes the old one's place, so whoever
reads has the old content or the new, and an import that is cut off leaves only a hidden file
that the next one removes.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import read_archive
from dmz_map.errors import StoreError
from dmz_map.store.base import Store
from dmz_map.store.built_file import is_as_built, keep_last, prove_later, sweep
from dmz_map.store.coding import Coding, recoded
from dmz_map.store.columns import Columns, merged
from dmz_map.store.damage import damaged_imports, set_aside_if_damaged
from dmz_map.store.geopackage import FORMAT, GeoPackageFile
from dmz_map.store.geopackage_migration import is_older, migrate_imports
from dmz_map.store.geopackage_transaction import GeoPackageTransaction
from dmz_map.store.geopackage_writer import Writer
from dmz_map.store.packing import attribute
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import FIRST_IMPORT
from dmz_map.store.sets import SetList
from dmz_map.tabular.datapackage import Package

__all__ = ["IMPORTS", "GeoPackageStore"]

IMPORTS: Final = "imports.gpkg"
"""Name of the file of imports."""

_log: Final = logging.getLogger(__name__)

_PATIENCE_S: Final = 5.0
_MIGRATION_S: Final = 600.0


class GeoPackageStore(Store):
    """A store of two GeoPackages.

    Parameters
    ----------
    package
        The project's data, verified.
    coding
        By what incidents become numbers.
    cache
        Folder of the built file, which is made when it is missing.
    imports
        Folder of the imports. A file of an older format is migrated.

    Raises
    ------
    DataError
        If the data is not what its tables or its documents say.
    StoreError
        If a file cannot be built or migrated.
    """

    def __init__(self, package: Package, coding: Coding, *, cache: Path, imports: Path) -> None:
        super().__init__(coding)
        self._package = package
        self._imports = GeoPackageFile(imports / IMPORTS)
        self._built = GeoPackageFile(cache / f"dmz-map-{package.version}-{FORMAT}.gpkg")
        self._proving = Lock()
        self._proved: tuple[int, ...] | None = None
        self._seen: tuple[tuple[int, ...] | None, str] = (None, package.version)
        self.prepare()

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with the project's data and with every import."""
        if self._proved != self._built.signature():  # removed, replaced or touched by someone
            self._prove()
        signature = self._imports.signature()
        if self._seen[0] != signature:
            try:
                stamp = self._imports.version() if signature else ""
            except StoreError:  # damaged while it was in use: kept aside, and the map goes on
                if not set_aside_if_damaged(self._imports):
                    raise
                return self.version
            self._seen = (signature, _joined(self._package.version, stamp))
        return self._seen[1]

    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader."""
        path = self._imports.path
        note = " (where older versions of the program kept them)"
        imports = f"{path}{note if path.parent == self._package.root else ''}"
        damaged = ", ".join(map(str, damaged_imports(path)))
        return {
            "store": "GeoPackage",
            "built": str(self._built.path),
            "imports": imports if path.exists() else "none",
            **({"damaged": damaged} if damaged else {}),
        }

    def prepare(self) -> None:
        """Build the file of the own incidents, and migrate imports of an older format."""
        self._prove()
        with suppress(OSError):  # the files used last are kept
            os.utime(self._built.path)
        self._proved = self._built.signature()
        set_aside_if_damaged(self._imports)
        if self._imports.path.exists() and is_older(self._imports):
            with self._writing(_MIGRATION_S):
                if is_older(self._imports):  # no one else has done it meanwhile
                    migrate_imports(self._imports, self.coding)

    def clear(self) -> int:
        """Remove all imports and return how many there were."""
        with self._writing():
            if not self._imports.path.exists():
                return 0
            removed = len(self._imports.rows())
            self._imports.path.unlink()
        return removed

    def close(self) -> None:
        """Close both files."""
        self._built.close()
        self._imports.close()

    @contextmanager
    def _transaction(self) -> Iterator[GeoPackageTransaction]:
        with self._writing():
            transaction = GeoPackageTransaction(self._imports, self.coding)
            try:
                yield transaction
            finally:
                transaction.close()

    def _set_list(self) -> SetList:
        there = self._imports.path.exists()
        return SetList.of(self._imports.about() if there else {})

    def _load(self) -> tuple[str, Columns]:
        about, columns = self._built.read()
        parts, stamp = [recoded(columns, about, self.coding)], ""
        if self._imports.path.exists():
            about, columns = self._imports.read()
            stamp = about["version"]
            clashes = list(self._imports.numbers(self._built.ids()).values())
            gone = np.isin(columns.row, np.array(clashes, dtype=np.uint32))
            gone |= np.isin(attribute(columns, "set"), SetList.of(about).hidden())
            columns = columns.take(~gone)
            parts.append(recoded(columns, about, self.coding))
        return _joined(self._package.version, stamp), merged(parts)

    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        found: dict[int, Mapping[str, Any]] = {}
        for file, some in (
            (self._built, [row for row in rows if row < FIRST_IMPORT]),
            (self._imports, [row for row in rows if row >= FIRST_IMPORT]),
        ):
            if some and file.path.exists():
                found |= file.fetch(some, names)
        return found

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        imported = self._imports.numbers(ids) if self._imports.path.exists() else {}
        own = self._own_numbers
        return imported | {id: own[id] for id in ids if id in own}

    @cached_property
    def _own_numbers(self) -> Mapping[str, int]:
        """The numbers of the project's own incidents, which are few and never change."""
        return self._built.numbers(self._built.ids())

    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        files = (self._built, self._imports)
        return np.concatenate([file.search(words) for file in files if file.path.exists()])

    def _prove(self) -> None:
        """Make the built file anew unless it is what was built."""
        with self._proving:
            path = self._built.path
            if not is_as_built(path):
                if path.exists():
                    _log.warning("%s is not as it was built, and is built anew.", path)
                self._build()
            self._proved = self._built.signature()

    def _build(self) -> None:
        """Make the built file; two processes may do so at once, and the files are the same."""
        archive = read_archive(self._package)
        path = self._built.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep(path.parent)
            writer = Writer(path, self.coding)
            try:
                batch = RecordBatch.of(archive.incidents)
                writer.write(range(1, 1 + len(batch)), batch, 0)
                writer.finish(self._package.version)
                prove_later(path)
            finally:
                writer.close()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The store cannot be built in {path.parent}: {error}. Make the folder writable, "
                "or name another one: --store FOLDER."
            ) from error
        keep_last(path.parent)

    @contextmanager
    def _writing(self, patience_s: float | None = None) -> Iterator[None]:
        """Keep all other writers out, and remove what one that was cut off has left."""
        folder = self._imports.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path, patience_s = folder / ".imports.lock", patience_s or _PATIENCE_S
            opened = sqlite3.connect(path, timeout=patience_s, isolation_level=None)
            with closing(opened) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                for left in folder.glob(".imports.gpkg.*"):
                    left.unlink()
                yield
        except (OSError, sqlite3.Error) as error:
            if "locked" in str(error):
                raise StoreError("Another import is running. Wait until it has ended.") from error
            raise StoreError(
                f"Imports cannot be written to {folder}: {error}. Free space there or make it "
                "writable; the store is as it was."
            ) from error


def _joined(package: str, stamp: str) -> str:
    return sha256(f"{package} {stamp}".encode()).hexdigest()[:12] if stamp else package
