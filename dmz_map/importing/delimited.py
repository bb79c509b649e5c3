"""Delimited text: commas, semicolons, tabs or bars between cells, in any encoding."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dmz_map.importing.cells import as_formula, unique_headings
from dmz_map.importing.encodings import encoding_of, open_text
from dmz_map.importing.headings import recognised
from dmz_map.importing.layouts import heading_layout
from dmz_map.importing.source_table import BATCH, Batch, RefusedFileError, SourceTable

__all__ = ["read_delimited"]

_DELIMITERS: Final = (",", ";", "\t", "|")
_LARGEST_CELL: Final = 1 << 20
_HEAD: Final = 60
_Record = tuple[int, list[str], str]
"""The line on which a record begins, its cells, and why it is torn (or blank)."""


def read_delimited(path: Path) -> list[SourceTable]:
    """Return the table of a delimited file.

    Raises
    ------
    RefusedFileError
        If the file is not text.
    """
    encoding = encoding_of(path)
    delimiter, skipped = _separator_line(path, encoding)
    delimiter = delimiter or _delimiter(path, encoding, skipped)
    head = [*islice(_records(path, encoding, delimiter, skipped), _HEAD)]
    layout = heading_layout([cells for _, cells, _ in head])
    width = len(layout.headings)
    first_line = head[layout.first_row][0] if layout.first_row < len(head) else 0

    def batches() -> Iterator[Batch]:
        records = _records(path, encoding, delimiter, skipped)
        rows = (record for record in records if record[0] >= first_line > 0)
        while part := [*islice(rows, BATCH)]:
            if batch := _batch(part, width):
                yield batch

    note = f"encoding {encoding}, cells separated by {delimiter!r}"
    headings = unique_headings(layout.headings)
    return [SourceTable("", headings, batches, layout.rows, None, (note, *layout.above))]


def _batch(records: Sequence[_Record], width: int) -> Batch | None:
    """Return a batch of records; short ones are filled up, blank ones left out."""
    numbers: list[int] = []
    rows: list[Sequence[Any]] = []
    torn: dict[int, str] = {}
    for line, cells, why in records:
        if not (cells and cells[0].strip()) and not any(map(str.strip, cells)):
            continue
        if len(cells) != width:
            spare = cells[width:]
            if any(map(str.strip, spare)):
                why = why or f"{len(cells)} cells where the heading has {width}"
            cells = cells[:width] + [""] * (width - len(cells))
        if why:
            torn[len(rows)] = why
        numbers.append(line)
        rows.append(cells)
    if not rows:
        return None
    return Batch(
        numbers, [_with_formulas(column) for column in zip(*rows, strict=True)], None, torn
    )


def _with_formulas(column: tuple[str, ...]) -> Sequence[Any]:
    if "\n=" not in "\n".join(("", *column)):
        return column
    return [(as_formula(cell) or cell) if cell[:1] == "=" else cell for cell in column]


def _records(path: Path, encoding: str, delimiter: str, skipped: int) -> Iterator[_Record]:
    """Yield each record; one whose quote is never closed is torn, the next line is read anew."""
    csv.field_size_limit(_LARGEST_CELL)
    with open_text(path, encoding) as file:
        lines = _Lines(file, skipped)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = lines.next_line
            if plain := lines.plain(delimiter):
                yield from ((start + n, cells, "") for n, cells in enumerate(plain))
                continue
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cells, reason = [], str(error)
            else:
                reason = "" if lines.is_whole() else "a quote is never closed"
            if not reason:
                yield start, cells, ""
                continue
            first = lines.go_back()
            reader = csv.reader(lines, delimiter=delimiter)
            torn = f"cut off or torn: {reason}"
            yield start, next(csv.reader([first.replace('"', "")], delimiter=delimiter), []), torn


class _Lines:
    """The lines of a file, with those of the record that is being read at hand."""

    def __init__(self, file: Any, skipped: int) -> None:
        self._file = iter(file)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._ended = False
        self.next_line = 1
        for _ in range(skipped):
            next(self)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            try:
                line = next(self._file)
            except StopIteration:
                self._ended = True
                raise
        self.next_line += 1
        self._record.append(line)
        return line.replace("\0", "") if "\0" in line else line

    def plain(self, delimiter: str) -> list[list[str]]:
        """Return the next records if each is a line, as without quotes; else none is taken."""
        if self._again:
            return []
        lines = [*islice(self._file, BATCH)]
        text = "".join(lines)
        if '"' not in text and "\0" not in text:
            with suppress(csv.Error):
                records = [*csv.reader(lines, delimiter=delimiter)]
                self.next_line += len(lines)
                return records
        self._again.extend(lines)
        return []

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self._record.clear()

    def is_whole(self) -> bool:
        """Return whether no quote was open when the file ended."""
        return not self._ended or sum(line.count('"') for line in self._record) % 2 == 0

    def go_back(self) -> str:
        """Return the record's first line; the others are read again."""
        first, *rest = self._record
        self._again.extendleft(reversed(rest))
        self.next_line -= len(rest)
        self._ended = False
        return first


def _separator_line(path: Path, encoding: str) -> tuple[str, int]:
    """Return the delimiter of a first line such as ``sep=;`` and how many lines it takes."""
    with open_text(path, encoding) as file:
        first = file.readline(64).strip().strip('"')
    if first[:4].casefold() == "sep=" and len(first) <= 6:
        return (first[4:].replace("\\t", "\t") or "\t"), 1
    return "", 0


def _delimiter(path: Path, encoding: str, skipped: int) -> str:
    """Return the delimiter that gives the most rows of the same width and the most known names."""
    scores = {}
    for delimiter in _DELIMITERS:
        rows = [
            cells
            for _, cells, _ in islice(_records(path, encoding, delimiter, skipped), _HEAD)
            if any(cells)
        ]
        if not rows:
            raise RefusedFileError("empty", f"{path.name} is empty. Choose another file.")
        width, times = Counter(map(len, rows)).most_common(1)[0]
        wide = max(map(len, rows[:10]))
        known = max(sum(map(recognised, cells)) for cells in rows[:10])
        scores[delimiter] = (min(known, 6), times / len(rows) if width > 1 else wide > 1, width)
    return max(scores, key=lambda name: scores[name])
