"""The ASGI app: Streamlit's pages, the map's files beside them, and security headers.

``python -m dmz_map serve``, ``uvicorn dmz_map.app:app`` and ``streamlit run dmz_map/app.py`` all
serve it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dmz_map.errors import DmzMapError, StoreError, UnknownIdError
from dmz_map.ui.downloads import download
from dmz_map.ui.editing import may_edit
from dmz_map.ui.failures import log_failure, say_failure
from dmz_map.ui.machine_files import MACHINE_FILES, about_incident, machine_file, public_url
from dmz_map.ui.reader_count import reader_count
from dmz_map.ui.route_guard import RouteGuard
from dmz_map.ui.security_headers import SecurityHeaders, security_headers
from dmz_map.ui.settings import base_path, configure
from dmz_map.ui.socket_guard import PER_ADDRESS, READERS, SocketGuard, limit
from dmz_map.ui.state import load_release, load_site
from dmz_map.web.assets import Asset, static_asset
from dmz_map.web.map_texts import text_version
from dmz_map.web.page_html import PageHtml
from dmz_map.web.start_file import START
from dmz_map.web.streamlit_files import (
    FOREVER,
    CompressedScripts,
    Scripts,
    accepts_gzip,
)
from dmz_map.web.webmap import page_sheet

_COLLECT_EVERY_S: Final = 180.0
_NUMBER: Final = re.compile("[0-9]{1,9}")
_MAIN: Final = Path(__file__).with_name("ui") / "main.py"
_SCRIPTS: Final = Scripts()
_SHEET: Final = page_sheet()
_SCRIPT: Final = static_asset("page.js")
_PAGE_FILES: Final = {asset.name: asset for asset in (_SHEET, _SCRIPT)}


def map_file(request: Request) -> Response:
    """Answer with one of the map's files, addressed by its hash."""
    name, digest = request.path_params["name"], request.path_params["digest"]
    asset = _PAGE_FILES.get(name) or load_release(load_site())[0].assets.get(name)
    if asset is None or asset.digest != digest:
        return _no_data() if name == START else _gone()
    return _file(request, asset)


def map_text(request: Request) -> Response:
    """Answer with the text of one chunk of incidents of one version of the store."""
    version, chunk = request.path_params["version"], request.path_params["chunk"]
    if not _NUMBER.fullmatch(chunk):
        return _gone()
    site = load_site()
    try:
        # The file first, then the version: the file is of that one, or of none.
        file = site.text_file(int(chunk))
        if text_version(site.store.version) != version:
            return _gone()
    except UnknownIdError:
        return _gone()
    except StoreError as error:
        return PlainTextResponse(str(error), status_code=503)
    return _file(request, file)


def _file(request: Request, asset: Asset) -> Response:
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if accepts_gzip(request.scope):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, media_type=asset.media_type, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def read_text(request: Request) -> Response:
    """Answer with the text of a document that the reader has read, addressed by its hash."""
    library = load_site().own.library
    try:
        text = library.document(f"own-{request.path_params['digest']}").text
    except DmzMapError:
        return _gone()
    headers = {"Cache-Control": FOREVER.replace("public", "private")}
    return Response(text.encode("utf-8", "replace"), media_type="text/plain", headers=headers)


def failed(request: Request, error: Exception) -> Response:
    """Answer for what should not have happened, with the id under which the log has it."""
    id = log_failure(error, request.url.path)
    return PlainTextResponse(
        f"Something failed on the server. It is in the log as {id}.",
        status_code=500,
        headers=security_headers(),
    )


def no_file(_request: Request) -> Response:
    """Answer for an address under which the map has no file."""
    return _gone()


def _no_data() -> Response:
    """Answer with no data: without this script the frame runs no other, and nothing is said."""
    return Response("", media_type="text/javascript", headers={"Cache-Control": "no-store"})


def _gone() -> Response:
    return PlainTextResponse(
        "This file of the map is not here (any more). Reload the page.", status_code=404
    )


async def collect_garbage(
    every_s: float = _COLLECT_EVERY_S,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    collect: Callable[[], object] = gc.collect,
) -> None:
    """Collect garbage now and then, for ever, in place of Streamlit's collection after each run.

    Parameters
    ----------
    every_s
        Seconds between two collections.
    sleep, collect
        What waits and what collects.
    """
    while True:
        await sleep(every_s)
        collect()


def open_at_start() -> None:
    """Open the site, so that the first reader need not wait, and keep it from every collection."""
    _SCRIPTS.warm()
    with suppress(DmzMapError):  # the page says what is wrong
        load_release(load_site())
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Open the site while the server starts, and collect garbage as long as it runs."""
    opening = asyncio.create_task(asyncio.to_thread(open_at_start))
    collecting = asyncio.create_task(collect_garbage())
    yield
    collecting.cancel()
    await opening


def _map_script() -> str:
    # streamlit-folium declares its component as it is imported, which Streamlit must run for.
    from dmz_map.ui.explorer import map_script

    return map_script(load_release(load_site())[0])


configure()
_BASE: Final = base_path()
_HOSTS: Final = os.environ.get("DMZ_MAP_HOSTS", "").split()

app = st.App(
    str(_MAIN),
    routes=[
        Route(f"{_BASE}/dmz/{{version}}/texts/{{chunk}}.json", map_text),
        Route(f"{_BASE}/dmz/read/own-{{digest}}.txt", read_text),
        Route(f"{_BASE}/dmz/{{digest}}/{{name}}", map_file),
        Route(f"{_BASE}/dmz/{{path:path}}", no_file),
        *(Route(f"{_BASE}/{name}", machine_file) for name in MACHINE_FILES),
        Route(f"{_BASE}/download/incidents.{{format}}", download),
    ],
    middleware=[
        Middleware(SecurityHeaders, base=_BASE, map_script=_map_script),
        *([Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)] if _HOSTS else []),
        Middleware(
            SocketGuard,
            base=_BASE,
            may_upload=may_edit,
            readers=limit("DMZ_MAP_READERS", READERS),
            per_address=limit("DMZ_MAP_READERS_PER_ADDRESS", PER_ADDRESS),
            count=reader_count(),
        ),
        Middleware(RouteGuard, base=_BASE),
        Middleware(CompressedScripts, scripts=_SCRIPTS, base=_BASE),
        Middleware(
            PageHtml,
            sheet=_SHEET.path,
            script=_SCRIPT.path,
            base=_BASE,
            about=about_incident,
            url=public_url(),
        ),
    ],
    lifespan=lifespan,
    exception_handlers={500: failed},
    on_script_error=say_failure,
)
