"""``python -m dmz_map read-corpus FOLDER --out DIR``: many documents in, candidates best first."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import click
from tqdm import tqdm

from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.cli.command import PATH, STORE, count, say, verb
from dmz_map.cli.read import published_days
from dmz_map.reading.collection import Collection
from dmz_map.reading.corpus import CANDIDATES, DOCUMENTS, read_corpus
from dmz_map.reading.corpus_part import CorpusSettings
from dmz_map.reading.corpus_queue import keep_best
from dmz_map.reading.desk import Desk
from dmz_map.reading.library import Library, library_folder
from dmz_map.reading.reference import reference_from_tables
from dmz_map.store.open_store import open_store
from dmz_map.tabular.datapackage import open_package

__all__: list[str] = []


@verb("read-corpus", "articles/ --out found/ --keep 100")
@click.argument("folder", type=PATH)
@click.option("--out", type=PATH, required=True, metavar="DIR", help="where the results go")
@click.option("--published", metavar="DAY|CSV", help="their day, or a CSV: file, published")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="processes (default: cores)")
@click.option("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers read instead")
@click.option(
    "--keep", type=click.IntRange(0), default=0, metavar="N",
    help="keep the documents of the N best for the desk",
)  # fmt: skip
@STORE
def _read_corpus(
    root: Path, folder: Path, out: Path, published: str | None, workers: int | None,
    scheduler: str | None, keep: int, store: str | None,
) -> int:  # fmt: skip
    package = open_package(root)
    tables = package.path("incidents").parent
    settings = CorpusSettings(
        str(folder.resolve()), str(out.resolve()), str(tables), published_days(published)
    )
    with tqdm(unit="part", leave=False, disable=None) as bar:

        def progress(done: int, of: int) -> None:
            bar.total, bar.n = of, done
            bar.refresh()

        counts = read_corpus(settings, workers=workers, scheduler=scheduler, progress=progress)
    say(
        f"{count(counts.documents, 'document')}: {counts.screened} without date or place of the "
        f"zone, {counts.copies} copies, {counts.refused} refused\n"
        f"{count(counts.candidates, 'candidate')}, best first: {out / CANDIDATES}\n"
        f"what became of each file: {out / DOCUMENTS}"
    )
    if keep:
        library = Library(library_folder(store))
        with closing(open_store(store, root=root, package=package)) as opened:
            collection = Collection(library, read_vocabulary(package))
            desk = Desk(collection, reference_from_tables(tables), opened)
            kept = keep_best(settings, keep, desk, today=dt.datetime.now(dt.UTC).date())
        say(f"{count(kept, 'document')} kept for the desk")
    return 0
