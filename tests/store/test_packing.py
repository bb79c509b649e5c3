"""The packed layout, read back by what it says of itself alone."""

import json
import struct

import numpy as np
import pytest

from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import StoreError
from dmz_map.store.packing import (
    ATTRIBUTES,
    NOWHERE,
    TERM_FIELDS,
    UNKNOWN,
    attribute,
    extents_file,
    layout,
    pack_attributes,
    points_file,
    tens_of_metres,
)
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.assets import Asset
from tests.plain import columns, incident
from tests.stores import ROOT

LAYOUT = json.loads(json.dumps(layout()))


def unpack(body, part):
    """Return the columns of a file as lists, by the layout as the browser receives it."""
    magic, version, count, reserved = struct.unpack("<4sIII", body[:16])
    assert (magic, version, reserved) == (b"DMZI", LAYOUT["version"], 0)
    start, columns = 16, {}
    for column in LAYOUT[part]:
        signed = column["type"].startswith("int")
        width = int(column["type"].lstrip("uint")) // 8
        planes = [body[start + plane * count :][:count] for plane in range(width)]
        words = [bytes(word) for word in zip(*planes, strict=True)]
        if column["coding"] == "delta":
            values = running_sum([int.from_bytes(word, "little") for word in words])
        else:
            values = [int.from_bytes(word, "little", signed=signed) for word in words]
        columns[column["name"]] = values
        start += width * count
    assert start == len(body)
    return columns


def running_sum(zigzag):
    """Return the values whose differences, zigzag coded, are given; 32 bits wide, signed."""
    values, last = [], 0
    for word in zigzag:
        last += (word >> 1) ^ -(word & 1)
        last = (last + 2**31) % 2**32 - 2**31
        values.append(last)
    return values


def parts(*incidents):
    made = columns(*incidents)
    return unpack(points_file(made), "points") | unpack(extents_file(made), "extents")


def attributes(**given):
    """Return one incident's values for `pack_attributes`, all 0 but those given."""
    return {name: np.array([given.get(name, 0)]) for name in ATTRIBUTES}


def test_the_layout_is_the_one_that_was_agreed():
    plain = {"coding": "plain"}
    assert {
        "version": 2,
        "epoch": "1970-01-01",
        "nowhere": 2147483647,
        "unknown": 65535,
        "points": [
            {"name": "lon", "type": "int32", "coding": "delta"},
            {"name": "lat", "type": "int32", "coding": "delta"},
            {"name": "first", "type": "int32"} | plain,
            {"name": "codes", "type": "uint32"} | plain,
            {"name": "flags", "type": "uint32"} | plain,
        ],
        "extents": [
            {"name": "last", "type": "int32"} | plain,
            {"name": "radius", "type": "uint16"} | plain,
            {"name": "km", "type": "uint16"} | plain,
            {"name": "km_uncertainty", "type": "uint16"} | plain,
        ],
        "attributes": {
            "category": ["codes", 0, 8],
            "direction": ["codes", 8, 8],
            "location_precision": ["codes", 16, 8],
            "sector": ["codes", 24, 8],
            "set": ["flags", 0, 8],
            "fuzzy": ["flags", 8, 1],
            "high": ["flags", 9, 1],
            "excerpt": ["flags", 10, 1],
            "citation": ["flags", 11, 1],
            "casualties": ["flags", 12, 1],
        },
    } == LAYOUT


def test_no_two_attributes_share_a_bit():
    taken = [
        (column, bit)
        for column, shift, width in LAYOUT["attributes"].values()
        for bit in range(shift, shift + width)
    ]
    assert len(taken) == len(set(taken))
    assert max(bit for _, bit in taken) < 32


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
    found = parts(*map(incident, points))
    assert found["lon"] == [NOWHERE if at is None else round(at[0] * 1e5) for at in points]
    assert found["lat"] == [NOWHERE if at is None else round(at[1] * 1e5) for at in points]


