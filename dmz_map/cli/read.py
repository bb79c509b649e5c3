"""``python -m dmz_map read FILE…``: documents in, candidate incidents out."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from dmz_map.archive.vocabulary import Vocabulary, read_vocabulary
from dmz_map.cli.command import PATH, STORE, count, say, verb
from dmz_map.errors import DraftError
from dmz_map.reading.archive_rows import write_archive_rows
from dmz_map.reading.collection import Collection, record_of_document
from dmz_map.reading.decisions import Action
from dmz_map.reading.desk import Desk
from dmz_map.reading.document import Document
from dmz_map.reading.draft import DraftIncident, draft_of
from dmz_map.reading.extraction import Refusal, documents_in
from dmz_map.reading.guide_json import guide_record, refusal_record, table_lines, write_record
from dmz_map.reading.library import Library, document_id, library_folder
from dmz_map.reading.proposed_incident import claims_for, gaps, incident_from
from dmz_map.reading.reader import Reading, read_text
from dmz_map.reading.reference import reference_from_tables
from dmz_map.store.open_store import open_store
from dmz_map.tabular.datapackage import open_package

__all__ = ["STRONG", "ReadOptions", "published_days", "read_files", "read_verb"]

STRONG: Final = 10.0
"""The score that counts as 1: `accept_above` 0.9 takes scores from 9 on."""


_OPTIONS: Final = (
    click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE…"),
    click.option("--published", metavar="DAY|CSV", help="their day, or a CSV: file, published"),
    click.option("--publisher", metavar="NAME", help="who published them, where they are silent"),
    click.option("--out", type=PATH, metavar="DIR", help="write NAME.json for each file"),
    click.option(
        "--accept-above", type=click.FloatRange(0, 1), metavar="SCORE",
        help="put candidates on the map from this score on (0 to 1)",
    ),
    click.option("--dry-run", is_flag=True, help="print the candidates, write nothing"),
    click.option("--to-archive", type=PATH, metavar="DIR", help="write rows for data/, seeds/"),
)  # fmt: skip


@dataclass(frozen=True)
class ReadOptions:
    """What the command line asks for.

    Attributes
    ----------
    published
        Days by file name; that of ``''`` is the day of all files.
    publisher
        Who published the files, where they are silent; or None.
    out, to_archive
        Folder for one JSON file a document; folder for CSV rows of what is accepted.
    accept_above
        From which score, 0 to 1, candidates are accepted; None: none is.
    dry_run
        Whether nothing is written.
    store
        Address of the store.
    """

    published: dict[str, date]
    publisher: str | None = None
    out: Path | None = None
    accept_above: float | None = None
    dry_run: bool = False
    to_archive: Path | None = None
    store: str | None = None

    @property
    def keeps(self) -> bool:
        """Whether documents and drafts are kept for the desk."""
        elsewhere = self.out or self.to_archive
        return not self.dry_run and (self.accept_above is not None or not elsewhere)


def _with_options(function: Callable[..., int]) -> Callable[..., int]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@verb("read", "article.txt --published 2020-05-26")
@_with_options
@STORE
def _read(root: Path, files: tuple[Path, ...], published: str | None, **options: Any) -> int:
    return 1 if read_files(files, ReadOptions(published_days(published), **options), root) else 0


read_verb: Final = _read
"""The verb, as click has it."""


def read_files(files: tuple[Path, ...], options: ReadOptions, root: Path) -> int:
    """Read files, folders and ZIPs, print what they tell, and return how many were refused.

    Raises
    ------
    StoreError
        If what is read cannot be kept.
    """
    reference = reference_from_tables(open_package(root).path("incidents").parent)
    readings: list[tuple[Document, Reading]] = []
    refused = 0
    for path in files:
        for found in documents_in(path):
            if isinstance(found, Refusal):
                refused += 1
                record = refusal_record(found)
                say(f"{found.name}: {found.reason}", err=True)
            else:
                document = _dated(found, options)
                reading = read_text(document.text, document.published, reference)
                record = guide_record(document, reading)
                if options.keeps or options.to_archive:
                    readings.append((document, reading))
                say(f"{document.name}: {count(len(reading.candidates), 'candidate')}")
                for line in table_lines(reading):
                    say(line)
            if options.out and not options.dry_run:
                write_record(record, found.name, options.out)
    if options.dry_run:
        return refused
    if options.to_archive:
        _write_rows(readings, options, root)
    elif options.keeps:
        _keep(readings, options, root)
    return refused


def published_days(value: str | None) -> dict[str, date]:
    """Return days by file name from an ISO day, or a CSV with the columns file and published.

    Raises
    ------
    DraftError
        If it is neither.
    """
    if value is None:
        return {}
    try:
        if not value.endswith(".csv"):
            return {"": date.fromisoformat(value)}
        with Path(value).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["published"]]
        return {row["file"]: date.fromisoformat(row["published"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise DraftError(
            f"--published {value} cannot be read ({error}). "
            "Give a day such as 2020-05-26, or a CSV with the columns file and published."
        ) from error


def _dated(document: Document, options: ReadOptions) -> Document:
    day = options.published.get(document.name) or options.published.get("") or document.published
    return replace(
        document,
        published=day,
        publisher=document.publisher or options.publisher,
        accessed=dt.datetime.now(dt.UTC).date(),
    )


def _keep(readings: list[tuple[Document, Reading]], options: ReadOptions, root: Path) -> None:
    """Keep documents and drafts for the desk, and put what is accepted on the map."""
    package = open_package(root)
    with closing(open_store(options.store, root=root, package=package)) as store:
        collection = Collection(Library(library_folder(options.store)), read_vocabulary(package))
        desk = Desk(collection, reference_from_tables(root / "data"), store)
        accepted = 0
        for document, reading in readings:
            id = desk.keep(document, reading)
            if options.accept_above is not None:
                before = len(desk.draft(id).accepted())
                score = str(options.accept_above * STRONG)
                draft = desk.act(id, [Action("accept_above", value=score)])
                accepted += len(draft.accepted()) - before
    say(f"{len(readings)} kept for the desk, {accepted} candidates accepted", err=True)


def _write_rows(readings: list[tuple[Document, Reading]], options: ReadOptions, root: Path) -> None:
    package = open_package(root)
    words = read_vocabulary(package)
    least = STRONG * (options.accept_above or 0.0)
    incidents, documents, claims = [], [], []
    for document, reading in readings:
        id = document_id(document)
        chosen = [
            one for one in draft_of(reading).candidates if _passes(one, least, document, words)
        ]
        incidents += [incident_from(one, document, id, words) for one in chosen if not one.known]
        claims += [claim for one in chosen if one.known for claim in claims_for(one, id, one.known)]
        if chosen:
            documents.append(record_of_document(document))
    assert options.to_archive is not None
    write_archive_rows(options.to_archive, package, incidents, documents, claims)
    say(
        f"{options.to_archive}: {len(incidents)} incidents, {len(claims)} passages of known ones",
        err=True,
    )


def _passes(one: DraftIncident, least: float, document: Document, words: Vocabulary) -> bool:
    blocked = any(gap.blocking for gap in gaps(one, document, words))
    return one.score >= least and not blocked
