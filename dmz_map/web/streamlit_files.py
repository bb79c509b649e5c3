"""Streamlit's own scripts, quicker: from memory, compressed once, and named before they are asked.

Streamlit reads each of its hundred script files anew for every reader, sends them uncompressed,
and lets a browser find out one after the other which of them a page needs. Here they are kept as
assets, and the page's first answer names those that this app's widgets will ask for.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dmz_map.web.assets import Asset

__all__ = ["FOREVER", "Frontend", "Scripts"]

FOREVER: Final = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name carries its hash."""

_WIDGETS: Final = (
    "Html", "purify.es", "ButtonGroup", "TextInput", "Checkbox", "Radio", "Pagination",
    "ComponentInstance",
)  # fmt: skip
_IMPORT: Final = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_HASHED: Final = re.compile(r"[\w.-]+\.[\w-]{8}\.(?:js|css)")
_MAP: Final = "component/streamlit_folium.st_folium"


class Scripts:
    """The script and style files of Streamlit and of the map's frame.

    Parameters
    ----------
    streamlit, frame
        Folders whose ``static`` folder holds them.
    """

    def __init__(self, streamlit: Path | None = None, frame: Path | None = None) -> None:
        self._streamlit = streamlit or _folder("streamlit") / "static"
        self._frame = frame or _folder("streamlit_folium") / "frontend" / "build"
        self._held: dict[str, Asset] = {}

    def find(self, path: str) -> Asset | None:
        """Return the file at a path below the server's root; None if it is not one of these.

        Parameters
        ----------
        path
            Such as ``static/js/index.DormvYxC.js``; only names that carry a hash are known.
        """
        return self._held.get(path) or self._read(path)

    def _read(self, path: str) -> Asset | None:
        folder, _, name = path.rpartition("/")
        place = self._places.get(folder)
        if place is None or not _HASHED.fullmatch(name) or not (place / name).is_file():
            return None
        self._held[path] = Asset(name, (place / name).read_bytes())
        return self._held[path]

    @cached_property
    def _places(self) -> dict[str, Path]:
        return {
            "static/js": self._streamlit / "static" / "js",
            "static/css": self._streamlit / "static" / "css",
            f"{_MAP}/static/js": self._frame / "static" / "js",
        }

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Paths of the scripts that Streamlit's page names by itself."""
        index = self._streamlit / "index.html"
        text = index.read_text(encoding="utf-8") if index.is_file() else ""
        return tuple(dict.fromkeys(re.findall(r"static/(?:js|css)/[\w.-]+\.(?:js|css)", text)))

    @cached_property
    def early(self) -> tuple[str, ...]:
        """Paths of the scripts that the app's widgets need on top, with all that they import."""
        folder = self._places["static/js"]
        wanted = [path for stem in _WIDGETS for path in sorted(folder.glob(f"{stem}.????????.js"))]
        names = dict.fromkeys(self._with_imports(path.name for path in wanted))
        return tuple(path for name in names if (path := f"static/js/{name}") not in self.core)

    @cached_property
    def frame(self) -> tuple[str, ...]:
        """Paths of the scripts of the map's frame."""
        folder = self._places[f"{_MAP}/static/js"]
        return tuple(f"{_MAP}/static/js/{path.name}" for path in sorted(folder.glob("main.*.js")))

    def _with_imports(self, names: Iterable[str]) -> Iterator[str]:
        waiting, seen = list(names), set[str]()
        while waiting:
            name = waiting.pop(0)
            asset = None if name in seen else self.find(f"static/js/{name}")
            seen.add(name)
            if asset is not None:
                yield name
                waiting += _IMPORT.findall(asset.body.decode("utf-8"))

    def warm(self) -> None:
        """Read and compress what every page needs, so that no reader waits for it."""
        for path in (*self.core, *self.early, *self.frame):
            if asset := self.find(path):
                _ = asset.compressed


def _folder(package: str) -> Path:
    """Return a package's folder without importing it: streamlit-folium must not be, this early."""
    spec = find_spec(package)
    return Path(next(iter((spec and spec.submodule_search_locations) or ["."])))


class Frontend:
    """ASGI middleware: answers for `Scripts`, and names early what a page will need.

    Parameters
    ----------
    app
        The application behind it.
    scripts
        The files.
    data
        Returns the paths of the map's own files that a page will fetch, without waiting.
    """

    def __init__(
        self, app: ASGIApp, *, scripts: Scripts, data: Callable[[], Sequence[str]] = tuple
    ) -> None:
        self.app = app
        self.scripts = scripts
        self.data = data

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a script, add the names to a page, or pass the request on."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        base, path = _split(scope)
        if path == "":
            await self.app(scope, receive, self._naming(send, base))
            return
        asset = self.scripts.find(path)
        if asset is None:
            await self.app(scope, receive, send)
        else:
            await _answer(asset, scope, send)

    def _naming(self, send: Send, base: str) -> Send:
        links = [
            *(f"<{base}{path}>; rel=modulepreload; crossorigin" for path in self.scripts.early),
            *(f"<{base}{path}>; rel=prefetch" for path in (*self.scripts.frame, *self.data())),
        ]

        async def send_with_names(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Link"] = ", ".join(links)
            await send(message)

        return send_with_names


def _split(scope: Scope) -> tuple[str, str]:
    """Return the root under which the app is mounted, and the path below it."""
    root = f"{scope.get('root_path', '').rstrip('/')}/"
    path = str(scope["path"])
    return (root, path[len(root) :]) if path.startswith(root) else ("/", path.lstrip("/"))


async def _answer(asset: Asset, scope: Scope, send: Send) -> None:
    takes = "gzip" in Headers(scope=scope).get("accept-encoding", "")
    if takes and not asset.is_compressed:
        await asyncio.to_thread(lambda: asset.compressed)
    body = asset.compressed if takes else asset.body
    headers = {
        "content-type": f"{asset.media_type}; charset=utf-8",
        "content-length": str(len(body)),
        "cache-control": FOREVER,
        "vary": "Accept-Encoding",
        **({"content-encoding": "gzip"} if takes else {}),
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 200, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
