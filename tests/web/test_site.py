import sys
from collections import Counter
from pathlib import Path

import pytest

from dmz_map.web.site import open_site

_opened = []
_counting = []


def _count(event, arguments):
    if event == "open" and _counting and isinstance(arguments[0], str):
        _opened.append(Path(arguments[0]))


sys.addaudithook(_count)  # a hook can never be removed: it counts only while it is asked to


@pytest.fixture
def reads(project_copy):
    """Return how often each file below the data and the seeds is opened while a site opens."""

    def count(store):
        _opened.clear()
        _counting.append(True)
        try:
            site = open_site(project_copy, store=store)
        finally:
            _counting.clear()
        site.store.close()
        folders = (project_copy / "data", project_copy / "seeds")
        return Counter(path for path in _opened if any(map(path.is_relative_to, folders)))

    return count


def test_a_site_reads_each_file_of_the_data_and_the_seeds_once(project_copy, reads, tmp_path):
    files = {
        path
        for folder in ("data", "seeds")
        for path in (project_copy / folder).rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    store = str(tmp_path / "store")
    first = reads(store)
    assert set(first) == files
    assert set(first.values()) == {1}
    assert reads(store) == first
