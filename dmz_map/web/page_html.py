"""The page's HTML, completed: title, description, language, style sheet and script.

Streamlit's page has none of them, and it is the answer for every missing file; here a missing
file is 404.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, quote

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dmz_map.web.html import html
from dmz_map.web.language import LANGUAGES, translator
from dmz_map.web.streamlit_files import accepts_gzip, path_below

__all__ = ["About", "PageHtml", "complete_page"]

About = Callable[[str, str], tuple[str, str] | None]
"""Gives title and description of an incident, by its id and a language; None for no incident."""

_SHEET: Final = '<link rel="stylesheet" href="{sheet}"></body>'
_SCRIPT: Final = '<script src="{script}" defer></script></head>'
_FIRST: Final = '<script src="{script}" defer></script><script type="module"'
_NO_PAGES: Final = frozenset({"_stcore", "component", "dmz", "media"})
_PAGE_PATHS: Final = frozenset({"", "index.html"})
# An inline script says "not ready" to a crawler, and is kept from running; a font is preloaded
# that no style of the map uses.
_UNUSED: Final = re.compile(r'<script>.*?</script>|<link[^>]*\bas="font"[^>]*>', re.DOTALL)
_LONGEST_ID: Final = 100
_NOTHING: Final = Markup("")
_CONDITIONS: Final = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


class PageHtml:
    """ASGI middleware: the one place that writes into the page's HTML.

    It sets title and language, and names the page's script before those of Streamlit, and its
    style sheet just before ``</body>``: in the head, Firefox would let Streamlit's own styles,
    which come later, win.
    Any other path gets 404 where Streamlit would answer with its page.

    Parameters
    ----------
    app, base
        The application behind it, and the base path as `path_below` takes it.
    sheet, script
        Paths of the page's style sheet and script below the app's root.
    about
        Title and description of an incident that the address names.
    url
        Where the app is found, with a slash at its end; blank where that is not known.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        sheet: str,
        script: str,
        base: str = "",
        about: About = lambda _id, _language: None,
        url: str = "",
    ) -> None:
        self.app = app
        self.about = about
        self.url = url
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
            answer = await asyncio.to_thread(self._answer, scope, path, page.decode())
            await answer(scope, receive, send)

    def _answer(self, scope: Scope, path: str, page: str) -> Response:
        if path not in _PAGE_PATHS:
            return PlainTextResponse("There is no such page.", status_code=404)
        language = _language(scope)
        text = complete_page(
            page, language=language, head=self._head(scope, language), **self.files
        )
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
        if not accepts_gzip(scope):
            return Response(text, headers=headers, media_type="text/html")
        headers |= {"Content-Encoding": "gzip"}
        return Response(gzip.compress(text.encode()), headers=headers, media_type="text/html")

    def _head(self, scope: Scope, language: str) -> Markup:
        """Return title and description, and what links show if the app's address is known."""
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("incident", [""])[-1]
        title, description = _site(language)
        here = self.url
        if asked and len(asked) < _LONGEST_ID and (found := self.about(asked, language)):
            title, description = f"{found[0]} · DMZ Map", found[1]
            here = f"{self.url}?incident={quote(asked)}"
        head = html(
            '<title>{title}</title><meta name="description" content="{description}">',
            title=title, description=description,
        )  # fmt: skip
        if not self.url:
            return head
        here = (
            f"{self.url}?incident={quote(asked)}" if description != _site(language)[1] else self.url
        )
        return head + html(
            '<link rel="canonical" href="{here}"><meta property="og:title" content="{title}">'
            '<meta property="og:description" content="{description}">'
            '<meta property="og:type" content="website"><meta property="og:url" content="{here}">',
            here=here, title=title, description=description,
        )  # fmt: skip


def _site(language: str) -> tuple[str, str]:
    _ = translator(language)
    return (
        _("DMZ Map: incidents on the Korean Demilitarized Zone"),
        _("Incidents on the Korean Demilitarized Zone since 1953, each with what it rests on."),
    )


def complete_page(
    page: str, *, language: str, sheet: str, script: str, head: Markup = _NOTHING
) -> str:
    """Return the HTML of Streamlit's page with language, title, style sheet and script.

    Parameters
    ----------
    page
        The HTML as Streamlit has it.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    sheet, script
        Addresses of the style sheet and the script.
    head
        What takes the place of Streamlit's title.
    """
    # Ours runs before Streamlit's: who listens to "popstate" first may keep it from the other.
    first = '<script type="module"'
    first = first if first in page else "</head>"
    head = head or html("<title>{title}</title>", title=_site(language)[0])
    for old, new in (
        ('<html lang="en">', html('<html lang="{language}">', language=language)),
        ("<title>Streamlit</title>", head),
        ("</body>", html(_SHEET, sheet=sheet)),
        (first, html(_SCRIPT if first == "</head>" else _FIRST, script=script)),
    ):
        page = page.replace(old, str(new), 1)
    return _UNUSED.sub("", page)


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
