"""The columns of incidents, read back as ``static/incidents.js`` reads them."""

import datetime as dt
import itertools
import json
import struct
from pathlib import Path

import folium
import numpy as np
import pytest

from dmz_map.archive.incident_table import Place
from dmz_map.archive.incidents import Incident
from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.store.columns import columns_of, merged
from dmz_map.store.packing import CHUNK, LAYOUT
from dmz_map.store.query import Points
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.assets import Asset, Assets
from dmz_map.web.incident_layer import IncidentLayer, incident_assets

ROOT = Path(__file__).parents[2]
NOWHERE = 0x7FFFFFFF
VERSION = "0123456789ab"
VOCABULARY = read_vocabulary(open_package(ROOT))
GROUPS = {word: VOCABULARY.group(word) for word in VOCABULARY.values("category")}
TERMS = {
    "category": tuple(GROUPS),
    "direction": ("north_to_south", "south_to_north", "both", "none"),
    "location_precision": ("exact", "place", "county", "sector", "line", "unknown"),
    "sector": ("western", "central", "eastern", "han_estuary", "whole_line", "a", "b", "c"),
}
# Name of a fact to its lowest bit and its number of bits, as ``incidents.js`` has them.
FACTS = {
    "day": (0, 16),
    "fuzzy": (16, 1),
    "category": (17, 4),
    "direction": (21, 2),
    "location_precision": (23, 3),
    "sector": (26, 3),
    "high": (29, 1),
    "excerpt": (30, 1),
    "casualties": (31, 1),
}
TEXTS = ["title_en", "title_ko", "summary_en", "summary_ko", "outcome", "dispute", "note"]


def incident(at=None, *, date="1950-01-01", last=None, radius_km=1.0, **differs):
    """Return an incident at a point (lon, lat) whose every fact is the lowest, but those given."""
    place = {"sector": "western", "precision": "exact"}
    place |= {name: differs.pop(name) for name in tuple(differs) if name in place}
    first = dt.date.fromisoformat(date.rstrip("?"))
    plain = dict.fromkeys(TEXTS, "") | {
        "id": "an-incident",
        "date": date,
        "first_day": first,
        "last_day": dt.date.fromisoformat(last) if last else first,
        "category": "soldier_crossing",
        "direction": "north_to_south",
        "actors": (),
        **dict.fromkeys(("people", "killed", "wounded"), 0),
        "confidence": "medium",
        "claims": (),
        "citations": (),
    }
    lon, lat = at or (None, None)
    where = Place("", "", place["sector"], place["precision"], lon, lat, radius_km if at else None)
    return Incident(**plain | differs, place=where)


def columns(*incidents):
    """Return the columns of incidents in drawing order."""
    return merged([columns_of(0, incidents, TERMS)])


def files(*incidents, chunks=()):
    """Return the bodies of the files of incidents, in the order given."""
    held = columns_of(0, incidents, TERMS)
    last = np.clip(held.last, 0, 0xFFFF).astype(np.uint16)
    points = Points(held.lon, held.lat, held.facts, held.radius, last)
    made = incident_assets(points, TERMS, list(GROUPS.values()), version=VERSION, chunks=chunks)
    return {asset.name: asset.body for asset in made}


def unpack(body):
    """Return the three columns as lists: longitude and latitude in 1e-5 degrees, and the facts."""
    magic, version, count, reserved = struct.unpack("<4sIII", body[:16])
    assert (magic, version, reserved) == (b"DMZI", 1, 0)
    assert len(body) == 16 + 12 * count
    columns = []
    for column in range(3):
        planes = [body[16 + (4 * column + p) * count :][:count] for p in range(4)]
        words = [int.from_bytes(word, "little") for word in zip(*planes, strict=True)]
        columns.append(words if column == 2 else running_sum(words))
    return columns


def running_sum(zigzag):
    """Return the values whose differences, zigzag coded, are given; 32 bits wide, signed."""
    values, last = [], 0
    for word in zigzag:
        last += (word >> 1) ^ -(word & 1)
        last = (last + 2**31) % 2**32 - 2**31
        values.append(last)
    return values


