"""The two data packages: where every file lies, and proof that it is the right one.

``data/datapackage.json`` and ``seeds/datapackage.json`` follow the Frictionless
Data Package v1 (https://specs.frictionlessdata.io/data-package/). Each resource
carries its size, SHA-256, licence, source and method. Nobody else in the project
knows a file's name: the others ask a `Package` for ``border`` or ``incidents``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from dmz_map.errors import PackageError
from dmz_map.tabular.csv_rows import read_rows
from dmz_map.tabular.descriptor import descriptor_paths, entries_of, file_of, load_descriptor, shown

__all__ = [
    "DEFAULT_ROOT",
    "Package",
    "Resource",
    "open_package",
    "read_rows",
    "seal",
    "write_atomic",
]

DEFAULT_ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder that holds ``data/`` and ``seeds/``: the repository."""

_HASH: Final = re.compile(r"sha256:([0-9a-f]{64})")
_RESTORE: Final = (
    "Restore it (`python -m dmz_map build` makes border and land again, `git checkout` the "
    "others), or record a change that is meant with `python -m dmz_map seal {name}`."
)


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
    """

    name: str
    path: Path
    size: int
    sha256: str
    licenses: tuple[str, ...]
    sources: tuple[str, ...]
    method: str


@dataclass(frozen=True)
class Package:
    """All files of the project's data, from both data packages.

    Attributes
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    resources
        Every resource by its name; cannot be changed.
    version
        Twelve hexadecimal digits that change whenever any promised hash changes.
    """

    root: Path
    resources: Mapping[str, Resource]
    version: str

    def path(self, name: str) -> Path:
        """Return the absolute path of the file called `name`.

        Raises
        ------
        PackageError
            If no resource bears the name, or its file is not there.
        """
        if name not in self.resources:
            known = ", ".join(sorted(self.resources))
            raise PackageError(f"No data package lists a resource '{name}'. Known are: {known}.")
        path = self.resources[name].path
        if not path.is_file():
            raise PackageError(f"{shown(path, self.root)} is missing. {_remedy(name)}")
        return path

    def verify(self) -> None:
        """Compare every file with the hash that its descriptor promises.

        Raises
        ------
        PackageError
            At the first file that is missing or differs; it names the file, the
            expected and the found SHA-256, and the remedy.
        """
        for name, resource in self.resources.items():
            _, found = _measure(self.path(name))
            if found != resource.sha256:
                raise PackageError(
                    f"{shown(resource.path, self.root)} is not the promised file: expected "
                    f"SHA-256 {resource.sha256}, found {found}. {_remedy(name)}"
                )


def open_package(root: Path = DEFAULT_ROOT) -> Package:
    """Read both descriptors below `root`; the files themselves are not opened.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.

    Raises
    ------
    PackageError
        If a descriptor is missing, is no JSON, or a resource lacks what it needs.
    """
    root = Path(root).resolve()
    resources: dict[str, Resource] = {}
    for descriptor in descriptor_paths(root):
        where = shown(descriptor, root)
        for entry in entries_of(load_descriptor(descriptor, root), where):
            resource = _resource(entry, descriptor.parent, where)
            if resource.name in resources:
                raise PackageError(
                    f"{where}: two resources are called '{resource.name}'. Rename one of them."
                )
            resources[resource.name] = resource
    lines = sorted(f"{item.name} {item.sha256}\n" for item in resources.values())
    version = hashlib.sha256("".join(lines).encode()).hexdigest()[:12]
    return Package(root, MappingProxyType(resources), version)


def seal(root: Path, *names: str) -> None:
    """Record size and SHA-256 of files, as they are now, in their descriptors.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    *names
        Resources to seal; none means all of them.

    Raises
    ------
    PackageError
        If a name is unknown, or a file to seal is missing.
    """
    root = Path(root).resolve()
    loaded = {path: load_descriptor(path, root) for path in descriptor_paths(root)}
    entries = [
        (path.parent, entry)
        for path, descriptor in loaded.items()
        for entry in entries_of(descriptor, shown(path, root))
    ]
    known = {str(entry["name"]) for _, entry in entries}
    for name in names:
        if name not in known:
            raise PackageError(
                f"No data package lists a resource '{name}'. Known: {', '.join(sorted(known))}."
            )
    for folder, entry in entries:
        if not names or entry["name"] in names:
            path = file_of(entry, folder)
            if not path.is_file():
                raise PackageError(f"{shown(path, root)} is missing. Put it there, then seal it.")
            entry["bytes"], digest = _measure(path)
            entry["hash"] = f"sha256:{digest}"
    for path, descriptor in loaded.items():
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        if text.encode() != path.read_bytes():
            write_atomic(path, text.encode())


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new, never half of one."""
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _resource(entry: dict[str, Any], folder: Path, where: str) -> Resource:
    """Turn one entry of a descriptor into a record, or say what it lacks."""
    name = entry["name"]
    match = _HASH.fullmatch(str(entry.get("hash")))
    if match is None or type(entry.get("bytes")) is not int:
        raise PackageError(
            f"{where}: resource '{name}' has no 'bytes' or no 'hash' of the form sha256:<64 hex "
            f"digits>. Run `python -m dmz_map seal {name}`."
        )
    try:
        licenses = tuple(str(item["name"]) for item in entry["licenses"])
        sources = tuple(str(item["title"]) for item in entry["sources"])
        method = str(entry["method"])
    except (KeyError, TypeError) as error:
        raise PackageError(
            f"{where}: resource '{name}' must tell its licenses (name), sources (title) and method."
        ) from error
    path = file_of(entry, folder)
    return Resource(name, path, entry["bytes"], match[1], licenses, sources, method)


def _measure(path: Path) -> tuple[int, str]:
    data = path.read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()


def _remedy(name: str) -> str:
    return _RESTORE.format(name=name)