def test_coordinates_are_rounded_and_not_cut():
    found = parts(incident((127.000009, -0.000009)))
    assert (found["lon"], found["lat"]) == ([12700001], [-1])


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("1970-01-01", 0),
        ("1969-12-31", -1),
        ("1953-07-27", -6002),
        ("2017-11-13", 17483),
        ("0001-01-01", -719162),
        ("9999-12-31", 2932896),
    ],
)
def test_days_of_all_years_are_counted_from_1970(day, number):
    found = parts(incident(date=day), incident(date="0001-01-01", last=day))
    assert found["first"] == [number, -719162]
    assert found["last"] == [number, number]


@pytest.mark.parametrize(
    ("radius_km", "tens"), [(0.01, 1), (2.5, 250), (0.126, 13), (None, 0), (655.34, 65534)]
)
def test_a_radius_is_in_tens_of_metres(radius_km, tens):
    assert parts(incident((127, 38), radius_km=radius_km))["radius"] == [tens]


@pytest.mark.parametrize("km", [-0.01, 655.35, 9999.0])
def test_a_length_that_does_not_fit_is_refused(km):
    with pytest.raises(StoreError, match=rf"no place for a radius of {km:g} km: .*Correct it\."):
        tens_of_metres(np.array([1.0, np.nan, km]), name="radius", missing=0)


@pytest.mark.parametrize(("name", "where"), ATTRIBUTES.items())
def test_each_attribute_has_its_bits_and_touches_no_others(name, where):
    _, _, width = where
    for value in (0, 1, (1 << width) - 1):
        packed = SimpleColumns(**pack_attributes(attributes(**{name: value})))
        found = {other: int(attribute(packed, other)[0]) for other in ATTRIBUTES}
        assert found == dict.fromkeys(ATTRIBUTES, 0) | {name: value}


class SimpleColumns:
    def __init__(self, codes, flags):
        self.codes, self.flags = codes, flags


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "direction",
            256,
            r"direction number 256: 255 is the largest\. Remove words from",
        ),
        ("category", 300, r"category number 300: 255 is the largest\. Remove words"),
        ("set", 256, r"set number 256: 255 is the largest\. Remove a set of imports"),
        ("sector", -1, "sector number -1"),
        ("casualties", 2, "casualties number 2: 1 is the largest"),
    ],
)
def test_what_does_not_fit_its_bits_is_refused_and_never_another_fact(name, value, sentence):
    with pytest.raises(StoreError, match=sentence):
        pack_attributes(attributes(**{name: value}))


def test_without_incidents_there_is_a_header_alone():
    for file in (points_file, extents_file):
        assert file(columns()) == b"DMZI" + struct.pack("<III", 2, 0, 0)


@pytest.mark.parametrize("count", [1, 2, 3, 1000])
def test_an_incident_takes_twenty_bytes_and_ten_for_its_extent(count):
    made = columns(*[incident((127, 38))] * count)
    assert len(points_file(made)) == 16 + 20 * count
    assert len(extents_file(made)) == 16 + 10 * count


def test_neighbours_in_drawing_order_compress_well():
    made = columns(*(incident((126 + step / 500, 38)) for step in range(1000)))
    assert len(Asset("points.bin", points_file(made)).compressed) < 1000


def test_the_kilometre_is_sent_with_its_uncertainty_and_unknown_where_there_is_none():
    placed, sector, nowhere = (
        incident((127.5, 38), radius_km=3.0),
        incident(sector="eastern", precision="sector"),
        incident(sector="han_estuary"),
    )
    found = parts(placed, sector, nowhere)
    assert found["km"] == [pytest.approx(10_000, abs=5), 15_000, UNKNOWN]
    assert found["km_uncertainty"] == [300, 5_000, UNKNOWN]


def test_the_projects_words_fit_their_bits():
    vocabulary = read_vocabulary(open_package(ROOT))
    for field in TERM_FIELDS:
        assert len(vocabulary.values(field)) <= 1 << ATTRIBUTES[field][2]
