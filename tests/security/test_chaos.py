"""Killed at any moment, on a full disk, on one that cannot be written, two at once: no half state.

One moment here; ``make chaos`` takes fifty (`CHAOS_KILLS`) and says how many runs were cut.
"""

import csv
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from itertools import cycle, islice

import pytest

from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from tests.conftest import ROOT
from tests.reading.desk_documents import ARTICLE
from tests.stores import copy_of_the_project

KILLS = int(os.environ.get("CHAOS_KILLS", "1"))
ROWS = 3000
KILLED = Counter()


@contextmanager
def running(*words):
    command = [sys.executable, "-m", "dmz_map", *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        yield process


def run(*words):
    """Run a verb to its end; return its status and what it said on standard error."""
    with running(*words) as process:
        _, said = process.communicate(timeout=300)
    assert "Traceback" not in said
    return process.returncode, said


def kill(after, *words):
    """Kill a verb and all that it started after some seconds, if it still runs."""
    with running(*words) as process:
        try:
            process.communicate(timeout=after)
            KILLED["ended before"] += 1
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            KILLED["killed"] += 1


def count(store):
    opened = open_store(str(store))
    try:
        return opened.count(Query()), len(opened.sets())
    finally:
        opened.close()


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".imports.lock"  # empty: who holds it, writes
    }


