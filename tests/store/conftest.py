"""The project's own incidents, and a store with five thousand made-up ones beside them."""

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import read_archive
from dmz_map.store import open_store as stores
from dmz_map.tabular.datapackage import open_package
from tests.stores import BACKENDS, ROOT

N = 5_000


@pytest.fixture(scope="module")
def archive():
    return read_archive(open_package(ROOT))


@pytest.fixture(scope="module", params=BACKENDS)
def big(request, tmp_path_factory):
    """Return a store with 5,000 made-up incidents beside the project's own."""
    if request.param == "postgis":
        address = request.getfixturevalue("server").new_database()
    else:
        address = str(tmp_path_factory.mktemp("big"))
    opened = stores.initialise_store(address)
    opened.add(synthetic_incidents(N))
    yield opened
    opened.close()
