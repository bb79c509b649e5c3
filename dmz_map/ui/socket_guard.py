"""What a browser may send over its socket, and how many browsers may have one.

Streamlit takes messages of its developers' tools from anybody, such as one that empties the caches
of all readers. Here a message passes only if the page itself may send it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final

from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dmz_map.errors import DmzMapError
from dmz_map.ui.reader_count import ReaderCount
from dmz_map.web.streamlit_files import path_below

__all__ = ["LONGEST_MESSAGE", "PER_ADDRESS", "READERS", "SocketGuard", "limit"]

READERS: Final = 400
"""Readers at once, unless `DMZ_MAP_READERS` says otherwise."""

PER_ADDRESS: Final = 100
"""Readers at once from one address, unless `DMZ_MAP_READERS_PER_ADDRESS` says otherwise."""

LONGEST_MESSAGE: Final = 1_000_000
"""Bytes of the longest message that a browser may send; the desk's are the longest, some kB."""

_PASSED: Final = frozenset(("rerun_script", "stop_script", "app_heartbeat"))
_OF_UPLOADS: Final = "file_urls_request"
_FULL: Final = "The map has as many readers as it can serve. Try again in a minute.\n"
_RETRY: Final = {"Retry-After": "60", "Cache-Control": "no-store"}
_POLICY, _TRY_LATER = 1008, 1013


def limit(variable: str, usual: int) -> int:
    """Return a limit that an environment variable sets, or the usual one.

    Raises
    ------
    DmzMapError
        If the variable is no whole number above 0.
    """
    text = os.environ.get(variable, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise DmzMapError(f"{variable}: {text[:40]!r} is no whole number above 0.")
    return int(text)


class SocketGuard:
    """ASGI middleware: lets the page's own messages pass, from as many readers as can be served.

    Parameters
    ----------
    app, base
        The application behind it, and the base path as `path_below` takes it.
    may_upload
        Whether a connection with these headers may ask where to send a file.
    readers, per_address
        How many sockets may be open at once, and how many of one address.
    count
        Counts them, maybe together with those of other processes.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        base: str = "",
        may_upload: Callable[[Mapping[str, str]], bool],
        readers: int = 400,
        per_address: int = 100,
        count: ReaderCount | None = None,
    ) -> None:
        self.app = app
        self.base = base
        self.may_upload = may_upload
        self.readers = readers
        self.per_address = per_address
        self.count = count or ReaderCount()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or a socket on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        address = (scope.get("client") or ("",))[0]
        is_full = self._is_full(address)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, address, is_full=is_full)
        elif is_full and path_below(scope, self.base) == "":
            full = PlainTextResponse(_FULL, status_code=503, headers=_RETRY)
            await full(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_full(self, address: str) -> bool:
        return self.count.total() >= self.readers or self.count.of(address) >= self.per_address

    async def _socket(
        self, scope: Scope, receive: Receive, send: Send, address: str, *, is_full: bool
    ) -> None:
        if is_full:
            await receive()
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        uploads = self.may_upload(dict(HTTPConnection(scope).headers))

        async def passed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                data = message.get("bytes") or b""
                if not data or len(data) > LONGEST_MESSAGE:
                    await send({"type": "websocket.close", "code": _POLICY})
                    return {"type": "websocket.disconnect", "code": _POLICY}
                if _is_of_the_page(data, uploads=uploads):
                    return message

        self.count.add(address, 1)
        try:
            await self.app(scope, passed, send)
        finally:
            self.count.add(address, -1)


def _is_of_the_page(data: bytes, *, uploads: bool) -> bool:
    """Return whether a message is of a kind that the page sends."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True  # Streamlit closes the socket
    kind = message.WhichOneof("type")
    return kind in _PASSED or (uploads and kind == _OF_UPLOADS)
