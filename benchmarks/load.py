"""Two hundred readers at once: ``python -m benchmarks.load`` (`LOAD_SESSIONS`, `LOAD_SECONDS`).

A client without a browser: each session opens the page and its socket as Streamlit's own page does
and acts every five seconds on average: three of five choose an incident, which the browser does
with the texts that it asks for; one of four filters or switches a layer; the others change the
page. An action ends when its text has come, or when the server says that its run is done.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.maps import RESULTS
from benchmarks.sessions import Server, server

__all__ = ["main"]

_SESSIONS: Final = int(os.environ.get("LOAD_SESSIONS", 200))
_SECONDS: Final = float(os.environ.get("LOAD_SECONDS", 180))
_WORKERS: Final = int(os.environ.get("LOAD_WORKERS", 2))
_PAUSE_S: Final = 5.0
_PAGES: Final = Path(__file__).parent / "pages"
_FILTERS: Final = (
    "category=tunnel", "years=1960-1969", "certain=1", "sector=western", "layers=border,incidents",
    "hurt=yes", "", "category=soldier_crossing&years=2010-2025",
)  # fmt: skip
_PLACES: Final = ("page=sources", "page=figures", "view=table", "lang=ko", "")


@dataclass
class _Found:
    """What the sessions of one server met with."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def add(self, action: str, seconds: float) -> None:
        self.seconds.setdefault(action, []).append(seconds)


_Act = Callable[["_Reader", random.Random], Awaitable[str]]


