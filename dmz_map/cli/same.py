"""The verb ``same``: which imported incidents may be events that the map has already."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from dmz_map.cli.command import STORE, count, say, verb
from dmz_map.importing.same_events import Decisions, Pair, join_same, same_pairs
from dmz_map.store.open_store import open_store
from dmz_map.tabular.text import shortened

__all__ = ["pair_lines", "same_verb"]


@verb("same", "--same notes-1f=2015-08-mine")
@click.argument("number", type=click.IntRange(1, 255), metavar="[SET]", required=False)
@click.option("--same", "joined", multiple=True, metavar="IMPORT=ID",
              help="they are the same: drawn once, with both evidences; repeat it")  # fmt: skip
@click.option("--different", multiple=True, metavar="IMPORT=ID",
              help="they are not, and are not listed or joined again; repeat it")  # fmt: skip
@STORE
def _same(
    root: Path, number: int | None, joined: Sequence[str], different: Sequence[str],
    store: str | None,
) -> int:  # fmt: skip
    decisions = Decisions()
    with closing(open_store(store, root=root)) as opened:
        for one, other in map(_ids, joined):
            join_same(opened, one, other)
            decisions.remember(one, other, "same")
            say(f"same: {other} has the evidence of {one} too, and is drawn once")
        for one, other in map(_ids, different):
            if decisions.of(one, other) == "same":
                opened.part(one)
            decisions.remember(one, other, "different")
            say(f"different: {one} and {other}")
        sets = [one.number for one in opened.sets()] if number is None else [number]
        for each in [] if joined or different else sets:
            say("\n".join(pair_lines(same_pairs(opened, each, decisions), each)))
    return 0


same_verb: Final = _same
"""The verb, as click has it."""


def pair_lines(pairs: Sequence[Pair], number: int, *, most: int | None = None) -> list[str]:
    """Return what a terminal shows of pairs.

    Parameters
    ----------
    pairs
        The pairs, best first.
    number
        The set of the imports.
    most
        How many are shown; None for all.
    """
    if not pairs:
        return [f"set {number}: no incident that the map may have already"]
    lines = [f"set {number}: {count(len(pairs), 'pair')} that may be the same event"]
    for pair in pairs[:most]:
        new, known = pair.new, pair.known
        lines.append(
            f"  {pair.score:.2f}  {new.id}={known.id}  {new.date} {shortened(new.title_en)} | "
            f"{known.date} {shortened(known.title_en)} ({', '.join(pair.reasons)})"
        )
    if most is not None and len(pairs) > most:
        lines.append(f"  all: python -m dmz_map same {number}")
    lines.append("  decide: python -m dmz_map same --same IMPORT=ID or --different IMPORT=ID")
    return lines


def _ids(text: str) -> tuple[str, str]:
    one, sign, other = text.partition("=")
    if not (one and sign and other):
        raise click.BadParameter(f"'{text}' is not of the form IMPORT=ID")
    return one.strip(), other.strip()
