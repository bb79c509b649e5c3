"""Both bodies of the store for the tests, and helpers that close what they open."""

from pathlib import Path

import pytest

from dmz_map.store import open_store as stores
from tests import postgres

ROOT = Path(__file__).parents[1]

BODIES = ("geopackage", "postgis")


@pytest.fixture(scope="session")
def server():
    """Return a running PostgreSQL, or skip aloud."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.running_postgres() as running:
        yield running


@pytest.fixture(params=BODIES)
def url(request, tmp_path):
    """Return the address of an empty store of each body."""
    if request.param == "postgis":
        return request.getfixturevalue("server").new_database()
    return str(tmp_path / "store")


_opened = []


def open_store(*arguments, **options):
    """Open a store that `close_stores` closes."""
    _opened.append(stores.open_store(*arguments, **options))
    return _opened[-1]


def initialise_store(*arguments, **options):
    """Prepare a store that `close_stores` closes."""
    _opened.append(stores.initialise_store(*arguments, **options))
    return _opened[-1]


@pytest.fixture(autouse=True)
def close_stores():
    """Close what a test has opened."""
    yield
    while _opened:
        _opened.pop().close()


@pytest.fixture
def store(url):
    """Return a store with the project's own incidents."""
    return initialise_store(url)
