"""The store without a server: GeoPackages in folders, nothing to install or to start.

The project's own incidents stand in a file of the cache folder, made from ``data/`` and
``seeds/`` and named by their version. Imports stand in ``imports.gpkg`` beside ``data/``:
they are nobody's copy and must not lie in a cache. Readers see both as one.

No file is ever changed: a new one is written aside and takes the old one's place, so whoever
reads has the old content or the new, and an import that is cut off leaves only a hidden file
that the next one removes.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.archive.incidents import Incident, read_archive
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import StoreError
from dmz_map.store.base import Catalogue
from dmz_map.store.batches import IMPORTS, Progress, checked_batches
from dmz_map.store.columns import Columns, merged, recoded
from dmz_map.store.geopackage import FORMAT, GeoPackageFile
from dmz_map.store.geopackage_writer import Writer
from dmz_map.store.packing import TERM_FIELDS
from dmz_map.store.records import COLUMNS, incident_of
from dmz_map.tabular.datapackage import Package

__all__ = ["EmbeddedStore"]

_KEPT: Final = 3
_PATIENCE_S: Final = 5.0


class EmbeddedStore(Catalogue):
    """A store of two GeoPackages; `dmz_map.store.open_store.Store` says what each method returns.

    Parameters
    ----------
    package
        The project's own data.
    cache
        Where the built file lies; made when it is missing.
    imports
        Folder of ``imports.gpkg``; the root when None.

    Raises
    ------
    DataError
        If the data is not what its package, its tables or its documents say.
    StoreError
        If the file cannot be built.
    """

    def __init__(self, package: Package, cache: Path, imports: Path | None = None) -> None:
        package.verify()
        vocabulary = read_vocabulary(package)
        super().__init__({field: vocabulary.values(field) for field in TERM_FIELDS})
        self._package = package
        self._imports = GeoPackageFile((imports or package.root) / "imports.gpkg")
        self._built = GeoPackageFile(cache / f"dmz-map-{package.version}-{FORMAT}.gpkg")
        self._seen: tuple[tuple[int, ...] | None, str] = (None, package.version)
        if not self._built.path.is_file():
            self._build(package)

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with the project's data and with every import."""
        signature = self._imports.signature()
        if self._seen[0] != signature:
            stamp = self._imports.version() if signature else ""
            self._seen = (signature, _joined(self._package.version, stamp))
        return self._seen[1]

    def describe(self) -> dict[str, str]:
        """Return what this store is, as lines for a reader."""
        return {
            "store": "GeoPackage",
            "built": str(self._built.path),
            "imports": str(self._imports.path) if self._imports.path.exists() else "none",
        }

    def add(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write new incidents, all or none, and return how many."""
        return self._write(incidents, progress, replacing=False)

    def replace(self, incidents: Iterable[Incident], *, progress: Progress | None = None) -> int:
        """Write incidents over imports of the same ids, all or none, and return how many."""
        return self._write(incidents, progress, replacing=True)

    def clear(self) -> int:
        """Remove all imports and return how many there were."""
        with self._writing():
            if not self._imports.path.exists():
                return 0
            removed = len(self._imports.read()[2])
            self._imports.path.unlink()
        return removed

    def close(self) -> None:
        """Close both files."""
        for table_ in (self._built, self._imports):
            table_.close()

    def _write(
        self, incidents: Iterable[Incident], progress: Progress | None, *, replacing: bool
    ) -> int:
        path, written = self._imports.path, 0
        with self._writing():
            there = path.exists()
            row = self._next_row() if there else IMPORTS
            writer = Writer(path, self.terms, path if there else None)
            try:
                for batch, known in checked_batches(incidents, self._numbers, replacing=replacing):
                    if known:
                        rows = list(known.values())
                        old = self._fetch(rows, tuple(COLUMNS))
                        writer.remove(rows, [incident_of(old[number]) for number in rows])
                    writer.write(row + written, batch)
                    written += len(batch)
                    if progress is not None:
                        progress(written)
                if written:
                    writer.finish(uuid.uuid4().hex)
            finally:
                writer.close()
        return written

    def _next_row(self) -> int:
        rows = self._imports.read()[2].row
        return max(IMPORTS, int(rows.max()) + 1) if len(rows) else IMPORTS

    def _load(self) -> tuple[str, Columns]:
        _, coded_by, columns = self._built.read()
        parts, stamp = [recoded(columns, coded_by, self.terms)], ""
        if self._imports.path.exists():
            stamp, coded_by, columns = self._imports.read()
            clashes = list(self._imports.numbers(self._built.ids()).values())
            columns = columns.take(~np.isin(columns.row, np.array(clashes, dtype=np.uint32)))
            parts.append(recoded(columns, coded_by, self.terms))
        return _joined(self._package.version, stamp), merged(parts)

    def _fetch(self, rows: Sequence[int], names: Sequence[str]) -> dict[int, Mapping[str, Any]]:
        found: dict[int, Mapping[str, Any]] = {}
        for table_, some in (
            (self._built, [row for row in rows if row < IMPORTS]),
            (self._imports, [row for row in rows if row >= IMPORTS]),
        ):
            if some and table_.path.exists():
                found |= table_.fetch(some, names)
        return found

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        imported = self._imports.numbers(ids) if self._imports.path.exists() else {}
        return imported | self._built.numbers(ids)

    def _search(self, words: tuple[str, ...]) -> npt.NDArray[Any]:
        parts = [self._built, self._imports]
        return np.concatenate([table_.search(words) for table_ in parts if table_.path.exists()])

    def _build(self, package: Package) -> None:
        """Make the built file; two processes may do so at once, and the files are the same."""
        archive = read_archive(package)
        path = self._built.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = Writer(path, self.terms)
            try:
                writer.write(1, archive.incidents)
                writer.finish(package.version)
            finally:
                writer.close()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The store cannot be built in {path.parent}: {error}. Make the folder writable, "
                "or name another one: --store FOLDER."
            ) from error
        built = sorted(path.parent.glob("dmz-map-*.gpkg"), key=lambda file: file.stat().st_mtime)
        for old in built[:-_KEPT]:
            old.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Keep all other writers out, and remove what one that was cut off has left."""
        folder = self._imports.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with closing(
                sqlite3.connect(folder / ".imports.lock", timeout=_PATIENCE_S, isolation_level=None)
            ) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                for left in folder.glob(".imports.gpkg.*"):
                    left.unlink()
                yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError("Another import is running. Wait until it has ended.") from error
            raise StoreError(f"Imports cannot be written to {folder}: {error}.") from error
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Imports cannot be written to {folder}: {error}. Free space there or make it "
                "writable; the store is as it was."
            ) from error


def _joined(package: str, stamp: str) -> str:
    return sha256(f"{package} {stamp}".encode()).hexdigest()[:12] if stamp else package
