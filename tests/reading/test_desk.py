"""From a decision to the map: the reader's own collection."""

from datetime import date

import pytest

from dmz_map.errors import StoreError
from dmz_map.reading.collection import Collection
from dmz_map.reading.decisions import Action
from dmz_map.reading.desk import Desk
from dmz_map.reading.library import Library
from dmz_map.reading.reference import reference_from_tables
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from tests.conftest import ROOT
from tests.reading.desk_documents import ARTICLE, DAY, KNOWN, document

ALL = {"offset": 0, "limit": 999}


@pytest.fixture(scope="module")
def reference():
    return reference_from_tables(ROOT / "data")


@pytest.fixture
def make_desk(tmp_path, reference, vocabulary):
    """Return a function for a desk on one folder: another one is the program after a restart."""
    stores = []

    def made():
        store = open_store(str(tmp_path))
        stores.append(store)
        return Desk(Collection(Library(tmp_path / "reading"), vocabulary), reference, store)

    yield made
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def vocabulary():
    from dmz_map.archive.vocabulary import read_vocabulary
    from dmz_map.tabular.datapackage import open_package

    return read_vocabulary(open_package(ROOT))


@pytest.fixture
def desk(make_desk):
    return make_desk()


def own(desk):
    sets = {one.number for one in desk.store.sets()}
    return [one for one in desk.store.incidents(Query()) if one.origin and one.origin.set in sets]


def test_nothing_enters_the_map_by_itself(desk):
    desk.read(document())
    assert own(desk) == []


def test_an_accepted_incident_is_on_the_map_with_its_passages_after_a_restart_too(make_desk):
    desk = make_desk()
    id = desk.read(document())
    desk.act(id, [Action("set", "a1", "people", "2"), Action("accept", "a1")])
    desk.act(id, [Action("reject", "a2")])
    for one in (desk, make_desk()):
        (incident,) = own(one)
        assert (incident.date, incident.people) == ("2019-06-12", 2)
        assert one.collection.proved(incident) == incident
        for claim in incident.claims:
            excerpt = claim.excerpt
            assert ARTICLE[excerpt.start : excerpt.end] == excerpt.exact
        assert [d.text for d in one.collection.documents.values()] == [ARTICLE]
    assert [i.id for i in desk.store.incidents(Query(text="taken into custody Wednesday"))]


def test_undo_takes_an_incident_off_the_map(desk):
    id = desk.read(document())
    desk.act(id, [Action("accept", "a1"), Action("accept", "a2")])
    assert len(own(desk)) == 2
    desk.act(id, [Action("undo")])
    assert len(own(desk)) == 1
    desk.act(id, [Action("undo")])
    assert own(desk) == []
    assert desk.store.sets() == ()


def test_a_changed_candidate_changes_its_incident(desk):
    id = desk.read(document())
    desk.act(id, [Action("accept", "a1")])
    desk.act(id, [Action("set", "a1", "wounded", "3")])
    assert [one.wounded for one in own(desk)] == [3]


def test_a_passage_that_is_no_longer_in_its_document_is_not_shown(make_desk):
    desk = make_desk()
    id = desk.read(document())
    desk.act(id, [Action("accept", "a1")])
    path = desk.library.folder / f"{id}.txt"
    path.write_text(ARTICLE.replace("soldier", "sailors"), encoding="utf-8")
    again = make_desk()
    (incident,) = own(again)
    assert again.collection.proved(incident).claims == ()
    assert "has changed since it was read" in again.collection.refused[0]


def test_a_passage_for_a_known_incident_is_beside_the_evidence_of_the_archive(make_desk):
    desk = make_desk()
    id = desk.read(document(KNOWN))
    (one,) = desk.draft(id).candidates
    assert one.known.startswith("2017-11-13")
    before = desk.store.count(Query())
    desk.act(id, [Action("accept", one.key)])
    after = make_desk()
    incident = after.store.get(one.known)
    more = incident.claims[-len(one.claims) :]
    assert [claim.excerpt.exact for claim in more] == [claim.exact for claim in one.claims]
    assert {(claim.excerpt.document_id, claim.subject) for claim in more} == {(id, one.known)}
    assert after.collection.proved(incident) == incident
    assert after.store.count(Query()) == before


def test_words_of_a_passage_find_the_known_incident(desk):
    words = "ran across the military demarcation line under fire"
    assert words in KNOWN
    id = desk.read(document(KNOWN))
    (one,) = desk.draft(id).candidates
    assert one.known not in [row.id for row in desk.store.page(Query(text=words), **ALL)]
    desk.act(id, [Action("accept", one.key)])
    assert [row.id for row in desk.store.page(Query(text=words), **ALL)] == [one.known]


def test_a_known_incident_with_a_passage_counts_as_quoted(desk):
    id = desk.read(document(KNOWN))
    (one,) = desk.draft(id).candidates
    quoted = Query(evidence="excerpt")
    before = desk.store.count(quoted)
    had = bool(desk.store.get(one.known).claims)
    desk.act(id, [Action("accept", one.key)])
    assert desk.store.count(quoted) == before + (not had)


def test_undo_takes_a_passage_from_a_known_incident(desk):
    id = desk.read(document(KNOWN))
    (one,) = desk.draft(id).candidates
    before = desk.store.get(one.known)
    desk.act(id, [Action("accept", one.key)])
    desk.act(id, [Action("undo")])
    assert desk.store.get(one.known) == before
    assert desk.store.joined() == {}
    assert desk.store.sets() == ()


def test_a_candidate_that_is_not_the_known_one_becomes_an_incident_of_its_own(desk):
    id = desk.read(document(KNOWN))
    (one,) = desk.draft(id).candidates
    desk.act(id, [Action("known", one.key, value=""), Action("accept", one.key)])
    assert [incident.date for incident in own(desk)] == ["2017-11-13"]


def test_the_day_of_publication_dates_what_is_not_decided(desk):
    text = "A North Korean soldier crossed the military demarcation line in Cheorwon on Sunday."
    id = desk.read(document(text))
    assert desk.draft(id).candidates == ()
    desk.date(id, date(2019, 6, 14))
    (one,) = desk.draft(id).candidates
    assert one.values["date"] == "2019-06-09"
    assert desk.library.document(id).published == date(2019, 6, 14)


def test_what_has_no_date_is_not_accepted(desk):
    id = desk.read(document())
    draft = desk.act(id, [Action("set", "a1", "date", ""), Action("accept", "a1")])
    assert draft.accepted() == ()
    assert own(desk) == []


def test_a_document_that_was_read_keeps_its_decisions(desk):
    id = desk.read(document())
    desk.act(id, [Action("reject", "a1")])
    assert desk.read(document(), today=DAY) == id
    assert desk.draft(id).get("a1").decision == "rejected"


def test_a_store_that_refuses_leaves_the_draft_as_it_was(desk, monkeypatch):
    id = desk.read(document())

    def refuse(*_arguments, **_options):
        raise StoreError("The store is away.")

    monkeypatch.setattr(desk.store, "add_set", refuse)
    with pytest.raises(StoreError, match="The store is away"):
        desk.act(id, [Action("accept", "a1")])
    assert desk.draft(id).accepted() == ()
