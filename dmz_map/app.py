"""The ASGI app: Streamlit's pages, the map's files beside them, and security headers.

``streamlit run dmz_map/app.py`` starts everything.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

# `streamlit run` puts this file's folder on the path; the package lies one level above it.
_FOLDER: Final = Path(__file__).resolve().parent
sys.path[:] = [str(_FOLDER.parent), *(entry for entry in sys.path if entry != str(_FOLDER))]

import streamlit as st  # noqa: E402
from starlette.datastructures import MutableHeaders  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, PlainTextResponse, Response  # noqa: E402
from starlette.routing import Route  # noqa: E402
from starlette.types import ASGIApp, Message, Receive, Scope, Send  # noqa: E402

from dmz_map.errors import DmzMapError, StoreError, UnknownIdError  # noqa: E402
from dmz_map.ui.state import last_release, load_release, load_site  # noqa: E402
from dmz_map.web.assets import static_asset  # noqa: E402
from dmz_map.web.map_texts import text_record, text_version  # noqa: E402
from dmz_map.web.streamlit_files import FOREVER, Frontend, Scripts  # noqa: E402

# Asked only when a reader chooses the online base map.
_TILES: Final = "https://tile.openstreetmap.org"
_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {_TILES}",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
        )
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_SCRIPTS: Final = Scripts()
_PAGE_STYLE: Final = static_asset("page.css").path


def map_file(request: Request) -> Response:
    """Answer with one of the map's files, addressed by its hash."""
    name, digest = request.path_params["name"], request.path_params["digest"]
    site = load_site()
    asset = site.page_style if name == site.page_style.name else None
    asset = asset or load_release(site)[0].assets.get(name)
    if asset is None or asset.digest != digest:
        return _gone()
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def map_text(request: Request) -> Response:
    """Answer with the text of one chunk of incidents of one version of the store."""
    version, chunk = request.path_params["version"], int(request.path_params["chunk"])
    store = load_site().store
    try:
        records = [text_record(incident) for incident in store.chunk(chunk)]
        if (
            text_version(store.version) != version
        ):  # asked after reading: the texts are of that version or none
            return _gone()
    except UnknownIdError:
        return _gone()
    except StoreError as error:
        return PlainTextResponse(str(error), status_code=503)
    return JSONResponse(records, headers={"Cache-Control": FOREVER})


def _gone() -> Response:
    return PlainTextResponse(
        "This file of the map is not here (any more). Reload the page.", status_code=404
    )


class SecurityHeaders:
    """Adds the security headers to every answer.

    Parameters
    ----------
    app
        The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def map_data() -> list[str]:
    """Return the paths of the page's style and, once one has been made, of a map's first files."""
    release = last_release()
    return [_PAGE_STYLE, *(release.first_files if release else [])]


def send_at_once() -> None:
    """Let every answer leave as soon as it is written.

    The server writes headers and body apart. asyncio does not switch Nagle's algorithm off on a
    socket that was bound before, as Streamlit's is; so each body waited 40 ms for a browser to
    acknowledge its headers. Connections inherit the switch from the socket that accepts them.
    """
    for name in os.listdir("/dev/fd") if os.path.isdir("/dev/fd") else ():
        with suppress(OSError), socket.socket(fileno=os.dup(int(name))) as one:  # not all are
            if one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@asynccontextmanager
async def warm(_app: Any) -> AsyncIterator[None]:
    """Open the site while the server starts, so that the first reader need not wait for it."""

    def prepare() -> None:
        _SCRIPTS.warm()
        with suppress(DmzMapError):  # the page says what is wrong
            load_release(load_site())

    send_at_once()
    task = asyncio.create_task(asyncio.to_thread(prepare))
    yield
    await task


app = st.App(
    str(_FOLDER / "ui" / "main.py"),
    routes=[
        Route("/dmz/{version}/texts/{chunk:int}.json", map_text),
        Route("/dmz/{digest}/{name}", map_file),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Frontend, scripts=_SCRIPTS, data=map_data),
    ],
    lifespan=warm,
)
