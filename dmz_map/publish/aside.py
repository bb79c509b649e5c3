"""The folder in which a site is made before it takes its place, and what a killed process left."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

__all__ = ["BEFORE", "aside_of", "clear_left"]

BEFORE: Final = "before"
"""Where the old folder is kept while the new one takes its place."""

_HELD: Final = "held"
"""A file that the process which makes the folder has locked."""


@contextmanager
def aside_of(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside another; afterwards it is removed.

    Raises
    ------
    OSError
        If nothing can be written there.
    """
    prefix = _prefix(folder)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=prefix) as name:
        made = Path(name)
        with (made / "new").open("wb") as file:
            _lock(file)
            os.replace(made / "new", made / _HELD)
            yield made


def clear_left(folder: Path) -> None:
    """Remove what killed processes have left beside a folder.

    If one had put the old folder aside and nothing in its place, the old one is put back.
    """
    pattern = re.compile(re.escape(_prefix(folder)) + "[a-z0-9_]{8}")
    for left in folder.parent.iterdir() if folder.parent.is_dir() else ():
        if pattern.fullmatch(left.name) and _is_left(left):
            if (left / BEFORE).is_dir() and not folder.exists():
                os.replace(left / BEFORE, folder)
            shutil.rmtree(left, ignore_errors=True)


def _prefix(folder: Path) -> str:
    return f".publish-{folder.name[:50]}-"


def _is_left(folder: Path) -> bool:
    """Return whether no process makes this folder any more."""
    with suppress(OSError), (folder / _HELD).open("rb+") as file:
        return _lock(file)
    return False


def _lock(file: IO[bytes]) -> bool:
    """Lock a file for as long as it is open; False if another process has, or none can."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True
