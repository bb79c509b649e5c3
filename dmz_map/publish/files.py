"""Files that come whole or not at all, and never over one that is not meant."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from pyogrio.errors import DataLayerError, DataSourceError

from dmz_map.errors import StoreError

__all__ = ["in_place"]


def in_place(path: Path, make: Callable[[Path], int], *, force: bool) -> int:
    """Let a file be made aside, then give it its name; return what `make` returns.

    Raises
    ------
    StoreError
        If the file is there and `force` is not given, or the folder cannot be written to.
    """
    if path.exists() and not force:
        raise _exists(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as folder:
            made = Path(folder) / path.name
            count = make(made)
            _rename(made, path, force=force)
    except (OSError, DataLayerError, DataSourceError) as error:
        why = getattr(error, "strerror", None) or str(error).rsplit(": ", 1)[-1]
        raise StoreError(
            f"{path}: cannot be written ({why}). Make room, or choose another folder."
        ) from error
    return count


def _rename(made: Path, path: Path, *, force: bool) -> None:
    """Give a file its name; unless forced, only if no other has come to it meanwhile."""
    if force:
        os.replace(made, path)
        return
    try:
        os.link(made, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:  # a file system without links
        os.replace(made, path)


def _exists(path: Path) -> StoreError:
    return StoreError(f"{path} exists already. Choose another name, or write over it with --force.")
