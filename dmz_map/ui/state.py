"""What this process holds open: its site, the release that it shows, and what the map reports."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import streamlit as st

from dmz_map.errors import StoreError
from dmz_map.tabular.datapackage import DEFAULT_ROOT
from dmz_map.ui.url import choose, write
from dmz_map.web.release import Release
from dmz_map.web.site import Site, open_site

__all__ = [
    "MAP_KEY",
    "data_root",
    "load_release",
    "load_site",
    "on_map_event",
    "theme",
]

MAP_KEY: Final = "map"
_WRITTEN: Final = ("category", "chart", "layers")


def data_root() -> Path:
    """Return the folder of ``data/`` and ``seeds/`` that this process shows."""
    return Path(os.environ.get("DMZ_MAP_ROOT") or DEFAULT_ROOT)


@st.cache_resource(show_spinner=False)
def load_site() -> Site:
    """Return the site of this process, opened once.

    Raises
    ------
    DmzMapError
        If the data cannot be trusted or the store cannot be opened.
    """
    return open_site(data_root(), store=os.environ.get("DMZ_MAP_STORE") or None)


@st.cache_resource(show_spinner=False, max_entries=2)
def _release(_site: Site, version: str) -> Release:
    return _site.release()


@dataclass
class _Last:
    """The last release that this process has seen, and since when the store is away."""

    release: Release | None = None
    since: datetime | None = None


@st.cache_resource(show_spinner=False)
def _last() -> _Last:
    return _Last()


def load_release(site: Site) -> tuple[Release, datetime | None]:
    """Return the map's files, and since when the store has not answered (None: it answers).

    While the store is away, readers keep the last release that this process has seen.

    Raises
    ------
    StoreError
        If the store is away and nothing has been seen of it yet.
    """
    last = _last()
    try:
        release = _release(site, site.version)
    except StoreError:
        if last.release is None:
            raise
        last.since = last.since or datetime.now(UTC)
        return last.release, last.since
    last.release, last.since = release, None
    return release, None


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


def theme() -> str:
    """Return ``light`` or ``dark``, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"
