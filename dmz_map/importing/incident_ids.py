"""Ids of imports: the same content, or the same key, has the same id in every version of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from dmz_map.importing.row import RowBatch

__all__ = ["IncidentIds", "supports"]

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{2,79}")


class IncidentIds:
    """Gives each row of a file an id that no other row of it has.

    Parameters
    ----------
    file
        Name of the file.
    key
        Heading of a column that names each row, or blank: the whole content does.
    """

    def __init__(self, file: str, key: str) -> None:
        self.key = key
        self._of_file = f"{file}, row "
        stem = re.sub(r"[^a-z0-9]+", "-", file.rsplit(".", 1)[0].casefold()).strip("-")
        self._prefix = stem[:24].rstrip("-") or "import"
        self._seen: set[str] = set()

    def of(self, rows: RowBatch) -> list[str]:
        """Return the ids of some rows."""
        blank = [""] * len(rows)
        own = rows.fields.get("id", blank)
        keys = rows.fields.get(self.key, blank) if self.key else blank
        seen, found = self._seen, []
        for place, (id, key) in enumerate(zip(own, keys, strict=True)):
            if not (id and _ID.fullmatch(id)):
                name = (rows.other[place].get(self.key) or key) if self.key else ""
                id = f"{self._prefix}-{_digest(name or self._content(rows, place))}"
            number = 1
            while id in seen:
                number += 1
                id = f"{id.rsplit('--', 1)[0][:72]}--{number}"
            seen.add(id)
            found.append(id)
        return found

    def _content(self, rows: RowBatch, place: int) -> str:
        """Return all that a row says; the file itself is nothing: each version has another hash."""
        given = [(name, texts[place]) for name, texts in rows.fields.items() if texts[place]]
        given = [(n, "" if n == "source" and self._is_file(t) else t) for n, t in given]
        return repr((sorted(given), sorted(rows.other[place].items())))

    def _is_file(self, source: str) -> bool:
        return source.startswith(self._of_file)


def supports(rows: RowBatch, without: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the names of the fields that each row gives, but for some."""
    fields = {name: texts for name, texts in rows.fields.items() if name not in without}
    made = [*fields]
    made.append(made.pop(made.index("title")))
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    found = []
    columns = [[*map(bool, texts)] for texts in fields.values()]
    for key in zip(["title_made" in said for said in rows.reasons], *columns, strict=True):
        names = known.get(key)
        if names is None:
            given = {name for name, is_given in zip(fields, key[1:], strict=True) if is_given}
            names = tuple(name for name in (made if key[0] else fields) if name in given)
            known[key] = names
        found.append(names)
    return found


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).hexdigest()
