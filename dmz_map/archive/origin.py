"""Where an imported incident comes from: the set, the file and the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FILE_SOURCE", "Origin"]

FILE_SOURCE: Final = "import-file-"
"""How the id of a source begins that is the imported file itself."""


@dataclass(frozen=True)
class Origin:
    """What an imported incident was read from.

    Attributes
    ----------
    file
        Name of the file, as it was given.
    row
        Number of the row, as the reader's program shows it; None if it has none.
    set
        Number of the imported set; 0 until a store has given it.
    """

    file: str
    row: int | None = None
    set: int = 0
