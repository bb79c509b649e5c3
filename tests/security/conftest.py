"""One planted site for all tests of this folder."""

import os

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


def pytest_terminal_summary(terminalreporter):
    """Say what `make fuzz` and `make chaos` tried and found."""
    faults = len(terminalreporter.stats.get("failed", []))
    if "FUZZ_CASES" in os.environ:
        from tests.security.test_fuzz import TRIED

        terminalreporter.write_line(f"{TRIED['cases']} cases tried, {faults} kinds of fault found")
    if "CHAOS_KILLS" in os.environ:
        from tests.security.test_chaos import KILLED

        said = ", ".join(f"{number} runs {what}" for what, number in sorted(KILLED.items()))
        terminalreporter.write_line(f"{said}; {faults} half states found")
