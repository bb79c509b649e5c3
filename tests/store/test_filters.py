"""Every question to 5,000 incidents is answered as pandas answers it, by both backends."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import to_frame
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.geo.layers import read_border, read_sector_table
from dmz_map.geo.linear_referencing import line_reference
from dmz_map.store.query import FACETS, Query
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.edtf import is_fuzzy
from tests.store.conftest import N
from tests.stores import ROOT

EVERYTHING = Query()
QUERIES = {
    "nothing asked": Query(),
    "box": Query(box=(127.0, 38.0, 127.6, 38.35)),
    "days": Query(days=(dt.date(1975, 3, 1), dt.date(1981, 6, 30))),
    "kilometres": Query(km=(10.0, 40.5)),
    "categories": Query(categories=("attack", "tunnel")),
    "directions": Query(directions=("none",)),
    "precisions": Query(precisions=("exact", "county", "unknown")),
    "sectors": Query(sectors=("eastern", "han_estuary")),
    "certain": Query(certain=True),
    "excerpt": Query(evidence="excerpt"),
    "citation": Query(evidence="citation"),
    "casualties": Query(casualties=True),
    "no casualties": Query(casualties=False),
    "English": Query(text="Guard POST"),
    "a number": Query(text="4512"),
    "Korean, three": Query(text="판문점"),
    "Korean, two": Query(text="철원"),
    "Korean, one": Query(text="총"),
    "Korean in another word": Query(text="원회 정찰"),
    "both languages": Query(text="귀순 artillery panmunjom"),
    "one letter": Query(text="q"),
    "signs": Query(text='% _ " \\'),
    "found nowhere": Query(text="zeppelin"),
    "all at once": Query(
        box=(126.7, 37.9, 128.2, 38.5),
        days=(dt.date(1960, 1, 1), dt.date(1999, 12, 31)),
        categories=("attack", "mine_blast", "aircraft"),
        directions=("north_to_south", "none"),
        precisions=("exact", "place"),
        sectors=("central", "western"),
        certain=True,
        evidence="citation",
        casualties=False,
        text="post 철",
    ),
}


@pytest.fixture(scope="module")
def table(archive):
    """Return the same incidents as a pandas table, with columns in the words of a query."""
    everything = [*archive.incidents, *synthetic_incidents(N)]
    frame = to_frame(everything)
    texts = [
        (
            i.title_en,
            i.title_ko,
            i.summary_en,
            i.summary_ko,
            i.place.name_en,
            i.place.name_ko,
            *i.actors,
            *(claim.excerpt.exact for claim in i.claims),
        )
        for i in everything
    ]
    fuzzy = [i.first_day != i.last_day or is_fuzzy(i.date) for i in everything]
    km, uncertainty = kilometres(frame)
    precise = frame["location_precision"].isin(["exact", "place"]).to_numpy()
    return frame.assign(
        km_from=km - uncertainty,
        km_to=km + uncertainty,
        text=["\n".join(parts).casefold() for parts in texts],
        fuzzy=fuzzy,
        has_excerpt=[bool(i.claims) for i in everything],
        evidence=["excerpt" if i.claims else "citation" for i in everything],
        casualties=["yes" if i.killed or i.wounded else "no" for i in everything],
        certain=np.where(precise & ~np.array(fuzzy), "yes", "no"),
    )


def kilometres(frame):
    """Return kilometre and uncertainty of each incident, to 10 m."""
    package = open_package(ROOT)
    line = line_reference(read_border(package), read_sector_table(package))
    points = frame.geometry
    found = line.locate(
        points.x.to_numpy(),
        points.y.to_numpy(),
        frame["radius_km"].to_numpy(dtype=float),
        list(frame["sector"]),
    )
    return [np.round(values, 2) for values in found]


def chosen(table, query):
    """Return the rows of the table that pass, as pandas sees it."""
    keep = pd.Series(True, index=table.index)
    if query.box:
        west, south, east, north = query.box
        x, y = table.geometry.x, table.geometry.y
        keep &= x.between(west, east) & y.between(south, north)
    if query.days:
        keep &= table["first_day"].between(*map(pd.Timestamp, query.days))
    if query.km:
        keep &= (table["km_to"] >= query.km[0]) & (table["km_from"] <= query.km[1])
    for field in ("category", "direction", "location_precision", "sector"):
        if words := getattr(query, FACETS[field]):
            keep &= table[field].isin(words)
    if query.evidence:
        keep &= table["evidence"] == query.evidence
    if query.casualties is not None:
        keep &= table["casualties"] == ("yes" if query.casualties else "no")
    if query.certain:
        keep &= table["certain"] == "yes"
    for word in query.text.casefold().split():
        keep &= table["text"].str.contains(word, regex=False)
    return table[keep]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_is_answered_as_pandas_answers_it(big, table, query):
    expected = chosen(table, query)
    assert big.count(query) == len(expected)
    assert len(big.positions(query)) == len(expected)
    ids = {big.at(int(position)) for position in big.positions(query)[:50]}
    assert ids <= set(expected["id"])
    counted = expected.groupby([expected["first_day"].dt.year, "category"]).size()
    years = big.years(query)
    assert years.counts == {key: int(count) for key, count in counted.items()}
    assert list(years.counts) == sorted(years.counts, key=lambda key: key[0])
    assert len(years.spans) == min(int(expected["fuzzy"].sum()), 2000)
    for field, restriction in FACETS.items():
        lifted = replace(query, **{restriction: getattr(EVERYTHING, restriction)})
        counts = chosen(table, lifted)[field].value_counts()
        assert big.facets(query)[field] == {
            word: int(counts.get(word, 0)) for word in big.facets(EVERYTHING)[field]
        }


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_list_comes_in_pages_in_the_order_of_time(big, table, newest_first):
    query = QUERIES["categories"]
    pages = [
        big.page(query, offset=offset, limit=70, newest_first=newest_first)
        for offset in (0, 70, 140)
    ]
    days = [row.first_day for page in pages for row in page]
    expected = chosen(table, query)["first_day"].sort_values(ascending=not newest_first)
    assert days == [day.date() for day in expected[:210]]
    assert len({row.id for page in pages for row in page}) == 210
    row = pages[1][3]
    incident = big.get(row.id)
    assert (row.titles, row.places) == (
        (incident.title_en, incident.title_ko),
        (incident.place.name_en, incident.place.name_ko),
    )
    assert big.position(row.id) == row.position
    assert big.page(query, offset=10**6, limit=10) == ()


@pytest.mark.parametrize(
    "query",
    [
        EVERYTHING,
        QUERIES["days"],
        QUERIES["categories"],
        QUERIES["box"],
        QUERIES["Korean, two"],
        replace(QUERIES["days"], certain=True, sectors=("central",)),
        Query(days=(dt.date(2500, 1, 1), dt.date(2600, 1, 1))),
    ],
)
def test_a_line_of_a_list_says_how_many_come_after_it(big, query):
    rows = big.page(query, offset=0, limit=40)
    assert [big.later(query, row.id) for row in rows] == list(range(len(rows)))
    absent = next(i.id for i in big.incidents(EVERYTHING) if i.category == "show_of_force")
    assert big.later(replace(query, categories=("tunnel",)), absent) is None
    with pytest.raises(UnknownIdError, match="no-such"):
        big.later(query, "no-such-incident")


def test_spans_are_the_latest_with_their_days(big):
    spans = big.years(Query(text="syn nothing")).spans
    assert spans == ()
    spans = big.years(EVERYTHING).spans
    assert [span.first_day for span in spans] == sorted(span.first_day for span in spans)
    span = spans[-1]
    incident = big.get(span.id)
    assert span == (incident.first_day, incident.last_day, incident.category, incident.id)


def test_a_word_that_no_list_has_is_reported(store):
    with pytest.raises(UnknownIdError, match="'category' has no word 'picnic'"):
        store.count(Query(categories=("picnic",)))
    with pytest.raises(StoreError, match="17 words; 16 are the most"):
        store.count(Query(text=" ".join(map(str, range(17)))))
