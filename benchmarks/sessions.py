"""A server in a process of its own, and readers of it in Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, Route, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.makers import libraries

__all__ = ["Server", "Session", "server"]

_ROOT: Final = Path(__file__).parents[1]
_WAIT_MS: Final = 120_000
_FRAME: Final = 'iframe[data-testid="stCustomComponentV1"]'
_WATCH: Final = (Path(__file__).parent / "watch.js").read_text()


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process, and the seconds until it answered."""

    address: str
    process: psutil.Process
    start_s: float

    def cpu_s(self) -> float:
        """Return the CPU seconds that the process has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory_mb(self) -> float:
        """Return the resident memory in megabytes."""
        return float(self.process.memory_info().rss) / 1e6


@contextmanager
def server(arguments: Sequence[str], env: dict[str, str]) -> Iterator[Server]:
    """Start ``python -m`` with the arguments and a port; stop it afterwards.

    Parameters
    ----------
    arguments
        The module and its words; ``{port}`` stands for the port.
    env
        Environment on top of this process's own.
    """
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    start = time.monotonic()
    command = [sys.executable, "-m", *(word.format(port=port) for word in arguments)]
    running = subprocess.Popen(
        command, cwd=_ROOT, env=os.environ | env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(f"http://localhost:{port}/_stcore/health", running)
        answered = time.monotonic() - start
        yield Server(f"http://localhost:{port}", psutil.Process(running.pid), answered)
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:  # it is so busy that it does not even end
            running.kill()
            running.wait()


def _await(url: str, running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the server ended with status {running.returncode}")


class Session:
    """One reader with a browser profile of its own.

    Parameters
    ----------
    browser
        The Chromium.
    address
        The server's.
    ready
        JavaScript that is true once the page is complete.
    libraries
        Whether the page asks CDNs, for which answers come from here.
    """

    def __init__(
        self, browser: Browser, address: str, ready: str, *, libraries: bool = False
    ) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(_WAIT_MS)
        if libraries:  # only then: it holds up every request of the page
            self.page.route(lambda url: not url.startswith((address, "data:", "blob:")), _library)
        self._frames: list[bytes] = []
        self._sent: list[int] = []
        self.page.on("websocket", self._listen)
        start = time.monotonic()
        self.page.goto(address)
        self.page.wait_for_function(f"() => {{ {_WATCH}; return {ready}; }}")
        self._quiet(1)
        self.load_s = time.monotonic() - start
        painted = "performance.getEntriesByName('first-contentful-paint')[0]"
        self.page.wait_for_function(f"() => {painted}")
        self.paint_ms = self.page.evaluate(f"{painted}.startTime")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: self._frames.append(_bytes(data)))
        socket.on("framesent", lambda data: self._sent.append(len(_bytes(data))))

    def act(self, action: Callable[[], object], *, value: str = "") -> dict[str, float]:
        """Do something and return what it cost.

        Parameters
        ----------
        action
            What the reader does; it starts one rerun.
        value
            JavaScript of what changes on the map; empty when nothing does.

        Returns
        -------
        dict
            ``received`` and ``sent`` bytes over the socket; ``changed_ms`` from the click to
            the change, with a `value`.
        """
        self._frames.clear()
        self._sent.clear()
        if value:
            self.page.evaluate(f"() => {{ {_WATCH}; watch(() => {value}); }}")
        action()
        if value:
            self.page.wait_for_function("() => window.benchChanged")
        self.page.wait_for_timeout(150)  # what costs the server nothing has sent nothing by now
        if self._frames or not value:
            self._quiet(1)
            self.page.wait_for_timeout(150)
        cost = {"received": float(sum(map(len, self._frames))), "sent": float(sum(self._sent))}
        if value:
            cost["changed_ms"] = self.page.evaluate("window.benchChanged")
        return cost

    def parts(self) -> dict[str, int]:
        """Return the bytes of the last answer by the kind of what was sent."""
        found: dict[str, int] = {}
        for frame in self._frames:
            kind, size = _kind(frame), len(frame)
            found[kind] = found.get(kind, 0) + size
        return found

    def _quiet(self, reruns: int) -> None:
        """Wait until the server has said that it is done."""
        deadline = time.monotonic() + _WAIT_MS / 1e3
        while sum(_kind(frame) == "script_finished" for frame in self._frames) < reruns:
            if time.monotonic() > deadline:
                raise RuntimeError("the server did not finish")
            self.page.wait_for_timeout(5)

    def close(self) -> None:
        """Leave."""
        self.context.close()


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _kind(frame: bytes) -> str:
    message = ForwardMsg()
    try:
        message.ParseFromString(frame)
    except Exception:
        return "other"
    kind = str(message.WhichOneof("type"))
    if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
        return str(message.delta.new_element.WhichOneof("type"))
    return kind


def _library(route: Route) -> None:
    """Answer for the CDNs that a plain st_folium asks; what it does not use is left empty."""
    name = route.request.url.rpartition("/")[2].replace("jquery-3.7.1", "jquery")
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    body = libraries().get(f"/lib/{name}", b"")
    route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
