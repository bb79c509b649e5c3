"""The incidents as a list or as a table: the way to the panel by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dmz_map.store.query import Row
from dmz_map.ui.filters import active_filters
from dmz_map.ui.url import View, choose, reset_filters, write
from dmz_map.web.html import plain_markdown
from dmz_map.web.language import Bilingual, date_label, whole
from dmz_map.web.site import Site

__all__ = ["incident_list"]

PAGE: Final = 8
"""Incidents on one page of the list: what a rerun sends is small."""

_KEY: Final = "listed"


def incident_list(site: Site, view: View) -> None:
    """Draw one page of the incidents that match the filters, newest first."""
    _ = view.translate
    found = site.store.count(view.query)
    if not found:
        _dead_end(site, view)
        return
    last = (found - 1) // PAGE
    page = min(_page(site, view), last)
    rows = site.store.page(view.query, offset=page * PAGE, limit=PAGE)
    ids = [row.id for row in rows]
    st.session_state[_KEY] = view.incident if view.incident in ids else None
    with st.container(height=236, key="incident-list"):
        st.radio(
            _.ngettext("{n} incident found", "{n} incidents, newest first", found).format(
                n=whole(found, view.language)
            ),
            ids,
            index=None,
            format_func={row.id: plain_markdown(_title(row, view)) for row in rows}.__getitem__,
            captions=[plain_markdown(_where_and_when(row, view)) for row in rows],
            key=_KEY,
            on_change=lambda: choose(st.session_state[_KEY]),
            width="stretch",
        )
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="pager"
    ):
        if last:
            _pager(page, last)
        st.session_state["as-table"] = view.table
        st.toggle(
            _("Table"),
            key="as-table",
            on_change=lambda: write("view", "table" if st.session_state["as-table"] else None),
        )


def _page(site: Site, view: View) -> int:
    """Return the page that was turned to; else that of the chosen incident, or the first."""
    if view.list_page is not None:
        return view.list_page
    later = site.store.later(view.query, view.incident) if view.incident else None
    return (later or 0) // PAGE


def _title(row: Row, view: View) -> str:
    return Bilingual(*row.titles)[view.language]


def _where_and_when(row: Row, view: View) -> str:
    place = Bilingual(*row.places)[view.language]
    return f"{date_label(row.date, view.language)} · {place}"


def _pager(page: int, last: int) -> None:
    key = f"list-page-{page}-{last}"
    st.pagination(
        last + 1,
        default=page + 1,
        key=key,
        max_visible_pages=5,
        on_change=lambda: write("p", str(st.session_state[key] - 1)),
    )


def _dead_end(site: Site, view: View) -> None:
    """Say that nothing matches, and which filter to remove."""
    _ = view.translate
    st.info(_("No incident matches all filters together."))
    remedies: Sequence[tuple[str, str, int]] = [
        (name, label, site.store.count(without))
        for name, (label, without) in active_filters(view).items()
    ]
    for name, label, count in remedies:
        if count:
            text = _.ngettext(
                "Remove the filter “{filter}”: {n} incident",
                "Remove the filter “{filter}”: {n} incidents",
                count,
            ).format(filter=label, n=whole(count, view.language))
            st.button(plain_markdown(text), key=f"remove-{name}", on_click=write, args=(name, None))
    st.button(_("Reset all filters"), on_click=reset_filters, type="primary")
