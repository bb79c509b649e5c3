"""What may be set for an import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["ImportOptions"]


@dataclass(frozen=True)
class ImportOptions:
    """What a reader of a table may set.

    Attributes
    ----------
    root
        Folder of the project's data, for its vocabulary and the line.
    profile
        A TOML file with ``[columns]``, ``[set]`` and ``[values.THEIR_COLUMN]``.
    columns
        Our field to their column, over all else.
    constants
        Our field to what it is in every row.
    source
        What rows rest on that name no source.
    date_order
        ``dmy``, ``mdy`` or ``ymd``; blank to let the file decide.
    within_km
        How far from the line a point may be.
    since, until
        The first and the last day of what goes in.
    limit
        How many rows are read.
    crs
        The CRS of coordinates where the file does not say.
    """

    root: Path = Path()
    profile: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    date_order: str = ""
    within_km: float | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int | None = None
    crs: str = ""