def facts_of(one):
    _, _, (word,) = unpack(files(one)["points.bin"])
    return {name: word >> low & (1 << bits) - 1 for name, (low, bits) in FACTS.items()}


@pytest.mark.parametrize(
    "points",
    [
        [(127.5, 38.25)],
        [None],
        [(127.5, 38.25), None],
        [None, (127.5, 38.25)],
        [(127.5, 38.25), (127.49999, 38.25001), (126.0, 38.9)],
        [(124.0, 36.0), None, (131.0, 41.0)],
        [None, None, None],
        [(-179.99999, -89.99999), (180, 90)],
    ],
)
def test_points_come_out_as_they_went_in(points):
    lon, lat, _ = unpack(files(*map(incident, points))["points.bin"])
    assert lon == [NOWHERE if at is None else round(at[0] * 1e5) for at in points]
    assert lat == [NOWHERE if at is None else round(at[1] * 1e5) for at in points]


def test_coordinates_are_rounded_and_not_cut():
    lon, lat, _ = unpack(files(incident((127.000009, -0.000009)))["points.bin"])
    assert (lon, lat) == ([12700001], [-1])


@pytest.mark.parametrize(
    ("differs", "values"),
    [
        ({}, {}),
        ({"date": "1950-01-02"}, {"day": 1}),
        ({"date": "2017-11-13"}, {"day": 24788}),
        ({"date": "2129-06-06"}, {"day": 0xFFFF}),
        ({"date": "2200-01-01"}, {"day": 0xFFFF}),
        ({"date": "1945-08-15"}, {}),
        ({"date": "1950-01-02?"}, {"day": 1, "fuzzy": 1}),
        ({"last": "1950-01-31"}, {"fuzzy": 1}),
        ({"category": TERMS["category"][-1]}, {"category": len(GROUPS) - 1}),
        ({"category": TERMS["category"][8]}, {"category": 8}),
        ({"direction": "none"}, {"direction": 3}),
        ({"precision": "unknown"}, {"location_precision": 5}),
        ({"sector": "c"}, {"sector": 7}),
        ({"confidence": "high"}, {"high": 1}),
        ({"claims": ("a claim",)}, {"excerpt": 1}),
        ({"killed": 1}, {"casualties": 1}),
        ({"wounded": 2}, {"casualties": 1}),
        ({"killed": None, "wounded": 1}, {"casualties": 1}),
        ({"killed": None, "wounded": None}, {}),
    ],
)
def test_each_fact_has_its_bits_and_touches_no_others(differs, values):
    assert facts_of(incident((127, 38), **differs)) == dict.fromkeys(FACTS, 0) | values


def test_the_facts_fill_the_word_without_a_gap():
    ends = [low + bits for low, bits in FACTS.values()]
    assert [low for low, _ in FACTS.values()] == [0, *ends[:-1]]
    assert ends[-1] == 32
    assert dict(LAYOUT) == FACTS


def test_the_words_of_the_vocabulary_fit_their_bits():
    for field in TERMS:
        assert len(VOCABULARY.values(field)) <= 1 << FACTS[field][1], field


def test_without_incidents_there_are_a_head_and_no_texts():
    made = files()
    assert made["points.bin"] == b"DMZI" + struct.pack("<III", 1, 0, 0)
    assert made["areas.bin"] == b""
    assert sorted(made) == ["areas.bin", "incidents.json", "points.bin"]
    assert unpack(made["points.bin"]) == [[], [], []]


@pytest.mark.parametrize("count", [1, 2, 3, CHUNK, 1000])
def test_an_incident_takes_twelve_bytes_and_four_for_its_extent(count):
    made = files(*[incident((127, 38))] * count)
    assert len(made["points.bin"]) == 16 + 12 * count
    assert len(made["areas.bin"]) == 4 * count


def test_neighbours_in_drawing_order_compress_well():
    body = files(*(incident((126 + step / 500, 38)) for step in range(1000)))["points.bin"]
    assert len(Asset("points.bin", body).compressed) < 1000


