"""The headers by which a browser is told what a page of the map may do.

No script may run but the app's own files and the one by which streamlit-folium makes the map; no
page may be shown inside another but the embedded view, to those sites that ``DMZ_MAP_EMBED``
names: ``*`` for all, or addresses with spaces between.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dmz_map.errors import DmzMapError
from dmz_map.web.streamlit_files import path_below

__all__ = ["SecurityHeaders", "embedding_sites", "script_hash", "security_headers"]

# Asked only when a reader chooses the online base map.
_TILES: Final = "https://tile.openstreetmap.org"
_FRAME: Final = "component/streamlit_folium.st_folium/index.html"
# For what is no page: it may load nothing, and is short, for a page has a hundred such answers.
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'"
_POLICY: Final = "Content-Security-Policy"
_SITE: Final = re.compile(r"https?://[a-z0-9.*-]+(?::\d{1,5})?", re.IGNORECASE)


def script_hash(script: str) -> str:
    """Return the source expression that lets one inline script run."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def embedding_sites() -> tuple[str, ...]:
    """Return the sites that may embed the map; ``*`` is any.

    Raises
    ------
    DmzMapError
        If ``DMZ_MAP_EMBED`` names something else than sites.
    """
    sites = tuple(os.environ.get("DMZ_MAP_EMBED", "").split())
    for site in sites:
        if site != "*" and not _SITE.fullmatch(site):
            raise DmzMapError(
                f"DMZ_MAP_EMBED: {site!r} is no site. Write *, or addresses such as "
                "https://news.example with spaces between."
            )
    return sites


def security_headers(scripts: Sequence[str] = (), framed_by: Sequence[str] = ()) -> dict[str, str]:
    """Return the headers by name.

    Parameters
    ----------
    scripts
        Source expressions of the inline scripts that may run (see `script_hash`).
    framed_by
        Which pages may show this one in a frame; none if empty.
    """
    # Streamlit compiles a little WebAssembly; the desk's script comes as a blob; Streamlit's
    # styles are all inline.
    sources = [
        "'self'",
        "'wasm-unsafe-eval'",
        *scripts,
        *(["blob:"] if os.environ.get("DMZ_MAP_EDIT") else []),
    ]
    policy = (
        "default-src 'self'",
        f"script-src {' '.join(sources)}",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {_TILES}",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors " + (" ".join(framed_by) or "'none'"),
    )
    return {
        _POLICY: "; ".join(policy),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }


class SecurityHeaders:
    """ASGI middleware: adds the security headers to every answer.

    Parameters
    ----------
    app
        The application behind it.
    base
        The base path as `dmz_map.web.streamlit_files.path_below` takes it.
    map_script
        Returns the inline script by which streamlit-folium makes the map. It is asked in a
        thread, when the map's frame is fetched.
    """

    def __init__(self, app: ASGIApp, *, base: str = "", map_script: Callable[[], str]) -> None:
        self.app = app
        self.base = base
        self.map_script = map_script
        self.sites = embedding_sites()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        headers: dict[str, str] = {}
        if scope["type"] == "http":
            headers = await self._headers(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                kind = found.get("content-type", "text/html")  # a 304 says none: it may be a page
                own = {} if kind.startswith("text/html") else {_POLICY: _NO_PAGE}
                for name, value in (headers | own).items():
                    found.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    async def _headers(self, scope: Scope) -> dict[str, str]:
        path = path_below(scope, self.base)
        if path == _FRAME:
            try:
                scripts = [script_hash(await asyncio.to_thread(self.map_script))]
            except DmzMapError:  # then there is no map, and the page says why
                scripts = []
            return security_headers(scripts, ["'self'", *self.sites])
        is_embedded = "true" in parse_qs(scope["query_string"].decode("latin-1")).get("embed", [])
        return security_headers(framed_by=self.sites if path == "" and is_embedded else ())
