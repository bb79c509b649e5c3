"""What the reading knows of the archive, as plain records from the project's tables."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from dmz_map.archive.same_event import EventIndex, EventRecord

__all__ = ["Reference", "reference_from_tables"]

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?")


@dataclass(frozen=True, slots=True)
class Reference:
    """The archive's events, ready to be compared; empty where matching is off."""

    index: EventIndex = field(default_factory=lambda: EventIndex(()))


def reference_from_tables(folder: Path) -> Reference:
    """Read ``incidents.csv`` of a data folder.

    Raises
    ------
    OSError
        If the table is not there.
    """
    with (folder / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        return Reference(EventIndex(_records(csv.DictReader(file))))


def _records(rows: Iterator[Mapping[str, str]]) -> Iterator[EventRecord]:
    for row in rows:
        span = _span(row["date"])
        if span is None:
            continue
        yield EventRecord(
            row["id"],
            *span,
            row["category"],
            row["sector"],
            _number(row["lon"]),
            _number(row["lat"]),
            _number(row["radius_km"]) or 0.0,
            f"{row['title_en']} {row['title_ko']}",
            _count(row["people"]),
            _count(row["killed"]),
        )


def _span(edtf: str) -> tuple[date, date] | None:
    """Return first and last day of a date, interval or choice as the table writes them."""
    parts = [_DAY.fullmatch(part) for part in re.split(r"[/,]|\.\.", edtf.strip("[]{}"))]
    first, last = parts[0], parts[-1]
    if first is None or last is None:
        return None
    month = int(last[2] or 12)
    day = int(last[3] or monthrange(int(last[1]), month)[1])
    return date(int(first[1]), int(first[2] or 1), int(first[3] or 1)), date(
        int(last[1]), month, day
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _count(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None
