"""The map, and the state that reruns hand to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Final

import streamlit as st
import streamlit_folium

from dmz_map.ui.map_events import MAP_KEY, on_map_event
from dmz_map.ui.state import theme
from dmz_map.ui.url import View
from dmz_map.web.map_state import MapState, map_filter
from dmz_map.web.release import Release
from dmz_map.web.site import Site
from dmz_map.web.webmap import build_map

__all__ = ["hand_state", "map_script", "world_map"]

_HEIGHT: Final = 640
_COMPONENT: Final = "_component_func"


@dataclass
class _Last:
    """What streamlit-folium gives its frame, and for the map of which release."""

    made: tuple[Release | None, Mapping[str, Any]] = (None, {})


_LAST: Final = _Last()


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
    script = _arguments(release)["script"]
    return f"{script}window.map = map_div; window.initComponent(map_div, false);"


def world_map(release: Release) -> None:
    """Draw the map; what is drawn is the same at every run of one release."""
    getattr(streamlit_folium, _COMPONENT)(**_arguments(release))


def _arguments(release: Release) -> Mapping[str, Any]:
    """Return what `st_folium` gives its frame, made once for a release.

    To make it is more than half of what a run costs, and `st_folium` makes it at every run.
    """
    known, arguments = _LAST.made
    if known is not release:
        arguments = _recorder()(
            build_map(release.assets),
            key=MAP_KEY,
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=["last_object_clicked_tooltip"],
            on_change=on_map_event,
        )
        _LAST.made = (release, arguments)
    return arguments


def _recorder() -> Callable[..., Mapping[str, Any]]:
    """Return `st_folium` itself, but with what it gives its frame as its answer."""
    whole = streamlit_folium.st_folium
    names = {**whole.__globals__, _COMPONENT: dict}
    return FunctionType(whole.__code__, names, argdefs=whole.__defaults__)