def temporary(folder):
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp")]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("table") / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["title", "date", "lat", "lon"])
        for n in range(ROWS):
            day = f"{1960 + n % 60}-{1 + n % 12:02d}-{1 + n % 28:02d}"
            rows.writerow([f"Shot number {n}", day, 37.9 + n % 50 / 100, 126.7 + n % 150 / 100])
    return path


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Return a folder with a store, an article, a folder of documents and a published site."""
    folder = tmp_path_factory.mktemp("ready")
    assert run("store", "init", "--store", folder / "store") == (0, "")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "documents").mkdir()
    for n in range(30):
        (folder / "documents" / f"{n}.txt").write_text(f"{ARTICLE}\nCopy {n}.", encoding="utf-8")
    return folder


class Import:
    """A table is in the store, or nothing of it is."""

    def __init__(self, folder, table):
        self.store = folder / "store"
        self.words = ("import", table, "--store", self.store)
        self.before = count(self.store)

    def check(self):
        incidents, sets = self.before
        assert count(self.store) in (self.before, (incidents + ROWS, sets + 1))
        run(*self.words)
        assert count(self.store) == (incidents + ROWS, sets + 1)
        assert temporary(self.store) == []


class Read:
    """All that was accepted of a document is on the map, or nothing."""

    def __init__(self, folder, _):
        self.store = folder / "store"
        self.words = (
            "read", folder / "article.txt", "--published", "2019-06-14", "--accept-above", "0",
            "--store", self.store,
        )  # fmt: skip
        self.before = count(self.store)[0]

    def check(self):
        after = count(self.store)[0]
        run(*self.words)
        whole = count(self.store)[0]
        assert whole > self.before
        assert after in (self.before, whole)
        assert temporary(self.store) == []


class Corpus:
    """A run that goes on gives what one that was never stopped gives."""

    def __init__(self, folder, _):
        self.out, self.whole = folder / "out", folder / "whole"
        self.words = ("read-corpus", folder / "documents", "--out", self.out, "--workers", "1")
        assert run(*(self.whole if word == self.out else word for word in self.words))[0] == 0

    def check(self):
        assert run(*self.words)[0] == 0
        assert digests(self.out) == digests(self.whole)


class Initialise:
    """A store that was begun is finished by whoever comes next."""

    def __init__(self, folder, _):
        self.store, self.wanted = folder / "new", count(folder / "store")
        self.words = ("store", "init", "--store", self.store)

    def check(self):
        assert count(self.store) == self.wanted
        assert temporary(self.store) == []


class Publish:
    """A site is the old one or the new one, whole."""

    def __init__(self, folder, _):
        self.site, self.new = folder / "site", folder / "new-site"
        self.words = ("publish", self.site, "--store", folder / "store")
        assert run("publish", self.new, "--store", folder / "store")[0] == 0
        shutil.copytree(self.new, self.site)
        (self.site / "index.html").write_text("the old one")
        self.before = digests(self.site)

    def check(self):
        assert digests(self.site) in (self.before, digests(self.new))
        assert run(*self.words)[0] == 0
        assert digests(self.site) == digests(self.new)


class Seal:
    """What a package says of its files is said before or after, not in between."""

    def __init__(self, folder, _):
        self.root = copy_of_the_project(folder / "project")
        path = self.root / "data" / "datapackage.json"
        self.after = path.read_bytes()
        path.write_bytes(self.after.replace(b'"bytes": 1', b'"bytes": 2'))
        self.path, self.before = path, path.read_bytes()
        self.words = ("seal", "--root", self.root)

    def check(self):
        assert self.path.read_bytes() in (self.before, self.after)
        run(*self.words)
        assert self.path.read_bytes() == self.after


CASES = (Import, Publish, Read, Initialise, Corpus, Seal)


@pytest.mark.parametrize(
    ("number", "case"),
    list(enumerate(islice(cycle(CASES), KILLS))),
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_killed_at_any_moment_nothing_is_half_written(ready, table, tmp_path, number, case):
    folder = tmp_path / "here"
    shutil.copytree(ready, folder)
    one = case(folder, table)
    kill(random.Random(number).uniform(0.2, 4.5), *one.words)
    one.check()


@pytest.mark.slow
def test_two_imports_at_once_are_both_in(ready, table, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(ready / "store", store)
    incidents, sets = count(store)
    other = tmp_path / "other.csv"
    other.write_text(table.read_text("utf-8").replace("Shot", "Drill"), encoding="utf-8")
    with (
        running("import", table, "--store", store) as a,
        running("import", other, "--store", store) as b,
    ):
        said = [one.communicate(timeout=300)[1] for one in (a, b)]
    assert "Traceback" not in "".join(said)
    assert (a.returncode, b.returncode) == (0, 0), said
    assert count(store) == (incidents + 2 * ROWS, sets + 2)


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of 3 MB, and a function that makes it one of reading only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: no disk can be mounted here")

    def read_only():
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)

    yield folder, read_only
    subprocess.run(["umount", "-l", str(folder)], check=True)


def refusals(folder, table, store):
    """Run what writes to a folder; return what each said of why it did not."""
    return {
        f"{words[0]} {words[1].name}": run(*words, "--store", store)
        for words in (
            ("import", table),
            ("publish", folder / "site"),
            *(("export", folder / f"x.{ending}") for ending in ("gpkg", "xlsx", "parquet", "zip")),
        )
    }


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_everything_as_it_was(small_disk, ready, table):
    folder, _ = small_disk
    shutil.copytree(ready / "store", folder / "store")
    before = count(folder / "store")
    files = digests(folder)
    (folder / "filler").write_bytes(bytes(shutil.disk_usage(folder).free - 50_000))
    for verb, (status, said) in refusals(folder, table, folder / "store").items():
        assert status == 1, verb
        assert len(said.strip().splitlines()) == 1, said
        assert "space" in said.casefold() or "full" in said.casefold(), said
    (folder / "filler").unlink()
    assert digests(folder) == files
    assert count(folder / "store") == before


@pytest.mark.slow
def test_a_disk_that_cannot_be_written_is_said_and_can_be_read(small_disk, ready, table):
    folder, read_only = small_disk
    shutil.copytree(ready / "store", folder / "store")
    before = count(folder / "store")
    read_only()
    for verb, (status, said) in refusals(folder, table, folder / "store").items():
        assert status == 1, verb
        assert len(said.strip().splitlines()) == 1, said
        assert "read-only" in said.casefold() or "make it writable" in said, said
    assert count(folder / "store") == before
    assert run("store", "info", "--store", folder / "store")[0] == 0
