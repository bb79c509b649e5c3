"""The descriptors of the two data packages, and each of their entries as a record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from dmz_map.errors import PackageError
from dmz_map.tabular.schema import Schema, read_schema

__all__ = [
    "Resource",
    "check_references",
    "descriptor_paths",
    "entries_of",
    "file_of",
    "load_descriptor",
    "resource_of",
]

_FOLDERS: Final = ("data", "seeds")
_HASH: Final = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Resource:
    """One file of a data package, as its descriptor promises it.

    Attributes
    ----------
    name
        The name under which the project asks for the file.
    path
        Absolute path of the file.
    size
        Promised size in bytes.
    sha256
        Promised SHA-256, 64 hexadecimal digits.
    licenses, sources
        Names of the licences, titles of the sources.
    method
        How the file came to be, in a sentence or two.
    schema
        The columns of a table; None of a file that is not a table.
    """

    name: str
    path: Path
    size: int
    sha256: str
    licenses: tuple[str, ...]
    sources: tuple[str, ...]
    method: str
    schema: Schema | None = None


def descriptor_paths(root: Path) -> tuple[Path, ...]:
    """Return where the two descriptors are below `root`, there or not."""
    return tuple(root / folder / "datapackage.json" for folder in _FOLDERS)


def load_descriptor(path: Path, root: Path) -> tuple[bytes, Any]:
    """Return the bytes of a descriptor and their JSON value, or raise PackageError."""
    file = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
        return data, json.loads(data.decode("utf-8"))
    except OSError as error:
        raise PackageError(
            f"the file cannot be read: {error.strerror}.",
            f"The folder '{root}' must hold data/ and seeds/ as the project has them.",
            file=file,
        ) from error
    except ValueError as error:
        what = f"the file is not JSON: {error}."
        raise PackageError(what, "Fix or restore it.", file=file) from error


def entries_of(descriptor: Any, where: str) -> list[dict[str, Any]]:
    """Return a descriptor's resources, each with a name and a path, or raise PackageError."""
    entries = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackageError("the file has no list 'resources'.", "Restore it.", file=where)
    for number, entry in enumerate(entries):
        for key in ("name", "path"):
            if not isinstance(entry.get(key), str):
                what = f"resource {number} has no '{key}'."
                raise PackageError(what, "Add it.", file=where)
    return entries


def file_of(entry: dict[str, Any], folder: Path, where: str) -> Path:
    """Return the path of an entry's file, which must be in the descriptor's folder."""
    relative = PurePosixPath(entry["path"])
    if relative.is_absolute() or ".." in relative.parts or "\\" in entry["path"]:
        what = f"resource '{entry['name']}' points outside its folder: '{relative}'."
        raise PackageError(what, "Use a path inside it.", file=where)
    return folder.joinpath(*relative.parts)


def resource_of(entry: dict[str, Any], folder: Path, where: str) -> Resource:
    """Turn one entry of a descriptor into a record, or raise what it lacks."""
    name = entry["name"]
    match = _HASH.fullmatch(str(entry.get("hash")))
    if match is None or type(entry.get("bytes")) is not int:
        raise PackageError(
            f"resource '{name}' has no 'bytes' or no 'hash' of the form sha256:<64 hex digits>.",
            f"Run `python -m dmz_map seal {name}`.",
            file=where,
        )
    try:
        licenses = tuple(str(item["name"]) for item in entry["licenses"])
        sources = tuple(str(item["title"]) for item in entry["sources"])
        method = str(entry["method"])
    except (KeyError, TypeError) as error:
        what = f"resource '{name}' lacks its licenses (name), sources (title) or method."
        raise PackageError(what, "Add them.", file=where) from error
    try:
        schema = read_schema(entry["schema"]) if "schema" in entry else None
    except PackageError as error:
        raise PackageError(
            f"resource '{name}': {error.problem}", error.remedy, file=where
        ) from error
    path = file_of(entry, folder, where)
    return Resource(name, path, entry["bytes"], match[1], licenses, sources, method, schema)


def check_references(resources: Mapping[str, Resource]) -> None:
    """Raise PackageError if a schema refers to a table or column that no schema describes."""
    columns = {name: one.schema.columns for name, one in resources.items() if one.schema}
    for name, resource in resources.items():
        for column in resource.schema.fields if resource.schema else ():
            if column.columns_of and column.columns_of not in columns:
                raise _dangling(name, column.columns_of)
        for reference in resource.schema.references if resource.schema else ():
            if reference.field not in columns.get(reference.resource, ()):
                raise _dangling(name, f"{reference.resource}.{reference.field}")


def _dangling(name: str, target: str) -> PackageError:
    return PackageError(
        f"the schema of '{name}' refers to '{target}', which no schema describes.",
        "Fix or restore datapackage.json.",
    )