@pytest.mark.parametrize(
    ("radius_km", "tens_of_metres"),
    [(0.01, 1), (2.5, 250), (0.126, 13), (None, 0), (655.35, 65535), (9999.0, 65535)],
)
def test_a_radius_is_told_in_tens_of_metres(radius_km, tens_of_metres):
    body = files(incident((127, 38), radius_km=radius_km))["areas.bin"]
    assert np.frombuffer(body, "<u2").tolist() == [tens_of_metres, 0]


@pytest.mark.parametrize(
    ("last", "number"),
    [("1950-01-02", 1), ("2017-11-13", 24788), ("1945-08-15", 0), ("2200-01-01", 0xFFFF)],
)
def test_an_incident_tells_its_last_day_too(last, number):
    body = files(incident((127, 38)), incident(last=last))["areas.bin"]
    assert np.frombuffer(body, "<u2").tolist() == [100, 0, 0, number]


def test_texts_are_carried_chunk_by_chunk_as_they_are_given():
    chunks = [[{"id": "a", "t": ["</script>{{7*7}}", "한글"]}, {"id": "b"}], [{"id": "c"}]]
    made = files(incident(), chunks=iter(chunks))
    assert [json.loads(made[f"texts-{k}.json"]) for k in (0, 1)] == chunks
    assert "texts-2.json" not in made


# ------------------------------------------------------------------ drawing order

# Sixteen squares of the map's extent (124 to 131 E, 36 to 41 N), one point in each middle.
SQUARES = [(column, row) for column in range(4) for row in range(4)]
MIDDLES = [(124 + 7 / 8 * (2 * c + 1), 36 + 5 / 8 * (2 * r + 1)) for c, r in SQUARES]


def draw_order(points):
    return columns(*map(incident, points)).row.tolist()


def test_drawing_order_goes_from_each_square_to_one_beside_it():
    way = [SQUARES[row] for row in draw_order(MIDDLES)]
    assert sorted(way) == SQUARES
    assert all(abs(a - c) + abs(b - d) == 1 for (a, b), (c, d) in itertools.pairwise(way))


def test_drawing_order_does_not_depend_on_the_order_of_the_rows():
    there, back = draw_order(MIDDLES), draw_order(MIDDLES[::-1])
    assert [MIDDLES[row] for row in there] == [MIDDLES[::-1][row] for row in back]


@pytest.mark.parametrize(
    ("points", "order"),
    [
        ([], []),
        ([None], [0]),
        ([(127, 38)], [0]),
        ([None, (127, 38)], [1, 0]),
        ([None, (127, 38), None, (127, 38), None], [1, 3, 0, 2, 4]),
        ([(127, 38), (127, 38), (127, 38)], [0, 1, 2]),
        ([None, (131, 41), (124, 36)], [2, 1, 0]),
    ],
)
def test_those_without_a_point_come_last_and_equal_ones_keep_their_order(points, order):
    assert draw_order(points) == order


# ------------------------------------------------------------------ the folium element


def meta(*incidents):
    made = files(*incidents)
    return made, json.loads(made["incidents.json"])


def test_the_layer_tells_how_many_there_are_and_where_the_texts_lie():
    _, told = meta(incident((127, 38)))
    assert told["count"] == 1
    assert told["texts"] == f"../{VERSION}/texts/{{k}}.json"
    assert told["chunk"] == CHUNK == 128


def test_the_layer_tells_the_words_in_the_order_of_their_codes():
    _, told = meta()
    assert told["categories"] == list(TERMS["category"])
    assert told["groups"] == list(GROUPS.values())
    assert told["precision"] == list(TERMS["location_precision"])
    assert told["sectors"] == list(TERMS["sector"])


def test_the_layer_is_one_line_of_script_that_names_all_its_files():
    names = ("incidents.json", "points.bin", "areas.bin")
    assets = Assets([Asset(name, name.encode()) for name in names])
    world = folium.Map(tiles=None)
    world.add_child(IncidentLayer(assets))
    page = world.get_root().render()
    addresses = ", ".join(f'"{assets.address(name)}"' for name in names)
    call = f"DMZ.incidents({world.get_name()}, {addresses});"
    assert page.count("DMZ.incidents(") == page.count(call) == 1
