"""The two descriptor files of the data packages: find, read and check their outer form."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any, Final

from dmz_map.errors import PackageError

__all__ = ["descriptor_paths", "entries_of", "file_of", "load_descriptor", "shown"]

_FOLDERS: Final = ("data", "seeds")


def descriptor_paths(root: Path) -> tuple[Path, ...]:
    """Return where the two descriptors lie below `root`, there or not."""
    return tuple(root / folder / "datapackage.json" for folder in _FOLDERS)


def load_descriptor(path: Path, root: Path) -> Any:
    """Return the JSON value of a descriptor, or raise PackageError if it cannot be read."""
    where = shown(path, root)
    try:
        return json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise PackageError(
            f"{where} cannot be read: {error.strerror}. The folder '{root}' must hold data/ and "
            "seeds/ as the project has them."
        ) from error
    except ValueError as error:
        raise PackageError(f"{where} is not JSON: {error}. Mend or restore the file.") from error


def entries_of(descriptor: Any, where: str) -> list[dict[str, Any]]:
    """Return a descriptor's resources, each with a name and a path, or raise PackageError."""
    entries = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackageError(f"{where} has no list 'resources'. Restore the file.")
    for number, entry in enumerate(entries):
        for key in ("name", "path"):
            if not isinstance(entry.get(key), str):
                raise PackageError(f"{where}: resource {number} has no '{key}'. Add it.")
    return entries


def file_of(entry: dict[str, Any], folder: Path) -> Path:
    """Return the path of an entry's file, which must lie in the descriptor's folder."""
    relative = PurePosixPath(entry["path"])
    if relative.is_absolute() or ".." in relative.parts or "\\" in entry["path"]:
        raise PackageError(
            f"{folder.name}/datapackage.json: resource '{entry['name']}' points outside its "
            f"folder: '{relative}'. Use a path inside it."
        )
    return folder.joinpath(*relative.parts)


def shown(path: Path, root: Path) -> str:
    """Return a path as readers see it: relative to the root, with forward slashes."""
    return path.relative_to(root).as_posix()
