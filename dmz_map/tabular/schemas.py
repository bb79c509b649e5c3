"""The descriptors' schemas against the files: columns in their order, words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.errors import PackageError, TableError
from dmz_map.tabular.csv_rows import read_header
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.descriptor import descriptor_paths, entries_of, file_of, load_descriptor, shown
from dmz_map.tabular.tables import Issue

__all__ = ["unknown_columns", "wrong_enums"]


def unknown_columns(package: Package) -> Iterator[Issue]:
    """Yield a fault for each column of a file that its schema does not have, or has elsewhere.

    Of a column that is missing `read_table` tells.
    """
    for descriptor in descriptor_paths(package.root):
        where = shown(descriptor, package.root)
        for entry in entries_of(load_descriptor(descriptor, package.root), where):
            if fields := [str(field.get("name")) for field in _fields(entry)]:
                path = file_of(entry, descriptor.parent)
                yield from _against(path, shown(path, package.root), fields, where)


def wrong_enums(package: Package, vocabulary: Vocabulary) -> Iterator[Issue]:
    """Yield a fault for each column of a schema whose `enum` is not its list of the vocabulary.

    A column belongs to the list that bears its name; the column `field` of the vocabulary
    itself holds the names of the lists.
    """
    lists: dict[str, list[str]] = {}
    for term in vocabulary.terms:
        if term.field and term.value:
            lists.setdefault(term.field, []).append(term.value)
    for descriptor in descriptor_paths(package.root):
        where = shown(descriptor, package.root)
        for entry in entries_of(load_descriptor(descriptor, package.root), where):
            for field in _fields(entry):
                name = str(field.get("name"))
                words = lists.get(name)
                if lists and (entry["name"], name) == ("vocabulary", "field"):
                    words = list(lists)
                constraints = field.get("constraints")
                found = constraints.get("enum") if isinstance(constraints, dict) else None
                if words is not None and found != words:
                    line = _line(descriptor, entry["name"], name)
                    yield _unequal(where, line, f"{entry['name']}.{name}", found, words)


def _fields(entry: dict[str, Any]) -> list[dict[str, Any]]:
    schema = entry.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return []
    return [field for field in fields if isinstance(field, dict)]


def _against(path: Path, file: str, fields: list[str], where: str) -> Iterator[Issue]:
    """Compare a file's header with the columns of its schema."""
    try:
        header = read_header(path)
    except TableError:
        return  # told when its rows are read
    strange = [column for column in header if column not in fields]
    for column in strange:
        what = f"{where} does not describe the column {column!r}."
        yield Issue(file, 1, column, column, what, "Remove the column, or describe it there.")
    if not strange and set(header) == set(fields) and list(header) != fields:
        column = next(a for a, b in zip(header, fields, strict=True) if a != b)
        what = f"the columns do not stand in the order of {where}."
        yield Issue(file, 1, column, column, what, f"Put them so: {', '.join(fields)}.")


def _unequal(where: str, line: int | None, column: str, found: Any, words: list[str]) -> Issue:
    value = ", ".join(map(str, found)) if isinstance(found, list) else ""
    what = "the 'enum' of this column is not its list of the vocabulary."
    remedy = f"Write, in this order: {', '.join(words)}."
    return Issue(where, line, column, value, what, remedy, PackageError)


def _line(descriptor: Path, resource: str, field: str) -> int | None:
    """Return the line on which a descriptor names a field of a resource."""
    text = descriptor.read_text(encoding="utf-8")
    start = text.find(f'"name": "{resource}"')
    place = text.find(f'"name": "{field}"', start + 1)
    return text.count("\n", 0, place) + 1 if 0 <= start < place else None
