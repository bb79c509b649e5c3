"""What this process holds open: its site, and the release that it shows.

It is held here and not in Streamlit's caches: any reader's browser may ask to empty those.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import streamlit as st

from dmz_map.errors import StoreError
from dmz_map.tabular.datapackage import DEFAULT_ROOT
from dmz_map.web.release import Release
from dmz_map.web.site import Site, open_site

__all__ = [
    "data_root",
    "forget_site",
    "load_release",
    "load_site",
    "theme",
]

_OPENING: Final = Lock()
_MAKING: Final = Lock()


def data_root() -> Path:
    """Return the folder of ``data/`` and ``seeds/`` that this process shows."""
    return Path(os.environ.get("DMZ_MAP_ROOT") or DEFAULT_ROOT)


def load_site() -> Site:
    """Return the site of this process, opened once.

    Raises
    ------
    DmzMapError
        If the data cannot be trusted or the store cannot be opened.
    """
    with _OPENING:  # the second of two readers waits for the first one's site
        return _site()


@cache
def _site() -> Site:
    return open_site(data_root(), store=os.environ.get("DMZ_MAP_STORE") or None)


def forget_site() -> None:
    """Let the next `load_site` open the site anew."""
    with _OPENING:
        _site.cache_clear()


@dataclass
class _Last:
    """The last release that this process has seen, of which site, and since when the store is away.

    One that cannot be replaced is kept: readers go on with the map that they have.
    """

    site: Site | None = None
    release: Release | None = None
    since: datetime | None = None


_LAST: Final = _Last()


def load_release(site: Site) -> tuple[Release, datetime | None]:
    """Return the map's files, and since when the store has not answered (None: it answers).

    While the store is away, readers keep the last release that this process has seen.

    Raises
    ------
    StoreError
        If the store is away and nothing has been seen of it yet.
    """
    try:
        version = (
            site.store.version
        )  # a store that is away takes its time, and nobody waits for another
        with _MAKING:
            last = _LAST.release if _LAST.site is site else None
            if last is None or last.version != version:
                last = site.release()
            _LAST.site, _LAST.release, _LAST.since = site, last, None
            return last, None
    except StoreError:
        if _LAST.site is not site or _LAST.release is None:
            raise
        _LAST.since = _LAST.since or datetime.now(UTC)
        return _LAST.release, _LAST.since


def theme() -> str:
    """Return ``light`` or ``dark``, as the reader's page is."""
    return "dark" if st.context.theme.type == "dark" else "light"
