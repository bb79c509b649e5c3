"""The map, the switches of its layers, and the state that reruns hand to it."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from dmz_map.ui.state import MAP_KEY, on_map_event, theme
from dmz_map.ui.url import View, write_terms
from dmz_map.web.map_state import LAYERS, MapState, map_filter
from dmz_map.web.site import Release, Site
from dmz_map.web.webmap import build_map

__all__ = ["hand_state", "layer_switches", "world_map"]

_HEIGHT = 640
_KEY = "shown-layers"


def layer_switches(view: View) -> None:
    """Draw the layer switches."""
    _ = view.translate
    names = {
        "border": _("Border"),
        "zone": _("Zone"),
        "sectors": _("Sectors"),
        "places": _("Places"),
        "incidents": _("Incidents"),
    }
    st.session_state[_KEY] = list(view.layers)
    st.pills(
        _("Layers"),
        LAYERS,
        selection_mode="multi",
        format_func=names.__getitem__,
        key=_KEY,
        on_change=lambda: write_terms("layers", st.session_state[_KEY], all_of=len(LAYERS)),
        label_visibility="collapsed",
        wrap=True,
    )


def hand_state(site: Site, view: View, release: Release) -> None:
    """Send the map what it is to show: a few hundred bytes, however many incidents there are."""
    matches = site.store.positions(view.query) if view.search else None
    state = MapState(
        layers=view.layers,
        selection=(site.store.position(view.incident), view.incident) if view.incident else None,
        theme=theme(),
        language=view.language,
        online=view.online,
        chart=view.chart,
        filter=map_filter(view.query, site.terms, matches=matches, count=release.count),
    )
    st.html(state.to_script(), unsafe_allow_javascript=True)


def world_map(release: Release) -> None:
    """Draw the map; what is drawn is the same at every run of one release."""
    st_folium(
        build_map(release.assets),
        key=MAP_KEY,
        height=_HEIGHT,
        use_container_width=True,
        returned_objects=["last_object_clicked_tooltip"],
        on_change=on_map_event,
    )
