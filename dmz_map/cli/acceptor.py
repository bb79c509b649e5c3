"""Several processes behind one port: each reader's connections go to the same one.

This process accepts, looks which worker a connection's cookie names, and hands the open socket
over; it reads nothing away. A worker that dies is started again.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import multiprocessing
import re
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Final, NamedTuple

from dmz_map.errors import DmzMapError

__all__ = ["Acceptor", "named_worker"]

_log = logging.getLogger(__name__)

_HEAD: Final = 16_384
"""Bytes of a request's head that are looked at; what comes later goes to any worker."""

_PATIENCE_S: Final = 15.0
_WAITING: Final = 2000
_LIVED_S: Final = 5.0
_DEATHS: Final = 3
_COOKIE: Final = re.compile(rb"\r\ncookie:[^\r]*?\bdmz-worker=([0-9]{1,3})\b", re.IGNORECASE)


class _Worker(NamedTuple):
    process: BaseProcess
    channel: socket.socket
    since: float


class Acceptor:
    """Accepts connections for several workers.

    Parameters
    ----------
    listener
        A socket that listens.
    count
        How many workers.
    work
        What a worker does, given its number and the channel on which sockets come to it;
        importable, for it runs in a process of its own.
    """

    def __init__(
        self, listener: socket.socket, count: int, work: Callable[[int, socket.socket], None]
    ) -> None:
        self._listener = listener
        self._count = count
        self._work = work
        self._workers: dict[int, _Worker] = {}
        self._turn = itertools.cycle(range(count))
        self._placing: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._deaths = 0
        self._context = multiprocessing.get_context("spawn")

    async def run(self) -> None:
        """Accept until SIGTERM or SIGINT, then let the workers finish.

        Raises
        ------
        DmzMapError
            If workers die as soon as they are started.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        for k in range(self._count):
            self._start(k)
        self._listener.setblocking(False)
        loop.add_reader(self._listener, self._accept)
        try:
            await self._stop.wait()
        finally:
            loop.remove_reader(self._listener)
            self._listener.close()
            for task in self._placing:
                task.cancel()
            await self._end()
        if self._deaths >= _DEATHS:
            raise DmzMapError(
                "The worker processes end as soon as they are started; what they said stands "
                "above. Start with --workers 1 to see it whole."
            )

    async def _end(self) -> None:
        """Let the workers finish what they do, and end those that take too long."""
        for worker in self._workers.values():
            asyncio.get_running_loop().remove_reader(worker.process.sentinel)
            worker.process.terminate()
        for worker in self._workers.values():
            await asyncio.to_thread(worker.process.join, _PATIENCE_S)
            worker.process.kill()
            worker.channel.close()

    def _start(self, k: int) -> None:
        here, there = socket.socketpair()
        here.setblocking(False)
        process = self._context.Process(
            target=self._work, args=(k, there), name=f"worker-{k}", daemon=True
        )
        process.start()
        there.close()
        self._workers[k] = _Worker(process, here, time.monotonic())
        asyncio.get_running_loop().add_reader(process.sentinel, self._died, k)

    def _died(self, k: int) -> None:
        """Start a worker again that ended by itself."""
        worker = self._workers.pop(k)
        asyncio.get_running_loop().remove_reader(worker.process.sentinel)
        worker.channel.close()
        worker.process.join()
        self._deaths = self._deaths + 1 if time.monotonic() - worker.since < _LIVED_S else 0
        _log.error("worker %d ended (%s) and is started again", k, worker.process.exitcode)
        if self._deaths >= _DEATHS:
            self._stop.set()
        else:
            self._start(k)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # no more of them, or no room for one
                return
            if len(self._placing) >= _WAITING:
                connection.close()
                continue
            task = asyncio.get_running_loop().create_task(self._place(connection))
            self._placing.add(task)
            task.add_done_callback(self._placing.discard)

    async def _place(self, connection: socket.socket) -> None:
        """Hand a connection to its worker as soon as the head of its first request is there."""
        with connection:
            connection.setblocking(False)
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE_S):
                    head = await _head(connection)
                if head:
                    self._hand(connection, named_worker(head))

    def _hand(self, connection: socket.socket, wanted: int | None) -> None:
        turns = (next(self._turn) for _ in range(self._count))
        k = (
            wanted
            if wanted in self._workers
            else next((k for k in turns if k in self._workers), None)
        )
        if k is not None:
            socket.send_fds(self._workers[k].channel, [b"c"], [connection.fileno()])


def named_worker(head: bytes) -> int | None:
    """Return the worker that the cookie of a request's head names, or None."""
    found = _COOKIE.search(head)
    return int(found[1]) if found else None


async def _head(connection: socket.socket) -> bytes:
    """Return the head of a request without taking it from the socket; nothing if there is none."""
    loop = asyncio.get_running_loop()
    while True:
        ready = asyncio.Event()
        loop.add_reader(connection, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(connection)
        head = connection.recv(_HEAD, socket.MSG_PEEK)
        if not head or b"\r\n\r\n" in head or len(head) == _HEAD:
            return head
        await asyncio.sleep(0.02)  # what is there already would wake it at once
