"""The first lines of every page: title, pages, language, and the figures in short."""

from __future__ import annotations

import streamlit as st

from dmz_map.ui.editing import EDIT_PAGE, READ_PAGE, edit_pages
from dmz_map.ui.share import share
from dmz_map.ui.url import PAGES, View, write
from dmz_map.web.html import html, join
from dmz_map.web.language import LANGUAGES, decimal, whole
from dmz_map.web.site import Site

__all__ = ["header"]

_LANGUAGE = "language"
_PAGE = "page-shown"


def header(site: Site, view: View, count: int) -> None:
    """Draw the title, the switches of page and language, sharing, and the facts."""
    _ = view.translate
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="head"
    ):
        st.html(
            html(
                '<div class="dmz-title" lang="{lang}"><h1>{title}</h1><p>{line}</p></div>',
                lang=view.language,
                title=_("Korean Demilitarized Zone"),
                line=_("Incidents on the Military Demarcation Line, with the words of the source"),
            ),
            width="content",
        )
        with st.container(
            horizontal=True, width="content", gap="small", vertical_alignment="center", key="pages"
        ):
            _page_switch(view)
            _language_switch(view)
            share(site, view)
    if view.page == PAGES[0]:
        _facts(site, view, count)


def _page_switch(view: View) -> None:
    _ = view.translate
    names = {
        "map": _("Map"), "sources": _("Sources"), "figures": _("Figures"),
        EDIT_PAGE: _("Add a table"), READ_PAGE: _("Read a source"),
    }  # fmt: skip
    st.session_state[_PAGE] = view.page

    def go() -> None:
        page = st.session_state[_PAGE]
        write("passage", None)
        write("page", None if page == PAGES[0] else page)

    st.segmented_control(
        _("Page"),
        (*PAGES, *edit_pages()),
        format_func=names.__getitem__,
        key=_PAGE,
        required=True,
        label_visibility="collapsed",
        on_change=go,
    )


def _language_switch(view: View) -> None:
    st.session_state[_LANGUAGE] = view.language
    st.segmented_control(
        "Language / 언어",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=_LANGUAGE,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: write("lang", st.session_state[_LANGUAGE]),
    )


def _facts(site: Site, view: View, count: int) -> None:
    _ = view.translate
    figures = site.figures.set_index("quantity")
    length, width = figures.loc["Border, length"], figures.loc["Zone, mean width"]

    def km(value: float, places: int) -> str:
        return f"{decimal(value, view.language, places)} km"

    facts = (
        (
            _("Border"),
            _("{km} quoted").format(km=km(length.quoted, 0)),
            _("{km} measured").format(km=km(length.measured, 1)),
        ),
        (
            _("Zone"),
            _("{km} wide, quoted").format(km=km(width.quoted, 0)),
            _("{km} measured mean").format(km=km(width.measured, 2)),
        ),
        (
            _("Evidence"),
            _.ngettext("{n} incident", "{n} incidents", count).format(
                n=whole(count, view.language)
            ),
            _.ngettext(
                "{n} quotation, proved against its document",
                "{n} quotations, each proved against its document",
                site.quotations,
            ).format(n=whole(site.quotations, view.language)),
        ),
    )
    cells = [
        html(
            "<div><dt>{name}</dt><dd><b>{first}</b> <span>{second}</span></dd></div>",
            name=name,
            first=first,
            second=second,
        )
        for name, first, second in facts
    ]
    st.html(
        html('<dl class="dmz-head" lang="{l}">{cells}</dl>', l=view.language, cells=join(cells))
    )
