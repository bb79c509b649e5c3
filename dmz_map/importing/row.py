"""A row on its way in: its fields, what has to be reported of it, and what is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["RESULT_FIELDS", "ImportedRow", "RowBatch", "RowDraft"]

RESULT_FIELDS = (
    "title", "date", "lon", "lat", "radius_km", "category", "people", "killed", "wounded", "place",
    "source",
)  # fmt: skip
"""The fields of a row in the order of a result."""


@dataclass(slots=True)
class RowDraft:
    """A row while it is being read; columns that became a field are in ``used``."""

    fields: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    extra: dict[str, str] = field(default_factory=dict)
    far_point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What came of one row.

    Attributes
    ----------
    number
        As the reader's program shows it; blank for a file that is refused.
    is_in
        Whether it can go in.
    fields
        `RESULT_FIELDS` as text, those that are known. Degrees are EPSG:4326.
    other
        Heading to cell of all that became no field.
    reasons
        Codes of why it is rejected, or of what has to be reported.
    """

    number: str
    is_in: bool
    fields: dict[str, str]
    other: dict[str, str]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowBatch:
    """What came of some rows, column by column.

    Attributes
    ----------
    numbers, is_in, other, reasons
        As of `ImportedRow`, one entry a row.
    fields
        Field to its text in each row; blank where nothing is known.
    far_points
        A point that a row has but does not show, (lon, lat) in degrees, or None.
    """

    numbers: Sequence[str]
    is_in: Sequence[bool]
    fields: Mapping[str, Sequence[str]]
    other: Sequence[dict[str, str]]
    reasons: Sequence[tuple[str, ...]]
    far_points: Sequence[tuple[float, float] | None]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    def rows(self) -> Iterator[ImportedRow]:
        """Yield each row."""
        return map(self.row, range(len(self)))

    def row(self, place: int) -> ImportedRow:
        """Return the row at a position."""
        fields = {name: texts[place] for name, texts in self.fields.items() if texts[place]}
        return ImportedRow(
            self.numbers[place], self.is_in[place], fields, self.other[place], self.reasons[place]
        )

    def take(self, places: Sequence[int]) -> RowBatch:
        """Return the rows at some positions."""
        if len(places) == len(self):
            return self
        return RowBatch(
            [self.numbers[i] for i in places],
            [self.is_in[i] for i in places],
            {name: [texts[i] for i in places] for name, texts in self.fields.items()},
            [self.other[i] for i in places],
            [self.reasons[i] for i in places],
            [self.far_points[i] for i in places],
        )

    def valid(self) -> RowBatch:
        """Return the rows that can go in."""
        return self.take([place for place, is_in in enumerate(self.is_in) if is_in])

    def rejected(self) -> RowBatch:
        """Return the rows that cannot."""
        return self.take([place for place, is_in in enumerate(self.is_in) if not is_in])
