"""The figures page: how long, how wide, how sure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dmz_map.ui.explorer import hand_state, world_map
from dmz_map.ui.url import View, current_view
from dmz_map.web.figure_tables import accuracy_table, decades_table, measured_tables
from dmz_map.web.html import html
from dmz_map.web.release import Release
from dmz_map.web.site import Site

__all__ = ["figures_page"]


def figures_page(site: Site, release: Release) -> None:
    """Draw the line unrolled, quoted and measured figures, and the border's error."""
    view = current_view(site)
    _ = view.translate
    _title(
        _("The line unrolled"),
        _("Every incident by kilometre and year; choosing one opens it on the map."),
    )
    with st.container(key="line-place"):
        world_map(release)
    with st.container(key="line-state"):
        hand_state(site, replace(view, chart="alone"), release)
    left, right = st.columns(2, gap="large")
    with left:
        _title(_("How long, how wide"), _("Quoted figures beside what the geometry measures."))
        st.html(measured_tables(site, view.language))
    with right:
        _title(_("How sure the line is"))
        st.html(accuracy_table(view.language))
        _title(_("Decade by sector"), _("All incidents; a number opens them on the map."))
        st.html(decades_table(site, view.language, partial(_decade_address, view)))


def _title(title: str, line: str = "") -> None:
    said = html("<p>{line}</p>", line=line) if line else ""
    st.html(
        html('<section class="dmz-panel"><h2>{title}</h2>{said}</section>', title=title, said=said)
    )


def _decade_address(view: View, decade: int, sector: str) -> str:
    return f"./?years={decade}-{decade + 9}&sector={sector}&lang={view.language}"
