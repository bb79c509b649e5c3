"""The two data packages: where every file is, what its columns are, and proof of its bytes.

``data/datapackage.json`` and ``seeds/datapackage.json`` follow the Frictionless
Data Package v1 (https://specs.frictionlessdata.io/data-package/). Each resource has its size,
SHA-256, licence, source and method, each table its schema. No other module knows a file's name.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dmz_map.errors import PackageError
from dmz_map.tabular.descriptor import (
    Resource,
    check_references,
    descriptor_paths,
    entries_of,
    file_of,
    load_descriptor,
    resource_of,
)
from dmz_map.tabular.schema import Schema

__all__ = [
    "DEFAULT_ROOT",
    "Package",
    "Resource",
    "descriptor_paths",
    "open_package",
    "seal",
    "write_atomic",
]

_BUNDLED: Final = Path(__file__).resolve().parents[1] / "bundled"
DEFAULT_ROOT: Final = _BUNDLED if _BUNDLED.is_dir() else _BUNDLED.parents[1]
"""The folder that holds ``data/`` and ``seeds/``: the repository; installed, one of the package."""

_RESTORE: Final = (
    "Restore it (`python -m dmz_map build` makes border and land again, `git checkout` the others),"
    " or record an intended change with `python -m dmz_map seal {name}`."
)


@dataclass(frozen=True)
class Package:
    """All files of both data packages; each is read once.

    Attributes
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    resources
        Every resource by its name.
    version
        Twelve hexadecimal digits that change whenever a promised hash does.
    edition, edition_date
        Number and day of the edition of ``data/``; may be empty.
    """

    root: Path
    resources: Mapping[str, Resource]
    version: str
    edition: str = ""
    edition_date: str = ""
    _bytes: dict[Path, bytes] = field(default_factory=dict, repr=False, compare=False)

    def path(self, name: str) -> Path:
        """Return the absolute path of the file called `name`, there or not.

        Raises
        ------
        PackageError
            If no resource has the name.
        """
        if name not in self.resources:
            unknown = f"No data package lists a resource '{name}'."
            raise PackageError(unknown, f"Known are: {', '.join(sorted(self.resources))}.")
        return self.resources[name].path

    def file(self, name: str) -> str:
        """Return a file as readers see it: relative to the root, with forward slashes."""
        return self.path(name).relative_to(self.root).as_posix()

    def schema(self, name: str) -> Schema:
        """Return the schema of a table.

        Raises
        ------
        PackageError
            If no resource has the name, or it is not a table.
        """
        self.path(name)
        schema = self.resources[name].schema
        if schema is None:
            raise PackageError(f"The resource '{name}' has no schema.", "Restore datapackage.json.")
        return schema

    def read(self, name: str) -> bytes:
        """Return the bytes of the file called `name`, as they were when first asked for.

        Raises
        ------
        PackageError
            If no resource has the name, or its file is missing or cannot be read.
        """
        return self._read(self.path(name), _RESTORE.format(name=name))

    def read_beside(self, name: str, file: str) -> bytes:
        """Return the bytes of a file in the folder of the file called `name`; as `read`."""
        return self._read(self.path(name).with_name(file), "Restore it as it was received.")

    def place_in_schema(self, name: str, column: str) -> tuple[str, int | None]:
        """Return the descriptor of a table, and the line on which its schema has a column."""
        path = self.path(name).with_name("datapackage.json")
        text = self._read(path, "Restore it.").decode("utf-8")
        start = text.find(f'"name": "{name}"')
        place = text.find(f'"name": "{column}"', start + 1)
        line = text.count("\n", 0, place) + 1 if 0 <= start < place else None
        return path.relative_to(self.root).as_posix(), line

    def verify(self) -> None:
        """Compare every file with the hash that its descriptor promises.

        Raises
        ------
        PackageError
            At the first file that is missing or differs; it names the file, the
            expected and the found SHA-256, and the remedy.
        """
        for error in self.mismatches():
            raise error

    def mismatches(self) -> Iterator[PackageError]:
        """Yield an error for each file that is missing or is not the promised one."""
        for name, resource in self.resources.items():
            try:
                found = hashlib.sha256(self.read(name)).hexdigest()
            except PackageError as error:
                yield error
                continue
            if found != resource.sha256:
                yield PackageError(
                    f"not the promised file: expected SHA-256 {resource.sha256}, found {found}.",
                    _RESTORE.format(name=name),
                    file=self.file(name),
                    value=resource.sha256,
                )

    def _read(self, path: Path, remedy: str) -> bytes:
        if path not in self._bytes:
            file = path.relative_to(self.root).as_posix()
            try:
                self._bytes[path] = path.read_bytes()
            except FileNotFoundError as error:
                raise PackageError("the file is missing.", remedy, file=file) from error
            except OSError as error:
                what = f"the file cannot be read: {error.strerror}."
                raise PackageError(what, remedy, file=file) from error
        return self._bytes[path]


def open_package(root: Path = DEFAULT_ROOT) -> Package:
    """Read both descriptors below `root`; the files themselves are not opened.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.

    Raises
    ------
    PackageError
        If a descriptor is missing, is not JSON, or a resource lacks what it needs.
    """
    root = Path(root).resolve()
    resources: dict[str, Resource] = {}
    files: dict[Path, bytes] = {}
    edition = {"edition": "", "edition_date": ""}
    for path in descriptor_paths(root):
        where = path.relative_to(root).as_posix()
        files[path], descriptor = load_descriptor(path, root)
        for entry in entries_of(descriptor, where):
            resource = resource_of(entry, path.parent, where)
            if (name := resource.name) in resources:
                raise PackageError(f"two resources are called '{name}'.", "Rename one.", file=where)
            resources[resource.name] = resource
        edition |= {key: str(descriptor[key]) for key in edition if key in descriptor}
    check_references(resources)
    lines = sorted(f"{item.name} {item.sha256}\n" for item in resources.values())
    version = hashlib.sha256("".join(lines).encode()).hexdigest()[:12]
    return Package(root, MappingProxyType(resources), version, **edition, _bytes=files)


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
        (path, entry)
        for path, (_, descriptor) in loaded.items()
        for entry in entries_of(descriptor, path.relative_to(root).as_posix())
    ]
    known = sorted(str(entry["name"]) for _, entry in entries)
    if unknown := [name for name in names if name not in known]:
        what = f"No data package lists a resource '{unknown[0]}'."
        raise PackageError(what, f"Known are: {', '.join(known)}.")
    for path, entry in entries:
        if not names or entry["name"] in names:
            target = file_of(entry, path.parent, path.relative_to(root).as_posix())
            if not target.is_file():
                file = target.relative_to(root).as_posix()
                raise PackageError("the file is missing.", "Put it there, then seal it.", file=file)
            content = target.read_bytes()
            entry["bytes"] = len(content)
            entry["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    for path, (data, descriptor) in loaded.items():
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        if text.encode() != data:
            write_atomic(path, text.encode())


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new, never half of one."""
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
