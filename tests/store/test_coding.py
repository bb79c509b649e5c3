"""From incidents to columns, and from one vocabulary or line to another."""

from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.passages import Excerpt
from dmz_map.archive.sources import Source
from dmz_map.errors import StoreError
from dmz_map.geo.linear_referencing import LineReference
from dmz_map.store.coding import Coding, columns_of, recoded
from dmz_map.store.columns import TYPES
from dmz_map.store.packing import ATTRIBUTES, attribute
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import FIRST_IMPORT
from tests.plain import CODING, LINE, TERMS, columns, incident

CITATION = Citation(Source("a", "A paper", "A publisher", "", "", "", "report"), ("date",))
CLAIM = Claim("one", "incident", "date", "1970-01-02", Excerpt("a", "words", 0, 5))
LAST = {field: len(words) - 1 for field, words in TERMS.items()}


@pytest.mark.parametrize(
    ("differs", "values"),
    [
        ({}, {}),
        ({"date": "1970-01-02?"}, {"fuzzy": 1}),
        ({"last": "1970-01-31"}, {"fuzzy": 1}),
        ({"category": TERMS["category"][-1]}, {"category": LAST["category"]}),
        ({"category": TERMS["category"][8]}, {"category": 8}),
        ({"direction": "none"}, {"direction": 3}),
        ({"precision": "unknown"}, {"location_precision": 5}),
        ({"sector": "c"}, {"sector": 7}),
        ({"confidence": "high"}, {"high": 1}),
        ({"claims": (CLAIM,)}, {"excerpt": 1}),
        ({"citations": (CITATION,)}, {"citation": 1}),
        ({"killed": 1}, {"casualties": 1}),
        ({"wounded": 2}, {"casualties": 1}),
        ({"killed": None, "wounded": 1}, {"casualties": 1}),
        ({"killed": None, "wounded": None}, {}),
    ],
)
def test_each_fact_is_its_own_attribute(differs, values):
    made = columns(incident((127, 38), **differs))
    found = {name: int(attribute(made, name)[0]) for name in ATTRIBUTES}
    assert found == dict.fromkeys(ATTRIBUTES, 0) | values


@pytest.mark.parametrize(("sets", "packed"), [(0, [0, 0]), (7, [7, 7]), ((0, 255), [0, 255])])
def test_the_number_of_the_imported_set_is_packed(sets, packed):
    both = [FIRST_IMPORT - 1, FIRST_IMPORT]
    made = columns_of(both, RecordBatch.of([incident(), incident()]), CODING, sets)
    assert made.row.tolist() == both
    assert attribute(made, "set").tolist() == packed


def test_a_list_may_have_as_many_words_as_there_are_codes_and_no_more():
    words = [f"word-{number}" for number in range(257)]
    coding = Coding(TERMS | {"category": words[:256]}, LINE)
    made = columns(incident(category="word-255"), coding=coding)
    assert attribute(made, "category").tolist() == [255]
    assert attribute(made, "direction").tolist() == [0]
    with pytest.raises(StoreError, match=r"'category' has 257 words, .* codes for 256\. Remove"):
        Coding(TERMS | {"category": words}, LINE)


def test_a_word_that_the_vocabulary_does_not_have_is_reported():
    with pytest.raises(StoreError, match="no direction 'upwards', which incidents of the store"):
        columns(incident(direction="upwards"))


def test_another_order_of_words_gives_other_codes_and_the_same_facts():
    some = [incident(category=word, direction="none") for word in TERMS["category"]]
    turned = {field: tuple(reversed(words)) for field, words in TERMS.items()}
    coding = Coding(turned, LINE)
    same_columns(recoded(columns(*some), CODING.about, coding), columns(*some, coding=coding))


def test_a_word_that_has_gone_is_reported_only_if_an_incident_has_it():
    less = TERMS | {"category": TERMS["category"][1:]}
    kept = recoded(columns(incident(category="tunnel")), CODING.about, Coding(less, LINE))
    assert attribute(kept, "category").tolist() == [less["category"].index("tunnel")]
    with pytest.raises(StoreError, match="no category 'soldier_crossing'"):
        recoded(columns(incident()), CODING.about, Coding(less, LINE))


def test_another_line_gives_other_kilometres():
    moved = LineReference(
        LineString([(950_000, 2_000_000), (1_050_000, 2_000_000)]), {"western": (0.0, 40.0)}
    )
    some = (incident((127.5, 38)), incident(), incident(sector="eastern"))
    coding = Coding(TERMS, moved)
    again = recoded(columns(*some), CODING.about, coding)
    same_columns(again, columns(*some, coding=coding))
    assert again.km.tolist() != columns(*some).km.tolist()


def test_nothing_is_made_anew_when_nothing_has_changed():
    made = columns(incident())
    assert recoded(made, CODING.about, replace(CODING)) is made


def same_columns(one, other):
    for name in TYPES:
        assert np.array_equal(one.part(name), other.part(name)), name
