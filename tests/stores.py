"""Both backends of the store for the tests, and helpers that close what they open."""

import shutil
from pathlib import Path

import pytest

from dmz_map.store import open_store as stores
from dmz_map.store.coding import columns_of
from dmz_map.store.packing import attribute
from dmz_map.store.query import Query
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import FIRST_IMPORT
from dmz_map.tabular.datapackage import seal
from tests import postgres

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "store/data"

BACKENDS = ("geopackage", "postgis")


@pytest.fixture(scope="session")
def server():
    """Return a running PostgreSQL, or skip aloud."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    with postgres.running_postgres() as running:
        yield running


@pytest.fixture(params=BACKENDS)
def url(request, tmp_path):
    """Return the address of an empty store of each backend."""
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


def copy_of_the_project(folder):
    """Return a folder with a sealed copy of the project's data and seeds."""
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    seal(folder)
    return folder


def assert_old_imports_are_shown(store, sets=(1, 1, 1)):
    """Assert that a store has the three incidents of the files in `DATA`, whole and in order."""
    old = [store.get(f"old-import-{number}") for number in (1, 2, 3)]
    assert [incident.date for incident in old] == ["1958-12-11?", "1979-07?", "2024-03-06"]
    assert (old[0].place.lon, old[0].place.lat) == (128.19168, 38.35239)
    assert old[1].citations[0].source.publisher == "Example Gazette"
    assert store.count(Query(text="post 579")) == 1
    points = store.columns()
    positions = [store.position(incident.id) for incident in old]
    packed = columns_of([FIRST_IMPORT] * 3, RecordBatch.of(old), store.coding, sets)
    for name, values in points._asdict().items():
        assert values[positions].tolist() == packed.part(name).tolist(), name
    assert attribute(packed, "casualties").tolist() == [1, 0, 1]
    assert attribute(packed, "citation").tolist() == [1, 1, 1]
    assert [one.name for one in store.sets()][:1] == ["Earlier imports"]
