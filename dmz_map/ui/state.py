"""What this process holds open: its site, and the release that it shows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dmz_map.errors import StoreError
from dmz_map.tabular.datapackage import DEFAULT_ROOT
from dmz_map.web.release import Release
from dmz_map.web.site import Site, open_site

__all__ = [
    "data_root",
    "load_release",
    "load_site",
    "theme",
]


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


def theme() -> str:
    """Return ``light`` or ``dark``, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"
