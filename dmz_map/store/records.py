"""An incident as one flat record: what a row of any store has, and back again, in batches."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Final

from dmz_map.archive.evidence import Citation, Claim
from dmz_map.archive.incident import RANGES, Incident
from dmz_map.archive.incident_table import Place
from dmz_map.archive.links import Link
from dmz_map.archive.origin import Origin
from dmz_map.archive.passages import Excerpt
from dmz_map.archive.sources import Source
from dmz_map.store.query import Row

__all__ = [
    "BATCH",
    "COLUMNS",
    "FIRST_IMPORT",
    "LISTED",
    "MISSING",
    "ORIGIN",
    "STORED",
    "Progress",
    "citations_json",
    "claims_json",
    "claims_of",
    "incident_of",
    "other_json",
    "record_of",
    "record_values",
    "row_of",
]

BATCH: Final = 5_000
"""Incidents that are read or written at once."""

FIRST_IMPORT: Final = 1 << 31
"""Smallest number of an imported incident; the project's own have smaller ones."""

Progress = Callable[[int], object]
"""Called with the number of incidents written so far."""

COLUMNS: Final[Mapping[str, str]] = {
    "id": "TEXT NOT NULL",
    "date": "TEXT NOT NULL",
    "first_day": "DATE NOT NULL",
    "last_day": "DATE NOT NULL",
    "title_en": "TEXT NOT NULL",
    "title_ko": "TEXT NOT NULL",
    "summary_en": "TEXT NOT NULL",
    "summary_ko": "TEXT NOT NULL",
    "category": "TEXT NOT NULL",
    "direction": "TEXT NOT NULL",
    "actors": "TEXT NOT NULL",
    "people": "INTEGER",
    "killed": "INTEGER",
    "wounded": "INTEGER",
    "outcome": "TEXT NOT NULL",
    "sector": "TEXT NOT NULL",
    "place_en": "TEXT NOT NULL",
    "place_ko": "TEXT NOT NULL",
    "lon": "DOUBLE PRECISION",
    "lat": "DOUBLE PRECISION",
    "location_precision": "TEXT NOT NULL",
    "radius_km": "DOUBLE PRECISION",
    "confidence": "TEXT NOT NULL",
    "dispute": "TEXT NOT NULL",
    "note": "TEXT NOT NULL",
    "claims": "TEXT NOT NULL",
    "citations": "TEXT NOT NULL",
    "actors_ko": "TEXT NOT NULL DEFAULT ''",
    "dispute_ko": "TEXT NOT NULL DEFAULT ''",
    **dict.fromkeys(RANGES, "INTEGER"),
    "side": "TEXT NOT NULL DEFAULT ''",
    "links": "TEXT NOT NULL DEFAULT '[]'",
    "other": "TEXT NOT NULL DEFAULT ''",
    "import_set": "INTEGER",
    "import_file": "TEXT NOT NULL DEFAULT ''",
    "import_row": "INTEGER",
}
"""Columns of a record with their SQL types, as SQLite and PostgreSQL both write them.

`actors` are separated by "; "; `claims`, `citations` and `links` are JSON lists, `other` is a JSON
object or blank. What is missing in a file of an older program can be added with its default.
"""

MISSING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("actors_ko", "dispute_ko", "side", "other", "import_file"), ""),
    **dict.fromkeys((*RANGES, "import_set", "import_row")),
    "links": "[]",
}
"""What a record has in the columns that files of older programs lack."""

ORIGIN: Final = ("import_set", "import_file", "import_row")
"""The columns that say where an import is from."""

LISTED: Final = (
    "id", "date", "first_day", "title_en", "title_ko", "place_en", "place_ko", "category",
    "sector", "location_precision", "radius_km",
)  # fmt: skip
"""The columns from which `row_of` makes a line of a list."""

_OF_PLACE: Final[Mapping[str, str]] = {
    "sector": "sector",
    "place_en": "name_en",
    "place_ko": "name_ko",
    "lon": "lon",
    "lat": "lat",
    "location_precision": "precision",
    "radius_km": "radius_km",
}
_MADE: Final = ("actors", "actors_ko", "claims", "citations", "links", "other")
_SAME: Final = tuple(
    name for name in COLUMNS if name in Incident.__dataclass_fields__ and name not in _MADE
)

