"""The verb ``import``: its options, and what it prints."""

from __future__ import annotations

import datetime as dt
import gc
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import reduce
from pathlib import Path
from typing import Any, Final

import click
from tqdm import tqdm

from dmz_map.archive.sources import Document
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.cli.command import PATH, STORE, say, verb
from dmz_map.cli.same import pair_lines
from dmz_map.errors import StoreError
from dmz_map.importing.folder_import import import_folder, tables_in
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.report_text import report_lines, summary_line
from dmz_map.importing.same_events import MOST_INCIDENTS, Decisions, same_pairs
from dmz_map.importing.store_import import Report, Wishes, import_file
from dmz_map.publish.files import in_place
from dmz_map.store.base import Store
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package

__all__ = ["import_verb"]

_MOST_COMPARED: Final = 10_000
"""A larger set is not compared with what the map has after its import."""


def _pairs(_context: Any, _option: Any, values: tuple[str, ...]) -> dict[str, str]:
    for value in values:
        if not re.fullmatch(r"\s*[^=]*[^=\s]\s*=.+", value, re.DOTALL):
            raise click.BadParameter(f"'{value}' is not of the form OURS=THEIRS")
    pairs = (value.split("=", 1) for value in values)
    return {ours.strip(): theirs.strip() for ours, theirs in pairs}


def _kilometres(_context: Any, _option: Any, value: str | None) -> float | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(km|m)?", value.strip().lower())
    if match is None or float(match[1]) <= 0:
        raise click.BadParameter(f"'{value}' is no distance such as 30km")
    return float(match[1]) / (1000 if match[2] == "m" else 1)


def _day(_context: Any, _option: Any, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no day such as 1984-11-23") from error


_OPTIONS: Final = (
    click.argument("file", type=PATH),
    click.option("--map", "columns", multiple=True, callback=_pairs, metavar="OURS=THEIRS",
                 help="our field is the column THEIRS of the file; repeat it"),
    click.option("--profile", type=PATH, metavar="FILE.toml", help="how such files are read"),
    click.option("--save-profile", type=PATH, metavar="FILE.toml",
                 help="write how the file is read, to change it and give it back"),
    click.option("--set", "constants", multiple=True, callback=_pairs, metavar="OURS=VALUE",
                 help="our field is VALUE in every row; repeat it"),
    click.option("--source", default="", help="what rows rest on that name no source"),
    click.option("--date-order", default="", metavar="dmy|mdy|ymd",
                 type=click.Choice(["", "dmy", "mdy", "ymd"], case_sensitive=False),
                 help="where day and month cannot be told apart"),
    click.option("--within", callback=_kilometres, metavar="30km",
                 help="leave out points farther from the line"),
    click.option("--since", callback=_day, metavar="DAY", help="leave out what ended before"),
    click.option("--until", callback=_day, metavar="DAY", help="leave out what began after"),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="read the first N rows only"),
    click.option("--crs", default="", metavar="EPSG:CODE",
                 help="of coordinates, where the file does not say"),
    click.option("--key", default="", metavar="COLUMN",
                 help="the column that names each row in every version of the file"),
    click.option("--name", default="", help="what the set is called (default: the file's name)"),
    click.option("--dry-run", is_flag=True, help="show how it is read, write nothing"),
    click.option("--result", type=PATH, metavar="OUT.csv", help="write what came of each row"),
    click.option("--strict", is_flag=True, help="all rows or none"),
    click.option("--replace", is_flag=True,
                 help="replace imports of the same id; remove what a newer file no longer has"),
)  # fmt: skip


def _with_options(function: Callable[..., int]) -> Callable[..., int]:
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), function)


@verb("import", "incidents.csv --map title=headline")
@_with_options
@STORE
def _import(root: Path, file: Path, store: str | None, **given: Any) -> int:
    wishes = Wishes(
        *(given[name] for name in ("name", "key", "result", "strict", "replace", "dry_run"))
    )
    options = ImportOptions(
        root, given["profile"], given["columns"], given["constants"], given["source"],
        given["date_order"].lower(), given["within"], given["since"], given["until"],
        given["limit"], given["crs"],
    )  # fmt: skip
    profile: Path | None = given["save_profile"]
    if profile is not None and profile.exists():
        raise StoreError(f"{profile} exists already. Give --save-profile another name.")
    if file.is_dir():
        return _import_folder(root, file, store, options, wishes)
    with (
        _rare_collections(),
        closing(open_store(store, root=root)) as opened,
        tqdm(unit=" rows", disable=None, file=sys.stderr) as bar,
    ):
        report = import_file(
            opened,
            file,
            options,
            wishes,
            documents=_read_documents(root, store),
            progress=lambda done: bar.update(done - bar.n),
        )
        pairs = _same_lines(opened, report)
    if profile is not None and report.proposals:
        text = report.proposals[0].as_toml()
        in_place(profile, lambda made: made.write_text(text, encoding="utf-8"), force=False)
    status = _print(report, wishes)
    for line in pairs:
        say(line)
    return status


import_verb: Final = _import
"""The verb, as click has it."""


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collect garbage seldom: an import makes no cycles; looking for them costs a quarter."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _read_documents(root: Path, store: str | None) -> Mapping[str, Document]:
    """Return the documents that a reader has read; an export leaves out their texts."""
    from dmz_map.reading.library import Library, library_folder  # few imports need them

    library = Library(library_folder(store))
    if not library.version:  # nothing was accepted
        return {}
    from dmz_map.reading.collection import Collection

    return Collection(library, read_vocabulary(open_package(root))).documents


def _same_lines(store: Store, report: Report) -> list[str]:
    """Return lines on incidents of a new set that the map may have already."""
    if report.set is None or not report.set.rows:
        return []
    number = report.set.number
    if report.set.rows > _MOST_COMPARED or store.count(Query()) > MOST_INCIDENTS:
        return [f"Not compared with what the map has: too many. python -m dmz_map same {number}"]
    pairs = same_pairs(store, number, Decisions())
    return pair_lines(pairs, number, most=10) if pairs else []


def _import_folder(
    root: Path, folder: Path, store: str | None, options: ImportOptions, wishes: Wishes
) -> int:
    """Import all files of a folder; 1 if one is refused."""
    failed = 0
    with closing(open_store(store, root=root)) as opened:
        files = tqdm(
            import_folder(opened, folder, options, wishes), total=len(tables_in(folder)),
            unit=" files", disable=None, file=sys.stderr,
        )  # fmt: skip
        for report in files:
            lines = [summary_line(report, dry_run=wishes.dry_run)]
            if report.refusal:
                failed += 1
                lines = [report.refusal]
            elif report.rejects:
                lines.append(f"  rejected rows: {report.rejects}")
            say("\n".join(lines), err=bool(report.refusal))
    return 1 if failed else 0


def _print(report: Report, wishes: Wishes) -> int:
    for proposal in report.proposals:
        say(proposal.as_table())
    for line in report_lines(report, wishes):
        say(line, err=bool(report.refusal) and line == report.refusal)
    return 1 if report.refusal else 0
