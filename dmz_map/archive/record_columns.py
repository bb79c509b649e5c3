"""Columns of records: what each field is called in a table, and of which kind its values are.

They are the fields of the dataclasses, so that a new field is a new column without a change here.
An export writes these columns, and an import of that export reads them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incident import Incident

__all__ = ["Column", "columns_of"]

_NAMES: Final = {
    (Incident, "place", "name_en"): "place_en",
    (Incident, "place", "name_ko"): "place_ko",
    (Incident, "place", "precision"): "location_precision",
    (Claim, "id"): "claim_id",
    (Claim, "subject"): "incident_id",
}
"""Columns that are not called as the field is; the archive's own tables have these names too."""

_KINDS: Final = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
}

_SEPARATORS: Final = {"supports": ";"}
"""What separates the words of a column, as in the archive's tables; "; " for all others."""


@dataclass(frozen=True)
class Column:
    """One column: its name, the fields (of a pair, the place) that lead to it, and its kind.

    `kind` is ``text``, ``integer``, ``number``, ``boolean`` or ``date``.
    """

    name: str
    path: tuple[str, ...]
    kind: str

    def value(self, record: object) -> Any:
        """Return the value for a record: a tuple of words as one text, a mapping as JSON."""
        value = self.field(record)
        if isinstance(value, Mapping):
            return json.dumps(dict(value), ensure_ascii=False) if value else ""
        return _SEPARATORS.get(self.name, "; ").join(value) if type(value) is tuple else value

    def field(self, record: Any) -> Any:
        """Return the field itself, a tuple as it is."""
        for name in self.path:
            if record is not None:
                record = record[int(name)] if name.isdecimal() else getattr(record, name)
        return "" if record is None and self.kind == "text" else record


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """Return the columns of a dataclass.

    A range of two numbers gives ``…_low`` and ``…_high``. A record within it without an id gives
    its own columns, with the field's name before theirs where it may be missing; one with an id
    gives its id; tuples of records give none, as they have tables of their own.
    """
    return tuple(_columns(record, record, (), ()))


def _columns(
    root: Any, record: Any, before: tuple[str, ...], prefix: tuple[str, ...]
) -> Iterator[Column]:
    hints = get_type_hints(record)
    for field in fields(record):
        hint, path = hints[field.name], (*before, field.name)
        options = [option for option in get_args(hint) if option not in (NoneType, ...)]
        inner: Any = options[0] if options else hint
        several = get_origin(hint) in (tuple, Mapping)
        if inner == tuple[int, int]:
            count = field.name.removesuffix("_range")
            yield from (Column(f"{count}_{end}", (*path, str(place)), "integer")
                        for place, end in enumerate(("low", "high")))  # fmt: skip
        elif not is_dataclass(inner):
            kind = "text" if several else _KINDS[inner]
            yield Column(_NAMES.get((root, *path), "_".join((*prefix, field.name))), path, kind)
        elif not several and "id" in {inside.name for inside in fields(inner)}:
            yield Column(f"{field.name}_id", (*path, "id"), "text")
        elif not several:
            named = (*prefix, field.name) if NoneType in get_args(hint) else prefix
            yield from _columns(root, inner, path, named)
