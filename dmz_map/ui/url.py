"""What the URL may ask for: read and checked in one go, and written when a widget changes.

Every view can be shared, and the back button works. An unknown value is ignored, as a line says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import streamlit as st

from dmz_map.store.query import Query
from dmz_map.ui.editing import edit_pages
from dmz_map.ui.url_parameters import ParameterReader
from dmz_map.web.language import LANGUAGES, Translator, translator
from dmz_map.web.map_state import LAYERS, SHOWN
from dmz_map.web.site import Site

__all__ = [
    "CHARTS",
    "LISTS",
    "PAGES",
    "View",
    "choose",
    "current_view",
    "preferred_language",
    "read_view",
    "reset_filters",
    "write",
    "write_terms",
]

PAGES: Final = ("map", "sources", "figures")
"""The pages, in the order of their switch; the first is the default."""

LISTS: Final = {
    "category": "category",
    "direction": "direction",
    "sector": "sector",
    "precision": "location_precision",
}
"""URL parameter of a list of terms to the vocabulary list that it draws from."""

CHARTS: Final = ("line", "years")
"""What may be drawn under the map; the first is the default."""

_FILTERS: Final = (*LISTS, "sets", "years", "km", "certain", "hurt", "evidence", "q")
_LONGEST_SEARCH: Final = 120


@dataclass(frozen=True)
class View:
    """A view that can be shared: everything that changes what one sees.

    Attributes
    ----------
    language, page, layers
        A key of `dmz_map.web.language.LANGUAGES`, one of `PAGES`, visible layers of the map.
    incident, passage
        Id of the chosen incident and of the claim whose document is open, or None.
    years
        First and last year, or None for all.
    km
        First and last kilometre along the line, or None for all.
    terms, sets
        Chosen terms by URL parameter, and numbers of sets, 0 for the archive's own; empty: all.
    casualties, evidence
        ``yes``/``no`` for people killed or wounded; ``excerpt``/``citation``; or None.
    search
        Text to search for; may be empty.
    certain, table, online
        Only what is known well; the list is a table; the base map is that of OpenStreetMap.
    chart
        One of `CHARTS`.
    list_page, sort
        Page of a table, from 0; the column by which it is sorted, ``-`` before it: falling.
    warnings
        One line for each ignored part of the URL.
    """

    language: str = "en"
    page: str = PAGES[0]
    layers: tuple[str, ...] = SHOWN
    incident: str | None = None
    passage: str | None = None
    years: tuple[int, int] | None = None
    km: tuple[int, int] | None = None
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sets: tuple[int, ...] = ()
    certain: bool = False
    casualties: str | None = None
    evidence: Literal["excerpt", "citation"] | None = None
    search: str = ""
    table: bool = False
    online: bool = False
    chart: str = CHARTS[0]
    list_page: int | None = None
    sort: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def translate(self) -> Translator:
        """The translator from an English message to the reader's language."""
        return translator(self.language)

    @property
    def query(self) -> Query:
        """What the store is asked for."""
        a, b = self.years or (1, 1)
        return Query(
            days=(date(a, 1, 1), date(b, 12, 31)) if self.years else None,
            km=self.km,
            categories=self.terms.get("category", ()),
            directions=self.terms.get("direction", ()),
            sectors=self.terms.get("sector", ()),
            precisions=self.terms.get("precision", ()),
            certain=self.certain,
            casualties=None if self.casualties is None else self.casualties == "yes",
            evidence=self.evidence,
            text=self.search,
            sets=self.sets,
        )

    @property
    def restrictions(self) -> tuple[str, ...]:
        """The fields of `query` that restrict what is shown."""
        return tuple(key for key, value in vars(self.query).items() if value != vars(Query())[key])


def current_view(site: Site) -> View:
    """Return what the URL of this run asks for."""
    parameters = st.query_params.to_dict()
    incident = parameters.get("incident")
    return read_view(
        parameters,
        {name: site.terms[field] for name, field in LISTS.items() if field in site.terms},
        known_incident=incident is not None and site.knows(incident),
        sets=site.shown_sets() if "sets" in parameters else (),
        preferred=st.context.locale or "en", pages=(*PAGES, *edit_pages()),
        stories=[f"{s.id}.{n}" for s in site.archive.stories for n in range(1, len(s.steps) + 1)],
    )  # fmt: skip


def preferred_language() -> str:
    """Return the language of this run: what the URL asks for, or else the browser's."""
    return _language(st.query_params.to_dict(), st.context.locale or "en")


def _language(parameters: Mapping[str, str], preferred: str) -> str:
    asked = parameters.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return "ko" if preferred.lower().startswith("ko") else "en"


def read_view(
    parameters: Mapping[str, str],
    vocabulary: Mapping[str, Sequence[str]],
    *,
    known_incident: bool, preferred: str = "en", sets: Sequence[int] = (),
    pages: Sequence[str] = PAGES, stories: Sequence[str] = (),
) -> View:  # fmt: skip
    """Read a view from URL parameters.

    Parameters
    ----------
    parameters, vocabulary
        Name to value; terms allowed for each parameter of `LISTS` that is used.
    known_incident, preferred, sets, pages, stories
        Whether the store has the incident; the browser's language, such as ``ko-KR``; numbers of
        the sets, the pages, and the steps of stories, that may be asked for.
    """
    language = _language(parameters, preferred)
    read = ParameterReader(parameters, translator(language))
    read.one_of("lang", tuple(LANGUAGES))
    read.one_of("story", stories)  # the browser's own, as the incident
    terms = {name: read.some_of(name, allowed) for name, allowed in vocabulary.items()}
    evidence = read.one_of("evidence", ("excerpt", "citation"))
    return View(
        language=language,
        layers=read.some_of("layers", LAYERS) if "layers" in parameters else SHOWN,
        incident=read.incident(known=known_incident),
        passage=parameters.get("passage"),
        years=read.years(),
        km=read.km(),
        terms={name: chosen for name, chosen in terms.items() if chosen},
        sets=tuple(map(int, read.some_of("sets", [*map(str, sets)]))),
        certain=read.one_of("certain", ("1",)) == "1",
        casualties=read.one_of("hurt", ("yes", "no")),
        evidence="excerpt" if evidence == "excerpt" else "citation" if evidence else None,
        search=parameters.get("q", "")[:_LONGEST_SEARCH].strip(),
        table=read.one_of("view", ("list", "table")) == "table",
        online=read.one_of("tiles", ("osm",)) == "osm",
        chart=read.one_of("chart", CHARTS) or CHARTS[0],
        list_page=read.list_page(),
        sort=parameters.get("sort", "")[:20],
        page=read.one_of("page", pages) or PAGES[0],
        warnings=tuple(read.warnings),
    )


def write(parameter: str, value: str | None) -> None:
    """Put a value into the URL; None removes the parameter. A new filter starts at page 0."""
    if value is None:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = value
    if parameter in _FILTERS:
        st.query_params.pop("p", None)


def write_terms(parameter: str, terms: Sequence[str], *, all_of: int | None = None) -> None:
    """Put chosen terms into the URL; none chosen, or `all_of` them, removes the parameter."""
    absent = len(terms) == all_of if all_of is not None else not terms
    write(parameter, None if absent else ",".join(terms))


def choose(id: str | None) -> None:
    """Choose an incident, or none; the list turns to its page."""
    for parameter, value in (("incident", id), ("passage", None), ("p", None)):
        write(parameter, value)


def reset_filters() -> None:
    """Remove every filter from the URL."""
    for parameter in _FILTERS:
        write(parameter, None)
