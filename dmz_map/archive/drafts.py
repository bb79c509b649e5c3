"""The draft of a new incident as somebody hands it in, before anything of it is believed."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from dmz_map.archive.incident_table import INCIDENT_CHECKS
from dmz_map.archive.sources import SOURCE_CHECKS
from dmz_map.errors import DraftError

__all__ = ["Draft", "DraftCitation", "DraftClaim", "as_toml", "read_draft"]

_CITATION_KEYS: Final = ("source", "supports")
_CLAIM_KEYS: Final = ("claim_id", "field", "value", "document", "exact")


@dataclass(frozen=True)
class DraftCitation:
    """A citation: the id of a source that is there, or the cells of a new record by column."""

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
        What messages call it: the file, or "the answers".
    incident
        The cells by column, as the table will hold them; the id may be blank.
    citations, claims
        What it is to rest on.
    """

    name: str
    incident: Mapping[str, str]
    citations: tuple[DraftCitation, ...]
    claims: tuple[DraftClaim, ...]


def read_draft(path: Path) -> Draft:
    """Read a draft from a TOML file.

    The columns of the incident stand at the top, then come ``[[citation]]`` tables (`source`:
    an id or a table with a whole record; `supports`) and ``[[claim]]`` tables (`field`,
    `value`, `document`, `exact`, perhaps `occurrence` and `claim_id`). Numbers and dates may be
    bare; lists are joined as the tables have them.

    Raises
    ------
    DraftError
        If the file cannot be read, or has a key or a kind of value that nobody knows; it
        tells all of them, one a line.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise DraftError(
            f"{path} cannot be read: {error.strerror}. Name a TOML file that is there."
        ) from error
    except ValueError as error:  # both of TOML and of UTF-8
        raise DraftError(f"{path} is no TOML in UTF-8: {error}. Mend the file.") from error
    reader = _Reader(path.name)
    draft = reader.draft(content)
    if reader.problems:
        raise DraftError("\n".join(reader.problems))
    return draft


def as_toml(draft: Draft) -> str:
    """Return a draft as the TOML that `read_draft` reads."""
    parts = [_toml(draft.incident)]
    for citation in draft.citations:
        source = citation.source
        named = {"source": source} if isinstance(source, str) else {}
        parts.append("[[citation]]\n" + _toml({**named, "supports": citation.supports}))
        if not isinstance(source, str):
            parts.append("[citation.source]\n" + _toml(source))
    for claim in draft.claims:
        which = "" if claim.occurrence is None else f"\noccurrence = {claim.occurrence}"
        cells = {key: getattr(claim, key) for key in _CLAIM_KEYS}
        parts.append("[[claim]]\n" + _toml(cells) + which)
    return "\n\n".join(parts) + "\n"


def _toml(cells: Mapping[str, str]) -> str:
    """Return the cells that are not blank, a line each; JSON's strings are TOML's too."""
    return "\n".join(
        f"{key} = {json.dumps(cell, ensure_ascii=False)}" for key, cell in cells.items() if cell
    )


class _Reader:
    """Turns the values of a TOML file into cells, and collects what it cannot turn."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def draft(self, content: Mapping[str, Any]) -> Draft:
        own = {key: value for key, value in content.items() if key not in ("citation", "claim")}
        return Draft(
            self.name,
            self.cells(own, INCIDENT_CHECKS, "incident"),
            tuple(self.citation(*one) for one in self.tables(content, "citation")),
            tuple(self.claim(*one) for one in self.tables(content, "claim")),
        )

    def citation(self, where: str, table: Mapping[str, Any]) -> DraftCitation:
        source = table.get("source", "")
        record = isinstance(source, dict)
        rest = {key: value for key, value in table.items() if key != "source" or not record}
        cells = self.cells(rest, _CITATION_KEYS, where)
        if record:
            return DraftCitation(
                self.cells(source, SOURCE_CHECKS, f"{where}, source"), cells["supports"]
            )
        return DraftCitation(cells["source"], cells["supports"])

    def claim(self, where: str, table: Mapping[str, Any]) -> DraftClaim:
        which = table.get("occurrence")
        if which is not None and type(which) is not int:
            self.complain(where, "occurrence", f"{which!r} is no whole number. Write 1, 2, 3 …")
        rest = {key: value for key, value in table.items() if key != "occurrence"}
        cells = self.cells(rest, _CLAIM_KEYS, where)
        return DraftClaim(**cells, occurrence=which if type(which) is int else None)

    def tables(self, content: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
        found = content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.complain(key, "", f"this is no list of tables. Head each with [[{key}]].")
            return []
        return [(f"{key} {number}", one) for number, one in enumerate(found, start=1)]

    def cells(self, table: Mapping[str, Any], columns: Iterable[str], where: str) -> dict[str, str]:
        known = tuple(columns)
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}."
                self.complain(where, key, f"nobody knows this key. {hint}")
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
            return ("; " if key == "actors" else ";").join(value)
        self.complain(where, key, f"{value!r} cannot stand in a table. Write it in quotes.")
        return ""

    def complain(self, where: str, key: str, sentence: str) -> None:
        self.problems.append(f"{self.name}, {where}{': ' if key else ''}{key}: {sentence}")
