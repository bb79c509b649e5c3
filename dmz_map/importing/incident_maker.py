"""Rows that can go in as incidents: what a row does not say falls back, and that is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from dmz_map.archive.incident import COUNTS, RANGES
from dmz_map.archive.incident_table import IMPORTED, WITH_POINT
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.importing.citing import citations_of
from dmz_map.importing.incident_ids import IncidentIds, supports
from dmz_map.importing.nearness import SectorFinder
from dmz_map.importing.row import RowBatch
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import citations_json, other_json
from dmz_map.store.search import searched
from dmz_map.tabular.edtf import day_span

__all__ = ["DEFAULT_RADIUS_KM", "IncidentMaker"]

DEFAULT_RADIUS_KM: Final = 5.0
"""How far off a point may be whose file says nothing of it, in kilometres."""

_EXACT_KM: Final = 1.0
_SIDES: Final = frozenset(("north", "south", "on_line"))
_UNSUPPORTED: Final = ("id", "source", "first_day", "last_day")
_Columns = dict[str, Sequence[Any]]
_Others = list[dict[str, str]]


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
    ids
        Gives the rows their ids.
    """

    vocabulary: Vocabulary
    sectors: SectorFinder
    file: str
    key: str = ""
    fallbacks: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._words = {
            name: frozenset(self.vocabulary.values(name))
            for name in (
                "category", "direction", "outcome", "sector", "location_precision", "confidence",
            )
        }  # fmt: skip
        self._words["side"] = _SIDES
        self.ids = IncidentIds(self.file, self.key)

    def batches(self, rows: Iterable[RowBatch]) -> Iterator[RecordBatch]:
        """Yield the incidents of the rows that can go in; each has an id of its own."""
        for batch in rows:
            if len(valid := batch.valid()):
                yield self._batch(valid)

    def _batch(self, rows: RowBatch) -> RecordBatch:
        given, count = rows.fields, len(rows)
        other = [*rows.other]
        blank: Sequence[str] = [""] * count
        spans = [*map(_span, given["date"])]
        title_en, title_ko = self._both(given, "title", count, "untitled")
        columns: _Columns = {
            "id": self.ids.of(rows),
            "date": given["date"],
            "first_day": [first for first, _ in spans],
            "last_day": [last for _, last in spans],
            "title_en": title_en,
            "title_ko": title_ko,
            "claims": ["[]"] * count,
            "links": ["[]"] * count,
            "citations": self._citations(rows),
            "import_set": [None] * count,
            "import_file": [self.file] * count,
            "import_row": [*map(_row_number, rows.numbers)],
        }
        for name in ("summary_en", "summary_ko", "dispute", "note", "dispute_ko"):
            columns[name] = given.get(name, blank)
        for name in ("actors", "actors_ko"):
            columns[name] = [*map(_listed, given.get(name, blank))]
        for name in COUNTS:
            columns[name] = [int(cell) if cell else None for cell in given.get(name, blank)]
        columns |= _ranges(given, count)
        for name, fallback in (*IMPORTED.items(), ("outcome", "unknown")):
            columns[name] = self._word(name, given, other, [fallback] * count)
        columns |= self._place(given, other, count)
        columns["confidence"] = self._word("confidence", given, other, ["medium"] * count)
        columns["side"] = self._word("side", given, other, blank)
        columns["other"] = [*map(other_json, other)]
        return RecordBatch(columns, _texts(columns, other))

    def _both(
        self, given: Mapping[str, Sequence[str]], name: str, count: int, fallback: str
    ) -> tuple[Sequence[str], Sequence[str]]:
        """Return texts in both languages; one stands for the other where that is missing."""
        blank = [""] * count
        plain = given.get(name, blank)
        if f"{name}_en" not in given and f"{name}_ko" not in given:
            self.fallbacks[f"{name}_language"] += sum(map(bool, plain)) if not fallback else count
            only = [text or fallback for text in plain]
            return only, only
        both = [*zip(given.get(f"{name}_en", blank), given.get(f"{name}_ko", blank), strict=True)]
        only = [en or ko or text or fallback for (en, ko), text in zip(both, plain, strict=True)]
        lacking = [not all(pair) for pair, text in zip(both, only, strict=True) if text]
        self.fallbacks[f"{name}_language"] += sum(lacking)
        filled = [(en or text, ko or text) for (en, ko), text in zip(both, only, strict=True)]
        return [en for en, _ in filled], [ko for _, ko in filled]

    def _word(
        self,
        name: str,
        given: Mapping[str, Sequence[str]],
        other: _Others,
        fallback: Sequence[str],
    ) -> Sequence[str]:
        """Return words of the vocabulary; any other is kept beside it."""
        if name not in given:
            found = fallback
            missing = len(fallback)
        else:
            allowed = self._words[name]
            found = [w if w in allowed else f for w, f in zip(given[name], fallback, strict=True)]
            missing = 0
            for place, word in enumerate(given[name]):
                if word not in allowed:
                    missing += 1
                    if word and name not in other[place]:
                        other[place] = {**other[place], name: word}
        if name == "category":
            self.fallbacks["category"] += missing
        return found

    def _place(self, given: Mapping[str, Sequence[str]], other: _Others, count: int) -> _Columns:
        lon, lat = ([float(c) if c else None for c in given[name]] for name in ("lon", "lat"))
        points = [None if x is None or y is None else (x, y) for x, y in zip(lon, lat, strict=True)]
        sectors = self._word("sector", given, other, self.sectors.of(points))
        written = self._word("location_precision", given, other, [""] * count)
        precisions, radii = [], []
        for point, precision, cell in zip(points, written, given["radius_km"], strict=True):
            radius = float(cell or 0) if point else None
            if radius == 0:
                self.fallbacks["radius"] += 1
                radius = DEFAULT_RADIUS_KM
            if radius is None:
                precision = "unknown" if precision in ("", *WITH_POINT) else precision
            elif precision not in WITH_POINT:
                precision = "exact" if radius <= _EXACT_KM else "place"
            precisions.append(precision)
            radii.append(radius)
        place_en, place_ko = map(list, self._both(given, "place", count, ""))
        unknown = self.vocabulary.term("sector", "unknown")
        nameless = [place for place, name in enumerate(place_en) if not name]
        for place in nameless:
            self.fallbacks["place"] += 1
            place_en[place], place_ko[place] = unknown.label_en, unknown.label_ko
        return {
            "sector": sectors, "place_en": place_en, "place_ko": place_ko, "lon": lon, "lat": lat,
            "location_precision": precisions, "radius_km": radii,
        }  # fmt: skip

    def _citations(self, rows: RowBatch) -> list[str]:
        written = zip(rows.fields["source"], supports(rows, _UNSUPPORTED), strict=True)
        return [citations_json(citations_of(source, names, self.file)) for source, names in written]


