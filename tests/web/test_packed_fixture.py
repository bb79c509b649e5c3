"""The files that the tests of the map's script read: the packer writes the same bytes today.

``REMAKE_FIXTURES=1 python -m pytest tests/web/test_packed_fixture.py`` writes them anew.
"""

import base64
import datetime as dt
import json
import os
from pathlib import Path

import numpy as np
import pytest

from dmz_map.store.columns import Columns
from dmz_map.store.filters import Filters
from dmz_map.store.packing import (
    EPOCH,
    NOWHERE,
    UNKNOWN,
    attribute,
    extents_file,
    layout,
    pack_attributes,
    points_file,
)
from dmz_map.store.query import Query
from dmz_map.web.map_state import map_filter

FIXTURES = Path(__file__).parents[1] / "js" / "fixtures"
COUNT = 1100  # more than one block of 1,024
PLACED = 1080
TERMS = {
    "category": tuple(f"category-{k}" for k in range(12)),
    "direction": tuple(f"direction-{k}" for k in range(4)),
    "location_precision": ("exact", "place", "county", "sector", "line", "unknown"),
    "sector": tuple(f"sector-{k}" for k in range(8)),
}
SAMPLES = (0, 1, 1023, 1024, 1025, PLACED - 1, PLACED, COUNT - 1)
DAYS = (
    *("0001-01-01", "0001-12-31", "0004-02-29", "0100-12-31", "0400-12-31", "1900-03-01"),
    *("1949-12-31", "1950-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2000-12-31"),
    *("2001-01-01", "2100-12-31", "9999-01-01", "9999-12-31"),
)
QUERIES = (
    Query(),
    Query(categories=("category-0", "category-11")),
    Query(directions=("direction-3",), sectors=("sector-1", "sector-7")),
    Query(precisions=("county",), evidence="excerpt"),
    Query(certain=True, casualties=False),
    Query(evidence="citation", casualties=True),
    Query(sets=(0, 2)),
    Query(days=(dt.date(1901, 2, 3), dt.date(1969, 12, 31)), categories=("category-5",)),
    Query(text="every third"),
    Query(text="every third", days=(dt.date(1, 1, 1), dt.date(1969, 12, 31)), certain=True),
)
EDGES = {
    "lon": [-18_000_000, 18_000_000, 0, -1, NOWHERE],
    "lat": [-8_999_999, 9_000_000, 0, 1, NOWHERE],
    "first": [-719_162, 2_932_896, -1, 0, 24_788],
    "last": [-719_162, 2_932_896, 0, 365, 24_788],
    "radius": [0, 65_534, 1, 250, 0],
    "km": [0, 65_534, UNKNOWN, 24_080, UNKNOWN],
    "km_uncertainty": [0, 65_534, UNKNOWN, 1, UNKNOWN],
}
EDGE_ATTRIBUTES = {
    "category": [0, 255, 1, 128, 7],
    "direction": [0, 255, 2, 1, 127],
    "location_precision": [0, 255, 4, 2, 1],
    "sector": [0, 255, 128, 1, 200],
    "set": [0, 255, 1, 2, 3],
    **{name: [0, 1, 1, 0, 1] for name in ("fuzzy", "high", "excerpt", "citation", "casualties")},
}


def columns(numbers, attributes):
    """Return columns of numbers and attributes given by name."""
    kinds = dict.fromkeys(("radius", "km", "km_uncertainty"), np.uint16)
    held = {name: np.array(v, dtype=kinds.get(name, np.int32)) for name, v in numbers.items()}
    order = np.arange(len(held["lon"]), dtype=np.uint32)
    packed = pack_attributes({name: np.array(v) for name, v in attributes.items()})
    return Columns(row=order, curve=order, **held, **packed)


def edges():
    return columns(EDGES, EDGE_ATTRIBUTES)


def many():
    """Return columns whose numbers look like chance, and are the same everywhere."""
    i = np.arange(COUNT)
    first = -60_000 + i * 6_007 % 120_000
    numbers = {
        "lon": np.where(i < PLACED, 12_400_000 + i * 7_919 % 700_000, NOWHERE),
        "lat": np.where(i < PLACED, 3_600_000 + i * 104_729 % 500_000, NOWHERE),
        "first": first,
        "last": first + i * 31 % 400,
        "radius": np.where(i < PLACED, i * 37 % 3_000, 0),
        "km": np.where(i < PLACED, i * 23 % 24_000, UNKNOWN),
        "km_uncertainty": np.where(i < PLACED, i % 500, UNKNOWN),
    }
    codes = {name: i * 5 // (k + 2) % len(TERMS[name]) for k, name in enumerate(TERMS)}
    bits = {name: i % (k + 2) == 0 for k, name in enumerate(("fuzzy", "high", "excerpt"))}
    rest = {"set": i % 3, "citation": i % 2 == 1, "casualties": i % 7 == 0}
    return columns(numbers, codes | bits | rest)


def values(held, which=slice(None)):
    """Return the values of some incidents by the name of column and attribute."""
    found = {name: getattr(held, name)[which].tolist() for name in EDGES}
    return found | {name: attribute(held, name)[which].tolist() for name in EDGE_ATTRIBUTES}


def every_third(_words):
    return np.arange(0, COUNT, 3, dtype=np.uint32)


def filtered():
    """Return each filter as the browser gets it, and what the server finds, a bit an incident."""
    held = many()
    server = Filters("a version", held, TERMS, every_third)
    for query in QUERIES:
        found = server.matching(query)
        matches = every_third(()) if query.text else None
        years = {}
        for (year, _), number in server.years(found).items():
            years[str(year)] = years.get(str(year), 0) + number
        yield {
            "filter": map_filter(query, TERMS, matches=matches, count=COUNT),
            "matching": base64.b64encode(np.packbits(found, bitorder="little")).decode(),
            "count": int(found.sum()),
            "years": years,
        }


def expected():
    epoch = EPOCH.astype(object)
    days = [dt.date.fromisoformat(day) for day in DAYS]
    return {
        "layout": layout(),
        "edges": values(edges()),
        "samples": {"positions": list(SAMPLES), "values": values(many(), list(SAMPLES))},
        "years": [[(day - epoch).days, day.year] for day in days],
        "filters": list(filtered()),
    }


FILES = {
    "edges-points.bin": lambda: points_file(edges()),
    "edges-extents.bin": lambda: extents_file(edges()),
    "points.bin": lambda: points_file(many()),
    "extents.bin": lambda: extents_file(many()),
    "expected.json": lambda: (json.dumps(expected(), indent=1) + "\n").encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_what_the_packer_writes_now(name):
    made = FILES[name]()
    if os.environ.get("REMAKE_FIXTURES"):
        FIXTURES.mkdir(exist_ok=True)
        (FIXTURES / name).write_bytes(made)
    assert (FIXTURES / name).read_bytes() == made, "remake the fixtures, see above"
