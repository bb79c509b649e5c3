"""What a rerun sends to the map, and a reader's filter in the words of the map's script."""

import base64
import datetime as dt
import json

import numpy as np
import pytest

from dmz_map.store.query import Query
from dmz_map.web.map_state import SHOWN, MapState, map_filter

TERMS = {
    "category": ("attack", "tunnel", "mine_blast"),
    "direction": ("north_to_south", "south_to_north", "none"),
    "location_precision": ("exact", "place", "county", "sector"),
    "sector": ("western", "central", "eastern"),
}


def sent(state):
    return json.loads(base64.b64decode(state.payload()))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), {}),
        (Query(categories=("mine_blast", "attack")), {"category": [0, 2]}),
        (Query(directions=("none",)), {"direction": [2]}),
        (Query(sectors=("western", "eastern")), {"sector": [0, 2]}),
        (Query(precisions=("county",)), {"location_precision": [2]}),
        (Query(certain=True), {"location_precision": [0, 1], "fuzzy": 0}),
        (
            Query(certain=True, precisions=("place", "sector")),
            {"location_precision": [1], "fuzzy": 0},
        ),
        (Query(certain=True, precisions=("sector",)), {"location_precision": [], "fuzzy": 0}),
        (Query(evidence="excerpt"), {"evidence": 1}),
        (Query(evidence="citation"), {"evidence": 0}),
        (Query(casualties=True), {"casualties": 1}),
        (Query(casualties=False), {"casualties": 0}),
        (Query(days=(dt.date(1970, 1, 1), dt.date(1970, 1, 31))), {"days": [0, 30]}),
        (Query(days=(dt.date(1953, 7, 27), dt.date(1969, 12, 31))), {"days": [-6002, -1]}),
        (Query(days=(dt.date.min, dt.date.max)), {"days": [-719162, 2932896]}),
        (Query(km=(10, 40)), {"km": [1000, 4000]}),
        (Query(sets=(7, 0)), {"set": [0, 7]}),
        (Query(box=(127, 38, 128, 39)), {}),
    ],
)
def test_a_filter_is_written_in_whole_words(query, expected):
    assert map_filter(query, TERMS) == expected


def test_a_search_is_one_bit_an_incident_the_lowest_first():
    found = map_filter(Query(text="x"), TERMS, matches=np.array([0, 3, 9], np.uint32), count=10)
    assert base64.b64decode(found["matches"]) == bytes([0b00001001, 0b00000010])
    nothing = map_filter(Query(text="x"), TERMS, matches=np.array([], np.uint32), count=3)
    assert base64.b64decode(nothing["matches"]) == b"\0"


def test_a_state_is_sent_with_whole_words():
    assert sent(MapState()) == {
        "layers": list(SHOWN),
        "selection": None,
        "theme": "light",
        "language": "en",
        "filter": {},
    }
    full = MapState(
        ("zone",), (7, "an-id"), "dark", "ko", {"category": [1]}, online=True, chart="years"
    )
    assert sent(full) == {
        "layers": ["zone"],
        "selection": [7, "an-id"],
        "theme": "dark",
        "language": "ko",
        "filter": {"category": [1]},
        "online": 1,
        "chart": "years",
    }


def test_the_longest_state_without_a_search_is_at_most_600_bytes():
    query = Query(
        days=(dt.date(1953, 7, 27), dt.date(2026, 12, 31)), km=(10, 240),
        categories=TERMS["category"], directions=TERMS["direction"], sectors=TERMS["sector"],
        precisions=TERMS["location_precision"], certain=True, evidence="citation", casualties=False,
    )  # fmt: skip
    terms = {name: [f"{name}-{number}" for number in range(12)] for name in TERMS}
    every = map_filter(Query(categories=tuple(terms["category"])), terms)
    state = MapState(
        selection=(999_999, "2017-11-13-a-long-id-of-an-incident"), theme="dark", language="ko",
        filter=map_filter(query, TERMS) | every, online=True, chart="years",
    )  # fmt: skip
    assert len(state.to_html()) <= 600


def test_the_state_has_no_text_but_in_base64():
    state = MapState(selection=(1, "</script>{{7*7}}"))
    handed = state.to_html()
    assert "script" not in handed
    assert "{{7*7}}" not in handed
    assert sent(state)["selection"] == [1, "</script>{{7*7}}"]
