"""How many readers there are, of one process and of several."""

import multiprocessing

import pytest

from dmz_map.ui import reader_count as module
from dmz_map.ui.reader_count import ReaderCount, SharedTable, reader_count, share


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    monkeypatch.setattr(module, "_SHARED", [])


@pytest.fixture
def table():
    return SharedTable.of(2, b"salt")


def counts(table):
    """Return the counts of two processes."""
    found = []
    for row in (0, 1):
        share(table, row)
        found.append(reader_count())
    return found


def test_one_process_counts_its_own():
    count = reader_count()
    assert type(count) is ReaderCount
    count.add("a", 1)
    count.add("a", 1)
    count.add("b", 1)
    count.add("a", -1)
    assert (count.total(), count.of("a"), count.of("b"), count.of("c")) == (2, 1, 1, 0)


def test_several_processes_count_together(table):
    first, second = counts(table)
    first.add("a", 1)
    second.add("a", 1)
    second.add("b", 1)
    for count in (first, second):
        assert (count.total(), count.of("a"), count.of("b")) == (3, 2, 1)
    second.add("a", -1)
    assert first.of("a") == 1


def test_the_readers_of_a_process_that_ended_are_forgotten(table):
    first, second = counts(table)
    first.add("a", 1)
    second.add("a", 1)
    table.clear(1)
    assert (first.total(), second.of("a")) == (1, 1)


def count_one(table, row):
    share(table, row)
    reader_count().add("a", 1)


def test_another_process_writes_in_the_same_memory(table):
    context = multiprocessing.get_context("fork")
    other = context.Process(target=count_one, args=(table, 1))
    other.start()
    other.join(30)
    (first, _) = counts(table)
    assert first.of("a") == 1


def test_which_addresses_share_a_slot_depends_on_the_salt():
    addresses = [f"10.0.0.{k}" for k in range(200)]
    slots = [[SharedTable.of(1, salt).slot(one) for one in addresses] for salt in (b"a", b"b")]
    assert slots[0] != slots[1]
    assert len(set(slots[0])) > 180
