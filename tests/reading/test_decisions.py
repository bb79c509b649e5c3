"""What a reader does with a candidate."""

import pytest

from dmz_map.reading.decisions import Action, decided
from dmz_map.reading.draft import draft_of
from dmz_map.reading.reader import read_text
from tests.reading.desk_documents import ARTICLE


@pytest.fixture
def draft():
    return draft_of(read_text(ARTICLE))


def act(draft, *actions, complete=True):
    for action in actions:
        draft = decided(draft, action, ARTICLE, lambda _one: complete)
    return draft


def span(words):
    start = ARTICLE.index(words)
    return {"start": start, "end": start + len(words)}


def test_the_article_tells_of_two_incidents(draft):
    told = [(one.values["date"], one.values["category"]) for one in draft.candidates]
    assert told == [("2019-06-12", "soldier_crossing"), ("2019-06-10", "exchange_of_fire")]


@pytest.mark.parametrize(("name", "decision"), [("accept", "accepted"), ("reject", "rejected")])
def test_one_action_decides_and_one_takes_it_back(draft, name, decision):
    after = act(draft, Action(name, "a1"))
    assert [one.decision for one in after.candidates] == [decision, "open"]
    assert act(after, Action("undo")) == draft


def test_what_lacks_something_is_not_accepted(draft):
    assert act(draft, Action("accept", "a1"), complete=False) == draft
    assert act(draft, Action("accept_above", value="1"), complete=False) == draft


def test_all_from_a_score_on_are_accepted_and_taken_back_as_one(draft):
    scores = sorted(one.score for one in draft.candidates)
    after = act(draft, Action("accept_above", value=str(scores[-1])))
    assert [one.score for one in after.accepted()] == [scores[-1]]
    every = act(draft, Action("accept_above", value="0"))
    assert len(every.accepted()) == 2
    assert act(every, Action("undo")) == draft


def test_a_field_is_put_right(draft):
    after = act(draft, Action("set", "a1", field="people", value=" 2 "))
    assert after.get("a1").values["people"] == "2"


def test_a_new_place_has_its_own_point(draft):
    values = act(draft, Action("set", "a1", "place", "Goseong")).get("a1").values
    assert (values["sector"], values["lon"][:5]) == ("eastern", "128.3")
    nowhere = act(draft, Action("set", "a1", "place", "A hill")).get("a1").values
    assert (nowhere["place"], nowhere["lon"]) == ("A hill", "")


def test_selected_words_become_a_passage(draft):
    after = act(draft, Action("add", "a1", "actor", **span("the Joint Chiefs")))
    new = set(after.get("a1").claims) - set(draft.get("a1").claims)
    assert [claim.exact for claim in new] == ["the Joint Chiefs"]


def test_the_ends_of_a_passage_are_moved(draft):
    after = act(draft, Action("move", "a1", number=0, **span("soldier crossed")))
    assert after.get("a1").claims[0].exact == "soldier crossed"


def test_a_passage_is_dropped(draft):
    after = act(draft, Action("drop", "a1", number=0))
    assert after.get("a1").claims == draft.get("a1").claims[1:]


def test_merged_candidates_have_all_passages_and_fill_each_others_gaps(draft):
    draft = act(draft, Action("set", "a1", field="killed", value=""))
    after = act(draft, Action("merge", "a2", value="a1"))
    one, two = after.candidates
    assert set(one.claims) == {*draft.get("a1").claims, *draft.get("a2").claims}
    assert (one.values["date"], one.values["killed"]) == ("2019-06-12", "0")
    assert two.decision == "merged"


def test_a_candidate_is_split(draft):
    after = act(draft, Action("split", "a1"))
    assert [one.key for one in after.candidates] == ["a1", "a2", "a1-2"]


@pytest.mark.parametrize(
    "action",
    [
        Action("add", "a1", "date", start=-5, end=3),
        Action("add", "a1", "date", start=0, end=10**9),
        Action("add", "a1", "colour", start=0, end=4),
        Action("move", "a1", number=99, start=0, end=4),
        Action("set", "a1", "id", "x"),
        Action("accept", "a9"),
        Action("merge", "a1", value="a1"),
        Action("burn", "a1"),
        Action("undo"),
        Action("accept_above", value="much"),
    ],
)
def test_what_makes_no_sense_changes_nothing(draft, action):
    assert act(draft, action) == draft


def test_what_a_browser_sends_is_read_with_care():
    sent = {"action": "add", "candidate": None, "start": True, "end": "9", "value": "x" * 900}
    action = Action.of(sent)
    assert (action.candidate, action.start, action.end, len(action.value)) == ("", -1, -1, 500)