class _Reader:
    """One session: a cookie, a socket, and the address of its page."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.query = ""
        self.cookie = ""
        self.hash = ""
        self.texts: list[str] = []
        self._socket: ClientConnection | None = None

    async def open(self) -> None:
        """Get the page, open its socket, and wait for the first run."""
        _, headers = await self.get("/")
        self.cookie = (headers.get("set-cookie") or "").split(";")[0]
        url = self.address.replace("http", "ws") + "/_stcore/stream"
        told = {"Cookie": self.cookie} if self.cookie else {}
        self._socket = await connect(
            url, additional_headers=told, origin=self.address, subprotocols=["streamlit"],
            max_size=None, open_timeout=60, ping_interval=None,
        )  # fmt: skip
        await self.run("")

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def run(self, query: str) -> None:
        """Have the app run with an address, and wait until it says that it is done."""
        assert self._socket is not None
        self.query = query
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self.hash
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(60):
            while True:
                data = await self._socket.recv()
                answer = ForwardMsg()
                answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
                kind = answer.WhichOneof("type")
                if kind == "new_session":
                    self.hash = answer.new_session.page_script_hash
                if kind == "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        raise RuntimeError(f"the run ended as {answer.script_finished}")
                    return

    async def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        """Ask for a file on a connection of its own."""
        at = urlsplit(self.address)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        head = f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        writer.write(f"{head}\r\n".encode())
        try:
            async with asyncio.timeout(60):
                answer = await reader.read()
        finally:
            writer.close()
        told, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = told.decode("latin-1").split("\r\n")
        if " 200 " not in first:
            raise RuntimeError(f"{path}: {first[:60]}")
        pairs = (line.partition(":") for line in lines)
        return body, {name.lower(): value.strip() for name, _, value in pairs}


def _on_map(texts: Sequence[str]) -> _Act:
    async def act(reader: _Reader, dice: random.Random) -> str:
        what = dice.random()
        if what < 0.60:
            await reader.get(dice.choice(texts))
            return "incident"
        if what < 0.85:
            await reader.run(dice.choice(_FILTERS))
            return "filter or layer"
        await reader.run(dice.choice(_PLACES))
        return "page"

    return act


async def _rerun(reader: _Reader, _dice: random.Random) -> str:
    await reader.run("")
    return "rerun"


async def _session(address: str, act: _Act, seed: int, end: float, found: _Found) -> None:
    dice = random.Random(seed)
    await asyncio.sleep(dice.random() * min(30.0, _SECONDS / 3))
    reader = _Reader(address)
    try:
        start = time.perf_counter()
        await reader.open()
        found.add("first page", time.perf_counter() - start)
        while (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(left, dice.expovariate(1 / _PAUSE_S)))
            start = time.perf_counter()
            action = await act(reader, dice)
            found.add(action, time.perf_counter() - start)
    except Exception as error:
        found.errors.append(f"{type(error).__name__}: {error}"[:200])
    finally:
        with suppress(Exception):
            await reader.close()


async def _watch(running: Server, found: _Found, end: float) -> None:
    while time.monotonic() < end:
        every = [running.process, *running.process.children(recursive=True)]
        with suppress(psutil.Error):
            found.memory_mb.append(sum(p.memory_full_info().uss for p in every) / 1e6)
            found.files.append(sum(p.num_fds() for p in every))
        await asyncio.sleep(min(5.0, max(0.1, end - time.monotonic())))


async def _load(running: Server, act: _Act) -> _Found:
    found, end = _Found(), time.monotonic() + _SECONDS
    sessions = [_session(running.address, act, seed, end, found) for seed in range(_SESSIONS)]
    await asyncio.gather(_watch(running, found, end), *sessions)
    return found


def _texts(address: str) -> list[str]:
    """Return the addresses of the texts that a map asks for."""
    with urllib.request.urlopen(f"{address}/", timeout=60) as answer:
        page = answer.read().decode()
    from dmz_map.web.map_texts import text_version
    from dmz_map.web.site import open_site

    site = open_site()
    count = (len(site.store.columns().lon) + 127) // 128
    assert "dmz" in page.lower()
    return [f"/dmz/{text_version(site.store.version)}/texts/{k}.json" for k in range(count)]


def _summary(found: _Found) -> dict[str, Any]:
    actions = {name: s for name, s in found.seconds.items() if name != "first page"}
    every = sorted(second for seconds in actions.values() for second in seconds)
    quarter = max(1, len(found.memory_mb) // 4)
    return {
        "actions": len(every),
        "errors": len(found.errors),
        "p50_s": statistics.median(every) if every else None,
        "p95_s": every[int(0.95 * (len(every) - 1))] if every else None,
        "first_p50_s": statistics.median(found.seconds.get("first page", [0.0])),
        "by_action": {
            name: {"count": len(s), "p95_s": sorted(s)[int(0.95 * (len(s) - 1))]}
            for name, s in actions.items()
        },
        "memory_mb": [
            statistics.mean(found.memory_mb[quarter : 2 * quarter] or [0.0]),
            statistics.mean(found.memory_mb[-quarter:] or [0.0]),
        ],
        "files": [max(found.files[: 2 * quarter] or [0]), max(found.files[-quarter:] or [0])],
        "said": sorted(set(found.errors))[:5],
    }


def main() -> None:
    """Measure, print, and write ``.cache/bench/load.json``."""
    raised = {"DMZ_MAP_READERS": "2000", "DMZ_MAP_READERS_PER_ADDRESS": "2000"}
    script = ("streamlit", "run", "{page}", "--server.port={port}", "--server.headless=1")
    plain = {
        name: tuple(word.replace("{page}", str(_PAGES / file)) for word in script)
        for name, file in (("empty page", "empty.py"), ("plain st_folium", "plain.py"))
    }
    results: dict[str, Any] = {"sessions": _SESSIONS, "seconds": _SECONDS}
    with tempfile.TemporaryDirectory(prefix="dmz-load-") as store:
        own = ("dmz_map", "serve", "--port", "{port}", "--workers", str(_WORKERS))
        single = own[:-2]
        cases = {f"DMZ Map, {_WORKERS} workers": own, "DMZ Map, one process": single} | plain
        for name, arguments in cases.items():
            with server(arguments, raised | {"XDG_DATA_HOME": store}) as running:
                ours = name.startswith("DMZ")
                act = _on_map(_texts(running.address)) if ours else _rerun
                results[name] = _summary(asyncio.run(_load(running, act)))
            print(name, json.dumps(results[name]), file=sys.stderr, flush=True)
    results["load"] = os.getloadavg()[2]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "load.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
