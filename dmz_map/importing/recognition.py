"""Recognising columns: a profile first, then their names, then their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dmz_map.errors import TableError
from dmz_map.importing.cells import as_text, clean
from dmz_map.importing.contents import filled, fits, is_coordinate_pair, share
from dmz_map.importing.dates import looks_like_date
from dmz_map.importing.headings import WEAK, is_never_taken, meanings
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.profile import (
    Codes,
    Profile,
    built_in_profile,
    field_named,
    read_profile,
)
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.source_table import SourceTable

__all__ = ["propose"]

_SAMPLE: Final = 400
_SEVERAL: Final = ("title", "date", "place", "source", "text", "point")
"""Fields of which more than one column counts: the first that is filled, of sources all."""

_BESIDE: Final = ("title", "category", "people", "wounded", "radius_km", "radius_m")
"""Fields that are also looked for by name where a built-in profile has no column for them."""

_KOREA: Final = {"lat": (33.0, 43.5), "lon": (124.0, 132.0)}
Columns = dict[str, tuple[str, ...]]


def propose(
    table: SourceTable, options: ImportOptions, is_category: Callable[[str], bool]
) -> Proposal:
    """Return how a table is to be read.

    Parameters
    ----------
    table
        The table; its first rows are looked at.
    options
        The user's profile, columns and constants count before all else.
    is_category
        Whether a text is one of our categories, by word or label.

    Raises
    ------
    TableError
        If the profile or an option names a column that is not there, or an unknown field.
    """
    sample = table.sample(_SAMPLE)
    cells = {h: filled(c) for h, c in zip(table.headings, sample.columns, strict=True)}
    given = read_profile(options.profile) if options.profile else None
    profile = given if given and given.columns else built_in_profile(table.headings)
    why: dict[str, str] = {}
    if profile is not None and profile.columns:
        columns = _of_profile(profile, table.headings, why, is_given=profile is given)
        if profile is not given:
            used = {h for field, names in columns.items() if field != "kind" for h in names}
            rest = {heading: sample for heading, sample in cells.items() if heading not in used}
            named = _by_name(rest, why, is_category)
            columns |= {f: named[f] for f in _BESIDE if f in named and f not in columns}
    else:
        columns = _by_name(cells, why, is_category)
        _by_content(columns, cells, why, is_category, has_shapes=sample.shapes is not None)
    for ours, theirs in options.columns.items():
        ours = field_named(ours, "--map")
        heading = _heading(theirs, table.headings, "--map")
        columns = {n: k for n, hs in columns.items() if (k := tuple(h for h in hs if h != heading))}
        columns[ours] = (heading,)
        why[heading] = "given"
    constants = dict(given.constants if given else {}) | dict(options.constants)
    values = {
        heading: words
        for theirs, words in (given.values if given else {}).items()
        if (heading := _heading(theirs, table.headings, "the profile's [values]"))
    }
    codes, name = (profile.codes, profile.name) if profile else (Codes(), "")
    proposal = Proposal(
        table.headings, columns, why, {}, constants, frozenset(options.constants), values, codes,
        name, table.notes,
    )  # fmt: skip
    return proposal.with_samples(sample.columns)


def _heading(name: str, headings: Sequence[str], where: str) -> str:
    """Return a heading as the table has it."""
    wanted = clean(name)
    for heading in headings:
        if heading == wanted or (
            heading.casefold() == wanted.casefold() and wanted not in headings
        ):
            return heading
    raise TableError(
        f"{where} names the column “{wanted}”, which is not there. "
        f"Columns: {', '.join(headings)[:400]}."
    )


def _of_profile(
    profile: Profile, headings: Sequence[str], why: dict[str, str], *, is_given: bool
) -> Columns:
    columns: Columns = {}
    there = {heading.casefold(): heading for heading in headings}
    for field, names in profile.columns.items():
        if is_given:
            found = [_heading(name, headings, profile.name) for name in names]
        else:
            found = [there[name.casefold()] for name in names if name.casefold() in there]
        if found:
            columns[field] = tuple(found)
            why |= dict.fromkeys(found, f"profile {profile.name}")
    return columns


def _by_name(
    cells: Mapping[str, Sequence[Any]], why: dict[str, str], is_category: Callable[[str], bool]
) -> Columns:
    """Return the fields of columns whose names are known, if their cells are of the kind."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for heading, sample in cells.items():
        for field, rank in meanings(heading):
            if fits(field, sample, weak=rank >= WEAK):
                ranked.setdefault(field, []).append((rank, heading))
                why[heading] = "name" if rank < WEAK else "name and cells"
                break
    columns: Columns = {}
    for field, found in ranked.items():
        names = [heading for _, heading in sorted(found, key=lambda item: item[0])]
        if field == "source":
            names = [heading for heading in cells if heading in names]
        if field == "date":
            names = _dates(found, cells)
        elif field == "category":
            ours = {h: share(cells[h], lambda cell: is_category(as_text(cell))) for h in names}
            names.sort(key=lambda heading: -ours[heading])
        columns[field] = tuple(names if field in _SEVERAL else names[:1])
    return _consistent(columns)


