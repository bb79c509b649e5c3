"""What can be asked of the store, and the records in which it answers."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError

__all__ = ["FACETS", "Points", "Query", "Related", "Row", "Span", "Years", "fold"]

_MOST_WORDS: Final = 16

FACETS: Final[Mapping[str, str]] = {
    "category": "categories",
    "direction": "directions",
    "location_precision": "precisions",
    "sector": "sectors",
    "evidence": "evidence",
    "casualties": "casualties",
    "certain": "certain",
}
"""Each field that is counted beside its choices, and the restriction of `Query` that it is."""


@dataclass(frozen=True)
class Query:
    """A filter; an incident matches when it meets every restriction, and empty means none.

    Attributes
    ----------
    box
        West, south, east, north in degrees, EPSG:4326, edges included; incidents without a
        point do not match.
    days
        First and last day; an incident matches when its own first day lies between them,
        as in the browser.
    km
        Kilometres along the line, from its western end; an incident matches when it may lie
        between them: its kilometre is at most its uncertainty away. Without a kilometre it
        does not match.
    categories, directions, precisions, sectors
        Words of the vocabulary's lists ``category``, ``direction``, ``location_precision``
        and ``sector``; one of them must be the incident's.
    certain
        Only incidents of precision ``exact`` or ``place`` whose date is one day without doubt.
    evidence
        ``excerpt``: a passage is quoted; ``citation``: none is, only sources are cited.
    casualties
        True: people killed or wounded are reported; False: none are.
    text
        Words in any language and case; each must occur, whole or within another, in the
        titles, summaries, places, actors, excerpts or other fields.
    sets
        Numbers of imported sets, 0 being the project's own incidents.
    """

    box: tuple[float, float, float, float] | None = None
    days: tuple[dt.date, dt.date] | None = None
    km: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    certain: bool = False
    evidence: Literal["excerpt", "citation"] | None = None
    casualties: bool | None = None
    text: str = ""
    sets: tuple[int, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The different words of `text`, folded and sorted.

        Raises
        ------
        StoreError
            If there are more than sixteen.
        """
        words = tuple(sorted(set(fold(self.text).split())))
        if len(words) > _MOST_WORDS:
            raise StoreError(
                f"The search has {len(words)} words; {_MOST_WORDS} are the most. Leave some out."
            )
        return words


class Points(NamedTuple):
    """What the browser draws: one entry an incident, in drawing order.

    Attributes
    ----------
    lon, lat
        1e-5 degrees, EPSG:4326; `dmz_map.store.packing.NOWHERE` without a point.
    first, last
        First and last day, in days since `dmz_map.store.packing.EPOCH`; may be negative.
    codes, flags
        Bits as `dmz_map.store.packing.ATTRIBUTES` says.
    radius
        Units of 10 m; 0 without a point.
    km, km_uncertainty
        Where along the line, and within how much, in units of 10 m (see
        `dmz_map.geo.linear_referencing.LineReference.locate`);
        `dmz_map.store.packing.UNKNOWN` where there is none.
    """

    lon: npt.NDArray[np.int32]
    lat: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint32]
    radius: npt.NDArray[np.uint16]
    km: npt.NDArray[np.uint16]
    km_uncertainty: npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Row:
    """One line of a list; `titles` and `places` are (English, Korean), `radius_km` kilometres."""

    position: int
    id: str
    date: str
    first_day: dt.date
    titles: tuple[str, str]
    places: tuple[str, str]
    category: str
    sector: str
    precision: str
    radius_km: float | None


class Span(NamedTuple):
    """An incident whose day is not known: the days between which it lies."""

    first_day: dt.date
    last_day: dt.date
    category: str
    id: str


@dataclass(frozen=True)
class Years:
    """A timeline.

    Attributes
    ----------
    counts
        Number of incidents by (year, category), years ascending, without zeros; one whose
        date is a span counts in its first year.
    spans
        The latest incidents whose date is longer than a day or in doubt, at most 2,000,
        by first day.
    """

    counts: Mapping[tuple[int, str], int]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Related:
    """Incidents related to one, each group without the one itself and the nearest in time first.

    `place`: at the same point (without one: in the same sector and of the same precision);
    `day`: with the same first day; `category`: of the same category.
    """

    place: tuple[Row, ...]
    day: tuple[Row, ...]
    category: tuple[Row, ...]


def fold(text: Any) -> str:
    """Return a text as searches compare it: composed letters (NFC), without case.

    What no text of the store can have (NUL, lone surrogates) becomes a question mark.
    """
    plain = str(text)
    if plain.isascii() and "\0" not in plain:
        return plain.lower()
    plain = plain.replace("\0", "?").encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())
