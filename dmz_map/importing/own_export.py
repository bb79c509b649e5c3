"""An export of this program on its way back in: its incidents whole, its quotations proved again.

A record that is no longer as this program writes it (somebody has changed the file) is read like a
row of any table. A quotation goes in if the document's text is in the file and is what its SHA-256
says, or is at hand, and has the passage where it is said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incident import RANGES, Incident
from dmz_map.archive.incident_table import WITH_POINT
from dmz_map.archive.origin import Origin
from dmz_map.archive.passages import misquotation
from dmz_map.archive.record_columns import columns_of
from dmz_map.archive.sources import Document
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.importing.citing import citations_of
from dmz_map.importing.export_cells import (
    DAMAGED,
    citation,
    claim,
    documents,
    links,
    listed,
    require,
    typed,
)
from dmz_map.importing.export_records import Cells, ExportRecords
from dmz_map.importing.incident_maker import IncidentMaker
from dmz_map.importing.row import RowBatch
from dmz_map.importing.source_table import SourceTable, table_of_records
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import COLUMNS, incident_of
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.export_names import NESTED

__all__ = ["OwnExport"]

_BESIDE: Final = ("other", "origin_file", "origin_row", "origin_set")
"""Columns that are no field of a row: what other files said, and where it was read."""

_KINDS: Final = {column.name: column.kind for column in columns_of(Incident)}
_WORDS: Final = ("category", "direction", "outcome", "confidence", "sector", "location_precision")
_SIDES: Final = ("", "north", "south", "on_line")
_RESTS_ON_FILE: Final = ("date", "title_en", "category")


class OwnExport:
    """The incidents of a file that this program has exported.

    Parameters
    ----------
    records
        What the file holds.
    vocabulary
        The words that an incident may have.
    known
        Documents at hand by id; of two texts by one id theirs counts.
    archive
        Ids of the documents that are the archive's own.

    Attributes
    ----------
    documents
        Those of the file that are to be kept with its incidents.
    unproved, changed
        Of the incidents made so far: quotations left out, and rows that are read as any other.
    """

    def __init__(
        self,
        records: ExportRecords,
        vocabulary: Vocabulary,
        known: Mapping[str, Document],
        archive: Iterable[str] = (),
    ) -> None:
        self._records = records
        self._by_number = {number: (cells, point) for number, cells, point in records.incidents}
        self._words = {name: frozenset(vocabulary.values(name)) for name in _WORDS}
        given = documents(records.documents)
        self._texts = {**given, **known}
        self.documents = tuple(
            one
            for id, one in given.items()
            if id not in frozenset(archive) and self._texts[id].sha256 == one.sha256
        )
        self._links = links(records.links, vocabulary.values("relation"))
        self.unproved = 0
        self.changed = 0

    @property
    def table(self) -> SourceTable:
        """The incidents as a table like any other, without their evidence."""
        without = {*_BESIDE, *NESTED}
        rows = (
            (number, cells if isinstance(cells, str) else _row(cells, point, without), None)
            for number, cells, point in self._records.incidents
        )
        return table_of_records(rows)

    def batches(self, rows: Iterable[RowBatch], maker: IncidentMaker) -> Iterator[RecordBatch]:
        """Yield the incidents of the rows that can go in; `maker` makes those that are changed."""
        for batch in rows:
            valid = batch.valid()
            made = [self.incident(int(number), maker.file) for number in valid.numbers]
            whole = [place for place, one in enumerate(made) if one is not None]
            if whole:
                ids = maker.ids.of(valid.take(whole))
                yield RecordBatch.of([one for one in made if one is not None]).with_ids(ids)
            changed = [place for place, one in enumerate(made) if one is None]
            yield from maker.batches([valid.take(changed)])

    def incident(self, number: int, file: str) -> Incident | None:
        """Return the incident of a row, or None if it is not as this program writes it.

        Parameters
        ----------
        number
            The number of the row.
        file
            The name of the file, which is where it is from now.
        """
        cells, point = self._by_number[number]
        try:
            require(not isinstance(cells, str))
            incident = self._checked(cells, point)
        except DAMAGED:
            self.changed += 1
            return None
        claims = tuple(filter(self._is_proved, incident.claims))
        self.unproved += len(incident.claims) - len(claims)
        citations = incident.citations
        if not claims and not citations:
            citations = citations_of(f"{file}, row {number}", _RESTS_ON_FILE, file)
        origin = Origin(file, number)
        return replace(incident, claims=claims, citations=citations, origin=origin)

    def _checked(self, cells: Any, point: tuple[float, float] | None) -> Incident:
        """Return the incident of a row.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is not one that this program writes.
        """
        record = {name: typed(cells.get(name), kind) for name, kind in _KINDS.items()}
        if point is not None:
            record["lon"], record["lat"] = point
        first, last = day_span(record["date"])
        for name, allowed in self._words.items():
            require(record[name] in allowed)
        require(record["side"] in _SIDES)
        lon, lat, radius = (record[name] for name in ("lon", "lat", "radius_km"))
        if record["location_precision"] in WITH_POINT:
            require(abs(lon) <= 180 and abs(lat) <= 90 and radius >= 0)
        else:
            require((lon, lat, radius) == (None, None, None))
        record |= {name: record.get(name) for name in RANGES}
        claims, citations = (listed(cells[name]) for name in NESTED)
        incident = incident_of(
            {name: record.get(name, "") for name in COLUMNS}
            | {"first_day": first, "last_day": last, "claims": "[]", "citations": "[]"}
            | {"links": "[]", "import_set": None, "import_file": "", "import_row": None}
        )
        require(all(isinstance(text, str) for text in incident.other.values()))
        return replace(
            incident,
            claims=tuple(claim(one, incident.id) for one in claims),
            citations=tuple(map(citation, citations)),
            links=tuple(self._links.get(incident.id, ())),
        )

    def _is_proved(self, claim: Claim) -> bool:
        document = self._texts.get(claim.excerpt.document_id)
        return document is not None and not misquotation(
            claim.excerpt, document.text, document.file
        )


def _row(cells: Cells, point: tuple[float, float] | None, without: set[str]) -> dict[str, Any]:
    """Return the cells of a row that are columns of an incident, blank ones as such."""
    moved = dict(zip(("lon", "lat"), point or (), strict=False))
    found = {name: moved.get(name, cells.get(name)) for name in _KINDS if name not in without}
    return {name: "" if value is None else value for name, value in found.items()}
