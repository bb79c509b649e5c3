"""One planted site for all tests of this folder."""

import pytest

from dmz_map.web.site import open_site
from tests.security.planted import plant


@pytest.fixture(scope="package")
def planted(tmp_path_factory):
    return plant(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="package")
def planted_site(planted):
    site = open_site(planted.root, store=planted.store)
    yield site
    site.store.close()
