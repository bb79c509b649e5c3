"""A server that does not collect garbage after each run keeps its memory all the same."""

import gc
import weakref
from pathlib import Path

import pytest

from tests.ui.test_ui import ARCHIVE, run

VIEWS = (
    {},
    {"certain": "1"},
    {"years": "1960-1969"},
    {"view": "table"},
    {"lang": "ko"},
    *({"incident": incident.id} for incident in ARCHIVE.incidents[-5:]),
)
OBJECTS_A_RUN = 5.0  # a run makes tens of thousands
BYTES_A_RUN = 2048.0  # of the hundreds of thousands that a run takes


def objects():
    """Return how many objects there are but weak references, which come and go in batches."""
    return sum(type(one) is not weakref.ref for one in gc.get_objects())


def resident_bytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def act(app, times):
    """Let one reader look at one view after the other, with a collection every hundred runs."""
    for number in range(times):
        app.query_params.clear()
        for name, value in VIEWS[number % len(VIEWS)].items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        if number % 100 == 99:
            gc.collect()
    gc.collect()


def left_behind(warm_up, runs, measure):
    """Return how much a run leaves behind on average, after some that fill the caches."""
    app = run()
    act(app, warm_up)
    before = measure()
    act(app, runs)
    return (measure() - before) / runs


@pytest.mark.slow
def test_a_run_leaves_no_objects_behind():
    assert left_behind(20, 40, objects) < OBJECTS_A_RUN


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="NOT TESTED: no /proc here")
def test_two_thousand_runs_leave_the_memory_as_it_was():
    assert left_behind(300, 2000, resident_bytes) < BYTES_A_RUN
