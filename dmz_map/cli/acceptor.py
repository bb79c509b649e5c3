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
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Any, Final, Literal, NamedTuple

from dmz_map.errors import DmzMapError

__all__ = ["Acceptor", "named_worker"]

_log = logging.getLogger(__name__)

_HEAD: Final = 16_384
"""Bytes of a request's head that are looked at; what comes later goes to any worker."""

_AT_ONCE: Final = 100
_PATIENCE_S: Final = 15.0
_WAITING: Final = 2000
_LIVED_S: Final = 30.0
_DEATHS: Final = 3
_COOKIE: Final = re.compile(rb"\r\ncookie:[^\r]*?\bdmz-worker=([0-9]{1,3})\b", re.IGNORECASE)


class _Worker(NamedTuple):
    process: BaseProcess
    channel: socket.socket
    since: float
    turn: asyncio.Lock


class Acceptor:
    """Accepts connections for several workers.

    Parameters
    ----------
    listeners
        Sockets that listen.
    count
        How many workers.
    work
        What a worker does, given its number and the channel on which sockets come to it;
        importable, for it runs in a process of its own.
    ended
        Told the number of a worker that has ended by itself.
    """

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        count: int,
        work: Callable[[int, socket.socket], None],
        *,
        ended: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._listeners = listeners
        self._ended = ended
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
        for listener in self._listeners:
            listener.setblocking(False)
            loop.add_reader(listener, self._accept, listener)
        try:
            await self._stop.wait()
        finally:
            for listener in self._listeners:
                loop.remove_reader(listener)
                listener.close()
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
        self._workers[k] = _Worker(process, here, time.monotonic(), asyncio.Lock())
        asyncio.get_running_loop().add_reader(process.sentinel, self._died, k)

    def _died(self, k: int) -> None:
        """Start a worker again that ended by itself."""
        worker = self._workers.pop(k)
        asyncio.get_running_loop().remove_reader(worker.process.sentinel)
        worker.channel.shutdown(socket.SHUT_RDWR)
        self._later(_close(worker))
        worker.process.join()
        self._ended(k)
        self._deaths = self._deaths + 1 if time.monotonic() - worker.since < _LIVED_S else 0
        _log.error("worker %d ended (%s) and is started again", k, worker.process.exitcode)
        if self._deaths >= _DEATHS:
            self._stop.set()
        else:
            self._start(k)

    def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(_AT_ONCE):
            try:
                connection, _ = listener.accept()
            except BlockingIOError:
                return
            except OSError as error:  # no room for one more: they wait in the system's queue
                _log.error("no connection can be accepted for a second: %s", error.strerror)
                loop.remove_reader(listener)
                loop.call_later(1, self._accept_again, listener)
                return
            if len(self._placing) >= _WAITING:
                connection.close()
                continue
            self._later(self._place(connection))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._placing.add(task)
        task.add_done_callback(self._placing.discard)

    def _accept_again(self, listener: socket.socket) -> None:
        if not self._stop.is_set():
            asyncio.get_running_loop().add_reader(listener, self._accept, listener)

    async def _place(self, connection: socket.socket) -> None:
        """Hand a connection to its worker as soon as the head of its first request is there."""
        with connection:
            connection.setblocking(False)
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE_S):
                    head = await _head(connection)
                    if head:
                        await self._hand(connection, named_worker(head))

    async def _hand(self, connection: socket.socket, wanted: int | None) -> None:
        """Hand a connection over, once the worker has taken those before it."""
        while (k := self._choice(wanted)) is not None:
            worker = self._workers[k]
            async with worker.turn:
                try:
                    await _send(worker.channel, connection)
                    return
                except OSError:  # it has just ended; what follows it is there in a moment
                    await asyncio.sleep(0.02)

    def _choice(self, wanted: int | None) -> int | None:
        if wanted in self._workers:
            return wanted
        turns = (next(self._turn) for _ in range(self._count))
        return next((k for k in turns if k in self._workers), None)


def named_worker(head: bytes) -> int | None:
    """Return the worker that the cookie of a request's head names, or None."""
    found = _COOKIE.search(head)
    return int(found[1]) if found else None


async def _head(connection: socket.socket) -> bytes:
    """Return the head of a request without taking it from the socket; nothing if there is none."""
    while True:
        await _ready(connection, to="read")
        head = connection.recv(_HEAD, socket.MSG_PEEK)
        if not head or b"\r\n\r\n" in head or len(head) == _HEAD:
            return head
        await asyncio.sleep(0.02)  # what is there already would wake it at once


async def _send(channel: socket.socket, connection: socket.socket) -> None:
    while True:
        try:
            socket.send_fds(channel, [b"c"], [connection.fileno()])
            return
        except BlockingIOError:
            await _ready(channel, to="write")


async def _close(worker: _Worker) -> None:
    async with worker.turn:  # nobody waits for it any more
        worker.channel.close()


async def _ready(connection: socket.socket, *, to: Literal["read", "write"]) -> None:
    """Wait until a socket can be read or written."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    add, remove = (
        (loop.add_reader, loop.remove_reader)
        if to == "read"
        else (loop.add_writer, loop.remove_writer)
    )
    add(connection, ready.set)
    try:
        await ready.wait()
    finally:
        remove(connection)
