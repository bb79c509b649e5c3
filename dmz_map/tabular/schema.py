"""Table schemas: the columns of a table, what they may hold, and its keys; from a data package.

The schemas are Table Schemas (https://specs.frictionlessdata.io/table-schema/). What that
standard cannot say is in the object ``dmz`` of a field; `Field` lists its keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dmz_map.errors import PackageError, Problem
from dmz_map.tabular.field import RULES, TYPES, Field

__all__ = ["Field", "Problem", "Reference", "Schema", "read_schema"]

_OWN_KEYS: Final = (
    "rule", "language", "meaning", "reserved", "unit", "above", "separator", "columns_of",
    "reference",
)  # fmt: skip
_CONSTRAINTS: Final = (
    "required", "unique", "enum", "pattern", "maxLength", "minimum", "maximum",
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """A column whose values, or items of a list, are ids of another table.

    Attributes
    ----------
    column
        The column that refers.
    resource, field
        The table and its column that has the ids.
    also
        Values that are allowed beside the ids.
    """

    column: str
    resource: str
    field: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """The columns of a table in their order, its keys, and its references.

    A key is the columns that together name a row: the primary key first, then each column
    that is unique by itself.
    """

    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return a column by its name.

        Raises
        ------
        PackageError
            If the schema has no such column.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise PackageError(
            f"a schema of the data packages has no column '{name}'.", "Restore datapackage.json."
        )


def read_schema(descriptor: Mapping[str, Any]) -> Schema:
    """Return a Table Schema as a record.

    Raises
    ------
    PackageError
        If it is not a Table Schema, or asks for a check that this program does not know.
    """
    try:
        fields = tuple(map(_field, descriptor["fields"]))
        references = [
            Reference(_only(key["fields"]), ref["resource"], _only(ref["fields"]))
            for key in descriptor.get("foreignKeys", ())
            for ref in (key["reference"],)
        ]
        for one in descriptor["fields"]:
            if ref := one.get("dmz", {}).get("reference"):
                also = tuple(ref.get("also", ()))
                references.append(Reference(one["name"], ref["resource"], ref["field"], also))
        primary = descriptor.get("primaryKey", ())
        unique = [
            (one["name"],)
            for one in descriptor["fields"]
            if one.get("constraints", {}).get("unique")
        ]
        keys = [(primary,) if isinstance(primary, str) else tuple(primary), *unique]
        return Schema(fields, tuple(dict.fromkeys(filter(None, keys))), tuple(references))
    except (AttributeError, KeyError, TypeError, ValueError, re.error) as error:
        raise PackageError(
            f"a schema cannot be used ({type(error).__name__}: {error}).", "Fix or restore it."
        ) from error


def _field(descriptor: Mapping[str, Any]) -> Field:
    limits, own = descriptor.get("constraints", {}), descriptor.get("dmz", {})
    if unknown := {*limits} - {*_CONSTRAINTS} | {*own} - {*_OWN_KEYS}:
        raise ValueError(f"unknown check '{min(unknown)}' of column '{descriptor['name']}'")
    kind = descriptor.get("type", "string")
    rule = own.get("rule", "url" if descriptor.get("format") == "uri" else "text")
    if kind not in TYPES or rule not in RULES:
        raise ValueError(f"unknown type or rule of column '{descriptor['name']}'")
    pattern = limits.get("pattern")
    return Field(
        name=str(descriptor["name"]),
        title=descriptor.get("title", ""),
        description=descriptor.get("description", ""),
        type=kind,
        required=bool(limits.get("required", False)),
        enum=tuple(limits.get("enum", ())),
        longest=limits.get("maxLength"),
        pattern=None if pattern is None else re.compile(pattern, re.ASCII),
        low=limits.get("minimum"),
        high=limits.get("maximum"),
        rule=rule,
        language=own.get("language", ""),
        meaning=own.get("meaning", ""),
        reserved=tuple(own.get("reserved", ())),
        unit=own.get("unit", ""),
        above=own.get("above"),
        separator=own.get("separator", ""),
        columns_of=own.get("columns_of", ""),
    )


def _only(names: str | list[str]) -> str:
    """Return the one column of a key."""
    (name,) = (names,) if isinstance(names, str) else names
    return name