def _dates(found: Sequence[tuple[int, str]], cells: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return columns of dates; weak names count only without a sure one."""
    first, *rest = sorted(found)
    others = [
        heading
        for rank, heading in rest
        if (rank < WEAK or first[0] >= WEAK) and fits("date", cells[heading], weak=True)
    ]
    return [first[1], *others]


def _consistent(columns: Columns) -> Columns:
    """Leave out parts that mean nothing alone: a latitude without longitude, and such."""
    drop: set[str] = set()
    if ("lat" in columns) != ("lon" in columns):
        drop |= {"lat", "lon"}
    if "year" not in columns:
        drop |= {"month", "day"}
    elif "month" not in columns:
        drop.add("day")
    if "killed" in columns or "wounded" in columns:
        drop.add("casualties")
    if "radius_km" in columns:
        drop.add("radius_m")
    if "date" not in columns:
        drop.add("time")
    return {field: names for field, names in columns.items() if field not in drop}


def _by_content(
    columns: Columns,
    cells: Mapping[str, Sequence[Any]],
    why: dict[str, str],
    is_category: Callable[[str], bool],
    *,
    has_shapes: bool,
) -> None:
    """Add fields that no name has given, where the cells of one column alone are of the kind."""
    used = {heading for names in columns.values() for heading in names}
    free = {h: c for h, c in cells.items() if h not in used and c and not is_never_taken(h)}

    def take(field: str, test: Callable[[Any], bool], least: float, what: str) -> None:
        found = [h for h, c in free.items() if share(c[:200], test) >= least]
        if len(found) == 1 and field not in columns:
            columns[field] = (found[0],)
            why[found[0]] = what
            del free[found[0]]

    if not {"date", "start", "year"} & set(columns):
        take("date", looks_like_date, 0.8, "cells are dates")
    if not has_shapes and "lat" not in columns and "point" not in columns:
        take("point", is_coordinate_pair, 0.8, "cells are coordinates")
        if "point" not in columns:
            pair = {
                f: [h for h, c in free.items() if share(c[:200], _in(f)) >= 0.9] for f in _KOREA
            }
            if all(len(found) == 1 for found in pair.values()):
                for field, (heading,) in pair.items():
                    columns[field] = (heading,)
                    why[heading] = "cells are degrees in Korea"
    if "category" not in columns:
        take("category", lambda cell: is_category(as_text(cell)), 0.6, "cells are our categories")
    if not {"title", "text", "kind", "place", "category"} & set(columns):
        worded = {h: c for h, c in free.items() if share(c[:200], _is_worded) >= 0.8}
        if worded:
            longest = max(worded, key=lambda h: sum(len(as_text(cell)) for cell in worded[h][:200]))
            columns["text"] = (longest,)
            why[longest] = "cells are words"


def _is_worded(cell: Any) -> bool:
    text = as_text(cell)
    return sum(map(str.isalpha, text)) >= max(2, len(text) // 2) and not text.startswith("http")


def _in(field: str) -> Callable[[Any], bool]:
    low, high = _KOREA[field]

    def test(cell: Any) -> bool:
        text = as_text(cell).replace(",", ".")
        return bool(re.fullmatch(r"\d{2,3}\.\d{2,}", text)) and low <= float(text) <= high

    return test
