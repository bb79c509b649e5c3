"""Rows that can go in as incidents: what a row does not say falls back, and that is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Final

from dmz_map.archive.evidence import Citation
from dmz_map.archive.incident import COUNTS, Incident
from dmz_map.archive.incident_table import IMPORTED, WITH_POINT, Place
from dmz_map.archive.origin import Origin
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.importing.citing import citations_of
from dmz_map.importing.nearness import SectorFinder
from dmz_map.importing.row import ImportedRow
from dmz_map.tabular.edtf import day_span

__all__ = ["DEFAULT_RADIUS_KM", "IncidentMaker"]

DEFAULT_RADIUS_KM: Final = 5.0
"""How far off a point may be whose file says nothing of it, in kilometres."""

_BATCH: Final = 5_000
_EXACT_KM: Final = 1.0
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{2,79}")
_SIDES: Final = frozenset(("north", "south", "on_line"))
_Range = tuple[int, int] | None


@dataclass
class IncidentMaker:
    """Makes incidents of the rows of a file.

    Attributes
    ----------
    vocabulary
        Words that are none of it become those of imports, and are kept as other fields.
    sectors
        Finds the sector of points near the line.
    file
        Name of the file.
    key
        Heading of a column that names each row, or blank: the whole content does.
    fallbacks
        How many incidents lacked what, by code.
    """

    vocabulary: Vocabulary
    sectors: SectorFinder
    file: str
    key: str = ""
    fallbacks: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        stem = re.sub(r"[^a-z0-9]+", "-", self.file.rsplit(".", 1)[0].casefold()).strip("-")
        self._prefix = stem[:24].rstrip("-") or "import"
        self._words = {
            name: frozenset(self.vocabulary.values(name))
            for name in (
                "category", "direction", "outcome", "sector", "location_precision", "confidence",
            )
        }  # fmt: skip
        self._words["side"] = _SIDES
        self._seen: set[str] = set()

    def incidents(self, rows: Iterable[ImportedRow]) -> Iterator[Incident]:
        """Yield the incident of each row that can go in; each has an id of its own."""
        valid = (row for row in rows if row.is_in)
        while batch := [*islice(valid, _BATCH)]:
            sectors = self.sectors.of([_point(row) for row in batch])
            for row, sector in zip(batch, sectors, strict=True):
                yield self._incident(row, sector)

    def _incident(self, row: ImportedRow, near: str) -> Incident:
        given, other = row.fields, dict(row.other)
        first_day, last_day = _span(given["date"])
        title_en, title_ko = self._both(given, "title", "untitled")
        word = self._word
        return Incident(
            id=self._id(row),
            date=given["date"],
            first_day=first_day,
            last_day=last_day,
            title_en=title_en,
            title_ko=title_ko,
            summary_en=given.get("summary_en", ""),
            summary_ko=given.get("summary_ko", ""),
            category=word("category", given, other, IMPORTED["category"]),
            direction=word("direction", given, other, IMPORTED["direction"]),
            actors=_listed(given.get("actors", "")),
            people=_figure(given.get("people", "")),
            killed=_figure(given.get("killed", "")),
            wounded=_figure(given.get("wounded", "")),
            outcome=word("outcome", given, other, "unknown"),
            place=self._place(given, other, near),
            confidence=word("confidence", given, other, "medium"),
            dispute=given.get("dispute", ""),
            note=given.get("note", ""),
            claims=(),
            citations=self._citations(row),
            actors_ko=_listed(given.get("actors_ko", "")),
            dispute_ko=given.get("dispute_ko", ""),
            **{f"{count}_range": _range(given, count) for count in COUNTS},  # type: ignore[arg-type]
            side=word("side", given, other, ""),
            other=other,
            origin=Origin(self.file, _row_number(row.number)),
        )

    def _both(self, given: Mapping[str, str], name: str, fallback: str) -> tuple[str, str]:
        """Return a text in both languages; one stands for the other where that is missing."""
        en, ko = given.get(f"{name}_en", ""), given.get(f"{name}_ko", "")
        only = en or ko or given.get(name, "") or fallback
        if not (en and ko):
            self.fallbacks[f"{name}_language"] += 1
        return en or only, ko or only

    def _word(
        self, name: str, given: Mapping[str, str], other: dict[str, str], fallback: str
    ) -> str:
        """Return a word of the vocabulary; any other is kept beside it."""
        word = given.get(name, "")
        if word in self._words[name]:
            return word
        if word:
            other.setdefault(name, word)
        if name == "category":
            self.fallbacks["category"] += 1
        return fallback

    def _place(self, given: Mapping[str, str], other: dict[str, str], near: str) -> Place:
        sector = self._word("sector", given, other, near)
        precision = self._word("location_precision", given, other, "")
        lon, lat = (float(given[name]) if given.get(name) else None for name in ("lon", "lat"))
        name_en, name_ko = given.get("place_en", ""), given.get("place_ko", "")
        if not (name_en or name_ko or given.get("place")):
            self.fallbacks["place"] += 1
            unknown = self.vocabulary.term("sector", "unknown")
            name_en, name_ko = unknown.label_en, unknown.label_ko
        elif not (name_en and name_ko):
            name_en, name_ko = self._both(given, "place", "")
        if lon is None or lat is None:
            precision = "" if precision in WITH_POINT else precision
            return Place(name_en, name_ko, sector, precision or "unknown", None, None, None)
        radius = float(given.get("radius_km") or 0)
        if not radius:
            self.fallbacks["radius"] += 1
            radius = DEFAULT_RADIUS_KM
        if precision not in WITH_POINT:
            precision = "exact" if radius <= _EXACT_KM else "place"
        return Place(name_en, name_ko, sector, precision, lon, lat, radius)

    def _id(self, row: ImportedRow) -> str:
        """Return an id that the same content, or the same key, has in every version of the file."""
        own = row.fields.get("id", "")
        id = own if _ID.fullmatch(own) else f"{self._prefix}-{self._digest(row)}"
        number = 1
        while id in self._seen:
            number += 1
            id = f"{id.rsplit('--', 1)[0][:72]}--{number}"
        self._seen.add(id)
        return id

    def _digest(self, row: ImportedRow) -> str:
        key = (row.other.get(self.key) or row.fields.get(self.key, "")) if self.key else ""
        if not key:
            given = {**row.fields, "source": ""} if _is_of_file(row, self.file) else row.fields
            key = repr((sorted(given.items()), sorted(row.other.items())))
        return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=7).hexdigest()

    def _citations(self, row: ImportedRow) -> tuple[Citation, ...]:
        supports = tuple(
            name
            for name, text in row.fields.items()
            if text and name not in ("id", "source", "first_day", "last_day")
        )
        return citations_of(row.fields.get("source", ""), supports, self.file)


_span = lru_cache(maxsize=1 << 16)(day_span)


def _point(row: ImportedRow) -> tuple[float, float] | None:
    lon, lat = row.fields.get("lon"), row.fields.get("lat")
    return (float(lon), float(lat)) if lon and lat else None


def _is_of_file(row: ImportedRow, file: str) -> bool:
    """Return whether a row rests on the file itself, whose hash every version changes."""
    return row.fields.get("source", "").startswith(f"{file}, row ")


@lru_cache(maxsize=4096)
def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for item in cell.split(";") if (part := item.strip()))


def _figure(cell: str) -> int | None:
    return int(cell) if cell else None


def _range(given: Mapping[str, str], count: str) -> _Range:
    if f"{count}_low" not in given:
        return None
    ends: Sequence[str] = [given.get(f"{count}_{end}", "") for end in ("low", "high")]
    if not all(re.fullmatch(r"\d{1,9}(\.0)?", end) for end in ends):
        return None
    low, high = (int(float(end)) for end in ends)
    return (low, high) if low <= high else None


def _row_number(number: str) -> int | None:
    found = re.search(r"\d+$", number)
    return int(found[0]) if found else None
