"""Which of Streamlit's routes are open, and to whom."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dmz_map.ui.editing import EDIT_PAGES, may_edit
from dmz_map.web.streamlit_files import path_below

__all__ = ["RouteGuard"]

_CORE: Final = "_stcore"
_OPEN: Final = frozenset(("health", "host-config", "stream", "bidi-components", "upload_file"))
_OF_EDITING: Final = (f"{_CORE}/upload_file", "dmz/read/")
_UNUSED: Final = ("auth", "oauth2callback", "app")
_BODILESS: Final = ("GET", "HEAD", "OPTIONS")


class RouteGuard:
    """ASGI middleware: answers 404 for what the app does not use, and for adding to most.

    Closed to all are Streamlit's metrics, its interface for agents and its log-in; closed to all
    who may not add are the pages of adding and their routes, and requests with a body.

    Parameters
    ----------
    app, base
        The application behind it, and the base path as `path_below` takes it.
    """

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and self._is_closed(Request(scope)):
            await PlainTextResponse("Nothing is here.", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_closed(self, request: Request) -> bool:
        path = path_below(request.scope, self.base) or ""
        first, _, rest = path.partition("/")
        if first in _UNUSED or (first == _CORE and rest.partition("/")[0] not in _OPEN):
            return True
        is_edit = (
            request.query_params.get("page") in EDIT_PAGES
            or any(part in request.url.path for part in _OF_EDITING)
            or request.method not in _BODILESS
        )
        return is_edit and not may_edit(request.headers)
