"""Streamlit's own scripts, better served: compressed once.

Streamlit reads each of its hundred scripts anew for every reader and sends it uncompressed; here
they are kept in memory.
"""

from __future__ import annotations

import asyncio
import re
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dmz_map.web.assets import Asset

__all__ = [
    "FOREVER",
    "CompressedScripts",
    "Scripts",
    "accepts_gzip",
    "path_below",
]

FOREVER: Final = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name carries its hash."""

_HASHED: Final = re.compile(r"[\w.-]+\.[\w-]{8}\.(?:js|css)")
_FRAME: Final = "component/streamlit_folium.st_folium/static/js"


def path_below(scope: Scope, base: str) -> str | None:
    """Return a request's path below the app's root without a leading slash; None if outside.

    Parameters
    ----------
    scope
        The request.
    base
        The app's base path, such as ``/maps/dmz``, or an empty string. It comes after the root
        path under which another app mounts this one.
    """
    root = f"{scope.get('root_path', '').rstrip('/')}{base}/"
    path = str(scope["path"])
    return path[len(root) :] if path.startswith(root) else None


def accepts_gzip(scope: Scope) -> bool:
    """Return whether who asks takes an answer in gzip."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


class Scripts:
    """The script and style files of Streamlit and of the map's frame.

    Parameters
    ----------
    streamlit, frame
        Folders whose ``static`` folder holds them.
    """

    def __init__(self, streamlit: Path | None = None, frame: Path | None = None) -> None:
        self._streamlit = streamlit or _folder("streamlit") / "static"
        frame = frame or _folder("streamlit_folium") / "frontend" / "build"
        self._places = {
            "static/js": self._streamlit / "static" / "js",
            "static/css": self._streamlit / "static" / "css",
            _FRAME: frame / "static" / "js",
        }
        self._held: dict[str, Asset] = {}

    def find(self, path: str) -> Asset | None:
        """Return the file at a path below the app's root; None if it is not one of these.

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
    def core(self) -> tuple[str, ...]:
        """Paths of the scripts that Streamlit's page and the map's frame name by themselves."""
        index = self._streamlit / "index.html"
        text = index.read_text(encoding="utf-8") if index.is_file() else ""
        named = re.findall(r"static/(?:js|css)/[\w.-]+\.(?:js|css)", text)
        frame = (f"{_FRAME}/{path.name}" for path in sorted(self._places[_FRAME].glob("main.*.js")))
        return tuple(dict.fromkeys([*named, *frame]))

    def warm(self) -> None:
        """Read and compress what every page needs, so that no reader waits for it."""
        for path in self.core:
            if asset := self.find(path):
                _ = asset.compressed


def _folder(package: str) -> Path:
    """Return a package's folder without importing it: streamlit-folium must not be, this early."""
    spec = find_spec(package)
    return Path(next(iter((spec and spec.submodule_search_locations) or ["."])))


class CompressedScripts:
    """ASGI middleware: answers for `Scripts` from memory, compressed once.

    `scripts` are the files; `base` is the base path as `path_below` takes it.
    """

    def __init__(self, app: ASGIApp, *, scripts: Scripts, base: str = "") -> None:
        self.app = app
        self.scripts = scripts
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a script, or pass the request on."""
        asset = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            asset = self.scripts.find(path_below(scope, self.base) or "")
        if asset is None:
            await self.app(scope, receive, send)
            return
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        body = asset.body
        if accepts_gzip(scope):
            headers["Content-Encoding"] = "gzip"
            body = await asyncio.to_thread(lambda: asset.compressed)
        await Response(body, headers=headers, media_type=asset.media_type)(scope, receive, send)
