"""The page of the map: filters in one row, the map, and the documents.

The filters are drawn again on their own when one changes, and hand the map its new state. The
list and the chosen incident are the browser's (``web/src/page/side.js``): choosing one runs
nothing here. The map itself is sent once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dmz_map.errors import StoreError
from dmz_map.ui.explorer import hand_state, world_map
from dmz_map.ui.filters import filters
from dmz_map.ui.reader import read_asked_passage
from dmz_map.ui.table import table
from dmz_map.ui.url import View, current_view
from dmz_map.web.html import html
from dmz_map.web.release import Release
from dmz_map.web.site import Site

__all__ = ["map_page"]

_DRAWN: Final = "drawn-page"


def map_page(site: Site, release: Release) -> None:
    """Draw the page.

    A part that is drawn again may write into containers of its own only; so the filters have
    one, above the map in the page and after it in the script.
    """
    view = current_view(site)
    st.session_state[_DRAWN] = _of_the_page(view)
    if st.context.is_embedded:
        with st.container(key="map-place"):
            world_map(release)
        with _store_problem():
            hand_state(site, view, release)
        _way_out(view)
        return
    find = st.container(key="find")
    with st.container(key="map-place"):
        world_map(release)  # before all else: its frame takes longest to load
    with find:
        _find(site, release)
    read_asked_passage(site, view)


def _way_out(view: View) -> None:
    """Draw, below an embedded map, the link to the whole page."""
    parameters = {
        name: value for name, value in st.query_params.to_dict().items() if name != "embed"
    }
    st.html(
        html(
            '<a class="dmz-out" target="_blank" rel="noopener" href="./?{parameters}">{text}</a>',
            parameters=urlencode(parameters, safe=","),
            text=view.translate("Open in DMZ Map: sources, list and filters"),
        )
    )


def _of_the_page(view: View) -> tuple[object, ...]:
    """Return what of a view is drawn outside the filters."""
    return view.page, view.passage, view.language, view.warnings


@contextmanager
def _store_problem() -> Iterator[None]:
    """Show what keeps the store from answering in place of what was to be drawn."""
    try:
        yield
    except StoreError as error:
        st.text(str(error))


@st.fragment
def _find(site: Site, release: Release) -> None:
    view = current_view(site)
    if st.session_state.get(_DRAWN) != _of_the_page(view):
        st.rerun()
    with _store_problem():
        hand_state(site, view, release)
        filters(site, view)
    if view.table:
        with st.container(key="table-place"), _store_problem():
            table(site, view)
