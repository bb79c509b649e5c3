"""Who may add tables and read sources: the person at the machine alone.

``DMZ_MAP_EDIT=1`` (``serve --edit``) allows it to requests that name this machine itself and come
through no proxy; ``DMZ_MAP_EDIT=anywhere`` (``serve --edit-anywhere``) to all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.ui.settings import base_path

__all__ = [
    "EDIT_PAGE",
    "EDIT_PAGES",
    "READ_PAGE",
    "check_editing",
    "edit_pages",
    "is_local_address",
    "may_edit",
]

EDIT_PAGE: Final = "add"
"""The page on which a table is added, as the address calls it."""

READ_PAGE: Final = "read"
"""The page on which a source is read."""

EDIT_PAGES: Final = (EDIT_PAGE, READ_PAGE)
"""All pages that change the map."""

_VARIABLE: Final = "DMZ_MAP_EDIT"
_LOCAL: Final = frozenset(("localhost", "127.0.0.1", "::1"))
_OF_PROXIES: Final = ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "via")


def may_edit(headers: Mapping[str, str]) -> bool:
    """Return whether a request may add tables.

    Parameters
    ----------
    headers
        Its headers; names in any case.
    """
    wish = os.environ.get(_VARIABLE, "")
    if wish == "anywhere":
        return True
    if wish != "1" or base_path():
        return False
    given = {name.lower(): value for name, value in headers.items()}
    return not any(name in given for name in _OF_PROXIES) and _is_local(given.get("host", ""))


def edit_pages() -> tuple[str, ...]:
    """Return the pages that the reader of this run has beside those of everyone."""
    return EDIT_PAGES if may_edit(st.context.headers.to_dict()) else ()


def is_local_address(address: str) -> bool:
    """Return whether only this machine can reach an address."""
    return address.strip("[]").lower() in _LOCAL


def check_editing(address: str, base: str) -> None:
    """Raise a `DmzMapError` if tables could be added by others than the person at the machine."""
    if base or not is_local_address(address):
        where = "below a base path" if base else f"on {address}"
        raise DmzMapError(
            f"With --edit anyone who reaches the map {where} could add tables. "
            "Leave it out, or write --edit-anywhere if that is meant."
        )


def _is_local(host: str) -> bool:
    try:
        return is_local_address(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
