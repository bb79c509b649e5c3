"""Brings a GeoPackage of imports that an older program wrote to the format of now."""

from __future__ import annotations

import logging
import os
import shutil
from itertools import count
from pathlib import Path
from typing import Final

from dmz_map.errors import StoreError
from dmz_map.store.coding import Coding, columns_of
from dmz_map.store.columns import merged
from dmz_map.store.geopackage import FORMAT, GeoPackageFile
from dmz_map.store.geopackage_writer import Writer
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import BATCH, COLUMNS, MISSING, incident_of
from dmz_map.store.sets import OLD_IMPORTS, SetList

__all__ = ["is_older", "migrate_imports"]

_log: Final = logging.getLogger(__name__)


def is_older(file: GeoPackageFile) -> bool:
    """Return whether a file must be migrated before it can be read.

    Raises
    ------
    StoreError
        If the file is no store, or of a newer format.
    """
    written = file.about().get("format", "")
    if not written.isdecimal() or int(written) > FORMAT:
        raise StoreError(
            f"{file.path} has the format {written or 'of no store'}, and this program knows those "
            f"up to {FORMAT}. Update the program, or move the file away."
        )
    return int(written) < FORMAT


def migrate_imports(file: GeoPackageFile, coding: Coding) -> Path:
    """Write a file anew in the format of now, and return where the old one is kept beside it.

    A record lacks what an older program did not write; the columns are made of the records. What
    has no set yet becomes one. Call it while no one else writes. Whoever is cut off in the middle
    leaves the old file in its place.

    Raises
    ------
    StoreError
        If an incident has a word that the vocabulary does not have.
    """
    about, rows, parts = file.about(), file.rows(), []
    there = file.columns()
    names = tuple(name for name in COLUMNS if name in there)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        found = file.fetch(some, names)
        records = [{**MISSING, **found[row]} for row in some]
        sets = [record["import_set"] or OLD_IMPORTS.number for record in records]
        parts.append(columns_of(some, RecordBatch.of([*map(incident_of, records)]), coding, sets))
    writer = Writer(file.path, coding, file.path, merged(parts))
    try:
        if "sets" not in about:
            writer.adopt(OLD_IMPORTS.number)
            about |= SetList((OLD_IMPORTS,)).counted(writer.counts()).about()
        kept = _keep(file.path, about["format"])
        writer.finish(about["version"], about)
    finally:
        writer.close()
    _log.warning("%s has been migrated to format %s; the old file is %s.", file.path, FORMAT, kept)
    return kept


def _keep(path: Path, written: str) -> Path:
    """Give a file a second name beside it, which no other file has."""
    for number in count():
        kept = path.with_name(f"{path.name}.format-{written}{f'.{number}' if number else ''}")
        if kept.exists() and kept.samefile(path):
            return kept
        if not kept.exists():
            break
    try:
        os.link(path, kept)
    except OSError:  # a file system without second names
        shutil.copy2(path, kept)
    return kept
