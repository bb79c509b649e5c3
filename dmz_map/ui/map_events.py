"""What the map reports: a click, a range of years or kilometres, its switches."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dmz_map.ui.url import choose, write

__all__ = ["MAP_KEY", "on_map_event"]

MAP_KEY: Final = "map"
"""Under which the session holds what the map has reported last."""

_WRITTEN: Final = ("category", "chart", "layers")


def on_map_event() -> None:
    """Take over what was done on the map.

    It reports ``id#count`` for a click, ``~range:1960-1969,10-40#count`` for years and kilometres
    (either may be empty), and ``~category:attack,tunnel#count``, ``~layers:border,zone#count`` and
    ``~chart:years#count`` for the switches on the map.
    """
    report = (st.session_state.get(MAP_KEY) or {}).get("last_object_clicked_tooltip")
    word = str(report or "").partition("#")[0]
    parameter, named, value = word.removeprefix("~").partition(":")
    if word.startswith("~") and named:
        if parameter == "range":
            years, _, km = value.partition(",")
            write("years", years or None)
            write("km", km or None)
        elif parameter in _WRITTEN:
            write(parameter, value or None)
    elif word and not word.startswith("~"):
        choose(word)
