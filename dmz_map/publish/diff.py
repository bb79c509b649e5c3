"""What changed from one edition of the archive to another, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dmz_map.publish.edition_files import EditionTables, Value

__all__ = ["Change", "Comparison", "RowChange", "TableChange", "as_markdown", "as_text", "compare"]

_BLANK: Final = "(blank)"
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#|~!&$])")


@dataclass(frozen=True)
class Change:
    """One field before and after; lists where it says what an incident rests on."""

    field: str
    old: Value
    new: Value

    @property
    def lost(self) -> tuple[str, ...]:
        """Entries of a list that are there no more."""
        return tuple(entry for entry in self.old if entry not in self.new)

    @property
    def gained(self) -> tuple[str, ...]:
        """Entries of a list that were not there before."""
        return tuple(entry for entry in self.new if entry not in self.old)


@dataclass(frozen=True)
class RowChange:
    """The fields of one row that changed, in the order of the columns."""

    id: str
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class TableChange:
    """What changed in a table.

    Attributes
    ----------
    name, old_count, new_count
        The table, and how many rows it has before and after.
    added, removed
        Ids and titles of rows that only one edition has.
    changed
        Rows that both have and that differ in a field that both have.
    columns_added, columns_removed
        Columns that only one edition has; they are not compared.
    """

    name: str
    old_count: int
    new_count: int
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[RowChange, ...]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the rows that were added, removed or changed."""
        pairs = (*self.added, *self.removed)
        return (*(id for id, _ in pairs), *(row.id for row in self.changed))


@dataclass(frozen=True)
class Comparison:
    """Two editions beside each other; each is called by its name and date."""

    old: str
    new: str
    incidents: TableChange
    sources: TableChange


def compare(old: EditionTables, new: EditionTables) -> Comparison:
    """Return what changed from one edition to another."""
    return Comparison(
        _called(old),
        _called(new),
        _table("incidents", old.incidents, new.incidents),
        _table("sources", old.sources, new.sources),
    )


def as_text(comparison: Comparison) -> str:
    """Return a comparison as lines for a terminal, without a trailing newline."""
    lines = [f"From {comparison.old} to {comparison.new}"]
    for table in (comparison.incidents, comparison.sources):
        lines += ["", _summary(table), *(f"  {line}" for line in _columns(table))]
        for mark, rows in (("+", table.added), ("-", table.removed)):
            lines += [_printable(f"{mark} {id_}  {title}") for id_, title in rows]
        for row in table.changed:
            lines.append(_printable(f"~ {row.id}  {row.title}"))
            lines += [_printable(f"    {line}") for change in row.changes for line in _told(change)]
    return "\n".join(lines)


def as_markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown, with a trailing newline."""
    lines = [f"# What changed: from {_plain(comparison.old)} to {_plain(comparison.new)}"]
    for table in (comparison.incidents, comparison.sources):
        lines += ["", f"## {table.name.capitalize()}", "", _plain(_summary(table))]
        lines += ["", *(f"* {_plain(line)}" for line in _columns(table))] * bool([*_columns(table)])
        for word, rows in (("Added", table.added), ("Removed", table.removed)):
            if rows:
                lines += ["", f"### {word} ({len(rows)})", ""]
                lines += [f"* {_plain(id_)}: {_plain(title)}" for id_, title in rows]
        if table.changed:
            lines += ["", f"### Changed ({len(table.changed)})"]
        for row in table.changed:
            lines += ["", f"**{_plain(row.id)}**: {_plain(row.title)}", ""]
            lines += [f"* {_plain(line)}" for change in row.changes for line in _told(change)]
    return "\n".join(lines) + "\n"


def _table(
    name: str, old: Mapping[str, Mapping[str, Value]], new: Mapping[str, Mapping[str, Value]]
) -> TableChange:
    before = dict.fromkeys(field for row in old.values() for field in row)
    after = dict.fromkeys(field for row in new.values() for field in row)
    both = [field for field in after if field in before] if old and new else []
    changed = (
        RowChange(id_, _title(row), tuple(_changes(old[id_], row, both)))
        for id_, row in new.items()
        if id_ in old
    )
    return TableChange(
        name,
        len(old),
        len(new),
        tuple((id_, _title(row)) for id_, row in new.items() if id_ not in old),
        tuple((id_, _title(row)) for id_, row in old.items() if id_ not in new),
        tuple(row for row in changed if row.changes),
        tuple(field for field in after if field not in before) if old else (),
        tuple(field for field in before if field not in after) if new else (),
    )


def _changes(
    old: Mapping[str, Value], new: Mapping[str, Value], fields: list[str]
) -> Iterator[Change]:
    for field in fields:
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield Change(field, before, after)


def _title(row: Mapping[str, Value]) -> str:
    title = row.get("title_en", row.get("title", ""))
    return title if isinstance(title, str) else ""


def _called(edition: EditionTables) -> str:
    name = f"edition {edition.name}" if edition.name else "an edition without a name"
    return f"{name} ({edition.date})" if edition.date else name


def _summary(table: TableChange) -> str:
    return (
        f"{table.name.capitalize()}: {table.old_count} before, {table.new_count} now; "
        f"{len(table.added)} added, {len(table.removed)} removed, {len(table.changed)} changed."
    )


def _columns(table: TableChange) -> Iterator[str]:
    if table.columns_added:
        yield f"New columns: {', '.join(table.columns_added)}."
    if table.columns_removed:
        yield f"Columns removed: {', '.join(table.columns_removed)}."


def _told(change: Change) -> Iterator[str]:
    """Yield lines that say a change."""
    if isinstance(change.old, str) and isinstance(change.new, str):
        yield f"{change.field}: {change.old or _BLANK} → {change.new or _BLANK}"
        return
    for entry in change.lost:
        yield f"{change.field}: no longer {entry}"
    for entry in change.gained:
        yield f"{change.field}: now {entry}"


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)


def _plain(text: str) -> str:
    """Return Markdown that shows a text as it is."""
    return _MARKDOWN.sub(r"\\\1", _printable(text))
