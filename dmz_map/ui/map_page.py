"""The page of the map: filters, map, list and panel.

Three parts are drawn again on their own: the map when a layer is switched; the map and the
list when a filter changes; the panel, with all else, when another incident is chosen.
"""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dmz_map.errors import StoreError
from dmz_map.site import Edition, Site
from dmz_map.ui.explorer import explorer
from dmz_map.ui.filters import filters
from dmz_map.ui.incident_list import incident_list
from dmz_map.ui.panel import panel
from dmz_map.ui.state import current_view
from dmz_map.ui.view import View

__all__ = ["map_page"]

_PAGE: Final = "drawn-page"
_FINDINGS: Final = "drawn-findings"


def map_page(site: Site, edition: Edition) -> None:
    """Draw the page."""
    left, right = st.columns([62, 38], gap="medium")
    view = current_view(site)
    st.session_state[_PAGE] = _of_the_page(view)
    _find(site, edition, left, right.container(key="list-place"))
    with right:
        try:
            panel(site, view)
        except StoreError as error:
            st.text(str(error))


def _of_the_page(view: View) -> tuple[object, ...]:
    """Return what of a view the panel and the header show."""
    return view.incident, view.passage, view.language, view.search, view.complaints


def _of_the_findings(view: View) -> tuple[object, ...]:
    """Return what of a view the filters and the list show."""
    return view.query, view.page


@st.fragment
def _find(site: Site, edition: Edition, left: DeltaGenerator, right: DeltaGenerator) -> None:
    view = current_view(site)
    if st.session_state.get(_PAGE) != _of_the_page(view):
        st.rerun()
    st.session_state[_FINDINGS] = _of_the_findings(view)
    with left:
        try:
            filters(site, view)
        except StoreError as error:
            st.text(str(error))
        _look(site, edition)
    with right:
        try:
            incident_list(site, view)
        except StoreError as error:
            st.text(str(error))


@st.fragment
def _look(site: Site, edition: Edition) -> None:
    view = current_view(site)
    drawn = st.session_state.get(_PAGE), st.session_state.get(_FINDINGS)
    if drawn != (_of_the_page(view), _of_the_findings(view)):
        st.rerun()
    explorer(site, view, edition)
