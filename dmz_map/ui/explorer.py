"""The map, and the state that reruns hand to it."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import _get_map_string, st_folium

from dmz_map.ui.map_events import MAP_KEY, on_map_event
from dmz_map.ui.state import theme
from dmz_map.ui.url import View
from dmz_map.web.map_state import MapState, map_filter
from dmz_map.web.release import Release
from dmz_map.web.site import Site
from dmz_map.web.webmap import build_map

__all__ = ["hand_state", "map_script", "world_map"]

_HEIGHT = 640


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
    st.html(state.to_html())


def map_script(release: Release) -> str:
    """Return the script that the map's frame runs, as streamlit-folium puts it there."""
    world = build_map(release.assets)
    world.get_root().render()
    script = _get_map_string(world)
    return f"{script}window.map = map_div; window.initComponent(map_div, false);"


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
