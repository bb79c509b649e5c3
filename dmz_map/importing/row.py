"""A row on its way in: its fields, what has to be reported of it, and what is kept beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["RESULT_FIELDS", "ImportedRow", "RowDraft"]

RESULT_FIELDS = (
    "title", "date", "lon", "lat", "radius_km", "category", "people", "killed", "wounded", "place",
    "source",
)  # fmt: skip
"""The fields of a row in the order of a result."""


@dataclass(slots=True)
class RowDraft:
    """A row while it is being read; columns that became a field are in ``used``."""

    number: str
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
        `RESULT_FIELDS` as text; blank where nothing is known. Degrees are EPSG:4326.
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
