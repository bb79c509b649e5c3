"""Incidents of which every attribute is the lowest but those given, and their coding."""

import datetime as dt

from shapely import LineString

from dmz_map.archive.incident_table import Place
from dmz_map.archive.incidents import Incident
from dmz_map.geo.linear_referencing import LineReference
from dmz_map.store.coding import Coding, columns_of
from dmz_map.store.record_batch import RecordBatch

TERMS = {
    "category": (
        "soldier_crossing", "civilian_crossing", "line_incursion", "exchange_of_fire", "attack",
        "infiltration", "mine_blast", "aircraft", "tunnel", "show_of_force", "border_measure",
        "meeting_passage",
    ),
    "direction": ("north_to_south", "south_to_north", "both", "none"),
    "location_precision": ("exact", "place", "county", "sector", "line", "unknown"),
    "sector": ("western", "central", "eastern", "han_estuary", "whole_line", "a", "b", "c"),
}  # fmt: skip

# 200 km due east in EPSG:5179, through 127.5 E, 38 N; two sectors of 100 km.
LINE = LineReference(
    LineString([(900_000, 2_000_000), (1_100_000, 2_000_000)]),
    {"western": (0.0, 100.0), "eastern": (100.0, 200.0), "whole_line": (0.0, 200.0)},
)
CODING = Coding(TERMS, LINE)
TEXTS = ["title_en", "title_ko", "summary_en", "summary_ko", "outcome", "dispute", "note"]


def incident(at=None, *, date="1970-01-01", last=None, radius_km=1.0, **differs):
    """Return an incident at a point (lon, lat) whose every attribute is the lowest."""
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


def columns(*incidents, coding=CODING):
    """Return the columns of incidents in the order given, numbered from 1."""
    return columns_of(range(1, 1 + len(incidents)), RecordBatch.of(incidents), coding)
