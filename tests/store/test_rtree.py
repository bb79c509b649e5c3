"""An R-tree written at once is what SQLite's own module would read and find right."""

import sqlite3

import numpy as np
import pytest

from dmz_map.store.rtree import write_rtree

_SQL = "SELECT id FROM boxes WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id"


@pytest.mark.parametrize("count", [0, 1, 51, 52, 51 * 51, 51 * 51 + 1])
def test_it_is_sound_and_finds_what_touches_a_box(count):
    pick = np.random.default_rng(count)
    west, south = pick.uniform(126, 129, count), pick.uniform(37, 39, count)
    east, north = west + pick.uniform(0, 0.1, count), south + pick.uniform(0, 0.1, count)
    ids = pick.permutation(count) + 7
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE boxes USING rtree(id, minx, maxx, miny, maxy)")
    db.execute("INSERT INTO boxes VALUES (1, 0, 1, 0, 1)")
    write_rtree(db, "boxes", ids, (west, east, south, north))
    assert db.execute("SELECT rtreecheck('boxes')").fetchone() == ("ok",)
    touching = (east >= 127) & (west <= 127.5) & (north >= 38) & (south <= 38.2)
    found = [id for (id,) in db.execute(_SQL, [127, 127.5, 38, 38.2])]
    assert set(ids[touching]) <= set(found)
    assert len(found) <= touching.sum() + 2  # 32 bits reach a metre farther


def test_boxes_can_be_added_and_taken_out_later():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE boxes USING rtree(id, minx, maxx, miny, maxy)")
    at = np.arange(500, dtype=float)
    write_rtree(db, "boxes", np.arange(500), (at, at, at, at))
    db.commit()
    again = sqlite3.connect(":memory:")
    db.backup(again)
    again.execute("INSERT INTO boxes VALUES (900, 7.5, 7.5, 7.5, 7.5)")
    again.execute("DELETE FROM boxes WHERE id < 200")
    assert again.execute("SELECT rtreecheck('boxes')").fetchone() == ("ok",)
    assert [id for (id,) in again.execute(_SQL, [0, 201, 0, 201])] == [200, 201, 900]
