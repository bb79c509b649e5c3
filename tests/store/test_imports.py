"""Imported sets: added, updated, undone, hidden and removed; both backends pass each test."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.origin import Origin
from dmz_map.archive.sources import Document
from dmz_map.cli import main
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.store.packing import CHUNK, attribute
from dmz_map.store.query import Query
from dmz_map.store.record_batch import record_batches
from dmz_map.store.sets import ImportedSet
from tests.stores import open_store

EVERYTHING = Query()
DAY = dt.date(2026, 3, 1)
EVENTS = ImportedSet("Events", "A yearbook", "events.csv", "ab" * 32, DAY)


def of_a_file(n, first=0, file="events.csv"):
    """Return made-up incidents as if read from a file with a column "Case"."""
    return [
        replace(one, other={"Case": f"K{first + k}"}, origin=Origin(file, k + 1))
        for k, one in enumerate(synthetic_incidents(n, first=first))
    ]


def titles(store, text):
    return sorted(row.titles[0] for row in store.page(Query(text=text), offset=0, limit=99))


def everything_of(store):
    """Return all that a store shows, whatever its version is called."""
    points = store.columns()._asdict().values()
    return list(store.incidents(EVERYTHING)), [column.tolist() for column in points], store.sets()


def test_a_store_without_imports_has_no_sets(store):
    assert store.sets() == ()


def test_a_set_gets_a_number_and_counts_its_incidents(store):
    events = store.add_set(EVENTS, of_a_file(3))
    others = store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    assert events == replace(EVENTS, number=1, rows=3)
    assert store.sets() == (events, others)
    assert (others.number, others.rows, others.hidden) == (2, 2, False)
    sets = attribute(store.columns(), "set")
    assert np.bincount(sets)[1:].tolist() == [3, 2]


def test_an_import_comes_back_with_its_other_fields_and_its_origin(store):
    (one,) = of_a_file(1)
    store.add_set(EVENTS, [one])
    stored = store.get(one.id)
    assert stored == replace(one, origin=Origin("events.csv", 1, set=1))
    assert list(stored.other.items()) == [("Case", "K0")]


def test_other_fields_are_searched(store):
    store.add_set(EVENTS, [replace(of_a_file(1)[0], other={"Remark": "A heron stood by"})])
    assert store.count(Query(text="heron")) == 1


def test_a_query_may_ask_for_some_sets_only(store, archive):
    store.add_set(EVENTS, of_a_file(3))
    store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    assert store.count(Query(sets=(1,))) == 3
    assert store.count(Query(sets=(0, 2))) == len(archive.incidents) + 2


def test_a_set_that_cannot_be_added_leaves_nothing(store):
    version = store.version
    with pytest.raises(StoreError, match="occurs twice"):
        store.add_set(EVENTS, [*of_a_file(2), *of_a_file(1)])
    assert (store.version, store.sets()) == (version, ())


def test_hidden_sets_are_not_counted_listed_or_found(store, archive):
    some = of_a_file(3)
    store.add_set(EVENTS, some)
    before = everything_of(store)
    store.hide(1)
    assert store.count(EVERYTHING) == len(store.columns().lon) == len(archive.incidents)
    assert store.known([some[0].id]) == frozenset()
    assert store.count(Query(text="made-up gazette")) == 0
    for ask in (store.get, store.position):
        with pytest.raises(UnknownIdError, match="has the id 'syn-0000000'"):
            ask(some[0].id)
    assert [(one.hidden, one.rows) for one in store.sets()] == [(True, 3)]
    with pytest.raises(StoreError, match="is in the store already"):
        store.add_set(EVENTS, some[:1])
    store.show(1)
    assert everything_of(store) == before


def test_another_process_sees_that_a_set_is_hidden(url, store):
    store.add_set(EVENTS, of_a_file(3))
    other = open_store(url)
    before = other.count(EVERYTHING)
    store.hide(1)
    assert other.count(EVERYTHING) == before - 3
    assert other.sets() == store.sets()


def test_documents_come_and_go_with_their_set(store):
    first, second = (
        Document(f"d{n}", f"{n}.txt", "A report", "A paper", "", "ko", str(n) * 64, "그날\r\n" * n)
        for n in (1, 2)
    )
    for number, given in ((1, [first]), (2, [replace(first, text="another"), second])):
        batches = record_batches(of_a_file(1, first=number))
        store.add_batches(EVENTS, batches, documents=given)
    assert store.documents() == {"d1": first, "d2": second}
    store.hide(2)
    assert store.documents() == {"d1": first}
    store.show(2)
    store.update_set(1, of_a_file(1, first=1), documents=[replace(second, id="d3")])
    assert [*store.documents()] == ["d1", "d3", "d2"]
    store.remove(1)
    assert store.documents()["d1"].text == "another"
    store.undo(2)
    assert store.documents() == {}


def test_a_removed_set_is_gone_and_others_stay(store, archive):
    store.add_set(EVENTS, of_a_file(3))
    others = store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    assert store.remove(1) == 3
    assert store.sets() == (others,)
    assert store.count(EVERYTHING) == len(archive.incidents) + 2
    assert store.count(Query(text="K0")) == 0
    with pytest.raises(UnknownIdError, match=r"no imported set 1\. The sets are: 2"):
        store.remove(1)


NEW_TITLE = {"title_en": "A heron is counted"}
NEWER = replace(EVENTS, sha256="cd" * 32, imported=DAY + dt.timedelta(30))


def test_a_newer_file_updates_by_its_key_column(store):
    old = of_a_file(4)
    store.add_set(EVENTS, old)
    changed = replace(old[1], id="another-id", **NEW_TITLE)
    newer = [old[0], changed, old[3], *of_a_file(1, first=7)]
    update = store.update_set(1, newer, info=NEWER, key=lambda one: one.other["Case"])
    assert (update.added, update.updated, update.unchanged) == (1, 1, 2)
    assert update.vanished == (old[2].id,)
    assert update.set == replace(NEWER, number=1, rows=5)
    assert store.get(old[1].id).title_en == NEW_TITLE["title_en"]
    assert store.known(["another-id"]) == frozenset()
    assert titles(store, "heron") == [NEW_TITLE["title_en"]]
    assert store.get(old[2].id).id == old[2].id


def test_a_newer_file_without_a_key_column_updates_by_content(store):
    old = of_a_file(3)
    store.add_set(EVENTS, old)
    moved = replace(old[2], origin=Origin("newer.csv", 1))
    update = store.update_set(1, [moved, old[0], replace(old[1], **NEW_TITLE)])
    assert (update.added, update.updated, update.unchanged) == (1, 0, 2)
    assert update.vanished == (old[1].id,)
    assert store.get(f"{old[1].id}-2").title_en == NEW_TITLE["title_en"]


def test_what_vanished_is_removed_when_asked(store):
    old = of_a_file(3)
    store.add_set(EVENTS, old)
    update = store.update_set(1, old[:1], remove_vanished=True)
    assert update.vanished == (old[1].id, old[2].id)
    assert (update.set.rows, store.known([one.id for one in old])) == (1, {old[0].id})


def test_the_last_import_is_undone_first(store):
    empty = everything_of(store)
    store.add_set(EVENTS, of_a_file(3))
    one = everything_of(store)
    store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    undone = store.undo()
    assert (undone.set.name, undone.gone, undone.removed) == ("Others", True, 2)
    assert everything_of(store) == one
    store.undo()
    assert everything_of(store) == empty
    with pytest.raises(StoreError, match="no import that can be undone"):
        store.undo()


def test_each_update_is_undone_to_the_state_before(store):
    old = of_a_file(5)
    states = []
    store.add_set(EVENTS, old)
    states.append(everything_of(store))
    by_case = {"key": lambda one: one.other["Case"], "remove_vanished": True}
    store.update_set(1, [replace(old[4], **NEW_TITLE), *old[:3]], info=NEWER, **by_case)
    states.append(everything_of(store))
    store.update_set(1, [replace(old[4], title_en="A crane"), *old[1:3]], **by_case)
    store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    store.undo(2)
    undone = store.undo(1)
    assert (undone.gone, undone.removed, undone.restored) == (False, 1, 2)
    assert everything_of(store) == states[1]
    store.undo(1)
    assert everything_of(store) == states[0]
    assert titles(store, "heron") == []


def test_a_set_is_undone_beside_a_later_one(store):
    store.add_set(EVENTS, of_a_file(3))
    others = store.add_set(ImportedSet("Others"), of_a_file(2, first=10))
    store.undo(1)
    assert store.sets() == (others,)
    with pytest.raises(UnknownIdError, match="no imported set 1"):
        store.undo(1)


def test_undoing_a_replacement_brings_back_what_was_replaced(store):
    some = of_a_file(3)
    store.add_set(EVENTS, some)
    before = everything_of(store)
    store.replace([replace(some[1], **NEW_TITLE)])
    assert [one.rows for one in store.sets()] == [2, 1]
    store.undo()
    assert everything_of(store) == before


def test_an_update_that_fails_leaves_the_set_as_it_was(store):
    store.add_set(EVENTS, of_a_file(3))
    before = everything_of(store)

    def broken():
        yield from of_a_file(2)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.update_set(1, broken())
    assert everything_of(store) == before


def test_clearing_removes_all_sets(store):
    store.add_set(EVENTS, of_a_file(3))
    store.update_set(1, of_a_file(2), remove_vanished=True)
    assert store.clear() == 2
    assert store.sets() == ()
    assert store.add_set(EVENTS, of_a_file(3)).number == 1
    store.undo()
    assert store.sets() == ()


def test_there_are_255_sets_at_most(store, monkeypatch):
    monkeypatch.setattr("dmz_map.store.sets.MOST_SETS", 2)
    for number in (0, 1):
        store.add_set(ImportedSet(f"Set {number}"), of_a_file(1, first=number))
    with pytest.raises(StoreError, match="no number for another"):
        store.add_set(EVENTS, of_a_file(1, first=9))


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_first_and_last_day_of_the_calendar_are_stored_filtered_and_listed(store, day):
    one = replace(of_a_file(1)[0], date=f"{day}", first_day=day, last_day=day)
    store.add_set(EVENTS, [one])
    assert store.get(one.id).first_day == day
    year = Query(days=(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)))
    (row,) = store.page(year, offset=0, limit=5)
    assert (row.id, row.first_day) == (one.id, day)
    assert store.years(year).counts == {(day.year, one.category): 1}
    position = store.position(one.id)
    assert store.columns().first[position] == (day - dt.date(1970, 1, 1)).days


def test_the_verb_store_lists_hides_shows_undoes_and_removes_sets(url, store, capsys):
    store.add_set(EVENTS, of_a_file(3))
    store.add_set(ImportedSet("Others"), of_a_file(2, first=10))

    def says(*words):
        status = main(["store", *words, "--store", url])
        return status, capsys.readouterr().out

    line = (
        f"1: Events, 3 incidents, imported 2026-03-01, A yearbook, events.csv (SHA-256 {'ab' * 6})"
    )
    assert says("sets") == (0, f"{line}\n2: Others, 2 incidents\n")
    assert says("hide", "1") == (0, f"{line}, hidden\n")
    assert says("show", "1") == (0, f"{line}\n")
    undone = "undone: the import of Others (set 2): 2 incidents removed, 0 restored\n"
    assert says("undo") == (0, undone)
    assert says("remove", "1") == (0, "set 1: 3 incidents removed\n")
    assert says("sets") == (0, "no imported sets\n")
    assert main(["store", "hide", "1", "--store", url]) == 1
    assert "There is no imported set 1. The sets are: none." in capsys.readouterr().err


def test_a_joined_import_is_drawn_once_and_its_evidence_is_with_the_other(store):
    before = store.count(EVERYTHING)
    own = next(store.incidents(EVERYTHING))
    new = replace(of_a_file(1)[0], other={"Remark": "A heron stood by"})
    store.add_set(EVENTS, [new])
    store.join(new.id, own.id)
    assert store.count(EVERYTHING) == before
    found = store.get(own.id)
    assert found == store.get(new.id)
    assert found.citations == (*own.citations, *new.citations)
    assert (found.claims, found.other) == (own.claims, new.other)
    assert found in store.chunk(store.position(own.id) // CHUNK)
    store.hide(1)
    assert store.get(own.id) == own
    store.show(1)
    store.part(new.id)
    assert store.count(EVERYTHING) == before + 1
    assert store.get(own.id) == own
