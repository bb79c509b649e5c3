"""A reader without a browser: asks for what a browser asks, and looks whether the answer is there.

Each action ends when its text has come and the server has said that the run is done; a run that
does not bring what was asked for is an error.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import random
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

__all__ = ["Act", "Reader", "on_map", "rerun"]

_LIMIT_S: Final = 60
_CONNECTIONS: Final = 6
_FRAME: Final = "/component/streamlit_folium.st_folium/index.html"
_NAMED: Final = re.compile(r"""(?:src|href)=["']([^"'#>]+)["']""")
_STATE: Final = re.compile(r'data-dmz-state="([^"]+)"')
_ALL: Final = '"layers":["border","zone","sectors","places","incidents"]'
_FILTERS: Final = {
    "": (_ALL, '"filter":{}'),
    "category=tunnel": ('"filter":{"category":',),
    "years=1960-1969": ('"filter":{"days":',),
    "certain=1": ('"fuzzy":0',),
    "sector=western": ('"filter":{"sector":',),
    "layers=border,incidents": ('"layers":["border","incidents"]',),
    "hurt=yes": ('"filter":{"casualties":1',),
    "view=table&category=soldier_crossing&years=2010-2025": (
        '"days":',
        " incidents</b>",
        "</table>",
    ),
}
_PAGES: Final = {
    "page=sources": (" sources</b>", "</table>"),
    "page=figures": ("How long, how wide", "Decade by sector", "</table>"),
    "view=table": (" incidents</b>", "</table>"),
    "lang=ko": ("한반도 비무장지대", '"language":"ko"'),
    "": ("Korean Demilitarized Zone", '"filter":{}'),
}
"""What the answer must have, by the address of the page."""


class Reader:
    """One session: a cookie, a socket, and the address of its page."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookie = ""
        self._hash = ""
        self._told: dict[str, str] = {}
        self._socket: ClientConnection | None = None

    async def open(self) -> None:
        """Get the page and its files, open its socket, wait for the first run, get the map's."""
        page, headers = await self.get("/")
        self.cookie = (headers.get("set-cookie") or "").split(";")[0]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._get_all(_named(page.decode(), "/")))
            frames = await self._connect()
        for frame in frames:
            index, _ = await self.get(_FRAME)
            links = [*frame["js_links"], *frame["css_links"], *_NAMED.findall(frame["header"])]
            named = {urljoin(_FRAME, link) for link in links if ":" not in link}
            await self._get_all(named | _named(index.decode(), _FRAME))

    async def _connect(self) -> list[dict[str, Any]]:
        """Open the socket and return what the first run gives to frames of st_folium."""
        self._socket = await connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            origin=self.address, subprotocols=["streamlit"],
            max_size=None, open_timeout=_LIMIT_S, ping_interval=None,
        )  # fmt: skip
        _, frames = await self._run("")
        return frames

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def run(self, query: str, expected: Iterable[str] = ()) -> None:
        """Have the app run with an address, and wait until it has said what is expected."""
        told, _ = await self._run(query)
        if missing := [text for text in expected if text not in told]:
            raise RuntimeError(f"{query!r}: no {missing} in the answer: {told[-200:]!r}")

    async def _run(self, query: str) -> tuple[str, list[dict[str, Any]]]:
        """Return what a run says, and what it gives to frames of st_folium."""
        assert self._socket is not None
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self._hash
        await self._socket.send(message.SerializeToString())
        told: list[str] = []
        frames: list[dict[str, Any]] = []
        async with asyncio.timeout(_LIMIT_S):
            while True:
                data = await self._socket.recv(decode=False)
                answer = ForwardMsg()
                answer.ParseFromString(data)
                kind = answer.WhichOneof("type")
                if kind == "new_session":
                    self._hash = answer.new_session.page_script_hash
                elif kind == "ref_hash":  # the browser has kept it
                    told.append(self._told.get(answer.ref_hash, ""))
                elif kind == "delta":
                    element = answer.delta.new_element
                    text = _text(element.html.body)
                    if text and answer.metadata.cacheable:
                        self._told[answer.hash] = text
                    told.append(text)
                    if element.HasField("component_instance"):
                        frames.append(json.loads(element.component_instance.json_args))
                elif kind == "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        raise RuntimeError(f"the run ended as {answer.script_finished}")
                    return "\n".join(told), frames

    async def get(self, path: str) -> tuple[bytes, Mapping[str, str]]:
        """Ask for one file."""
        [answer] = await self._get_all([path])
        return answer

    async def _get_all(self, paths: Iterable[str]) -> list[tuple[bytes, Mapping[str, str]]]:
        """Ask for files as a browser does: over six connections at most, one after the other."""
        waiting, answers = list(paths), []

        async def one_connection() -> None:
            at = urlsplit(self.address)
            reader, writer = await asyncio.open_connection(at.hostname, at.port)
            cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
            try:
                while waiting:
                    path = waiting.pop(0)
                    head = f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\n{cookie}"
                    writer.write(f"{head}Accept-Encoding: gzip\r\n\r\n".encode())
                    answers.append(await _answer(reader, path))
            finally:
                writer.close()

        async with asyncio.timeout(_LIMIT_S), asyncio.TaskGroup() as group:
            for _ in range(min(_CONNECTIONS, len(waiting))):
                group.create_task(one_connection())
        return answers


async def _answer(reader: asyncio.StreamReader, path: str) -> tuple[bytes, Mapping[str, str]]:
    """Return the body and the headers of an answer; anything but 200 is an error."""
    try:
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = told.strip().split("\r\n")
        pairs = (line.partition(":") for line in rest)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        if " 200 " not in first:
            raise RuntimeError(f"{path}: {first[:60]!r}")
        body = b""
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
        else:
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
    except (OSError, EOFError) as error:
        raise RuntimeError(f"{path}: {type(error).__name__}") from error
    zipped = headers.get("content-encoding") == "gzip"
    return gzip.decompress(body) if zipped and _is_read(path) else body, headers


def _is_read(path: str) -> bool:
    """Return whether somebody looks into a file here: unpacking is the client's own time."""
    return path.endswith((".json", "/", ".html"))


Act = Callable[[Reader, random.Random], Awaitable[str]]
"""What a reader does, given dice; returns the kind of action."""


def on_map(incidents: Sequence[tuple[str, str]]) -> Act:
    """Return what a reader of the map does.

    Parameters
    ----------
    incidents
        The address of the texts and the id of each incident.
    """

    async def act(reader: Reader, dice: random.Random) -> str:
        what = dice.random()
        if what < 0.60:
            path, id = dice.choice(incidents)
            body, _ = await reader.get(path)
            if id not in {record["id"] for record in json.loads(body)}:
                raise RuntimeError(f"{path} is without {id}")
            return "incident"
        kind, queries = ("filter or layer", _FILTERS) if what < 0.85 else ("page", _PAGES)
        query = dice.choice(list(queries))
        await reader.run(query, queries[query])
        return kind

    return act


async def rerun(reader: Reader, _dice: random.Random) -> str:
    """Have the page run again: what a reader of a plain page does."""
    await reader.run("")
    return "rerun"


def _text(body: str) -> str:
    """Return what an element says, a state of the map as JSON."""
    states = [base64.b64decode(state).decode() for state in _STATE.findall(body)]
    return "\n".join([body, *states])


def _named(page: str, at: str) -> set[str]:
    """Return the paths of the files that a page names."""
    links = (link for link in _NAMED.findall(page) if ":" not in link and "_stcore" not in link)
    return {path for link in links if "." in (path := urljoin(at, link)).rpartition("/")[2]}
