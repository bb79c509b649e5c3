"""The incidents that match the filters as a table, in step with the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from dmz_map.archive.incidents import Incident
from dmz_map.store.query import Row
from dmz_map.ui.html_table import ROWS, Heading, html_table, page_of
from dmz_map.ui.links import address_link
from dmz_map.ui.url import View
from dmz_map.web.html import html
from dmz_map.web.language import Bilingual, date_label, whole
from dmz_map.web.site import Site

__all__ = ["MOST", "table"]

MOST: Final = 5000
"""Incidents that are sorted by something else than their day."""

_NAMED: Final = 2
_NEWEST: Final = "-date"


def table(site: Site, view: View) -> None:
    """Draw the table; a title chooses its incident, a heading sorts."""
    _ = view.translate
    count = site.store.count(view.query)
    order = view.sort if view.sort.removeprefix("-") in _orders(site, view) else _NEWEST
    if count > MOST and order.removeprefix("-") != "date":
        order = _NEWEST
    start, pager = page_of(count, view)
    rows = [_row(site, view, row) for row in _rows(site, view, order, start, count)]
    sorts = count <= MOST
    headings = (
        Heading("date", _("Date")),
        Heading("title" if sorts else "", _("Incident")),
        Heading("place" if sorts else "", _("Place")),
        Heading("kind" if sorts else "", _("Kind")),
        Heading("sector" if sorts else "", _("Sector")),
        Heading("", _("Sources")),
    )
    line = _.ngettext("{n} incident", "{n} incidents", count).format(n=whole(count, view.language))
    st.html(
        html(
            '<p class="dmz-above" lang="{lang}"><b>{line}</b> {note}</p>{table}{pager}',
            lang=view.language,
            line=line,
            note=""
            if sorts
            else _("So many are sorted by their date only. Filter to sort otherwise."),
            table=html_table(_("Incidents"), headings, rows, view, order),
            pager=pager,
        )
    )


def _orders(site: Site, view: View) -> dict[str, Callable[[Row], Any]]:
    language = view.language
    return {
        "date": lambda row: row.first_day,
        "title": lambda row: Bilingual(*row.titles)[language].casefold(),
        "place": lambda row: Bilingual(*row.places)[language].casefold(),
        "kind": lambda row: site.label("category", row.category, language),
        "sector": lambda row: site.terms["sector"].index(row.sector),
    }


def _rows(site: Site, view: View, order: str, start: int, count: int) -> tuple[Row, ...]:
    """Return the rows of one page: the store knows the order of time, the others are made here."""
    falling, name = order.startswith("-"), order.removeprefix("-")
    if name == "date":
        return site.store.page(view.query, offset=start, limit=ROWS, newest_first=falling)
    every = site.store.page(view.query, offset=0, limit=min(count, MOST))
    found = sorted(every, key=_orders(site, view)[name], reverse=falling)
    return tuple(found[start : start + ROWS])


def _row(site: Site, view: View, row: Row) -> Markup:
    incident = site.get(row.id)
    group = site.archive.vocabulary.group(row.category)
    return html(
        '<tr><td class="dmz-when">{date}</td><th scope="row">{title}</th><td>{place}</td>'
        '<td><i class="dmz-sign" data-group="{group}"></i> {kind}</td><td>{sector}</td>'
        '<td class="dmz-reported">{sources}</td></tr>',
        date=date_label(row.date, view.language),
        title=address_link(
            Bilingual(*row.titles)[view.language], {"incident": row.id}, language=view.language
        ),
        place=Bilingual(*row.places)[view.language],
        group=group,
        kind=site.label("category", row.category, view.language),
        sector=site.label("sector", row.sector, view.language),
        sources=_sources(incident, view),
    )


def _sources(incident: Incident, view: View) -> Markup:
    """Return on what an incident rests: its publishers, and whether words are quoted."""
    _ = view.translate
    names = list(dict.fromkeys(one.source.publisher for one in incident.citations))
    more = f"\u00a0+{len(names) - _NAMED}" if len(names) > _NAMED else ""
    quoted = (
        html('<b class="dmz-verbatim">{w}</b> ', w=_("Word for word")) if incident.claims else ""
    )
    return html("{quoted}{names}{more}", quoted=quoted, names=", ".join(names[:_NAMED]), more=more)
