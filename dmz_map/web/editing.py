"""Whether a request may change something: only on the reader's own machine, and only if asked for.

A copy behind a proxy on the same machine is public: a request that was forwarded, or that names
another host than this machine, may not.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from dmz_map.errors import DmzMapError

__all__ = ["EDIT", "EDIT_ANYWHERE", "EDIT_PAGES", "allow_edit", "is_local", "may_edit"]

EDIT: Final = "DMZ_MAP_EDIT"
"""Environment variable: 1 lets the pages of `EDIT_PAGES` be."""

EDIT_ANYWHERE: Final = "DMZ_MAP_EDIT_ANYWHERE"
"""Environment variable: 1 lets them be for every request, forwarded or not."""

EDIT_PAGES: Final = ("read",)
"""Pages that change something."""

_FORWARDED: Final = ("x-forwarded-for", "forwarded", "x-real-ip")


def may_edit(headers: Mapping[str, str]) -> bool:
    """Return whether a request with these headers may change something.

    Parameters
    ----------
    headers
        Of the request, or of that which opened the web socket; names in any case.
    """
    if os.environ.get(EDIT) != "1":
        return False
    if os.environ.get(EDIT_ANYWHERE) == "1":
        return True
    plain = {name.lower(): value for name, value in headers.items()}
    return not any(name in plain for name in _FORWARDED) and is_local(_host(plain.get("host", "")))


def allow_edit(address: str, base_path: str, *, edit: bool, anywhere: bool) -> None:
    """Let this process edit if it is asked for.

    Raises
    ------
    DmzMapError
        If others may reach the address, and that is not said to be meant.
    """
    if edit and not anywhere and (base_path.strip("/") or not is_local(address)):
        raise DmzMapError(
            "--edit is refused for an address that others can reach, and below a base path: "
            "whoever opens the page could change the map. Give --edit-anywhere if that is meant."
        )
    os.environ |= {EDIT: "1"} if edit or anywhere else {}
    os.environ |= {EDIT_ANYWHERE: "1"} if anywhere else {}


def is_local(host: str) -> bool:
    """Return whether a host's name is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(header: str) -> str:
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
