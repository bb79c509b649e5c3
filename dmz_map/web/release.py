"""One version of the store as the map shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dmz_map.web.assets import Assets

__all__ = ["Release"]


@dataclass(frozen=True)
class Release:
    """One version of the store as the map shows it.

    Attributes
    ----------
    version
        The store's version.
    count, quoted
        How many incidents there are, and how many of them quote a document word for word.
    first_year
        Year of the first one.
    assets
        All files of the map.
    """

    version: str
    count: int
    quoted: int
    first_year: int
    assets: Assets
