"""The cookie that keeps a reader at one of several processes."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "WorkerCookie"]

COOKIE: Final = "dmz-worker"
"""Its value is the number of a process, and tells nothing of the reader."""


class WorkerCookie:
    """Names this process to a reader whose page comes from it.

    Parameters
    ----------
    app
        The app.
    number
        The number of the process.
    base_path
        Below which path the app is served.
    """

    def __init__(self, app: ASGIApp, number: int, base_path: str = "") -> None:
        self.app = app
        self._value = str(number)
        path = f"/{base_path.strip('/')}"
        self._header = f"{COOKIE}={number}; HttpOnly; Path={path}; SameSite=lax"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a page that comes from here says so, files that browsers share do not."""
        if scope["type"] != "http" or HTTPConnection(scope).cookies.get(COOKIE) == self._value:
            await self.app(scope, receive, send)
            return

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", self._header)
            await send(message)

        await self.app(scope, receive, named)
