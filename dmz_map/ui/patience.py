"""How long the server waits for the rest of a request."""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["TimedProtocol"]

_HEAD_S: Final = 15.0
_BODY_S: Final = 30.0
_WHOLE: Final = (h11.DONE, h11.MUST_CLOSE, h11.CLOSED, h11.SWITCHED_PROTOCOL)


class TimedProtocol(H11Protocol):
    """uvicorn's HTTP protocol, which hangs up on who sends a request too slowly.

    The head of a request has 15 seconds in all, each part of its body 30 seconds. Between two
    requests uvicorn's own limit holds.
    """

    head_s = _HEAD_S
    body_s = _BODY_S
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait(self.head_s)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        state = self.conn.their_state
        if state in _WHOLE or self.transport.get_protocol() is not self:
            self._stop_waiting()
        elif state is h11.SEND_BODY:
            self._stop_waiting()
            self._wait(self.body_s)
        elif self._deadline is None:  # the first part of a head
            self._wait(self.head_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._deadline = self.loop.call_later(seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
