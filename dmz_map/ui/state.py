"""What a page shows, kept in the URL: the chosen incident, the visible layers.

The URL is the one place of truth: a page reads it, shows it in its widgets, and a widget
that changes writes it. So every view can be shared, and the browser's way back works.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from dmz_map.datapackage import DEFAULT_ROOT
from dmz_map.site import Site, open_site
from dmz_map.webmap import LAYERS

__all__ = [
    "MAP_KEY",
    "choose",
    "chosen",
    "complaints",
    "hear_map",
    "load_site",
    "show_layers",
    "shown_layers",
    "theme",
]

MAP_KEY: Final = "map"


@st.cache_resource(show_spinner=False)
def load_site() -> Site:
    """Return the site of this process, read once.

    Raises
    ------
    DataError
        If the data cannot be trusted.
    """
    return open_site(Path(os.environ.get("DMZ_MAP_ROOT") or DEFAULT_ROOT))


def chosen(site: Site) -> str | None:
    """Return the id of the chosen incident, or None; an unknown id counts as none."""
    id = st.query_params.get("incident")
    return id if id in site.positions else None


def choose(id: str | None) -> None:
    """Choose an incident, or none, and say so in the URL."""
    _write("incident", id)
    _write("passage", None)


def hear_map() -> None:
    """Choose what was clicked on the map; the map reports ``id#count``."""
    report = (st.session_state.get(MAP_KEY) or {}).get("last_object_clicked_tooltip")
    if report:
        choose(str(report).partition("#")[0])


def shown_layers() -> tuple[str, ...]:
    """Return the visible layers in the order of the switches."""
    words = _words("layers")
    if words is None:
        return LAYERS
    return tuple(name for name in LAYERS if name in words)


def show_layers(names: Sequence[str]) -> None:
    """Show these layers, and say so in the URL when they are not all."""
    kept = [name for name in LAYERS if name in names]
    _write("layers", None if len(kept) == len(LAYERS) else ",".join(kept))


def complaints(site: Site) -> Sequence[str]:
    """Return a line for each word of the URL that nothing here bears."""
    lines = []
    id = st.query_params.get("incident")
    if id is not None and id not in site.positions:
        lines.append(
            "The address asks for an incident that is not in this archive. "
            "Choose one on the map or in the list."
        )
    if unknown := set(_words("layers") or ()) - set(LAYERS):
        lines.append(
            f"The address asks for map layers that do not exist ({len(unknown)}). "
            f"The layers are: {', '.join(LAYERS)}."
        )
    return lines


def theme() -> str:
    """Return ``light`` or ``dark``, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _words(parameter: str) -> list[str] | None:
    value = st.query_params.get(parameter)
    return None if value is None else [word for word in value.split(",") if word]


def _write(parameter: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = value
