"""The only thing that a rerun of the app sends to the map: a few hundred bytes.

The browser filters by itself; what it cannot know, a search of text, comes as one bit for
each incident in drawing order.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from dmz_map.store.packing import EPOCH, TERM_FIELDS, UNITS_PER_KM
from dmz_map.store.query import FACETS, Query
from dmz_map.web.html import base64_json, html

__all__ = ["LAYERS", "SHOWN", "MapState", "map_filter"]

SHOWN: Final = ("border", "zone", "sectors", "places", "incidents")
"""The layers that are shown at first."""
LAYERS: Final = (*SHOWN, "context")
"""The layers that a reader may show or hide, in the order of the switches."""

_CERTAIN: Final = ("exact", "place")
_EPOCH: Final[dt.date] = EPOCH.item()


@dataclass(frozen=True)
class MapState:
    """What a rerun of the app may change on the map.

    Attributes
    ----------
    layers
        The visible ones of `LAYERS`.
    selection
        Position in drawing order and id of the chosen incident, or None.
    theme, language
        ``light`` or ``dark``; ``en`` or ``ko``.
    filter
        As `map_filter` makes it; empty shows all.
    online
        Whether OpenStreetMap's tiles are under the layers; they come from another host.
    chart
        What is drawn under the map: ``line``, the line unrolled, or ``years``; ``alone`` is the
        line instead of the map.
    """

    layers: tuple[str, ...] = SHOWN
    selection: tuple[int, str] | None = None
    theme: str = "light"
    language: str = "en"
    filter: Mapping[str, Any] = field(default_factory=dict)
    online: bool = False
    chart: str = "line"

    def payload(self) -> str:
        """Return the state as it travels: base64 of JSON."""
        return base64_json(
            {
                "layers": list(self.layers),
                "selection": list(self.selection) if self.selection else None,
                "theme": self.theme,
                "language": self.language,
                "filter": dict(self.filter),
                **({"online": 1} if self.online else {}),
                **({"chart": self.chart} if self.chart != "line" else {}),
            }
        )

    def to_html(self) -> Markup:
        """Return the element by which the page's script takes the state and hands it to the map."""
        return html('<i hidden data-dmz-state="{state}"></i>', state=self.payload())


def map_filter(
    query: Query,
    terms: Mapping[str, Sequence[str]],
    *,
    matches: npt.NDArray[np.uint32] | None = None,
    count: int = 0,
) -> dict[str, Any]:
    """Return the filter that the map's script applies; empty when all incidents match.

    Parameters
    ----------
    query
        What the reader asks for. Its box is not used: the map shows what is in view.
    terms
        The vocabulary's words by field; a word's position is its code.
    matches
        Positions, in drawing order, of the incidents that the search finds; None without one.
    count
        How many incidents there are, for the length of the bits.

    Returns
    -------
    dict
        Lists of codes by field of the vocabulary (an empty one lets nothing pass); ``set``, a list
        of numbers of imported sets, 0 for the project's own incidents; ``fuzzy``,
        ``evidence`` (1: an excerpt, 0: citations only) and ``casualties``, each 0 or 1; ``days``,
        first and last since `dmz_map.store.packing.EPOCH`; ``km``, first and last in the units
        of the packed layout; ``matches``, a bit an incident, the
        lowest first, in base64.
    """
    wanted: dict[str, Any] = {}
    for name in TERM_FIELDS:
        if words := getattr(query, FACETS[name]):
            wanted[name] = _codes(words, terms[name])
    if query.sets:
        wanted["set"] = sorted(query.sets)
    if query.certain:
        certain = _codes(_CERTAIN, terms["location_precision"])
        asked = wanted.get("location_precision", certain)
        wanted["location_precision"] = [code for code in certain if code in asked]
        wanted["fuzzy"] = 0
    if query.evidence:
        wanted["evidence"] = int(query.evidence == "excerpt")
    if query.casualties is not None:
        wanted["casualties"] = int(query.casualties)
    if query.days:
        wanted["days"] = [(day - _EPOCH).days for day in query.days]
    if query.km:
        wanted["km"] = [round(end * UNITS_PER_KM) for end in query.km]
    if matches is not None:
        bits = np.zeros(count, dtype=bool)
        bits[matches] = True
        packed = np.packbits(bits, bitorder="little").tobytes()
        wanted["matches"] = base64.b64encode(packed).decode("ascii")
    return wanted


def _codes(words: Sequence[str], all_words: Sequence[str]) -> list[int]:
    return [code for code, word in enumerate(all_words) if word in words]
