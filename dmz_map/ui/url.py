"""What the URL asks for, read and checked in one go.

The URL is the one place of truth: a page reads it, shows it in its widgets, and a widget that
changes writes it. So every view can be shared, and the browser's way back works. A word that
nothing here bears is left out, and a line tells the reader so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from dmz_map.store.query import Query
from dmz_map.web.language import LANGUAGES, Translate, translator
from dmz_map.web.map_state import LAYERS

__all__ = ["LISTS", "PAGES", "YEARS", "View", "read_view"]

PAGES: Final = ("map", "sources", "figures")
"""The pages, in the order of their switch; the first is meant when the URL names none."""

LISTS: Final = {
    "category": "category",
    "direction": "direction",
    "sector": "sector",
    "precision": "location_precision",
}
"""URL parameter of a list of words to the vocabulary list that it draws from."""

YEARS: Final = (1950, 2100)
"""First and last year that a range may name."""

_LONGEST_SEARCH: Final = 120


@dataclass(frozen=True)
class View:
    """A view that can be shared: everything that changes what one sees.

    Attributes
    ----------
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    layers
        Visible layers of the map.
    incident, passage
        Id of the chosen incident and of the claim whose document is open, or None.
    years
        First and last year, or None for all.
    words
        Chosen words by URL parameter; a parameter that is not there restricts nothing.
    certain
        Only places and dates that are known well.
    hurt, evidence
        ``yes``/``no`` for people killed or wounded; ``excerpt``/``citation``; or None.
    search
        Text to search for; may be empty.
    table
        Whether the list stands as a table.
    online
        Whether the base map comes from OpenStreetMap's servers.
    sheet
        Page of the list, from 0; None: that of the chosen incident, or the first.
    page
        One of `PAGES`.
    complaints
        One line for each thing of the URL that could not be followed.
    """

    language: str = "en"
    layers: tuple[str, ...] = LAYERS
    incident: str | None = None
    passage: str | None = None
    years: tuple[int, int] | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certain: bool = False
    hurt: str | None = None
    evidence: Literal["excerpt", "citation"] | None = None
    search: str = ""
    table: bool = False
    online: bool = False
    sheet: int | None = None
    page: str = "map"
    complaints: tuple[str, ...] = ()

    @property
    def translate(self) -> Translate:
        """The function from an English message to the reader's language."""
        return translator(self.language)

    @property
    def query(self) -> Query:
        """What the store is asked for."""
        days = None
        if self.years:
            days = (date(self.years[0], 1, 1), date(self.years[1], 12, 31))
        return Query(
            days=days,
            categories=self.words.get("category", ()),
            directions=self.words.get("direction", ()),
            sectors=self.words.get("sector", ()),
            precisions=self.words.get("precision", ()),
            certain=self.certain,
            casualties=None if self.hurt is None else self.hurt == "yes",
            evidence=self.evidence,
            text=self.search,
        )

    @property
    def filtered(self) -> bool:
        """Whether anything restricts what is shown."""
        return self.query != Query()


def read_view(
    parameters: Mapping[str, str],
    vocabulary: Mapping[str, Sequence[str]],
    *,
    known_incident: bool,
    preferred: str = "en",
) -> View:
    """Read a view from URL parameters.

    Parameters
    ----------
    parameters
        Name to value.
    vocabulary
        Words allowed for each parameter of `LISTS` that is used.
    known_incident
        Whether the incident that the URL names is in the store.
    preferred
        The browser's language, such as ``ko-KR``; used when the URL names none.
    """
    language = "ko" if preferred.lower().startswith("ko") else "en"
    if parameters.get("lang") in LANGUAGES:
        language = parameters["lang"]
    tell = _Complaints(translator(language))
    if parameters.get("lang") not in (None, *LANGUAGES):
        tell("lang", ", ".join(LANGUAGES))
    incident = parameters.get("incident")
    if incident and not known_incident:
        tell.incident()
        incident = None
    chosen = {
        name: tell.known(name, parameters[name], allowed)
        for name, allowed in vocabulary.items()
        if name in parameters
    }
    layers: tuple[str, ...] = LAYERS
    if "layers" in parameters:
        asked = tell.known("layers", parameters["layers"], LAYERS)
        layers = tuple(name for name in LAYERS if name in asked)
    return View(
        language=language,
        layers=layers,
        incident=incident or None,
        passage=parameters.get("passage"),
        years=_years(parameters.get("years"), tell),
        words={name: words for name, words in chosen.items() if words},
        certain=tell.one_of("certain", parameters, ("1",)) == "1",
        hurt=tell.one_of("hurt", parameters, ("yes", "no")),
        evidence=_evidence(tell.one_of("evidence", parameters, ("excerpt", "citation"))),
        search=parameters.get("q", "")[:_LONGEST_SEARCH].strip(),
        table=tell.one_of("view", parameters, ("list", "table")) == "table",
        online=tell.one_of("tiles", parameters, ("osm",)) == "osm",
        sheet=_sheet(parameters.get("p")),
        page=tell.one_of("page", parameters, PAGES) or PAGES[0],
        complaints=tuple(tell.lines),
    )


class _Complaints:
    """Collects a line for each thing of the URL that cannot be followed."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate
        self.lines: list[str] = []

    def __call__(self, name: str, allowed: str) -> None:
        _ = self.translate
        line = _("The address asks for something unknown under “{name}”. It may be: {allowed}.")
        self.lines.append(line.format(name=name, allowed=allowed))

    def incident(self) -> None:
        _ = self.translate
        self.lines.append(
            _("The address asks for an incident that is not in this archive.")
            + " "
            + _("Choose one on the map or in the list.")
        )

    def known(self, name: str, value: str, allowed: Sequence[str]) -> tuple[str, ...]:
        asked = [word for word in value.split(",") if word]
        if not set(asked) <= set(allowed):
            self(name, ", ".join(allowed))
        return tuple(word for word in allowed if word in asked)

    def one_of(
        self, name: str, parameters: Mapping[str, str], allowed: Sequence[str]
    ) -> str | None:
        value = parameters.get(name)
        if value is None or value in allowed:
            return value
        self(name, ", ".join(allowed))
        return None


def _years(value: str | None, tell: _Complaints) -> tuple[int, int] | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d{4})-(\d{4})", value, re.ASCII)
    if match and YEARS[0] <= int(match[1]) <= int(match[2]) <= YEARS[1]:
        return int(match[1]), int(match[2])
    tell("years", "1960-1969")
    return None


def _evidence(value: str | None) -> Literal["excerpt", "citation"] | None:
    return "excerpt" if value == "excerpt" else "citation" if value else None


def _sheet(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value, re.ASCII) else None