STORED: Final = (*_SAME, *_OF_PLACE, *_MADE, *RANGES, *ORIGIN)
"""The columns in the order of `record_values`."""

_plain: Final = attrgetter(*_SAME, *(f"place.{name}" for name in _OF_PLACE.values()))


def record_of(incident: Incident) -> dict[str, Any]:
    """Return an incident as a record: its values by column."""
    return dict(zip(STORED, record_values(incident), strict=True))


def record_values(incident: Incident) -> tuple[Any, ...]:
    """Return the values of a record, in the order of `STORED`."""
    origin = incident.origin
    return (
        *_plain(incident),
        "; ".join(incident.actors),
        "; ".join(incident.actors_ko),
        claims_json(incident.claims),
        citations_json(incident.citations),
        _json([asdict(link) for link in incident.links]) if incident.links else "[]",
        other_json(incident.other),
        *incident.bounds().values(),
        (origin.set or None) if origin else None,
        origin.file if origin else "",
        origin.row if origin else None,
    )


def incident_of(record: Mapping[str, Any]) -> Incident:
    """Return the incident of which `record_of` made the record; days may be ISO text."""
    same = {name: record[name] for name in _SAME}
    return Incident(
        **same | {name: _day(record[name]) for name in ("first_day", "last_day")},
        actors=tuple(record["actors"].split("; ")) if record["actors"] else (),
        place=Place(**{name: record[column] for column, name in _OF_PLACE.items()}),
        claims=claims_of(record["claims"]),
        citations=_citations(record["citations"]),
        actors_ko=tuple(filter(None, record["actors_ko"].split("; "))),
        people_range=_range(record, "people"),
        killed_range=_range(record, "killed"),
        wounded_range=_range(record, "wounded"),
        links=tuple(Link(**link) for link in _listed(record["links"])),
        other=json.loads(record["other"]) if record["other"] else {},
        origin=_origin(record),
    )


def row_of(position: int, record: Mapping[str, Any]) -> Row:
    """Return the line of a list from a record with the keys of `LISTED`."""
    return Row(
        position,
        record["id"],
        record["date"],
        _day(record["first_day"]),
        (record["title_en"], record["title_ko"]),
        (record["place_en"], record["place_ko"]),
        record["category"],
        record["sector"],
        record["location_precision"],
        record["radius_km"],
    )


def claims_json(claims: Iterable[Claim]) -> str:
    """Return claims as JSON."""
    return _json([asdict(claim) for claim in claims]) if claims else "[]"


def claims_of(stored: str) -> tuple[Claim, ...]:
    """Return the claims of which `claims_json` made the JSON."""
    return tuple(map(_claim, _listed(stored)))


@lru_cache(maxsize=1024)
def citations_json(citations: tuple[Citation, ...]) -> str:
    """Return citations as JSON; the incidents of an import have mostly the same few."""
    return _json([vars(c.source) | {"supports": c.supports} for c in citations])


def other_json(other: Mapping[str, str]) -> str:
    """Return other fields as JSON, blank for none; faster than an encoder for any value."""
    if not other:
        return ""
    pairs = [f"{_heading(name)}:{encode_basestring(text)}" for name, text in other.items()]
    return f"{{{','.join(pairs)}}}"


_heading: Final = lru_cache(maxsize=1024)(encode_basestring)


def _claim(stored: dict[str, Any]) -> Claim:
    return Claim(**stored | {"excerpt": Excerpt(**stored["excerpt"])})


def _listed(text: str) -> Any:
    return () if text == "[]" else json.loads(text)


@lru_cache(maxsize=1024)
def _citations(text: str) -> tuple[Citation, ...]:
    return tuple(map(_citation, json.loads(text)))


def _citation(stored: dict[str, Any]) -> Citation:
    supports = tuple(stored.pop("supports"))
    return Citation(Source(**stored), supports)


def _range(record: Mapping[str, Any], count: str) -> tuple[int, int] | None:
    low, high = record[f"{count}_low"], record[f"{count}_high"]
    return None if low is None or high is None else (int(low), int(high))


def _origin(record: Mapping[str, Any]) -> Origin | None:
    number, file, row = (record[name] for name in ORIGIN)
    return Origin(file, row, number or 0) if file else None


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
