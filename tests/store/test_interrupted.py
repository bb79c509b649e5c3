"""What is written whole or not at all, and the verb that prepares a store."""

import errno
import signal
import subprocess
import sys

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.cli import main
from dmz_map.errors import StoreError
from dmz_map.store.query import Query
from tests.stores import ROOT, open_store

EVERYTHING = Query()

# ------------------------------------------------------------------ cut off in the middle


@pytest.mark.parametrize(
    "how", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_an_import_that_is_cut_off_leaves_the_store_as_it_was(url, store, tmp_path, how):
    version, count = store.version, store.count(EVERYTHING)
    script = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may ignore it
        "from benchmarks.synthetic import synthetic_incidents\n"
        "from dmz_map.store.open_store import open_store\n"
        "def hold(done):\n"
        "    print(done, flush=True)\n"
        "    time.sleep(60)\n"
        "open_store(sys.argv[1]).add(synthetic_incidents(20_000), progress=hold)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, url], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as importing:  # fmt: skip
        assert importing.stdout.readline() == "5000\n"
        assert store.count(EVERYTHING) == count  # readers are not kept waiting
        importing.send_signal(how)
        importing.wait()
    assert (store.version, store.count(EVERYTHING)) == (version, count)
    assert store.add(synthetic_incidents(3)) == 3
    if "://" not in url:
        names = {file.name for file in (tmp_path / "store").iterdir()}
        assert {name for name in names if name.endswith(".tmp")} == set()


def test_a_store_that_cannot_be_written_says_so(tmp_path, monkeypatch):
    store = open_store(str(tmp_path / "store"))
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(StoreError, match=r"No space.*the store is as it was"):
        store.add(synthetic_incidents(1))
    monkeypatch.undo()
    assert store.count(Query(text="commission made-up syn")) == 0


# ------------------------------------------------------------------ the verbs


def test_the_verb_store_prepares_and_tells(url, capsys, monkeypatch):
    assert main(["store", "init", "--store", url]) == 0
    first = capsys.readouterr().out
    monkeypatch.setenv("DMZ_MAP_STORE", url)
    assert main(["store", "info"]) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert first.splitlines()[-1] == f"version: {told['version']}"
    assert int(told["incidents"]) > 100
    assert told["store"].startswith(("GeoPackage", "PostgreSQL"))


@pytest.mark.parametrize("base", [False, True])
def test_a_disk_that_is_full_from_the_start_leaves_nothing_half_written(
    tmp_path, monkeypatch, base
):
    store = open_store(str(tmp_path))
    if base:
        store.add(synthetic_incidents(2))
    before = store.count(EVERYTHING)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    monkeypatch.setattr("dmz_map.store.geopackage_writer.create_tables", full)
    with pytest.raises(StoreError, match="No space left"):
        store.add(synthetic_incidents(1))
    assert not [*tmp_path.glob(".*.tmp")]
    assert store.count(EVERYTHING) == before
