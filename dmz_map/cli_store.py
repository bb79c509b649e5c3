"""The verbs of the command line that speak to the store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from dmz_map.store.import_files import open_import_file
from dmz_map.store.importing import import_file
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package

__all__ = ["MakeVerb", "add_verbs"]


class MakeVerb(Protocol):
    """Makes the parser of a verb, as the command line's own helper does."""

    def __call__(
        self,
        name: str,
        run: Callable[[argparse.Namespace], int],
        summary: str,
        example: str = "",
    ) -> argparse.ArgumentParser:
        """Return a parser that knows ``--root`` already."""


def add_verbs(verb: MakeVerb, default_store: str | None = None) -> None:
    """Add the verbs ``import`` and ``store``.

    Parameters
    ----------
    verb
        Makes a verb.
    default_store
        The store that is meant when ``--store`` is not given.
    """
    importing = verb(
        "import", _import, "bring incidents of a file into the store",
        "incidents.csv --map title_en=headline",
    )  # fmt: skip
    importing.add_argument("file", type=Path, metavar="FILE",
                           help="CSV, GeoJSON, GeoPackage or GeoParquet")  # fmt: skip
    importing.add_argument("--map", action="append", default=[], metavar="OURS=THEIRS", type=_pair,
                           help="our column is called THEIRS in the file; repeat it")  # fmt: skip
    importing.add_argument("--skip-rejected", action="store_true",
                           help="import the sound rows even if others are rejected")  # fmt: skip
    importing.add_argument("--replace", action="store_true",
                           help="let rows take the place of imports with the same id")  # fmt: skip
    managing = verb("store", _store, "prepare the store, or say what it holds", "info")
    managing.add_argument("action", choices=("init", "info"),
                          help="init: create or migrate it; info: what it holds")  # fmt: skip
    for parser in (importing, managing):
        parser.add_argument(
            "--store", default=default_store, metavar="URL",
            help="postgresql://USER@HOST/DATABASE or a folder (default: beside data/)",
        )  # fmt: skip


def _import(options: argparse.Namespace) -> int:
    total = open_import_file(options.file).total
    with (
        closing(open_store(options.store, root=options.root)) as store,
        tqdm(total=total, unit=" rows", disable=None, file=sys.stderr) as bar,
    ):
        report = import_file(
            store, options.file, open_package(options.root),
            names=dict(options.map), skip_rejected=options.skip_rejected, replace=options.replace,
            progress=lambda done: bar.update(done - bar.n),
        )  # fmt: skip
    print(f"{report.imported} incidents imported, {report.rejected} rows rejected")
    if report.rejected:
        print(f"Reasons and remedies: {report.rejects}", file=sys.stderr)
    if report.rejected and not report.imported:
        print("Nothing was imported. Mend the rows, or give --skip-rejected.", file=sys.stderr)
    return 1 if report.rejected and not options.skip_rejected else 0


def _store(options: argparse.Namespace) -> int:
    open_any = initialise_store if options.action == "init" else open_store
    with closing(open_any(options.store, root=options.root)) as store:
        facts = {"incidents": str(store.count(Query())), "version": store.version}
        for name, value in (store.describe() | facts).items():
            print(f"{name}: {value}")
    return 0


def _pair(text: str) -> tuple[str, str]:
    ours, sign, theirs = text.partition("=")
    if not (sign and ours and theirs):
        raise argparse.ArgumentTypeError(f"'{text}' is not of the form OURS=THEIRS")
    return ours, theirs
