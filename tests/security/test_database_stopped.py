"""A PostGIS that stops while it is read and written: what was begun has happened or not."""

import os
import threading
from contextlib import closing, suppress

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import DmzMapError
from dmz_map.store.query import Query
from tests import postgres
from tests.stores import initialise_store, open_store

TIMES = 3 if "CHAOS_KILLS" in os.environ else 1
ROWS = 20_000


@pytest.fixture
def database():
    """Return a server of our own, for it is stopped."""
    if reason := postgres.why_not():
        pytest.skip(f"NOT TESTED: {reason}")
    with postgres.running_postgres(settings=()) as running:
        yield running


@pytest.mark.slow
def test_readers_get_sentences_and_an_import_is_whole_or_not_there(database):
    url = database.new_database()
    store = initialise_store(url)
    for number in range(TIMES):
        before, others, begun, stop = store.count(Query()), [], threading.Event(), threading.Event()

        def read(others=others, stop=stop):
            while not stop.is_set():
                try:
                    [*store.incidents(Query(text="soldier"))]
                except DmzMapError:
                    stop.wait(0.05)
                except Exception as error:
                    others.append(repr(error))

        def write(begun=begun, number=number):
            told = [0, 5_000, 15_000][number]
            with suppress(DmzMapError):
                store.replace(
                    synthetic_incidents(ROWS), progress=lambda n: begun.set() if n >= told else None
                )

        threads = [threading.Thread(target=read) for _ in range(4)]
        threads.append(threading.Thread(target=write))
        for one in threads:
            one.start()
        assert begun.wait(60)
        database.stop()
        database.start()
        threads[-1].join()
        stop.set()
        for one in threads:
            one.join()
        with closing(open_store(url)) as again:
            assert again.count(Query()) in (before, before + ROWS)
        assert others == []
