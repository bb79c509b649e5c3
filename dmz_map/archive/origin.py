"""Where an imported incident comes from: the set, the file and the row."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Origin"]


@dataclass(frozen=True)
class Origin:
    """What an imported incident was read from.

    Attributes
    ----------
    file
        Name of the file, as it was given.
    row
        Number of the row, the first below the heading being 1; None if the file has no rows.
    set
        Number of the imported set; 0 until a store has given it.
    """

    file: str
    row: int | None = None
    set: int = 0
