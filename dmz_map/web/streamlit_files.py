"""Streamlit's own files, better served: scripts compressed once, and the page's HTML completed.

Streamlit reads each of its hundred scripts anew for every reader and sends it uncompressed; here
they are kept in memory. Its page has no style sheet of ours, and answers for every missing file;
here it gets a title, a language and the sheet, and a missing file is 404.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dmz_map.web.assets import Asset
from dmz_map.web.html import html
from dmz_map.web.language import LANGUAGES, translator

__all__ = [
    "FOREVER",
    "CompressedScripts",
    "PageHtml",
    "Scripts",
    "accepts_gzip",
    "complete_page",
    "path_below",
]

FOREVER: Final = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name carries its hash."""

_FILES: Final = (
    '<link rel="stylesheet" href="{sheet}"><script src="{script}" defer></script></body>'
)
_HASHED: Final = re.compile(r"[\w.-]+\.[\w-]{8}\.(?:js|css)")
_FRAME: Final = "component/streamlit_folium.st_folium/static/js"
_NO_PAGES: Final = frozenset({"_stcore", "component", "dmz", "media"})
_PAGE_PATHS: Final = frozenset({"", "index.html"})
_INLINE: Final = re.compile(r"<script>.*?</script>", re.DOTALL)
_CONDITIONS: Final = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


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


class PageHtml:
    """ASGI middleware: the one place that writes into the page's HTML.

    It sets title and language, and names the page's script and style sheet just before
    ``</body>``: in the head, Firefox would let Streamlit's own styles, which come later, win.
    Any other path gets 404 where Streamlit would answer with its page.

    Parameters
    ----------
    app, base
        The application behind it, and the base path as `path_below` takes it.
    sheet, script
        Paths of the page's style sheet and script below the app's root.
    """

    def __init__(self, app: ASGIApp, *, sheet: str, script: str, base: str = "") -> None:
        self.app = app
        self.files = {"sheet": sheet, "script": script}
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and a page back with what it lacks."""
        path = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = path_below(scope, self.base)
        if path is None or path.partition("/")[0] in _NO_PAGES:
            await self.app(scope, receive, send)
            return
        page = bytearray()
        is_page = False

        async def collect(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                found = Headers(raw=message["headers"]).get("content-type", "")
                is_page = message["status"] == 200 and found.startswith("text/html")
            if not is_page:
                await send(message)
            elif message["type"] == "http.response.body":
                page.extend(message.get("body", b""))

        await self.app(_unconditional(scope), receive, collect)
        if is_page:
            answer = self._answer(scope, path, page.decode())
            await answer(scope, receive, send)

    def _answer(self, scope: Scope, path: str, page: str) -> Response:
        if path not in _PAGE_PATHS:
            return PlainTextResponse("There is no such page.", status_code=404)
        text = complete_page(page, language=_language(scope), **self.files)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
        if not accepts_gzip(scope):
            return Response(text, headers=headers, media_type="text/html")
        headers |= {"Content-Encoding": "gzip"}
        return Response(gzip.compress(text.encode()), headers=headers, media_type="text/html")


def complete_page(page: str, *, language: str, sheet: str, script: str) -> str:
    """Return the HTML of Streamlit's page with language, title, style sheet and script.

    Parameters
    ----------
    page
        The HTML as Streamlit has it.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    sheet, script
        Addresses of the style sheet and the script.
    """
    _ = translator(language)
    title = _("DMZ Map: incidents on the Korean Demilitarized Zone")
    for old, new in (
        ('<html lang="en">', html('<html lang="{language}">', language=language)),
        ("<title>Streamlit</title>", html("<title>{title}</title>", title=title)),
        ("</body>", html(_FILES, sheet=sheet, script=script)),
    ):
        page = page.replace(old, str(new), 1)
    return _INLINE.sub("", page)  # it says "not ready" to a crawler, and is kept from running


def _language(scope: Scope) -> str:
    """Return the language that the address names, or else the browser's."""
    for asked in parse_qs(scope["query_string"].decode("latin-1")).get("lang", [])[-1:]:
        if asked in LANGUAGES:
            return str(asked)
    preferred = Headers(scope=scope).get("accept-language", "")
    return "ko" if preferred.lower().startswith("ko") else "en"


def _unconditional(scope: Scope) -> Scope:
    """Return a request for a whole, uncompressed answer: a page is changed on its way out."""
    headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
    return {**scope, "method": "GET", "headers": headers, "extensions": {}}
