"""The page of the map: filters, map, list and panel.

Two parts are drawn again on their own: the switches when a layer is switched; filters and list
when a filter changes. Both hand the map its new state. The panel, with all else, follows when
another incident is chosen. The map itself is sent once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dmz_map.errors import StoreError
from dmz_map.ui.explorer import hand_state, layer_switches, world_map
from dmz_map.ui.filters import filters
from dmz_map.ui.incident_list import incident_list
from dmz_map.ui.panel import panel
from dmz_map.ui.set_switches import set_switches
from dmz_map.ui.table import table
from dmz_map.ui.url import View, current_view
from dmz_map.web.html import html
from dmz_map.web.site import Release, Site

__all__ = ["map_page"]

_PAGE: Final = "drawn-page"
_FINDINGS: Final = "drawn-findings"


def map_page(site: Site, release: Release) -> None:
    """Draw the page.

    A part that is drawn again may write into containers of its own only; so the parts come
    one after the other, and the style sheet sets them side by side where there is room.
    """
    view = current_view(site)
    st.session_state[_PAGE] = _of_the_page(view)
    if st.context.is_embedded:
        st.session_state[_FINDINGS] = _of_the_findings(view)
        world_map(release)
        _look(site, release)
        _way_out(view)
        return
    with st.container(key="board"):
        find, look = st.container(key="find"), st.container(key="look")
        with st.container(key="map-place"):
            world_map(release)  # before all else: its frame takes longest to load
        with find:
            _find(site, release)
        with look:
            _look(site, release)
        with st.container(key="panel-place"), _store_problem():
            panel(site, view)


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
    """Return what of a view the panel and the header show."""
    return (
        view.page,
        view.incident,
        view.passage,
        view.language,
        view.search,
        view.warnings,
    )


def _of_the_findings(view: View) -> tuple[object, ...]:
    """Return what of a view the filters and the list show."""
    return view.query, view.list_page, view.table, view.online


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
    if st.session_state.get(_PAGE) != _of_the_page(view):
        st.rerun()
    st.session_state[_FINDINGS] = _of_the_findings(view)
    with _store_problem():
        hand_state(site, view, release)
        filters(site, view)
    with st.container(key="list-place"), _store_problem():
        incident_list(site, view)
    if view.table:
        with st.container(key="table-place"), _store_problem():
            table(site, view)


@st.fragment
def _look(site: Site, release: Release) -> None:
    view = current_view(site)
    drawn = st.session_state.get(_PAGE), st.session_state.get(_FINDINGS)
    if drawn != (_of_the_page(view), _of_the_findings(view)):
        st.rerun()
    with _store_problem():
        hand_state(site, view, release)
        layer_switches(view)
        set_switches(site, view)
