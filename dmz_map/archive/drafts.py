"""The draft of a new incident as somebody hands it in, before anything of it is checked."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import DraftError
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package
from dmz_map.tabular.schema import Field, Schema

__all__ = ["Draft", "DraftCitation", "DraftClaim", "read_draft", "template"]

_CITATION_KEYS: Final = ("source", "supports")
_CLAIM_KEYS: Final = ("claim_id", "field", "value", "document", "exact")


@dataclass(frozen=True)
class DraftCitation:
    """A citation: the id of a source of the archive, or the cells of a new record by column."""

    source: str | Mapping[str, str]
    supports: str


@dataclass(frozen=True)
class DraftClaim:
    """A claim without its offsets; `claim_id` may be blank, `occurrence` counts from 1."""

    claim_id: str
    field: str
    value: str
    document: str
    exact: str
    occurrence: int | None


@dataclass(frozen=True)
class Draft:
    """A new incident as handed in.

    Attributes
    ----------
    name
        What messages call it: the name of its file.
    incident
        The cells by column, as the table will hold them; the id may be blank.
    citations, claims
        What it rests on.
    """

    name: str
    incident: Mapping[str, str]
    citations: tuple[DraftCitation, ...]
    claims: tuple[DraftClaim, ...]


def read_draft(path: Path, root: Path = DEFAULT_ROOT) -> Draft:
    """Read a draft from a TOML file.

    The columns of the incident are at the top, then come ``[[citation]]`` tables (`source`:
    an id or a table with a whole record; `supports`) and ``[[claim]]`` tables (`field`,
    `value`, `document`, `exact`, perhaps `occurrence` and `claim_id`). Numbers and dates may be
    bare; lists are joined as the tables have them.

    Parameters
    ----------
    path
        The file.
    root
        The folder that holds ``data/`` and ``seeds/``: its schemas say what the columns are.

    Raises
    ------
    DraftError
        If the file cannot be read, or has an unknown key or kind of value; it lists all of
        them, one a line.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise DraftError(
            f"{path} cannot be read: {error.strerror}. Name a TOML file that is there."
        ) from error
    except ValueError as error:  # both of TOML and of UTF-8
        raise DraftError(f"{path} is not TOML in UTF-8: {error}. Fix the file.") from error
    reader = _Reader(path.name, *_schemas(root))
    draft = reader.draft(content)
    if reader.problems:
        raise DraftError("\n".join(reader.problems))
    return draft


def template(root: Path = DEFAULT_ROOT) -> str:
    """Return a draft to fill in, as TOML with a comment for each column.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``: its schemas say what the columns are.
    """
    incidents, sources = _schemas(root)
    return f"""\
# A new incident. Fill it in, remove what is optional and not known, then:
#   python -m dmz_map new-incident --from FILE.toml --dry-run

{_lines(incidents, optional=("id",))}

# One table a source that reports the incident, or a [[claim]] below: at least one of either.
# source is the id of a record of data/sources.csv; or a whole new record:
[[citation]]
supports = ["date", "place_en"]     # the columns above that the source supports
[citation.source]
{_lines(sources)}

# A passage of a document of seeds/, letter for letter; the program finds where it is.
# [[claim]]
# field = ""
# value = ""
# document = ""
# exact = ""
# occurrence = 1                    # which one, if the passage is there several times
"""


def _schemas(root: Path) -> tuple[Schema, Schema]:
    """Return the schemas of the incidents and of the sources."""
    package = open_package(root)
    return package.schema("incidents"), package.schema("sources")


def _lines(schema: Schema, optional: tuple[str, ...] = ()) -> str:
    return "\n".join(_line(field, field.name in optional) for field in schema.fields)


def _line(field: Field, optional: bool) -> str:
    """Return an empty key with its comment."""
    key = f"{field.name} = {'[]' if field.separator else chr(34) * 2}"
    hints = [] if field.required and not optional else ["optional:"]
    hints.append(f"one of {', '.join(field.enum)}." if field.enum else field.description)
    return f"{key:<35} # {' '.join(hints)}"


class _Reader:
    """Turns the values of a TOML file into cells, and collects what it cannot turn."""

    def __init__(self, name: str, incidents: Schema, sources: Schema) -> None:
        self.name = name
        self.incidents = incidents
        self.sources = sources
        lists = (field for field in incidents.fields if field.separator)
        self.separators = {field.name: field.separator for field in lists}
        self.problems: list[str] = []

    def draft(self, content: Mapping[str, Any]) -> Draft:
        own = {key: value for key, value in content.items() if key not in ("citation", "claim")}
        return Draft(
            self.name,
            self.cells(own, self.incidents.columns, "incident"),
            tuple(self.citation(*one) for one in self.tables(content, "citation")),
            tuple(self.claim(*one) for one in self.tables(content, "claim")),
        )

    def citation(self, where: str, table: Mapping[str, Any]) -> DraftCitation:
        source = table.get("source", "")
        record = isinstance(source, dict)
        rest = {key: value for key, value in table.items() if key != "source" or not record}
        cells = self.cells(rest, _CITATION_KEYS, where)
        if record:
            found = self.cells(source, self.sources.columns, f"{where}, source")
            return DraftCitation(found, cells["supports"])
        return DraftCitation(cells["source"], cells["supports"])

    def claim(self, where: str, table: Mapping[str, Any]) -> DraftClaim:
        which = table.get("occurrence")
        if which is not None and type(which) is not int:
            self.report(where, "occurrence", f"{which!r} is not a whole number. Write 1, 2, 3 …")
        rest = {key: value for key, value in table.items() if key != "occurrence"}
        cells = self.cells(rest, _CLAIM_KEYS, where)
        return DraftClaim(**cells, occurrence=which if type(which) is int else None)

    def tables(self, content: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
        found = content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.report(key, "", f"this is not a list of tables. Begin each with [[{key}]].")
            return []
        return [(f"{key} {number}", one) for number, one in enumerate(found, start=1)]

    def cells(self, table: Mapping[str, Any], columns: Iterable[str], where: str) -> dict[str, str]:
        known = tuple(columns)
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"Allowed: {', '.join(known)}."
                self.report(where, key, f"unknown key. {hint}")
        return {key: self.cell(table.get(key, ""), where, key) for key in known}

    def cell(self, value: Any, where: str, key: str) -> str:
        """Return a value as the tables write it."""
        if isinstance(value, str):
            return value
        if type(value) in (int, float):
            return str(value)
        if type(value) is dt.date:
            return value.isoformat()
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return self.separators.get(key, ";").join(value)
        self.report(where, key, f"{value!r} cannot be a cell of a table. Write it in quotes.")
        return ""

    def report(self, where: str, key: str, sentence: str) -> None:
        self.problems.append(f"{self.name}, {where}{': ' if key else ''}{key}: {sentence}")
