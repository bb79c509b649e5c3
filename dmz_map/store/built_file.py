"""The proof of a file that can be built again: whether it still is what was built.

Beside ``NAME.gpkg`` lies ``NAME.gpkg.sha256``, as ``sha256sum`` writes and checks it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final

__all__ = ["is_as_built", "keep_last", "prove_later", "remove", "sweep"]

_KEPT: Final = 8
_ASIDE: Final = re.compile(r"\.dmz-map-.*\.(\d+)\.[0-9a-f]{8}\.tmp")


def is_as_built(path: Path) -> bool:
    """Return whether a file is byte for byte what its proof says."""
    try:
        told = _proof(path).read_text("ascii").split(" ")[0]
        return told == _digest(path)
    except (OSError, ValueError):
        return False


def prove_later(path: Path) -> None:
    """Write down what a file is now, for `is_as_built`.

    Raises
    ------
    OSError
        If the proof cannot be written; the file counts as unproved then.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        aside.write_text(f"{_digest(path)}  {path.name}\n", "ascii")
        aside.replace(_proof(path))
    finally:
        aside.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a built file and its proof."""
    for one in (path, _proof(path)):
        one.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what programs that are gone have left half-built in a folder."""
    for left in folder.glob(".dmz-map-*.tmp"):
        found = _ASIDE.fullmatch(left.name)
        if found and not _is_running(int(found[1])):
            with suppress(OSError):
                left.unlink()


def keep_last(folder: Path) -> None:
    """Remove the built files that were used least lately, but for a few."""
    built = sorted(folder.glob("dmz-map-*.gpkg"), key=lambda file: file.stat().st_mtime)
    for old in built[:-_KEPT]:
        remove(old)


def _proof(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
