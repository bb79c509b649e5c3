"""The verb ``store``: prepare a store, say what it holds, and change its imported sets."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

import click

from dmz_map.cli.command import STORE, count, say, verb
from dmz_map.store.base import Store
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.store.query import Query
from dmz_map.store.sets import ImportedSet

__all__ = ["store_verb"]

_OF_A_SET: Final = ("hide", "show", "remove")


@verb("store", "hide 2")
@click.argument("action", type=click.Choice(["init", "info", "sets", "undo", *_OF_A_SET]))
@click.argument("number", type=click.IntRange(1, 255), required=False, metavar="[SET]")
@STORE
def _store(root: Path, action: str, number: int | None, store: str | None) -> int:
    if number is None and action in _OF_A_SET:
        raise click.UsageError(f"'{action}' needs the number of a set: see `store sets`.")
    if number is not None and action not in (*_OF_A_SET, "undo"):
        raise click.UsageError(f"'{action}' is of the whole store; leave the number out.")
    open_any = initialise_store if action == "init" else open_store
    with closing(open_any(store, root=root)) as opened:
        if action in ("init", "info"):
            _info(opened)
        elif action == "sets":
            say("\n".join(map(_line, opened.sets())) or "no imported sets")
        elif action == "undo":
            _undo(opened, number)
        else:
            _change(opened, action, int(number or 0))
    return 0


store_verb: Final = _store
"""The verb, as click has it."""


def _info(store: Store) -> None:
    facts = {"incidents": store.count(Query()), "version": store.version}
    for name, value in {**store.describe(), **facts}.items():
        say(f"{name}: {value}")


def _line(one: ImportedSet) -> str:
    """Return a set on one line: number, name, rows, day, source, file."""
    parts = (
        f"{one.number}: {one.name}", count(one.rows, "incident"),
        f"imported {one.imported}" if one.imported else "", one.source,
        f"{one.file} (SHA-256 {one.sha256[:12]})" if one.file else "",
        "hidden" if one.hidden else "",
    )  # fmt: skip
    return ", ".join(filter(None, parts))


def _undo(store: Store, number: int | None) -> None:
    undone = store.undo(number)
    what = "the import of" if undone.gone else "the last update of"
    say(
        f"undone: {what} {undone.set.name} (set {undone.set.number or number}): "
        f"{count(undone.removed, 'incident')} removed, {undone.restored} restored"
    )


def _change(store: Store, action: str, number: int) -> None:
    if action == "remove":
        say(f"set {number}: {count(store.remove(number), 'incident')} removed")
        return
    (store.hide if action == "hide" else store.show)(number)
    say(next(_line(one) for one in store.sets() if one.number == number))
