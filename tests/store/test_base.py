"""What every store can do: both backends pass each test of this file."""

from itertools import islice

import numpy as np
import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import UnknownIdError
from dmz_map.store.coding import columns_of
from dmz_map.store.columns import merged
from dmz_map.store.packing import CHUNK, NOWHERE, attribute, curve
from dmz_map.store.query import Query
from dmz_map.store.record_batch import RecordBatch
from dmz_map.tabular.datapackage import open_package
from tests.stores import ROOT

EVERYTHING = Query()


def test_the_store_holds_the_projects_own_incidents(store, archive):
    assert store.count(EVERYTHING) == len(archive.incidents)
    assert [store.get(incident.id) for incident in archive.incidents] == [*archive.incidents]


def test_the_columns_are_those_of_the_incidents_in_drawing_order(store, archive):
    expected = merged(
        [
            columns_of(
                range(1, 1 + len(archive.incidents)),
                RecordBatch.of(archive.incidents),
                store.coding,
            )
        ]
    )
    points = store.columns()
    for name, values in points._asdict().items():
        assert values.dtype == expected.part(name).dtype
        assert (values == expected.part(name)).all(), name
    ids = [archive.incidents[row - 1].id for row in expected.row]
    assert [store.at(position) for position in range(len(ids))] == ids


def test_chunks_are_the_incidents_in_drawing_order(store, archive):
    n = len(archive.incidents)
    incidents = [incident for k in range(-(-n // CHUNK)) for incident in store.chunk(k)]
    assert incidents == [archive.get(store.at(position)) for position in range(n)]
    for number in (99, -1):
        with pytest.raises(UnknownIdError, match=f"no chunk {number}"):
            store.chunk(number)


def test_an_id_or_position_that_is_not_there_is_reported(store):
    for ask in (store.get, store.position, store.neighbours, lambda id: store.related(id, 3)):
        with pytest.raises(UnknownIdError, match="has the id 'nobody'"):
            ask("nobody")
    with pytest.raises(UnknownIdError, match="No incident has the position 999999"):
        store.at(999_999)


def test_drawing_order_is_the_same_whoever_came_first(big):
    """Imports and the project's own are drawn along one curve, and all without a point last."""
    points = big.columns()
    placed = points.lat != NOWHERE
    assert placed.any()
    assert (np.diff(placed.astype(int)) <= 0).all()
    along = curve(points.lon[placed] / 1e5, points.lat[placed] / 1e5)
    sets = attribute(points, "set")[placed]
    assert set(sets.tolist()) == {0, 1}
    assert np.mean(np.diff(along.astype(np.int64)) >= 0) > 0.99  # but for rounding to 1e-5 degrees


def test_neighbours_lead_through_all_incidents_in_time(big):
    first = big.page(EVERYTHING, offset=0, limit=6, newest_first=False)
    ids = [row.id for row in first]
    assert [big.neighbours(id)[1] for id in ids[:5]] == ids[1:]
    assert [big.neighbours(id)[0] for id in ids[1:]] == ids[:5]
    assert big.neighbours(ids[0])[0] is None
    (last,) = big.page(EVERYTHING, offset=0, limit=1)
    assert big.neighbours(last.id)[1] is None


def test_related_incidents_share_the_day_or_the_category(big):
    related = big.related("syn-0000007", 4)
    incident = big.get("syn-0000007")
    assert len(related.category) == 4
    assert {row.category for row in related.category} == {incident.category}
    assert {row.first_day for row in related.day} <= {incident.first_day}
    assert incident.id not in {row.id for group in (related.place, related.day) for row in group}


def test_the_made_up_incidents_are_the_same_for_the_same_seed():
    one, same = (list(islice(synthetic_incidents(100), 100)) for _ in range(2))
    assert one == same
    words = read_vocabulary(open_package(ROOT))
    for incident in one:
        words.term("category", incident.category)
