"""The dates of rows: of one column, of a start and an end, of year, month and day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from dmz_map.importing.cells import as_text
from dmz_map.importing.date_order import Order, order_votes
from dmz_map.importing.dates import DateReading, date_of_parts, joined_dates, read_date
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RowDraft
from dmz_map.importing.source_table import Formula, SourceTable

__all__ = ["DATED", "RowDates"]

DATED: Final = ("date", "start", "end", "year", "month", "day", "date_code", "time")
"""What columns a date is read from."""

_CACHE: Final = 20_000
_NOTHING: Final = DateReading(problem="no_date")
_ZONED: Final = re.compile(r"(z|utc|gmt|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


class RowDates:
    """Reads the dates of the rows of a table; the order of day and month is decided once for all.

    Parameters
    ----------
    proposal
        Which columns are dates.
    table
        The table, read through once more only if a day and a month cannot be reported apart.
    order
        ``dmy``, ``mdy`` or ``ymd``, or blank to let the rows decide.
    """

    def __init__(self, proposal: Proposal, table: SourceTable, order: str) -> None:
        self._columns = proposal.columns
        self._codes = proposal.codes
        self._table = table
        self._given = order
        self._cache: dict[tuple[Any, bool], DateReading] = {}
        self._constant = proposal.constants.get("date", "")

    def read(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        """Set the date of a row, or why it has none."""
        reading, used = self._reading(cells)
        if reading.problem == "no_date" and self._constant:
            reading, used = read_date(self._constant), ()
        if reading.problem:
            row.problems.append(reading.problem)
        else:
            row.fields["date"] = reading.edtf
        row.reported.extend(reading.reported)
        if not reading.keep:
            row.used.update(used)

    def _reading(self, cells: Mapping[str, Any]) -> tuple[DateReading, tuple[str, ...]]:
        for heading in self._columns.get("date", ()):
            reading = self._one(heading, cells)
            if reading.problem != "no_date":
                reading, used = self._with_end(heading, reading, cells)
                return self._coded(reading, cells), used
        starts, ends = self._columns.get("start", ()), self._columns.get("end", ())
        if starts or ends:
            start, end = self._first(starts, cells), self._first(ends, cells)
            if (start or end) is not None and (start or end)[0].problem != "no_date":  # type: ignore[index]
                first, last = start or (_NOTHING, ""), end or (_NOTHING, "")
                whole = self._code(cells) in self._codes.whole
                joined = joined_dates(first[0], last[0], whole=whole)
                return self._coded(joined, cells), tuple(h for h in (first[1], last[1]) if h)
        return self._parts(cells)

    def _with_end(
        self, heading: str, reading: DateReading, cells: Mapping[str, Any]
    ) -> tuple[DateReading, tuple[str, ...]]:
        """Join a date with the column of ends, if there is none of starts."""
        ends = self._columns.get("end", ())
        if self._columns.get("start") or not ends or reading.problem or "/" in reading.edtf:
            return reading, (heading,)
        end = self._first(ends, cells)
        if end is None or end[0].problem == "no_date":
            return reading, (heading,)
        return joined_dates(reading, end[0]), (heading, end[1])

    def _first(
        self, headings: Sequence[str], cells: Mapping[str, Any]
    ) -> tuple[DateReading, str] | None:
        for heading in headings:
            reading = self._one(heading, cells)
            if reading.problem != "no_date":
                return reading, heading
        return None

    def _parts(self, cells: Mapping[str, Any]) -> tuple[DateReading, tuple[str, ...]]:
        years = self._columns.get("year", ())
        if not years:
            return _NOTHING, ()
        names = [self._columns.get(field, ("",))[0] for field in ("year", "month", "day")]
        parts = (as_text(cells[name]) if name else "" for name in names)
        return date_of_parts(*parts), tuple(filter(None, names))

    def _code(self, cells: Mapping[str, Any]) -> str:
        codes = self._columns.get("date_code", ())
        return re.sub(r"\.0+$", "", as_text(cells[codes[0]])) if codes else ""

    def _coded(self, reading: DateReading, cells: Mapping[str, Any]) -> DateReading:
        """Return a date as vague as the file's code says."""
        code = self._code(cells)
        if not code or reading.problem or not re.fullmatch(r"\d{4}-\d\d-\d\d", reading.edtf):
            return reading
        if code in self._codes.month:
            return DateReading(reading.edtf[:7], "", reading.reported, True)
        if code in self._codes.approximate:
            return DateReading(f"{reading.edtf}~", "", reading.reported, reading.keep)
        return reading

    def _one(self, heading: str, cells: Mapping[str, Any]) -> DateReading:
        value = cells[heading]
        utc = bool(re.search(r"(?i)\b(utc|gmt|zulu)\b", heading.replace("_", " ")))
        clock = self._clock(cells, heading) if not isinstance(value, Formula) else ""
        if clock:
            value, utc = f"{as_text(value)[:10].rstrip('T')} {clock}", utc or "utc" in clock
        elif not isinstance(value, str | int | float | dt.date | Formula):
            value = as_text(value)
        key = (value if not isinstance(value, Formula) else as_text(value.shown), utc)
        reading = self._cache.get(key)
        if reading is None:
            reading = read_date(value, frozenset((self._given,)), utc=utc)
            if reading.problem == "ambiguous_date" and not self._given:
                reading = read_date(value, self._order, utc=utc)
            if len(self._cache) < _CACHE:
                self._cache[key] = reading
        return reading

    def _clock(self, cells: Mapping[str, Any], heading: str) -> str:
        """Return the time in a column of its own, if it is of another time zone."""
        for name in self._columns.get("time", ()):
            clock = as_text(cells[name])
            zoned = _ZONED.search(clock) is not None
            named = re.search(r"(?i)\b(utc|gmt|zulu)\b", name.replace("_", " ")) is not None
            plain = re.fullmatch(r"\d{4}-\d\d-\d\d", as_text(cells[heading])[:10]) is not None
            if clock and plain and (zoned or named) and re.match(r"\d{1,2}:\d\d", clock):
                return clock if zoned else f"{clock} utc"
        return ""

    @cached_property
    def _order(self) -> Order:
        """What all the dates of the file decide together; nothing if they contradict each other."""
        votes = set(order_votes(self._texts()))
        if {"dmy", "mdy"} <= votes:
            votes -= {"dmy", "mdy"}
        return frozenset(votes)

    def _texts(self) -> Iterator[str]:
        names = [h for f in ("date", "start", "end") for h in self._columns.get(f, ())]
        places = [self._table.headings.index(name) for name in names]
        for batch in self._table.batches():
            for place in places:
                yield from {cell for cell in batch.columns[place] if isinstance(cell, str)}
