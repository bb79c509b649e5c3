"""All sources as a table: searched, filtered, sorted, each with what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Source
from dmz_map.store.query import Query, fold
from dmz_map.ui.html_table import ROWS, Heading, html_table, page_of
from dmz_map.ui.links import address_link
from dmz_map.ui.url import View, write
from dmz_map.web.html import html, join, link
from dmz_map.web.language import LANGUAGES, Bilingual, Translator, date_label, whole
from dmz_map.web.site import Site

__all__ = ["MOST", "Record", "records", "source_list"]

MOST: Final = 20_000
"""Incidents up to which the sources of imports are listed too; beyond, the archive's own alone."""

_NAMED: Final = 3
_ALL: Final = ""
_KEPT: Final[dict[str, tuple[Record, ...]]] = {}


@dataclass(frozen=True)
class Record:
    """A source, and the incidents that rest on it."""

    source: Source
    incidents: tuple[Incident, ...]


def source_list(site: Site, view: View) -> None:
    """Draw the search, the filters and the table."""
    _ = view.translate
    every = records(site)
    asked, kind, language = _controls(every, view)
    words = fold(asked).split()
    found = [
        one
        for one in every
        if kind in (_ALL, one.source.kind)
        and language in (_ALL, one.source.language)
        and all(word in _searched(one) for word in words)
    ]
    orders = _orders(view)
    order = view.sort if view.sort.removeprefix("-") in orders else "-incidents"
    found.sort(key=lambda one: one.source.title.casefold())
    found.sort(key=orders[order.removeprefix("-")], reverse=order.startswith("-"))
    start, pager = page_of(len(found), view)
    headings = (
        Heading("title", _("Title")),
        Heading("publisher", _("Publisher")),
        Heading("date", _("Published")),
        Heading("language", _("Language")),
        Heading("kind", _("Kind")),
        Heading("incidents", _("Incidents that rest on it")),
    )
    line = _.ngettext("{n} source", "{n} sources", len(found)).format(
        n=whole(len(found), view.language)
    )
    st.html(
        html(
            '<p class="dmz-above" lang="{lang}" role="status"><b>{line}</b> {note}</p>'
            "{table}{pager}",
            lang=view.language,
            line=line,
            note=_("Of imports, the sources stand with each incident.")
            if site.store.count(Query()) > MOST
            else "",
            table=html_table(
                _("Sources"),
                headings,
                [_row(one, view) for one in found[start : start + ROWS]],
                view,
                order,
            ),
            pager=pager,
        )
    )


def records(site: Site) -> tuple[Record, ...]:
    """Return every source that an incident cites, with the incidents; kept until these change."""
    version = site.store.version
    if version not in _KEPT:
        found = _gather(site)
        _KEPT.clear()
        _KEPT[version] = found
    return _KEPT[version]


def _gather(site: Site) -> tuple[Record, ...]:
    few = site.store.count(Query()) <= MOST
    incidents = site.store.incidents(Query()) if few else site.archive.incidents
    found: dict[tuple[str, str], tuple[Source, dict[str, Incident]]] = {}
    for incident in incidents:
        for citation in incident.citations:
            source = citation.source
            known = found.setdefault((source.title, source.url), (source, {}))
            known[1][incident.id] = incident
    return tuple(Record(source, tuple(those.values())) for source, those in found.values())


def _searched(one: Record) -> str:
    titles = (text for each in one.incidents for text in (each.title_en, each.title_ko))
    return fold("\n".join((one.source.title, one.source.publisher, one.source.url, *titles)))


def _controls(every: tuple[Record, ...], view: View) -> tuple[str, str, str]:
    """Draw the search and the two filters, and return what they ask for; the address keeps it."""
    _ = view.translate
    asked = st.query_params.to_dict()
    kinds = {one.source.kind: kind_name(one.source.kind, _) for one in every}
    languages = {
        one.source.language: LANGUAGES.get(one.source.language, one.source.language)
        for one in every
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="source-find"):
        st.session_state["source-words"] = asked.get("source", "")[:120]
        st.text_input(
            _("Search sources"),
            key="source-words",
            max_chars=120,
            placeholder=_("Title, publisher or incident"),
            label_visibility="collapsed",
            on_change=lambda: _ask("source", st.session_state["source-words"].strip()),
        )
        kind = _choice("source_kind", _("All kinds"), kinds, asked.get("source_kind", ""))
        language = _choice(
            "source_lang", _("All languages"), languages, asked.get("source_lang", "")
        )
    return st.session_state["source-words"], kind, language


def _choice(name: str, none: str, choices: Mapping[str, str], asked: str) -> str:
    """Draw one filter, and return what it asks for."""
    st.session_state[name] = asked if asked in choices else _ALL
    chosen: str = st.selectbox(
        none, [_ALL, *sorted(choices, key=lambda one: choices[one])], key=name, width=190,
        format_func=lambda one: choices.get(one, none), label_visibility="collapsed",
        on_change=lambda: _ask(name, st.session_state[name]),
    )  # fmt: skip
    return chosen


def _ask(name: str, value: str) -> None:
    write(name, value or None)
    write("p", None)


def _orders(view: View) -> dict[str, Callable[[Record], Any]]:
    _ = view.translate
    return {
        "title": lambda one: one.source.title.casefold(),
        "publisher": lambda one: one.source.publisher.casefold(),
        "date": lambda one: one.source.published,
        "language": lambda one: one.source.language,
        "kind": lambda one: kind_name(one.source.kind, _),
        "incidents": lambda one: len(one.incidents),
    }


def _row(one: Record, view: View) -> Markup:
    source, _ = one.source, view.translate
    titles = [
        html(
            "<li>{link}</li>",
            link=address_link(
                Bilingual(each.title_en, each.title_ko)[view.language],
                {"page": "", "incident": each.id, "sort": "", "p": ""},
                language=view.language,
            ),
        )
        for each in one.incidents
    ]
    rest = titles[_NAMED:]
    more = html(
        "<details><summary>{words}</summary><ul>{titles}</ul></details>",
        words=_.ngettext("{n} more", "{n} more", len(rest)).format(
            n=whole(len(rest), view.language)
        ),
        titles=join(rest),
    )
    return html(
        '<tr><th scope="row" lang="{own}">{title}</th><td>{publisher}</td><td class="dmz-when">'
        "{date}</td><td>{language}</td><td>{kind}</td><td><ul>{titles}</ul>{more}</td></tr>",
        own=source.language,
        title=link(source.title, source.url),
        publisher=source.publisher,
        date=date_label(source.published, view.language) if source.published else "",
        language=LANGUAGES.get(source.language, source.language),
        kind=kind_name(source.kind, _),
        titles=join(titles[:_NAMED]),
        more=more if rest else "",
    )


def kind_name(kind: str, translate: Translator) -> str:
    """Return what a reader calls a kind of publication; an unknown one keeps its own word."""
    _ = translate
    names = {
        "news": _("News"),
        "encyclopedia": _("Encyclopedia"),
        "official": _("Official"),
        "academic": _("Research"),
        "dataset": _("Dataset"),
        "memorial": _("Memorial"),
        "import": _("Import"),
    }
    return names.get(kind, kind.replace("_", " "))