@lru_cache(maxsize=1 << 16)
def _span(date: str) -> tuple[str, str]:
    first, last = day_span(date)
    return first.isoformat(), last.isoformat()


@lru_cache(maxsize=4096)
def _listed(cell: str) -> str:
    return "; ".join(part for item in cell.split(";") if (part := item.strip()))


def _ranges(given: Mapping[str, Sequence[str]], count: int) -> _Columns:
    columns: _Columns = {name: [None] * count for name in RANGES}
    for name in COUNTS:
        ends = [given.get(f"{name}_{end}") for end in ("low", "high")]
        if ends[0] is None or ends[1] is None:
            continue
        both = [*map(_range, ends[0], ends[1])]
        columns[f"{name}_low"], columns[f"{name}_high"] = zip(*both, strict=True)
    return columns


def _range(*ends: str) -> tuple[int, int] | tuple[None, None]:
    if not all(re.fullmatch(r"\d{1,9}(\.0)?", end) for end in ends):
        return None, None
    low, high = (int(float(end)) for end in ends)
    return (low, high) if low <= high else (None, None)


def _row_number(number: str) -> int | None:
    found = re.search(r"\d+$", number)
    return int(found[0]) if found else None


def _texts(columns: _Columns, other: _Others) -> list[str]:
    """Return what a search looks into, of each incident."""
    names = ("title_en", "title_ko", "summary_en", "summary_ko", "place_en", "place_ko")
    plain = zip(*(columns[name] for name in names), strict=True)
    listed = zip(columns["actors"], columns["actors_ko"], strict=True)
    return [
        searched((*parts, *_names(some), *more.values()))
        for parts, some, more in zip(plain, listed, other, strict=True)
    ]


def _names(cells: Iterable[str]) -> Iterator[str]:
    for cell in filter(None, cells):
        yield from cell.split("; ")
