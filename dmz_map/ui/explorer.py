"""The map with its switches and its legend."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from dmz_map.safe import html
from dmz_map.site import Site
from dmz_map.ui.state import MAP_KEY, chosen, hear_map, show_layers, shown_layers, theme
from dmz_map.webmap import LAYERS, MapState, build_map

__all__ = ["explorer"]

_NAMES = {
    "border": "Border",
    "zone": "Zone",
    "sectors": "Sectors",
    "places": "Places",
    "incidents": "Incidents",
}
_HEIGHT = 560
_KEY = "shown-layers"


def explorer(site: Site) -> None:
    """Draw the layer switches, the map and the legend."""
    visible = shown_layers()
    st.session_state[_KEY] = list(visible)
    st.pills(
        "Layers",
        LAYERS,
        selection_mode="multi",
        format_func=_NAMES.__getitem__,
        key=_KEY,
        on_change=lambda: show_layers(st.session_state[_KEY]),
        wrap=True,
    )
    id = chosen(site)
    state = MapState(
        layers=visible,
        selection=(site.positions[id], id) if id else None,
        theme=theme(),
    )
    st_folium(
        build_map(site.assets, site.terms, len(site.order)),
        key=MAP_KEY,
        height=_HEIGHT,
        use_container_width=True,
        returned_objects=["last_object_clicked_tooltip"],
        feature_group_to_add=state.to_group(),
        on_change=hear_map,
    )
    st.html(
        html(
            '<ul class="dmz-legend" aria-label="Legend">'
            '<li><i class="crossing"></i>Crossing</li>'
            '<li><i class="force"></i>Use or show of force</li>'
            '<li><i class="hazard"></i>Mine, aircraft, tunnel</li>'
            '<li><i class="accord"></i>Talks, agreed passage, border measure</li>'
            '<li><i class="circle"></i>Circle: the place lies somewhere inside</li>'
            '<li><i class="badge"></i>Dashed badge: only the area or sector is known</li></ul>'
        )
    )
