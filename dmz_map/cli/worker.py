"""One of several processes that serve the app: its connections were accepted by another."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import uvicorn

from dmz_map.ui.reader_count import SharedTable, share
from dmz_map.ui.settings import configure
from dmz_map.ui.worker_cookie import WorkerCookie

__all__ = ["Worker"]

_AT_ONCE: Final = 100
"""Connections that are taken before what is open already is served again."""


@dataclass(frozen=True)
class Worker:
    """What each worker does; a process that begins anew is given it.

    Attributes
    ----------
    options
        Streamlit's options, the same for all: also the secret that signs their cookies.
    readers
        Where all count their readers, so that the limits hold for all together.
    server
        Arguments of `uvicorn.Config`.
    """

    options: Mapping[str, Any]
    readers: SharedTable
    server: Mapping[str, Any]

    def __call__(self, number: int, channel: socket.socket) -> None:
        """Serve the connections that come on a channel, until a signal or the channel's end."""
        share(self.readers, number)
        configure(self.options)
        from dmz_map.app import app  # it reads the options when it is made

        named = WorkerCookie(app, number, str(self.options.get("server.baseUrlPath", "")))
        _HandedServer(uvicorn.Config(named, **self.server), channel).run()


class _HandedServer(uvicorn.Server):
    """A server that listens nowhere: open sockets come on a channel."""

    def __init__(self, config: uvicorn.Config, channel: socket.socket) -> None:
        super().__init__(config)
        self._channel = channel
        self._coming: set[asyncio.Task[Any]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections."""
        await super().startup(sockets=[])
        self._channel.setblocking(False)
        asyncio.get_running_loop().add_reader(self._channel, self._take)

    def _take(self) -> None:
        for _ in range(_AT_ONCE):
            try:
                data, handles, _, _ = socket.recv_fds(self._channel, 1, 1)
            except BlockingIOError:
                return
            if not data:  # who accepted is gone
                asyncio.get_running_loop().remove_reader(self._channel)
                self.should_exit = True
                return
            for handle in handles:
                self._connect(socket.socket(fileno=handle))

    def _connect(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        connection.setblocking(False)
        task = loop.create_task(loop.connect_accepted_socket(self._protocol, sock=connection))
        self._coming.add(task)
        task.add_done_callback(self._came)

    def _came(self, task: asyncio.Task[Any]) -> None:
        self._coming.discard(task)
        if not task.cancelled():
            task.exception()  # a connection that was reset meanwhile is no news

    def _protocol(self) -> asyncio.Protocol:
        made: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = made(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol
