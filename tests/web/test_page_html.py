"""The page's HTML with title, description, language, style sheet and script."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from dmz_map.web.page_html import PageHtml, complete_page

PAGE = '<html lang="en"><head><title>Streamlit</title></head><body><p>“한글”</p></body></html>'


async def page(request):
    """Answer as Streamlit does: its page for everything that is not there, and 304 if it can."""
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    return HTMLResponse(PAGE, headers={"ETag": "1", "Cache-Control": "no-cache"})


async def other(request):
    return PlainTextResponse("other")


def pages(base="", **options):
    """Return a client of an app that answers every path with its page, but for ``/other``."""
    inner = [
        Route("/other.txt", other),
        Route("/away", lambda request: HTMLResponse(PAGE, status_code=503)),
        Route("/component/frame/index.html", page),
        Route("/{path:path}", page, methods=["GET", "POST"]),
    ]
    routes = [Mount(base, routes=inner)] if base else inner
    files = {"sheet": "dmz/0/page.css", "script": "dmz/0/page.js"}
    middleware = Middleware(PageHtml, **files, base=base, **options)
    return TestClient(Starlette(routes=routes, middleware=[middleware]))


@pytest.mark.parametrize(
    ("base", "path", "address"),
    [
        ("", "/", "dmz/0/page.css"),
        ("", "/index.html", "dmz/0/page.css"),
        ("/maps/dmz", "/maps/dmz/", "dmz/0/page.css"),
    ],
)
def test_a_page_names_its_sheet_last_and_its_script_first(base, path, address):
    text = pages(base).get(path).text
    script = f'<script src="{address.replace(".css", ".js")}" defer></script>'
    assert text.endswith(f'<link rel="stylesheet" href="{address}"></body></html>')
    assert text.count("<script") == 1
    assert script in text.partition("<body>")[0]


def test_the_script_runs_before_streamlits_own():
    page = '<head><title>Streamlit</title><script type="module" src="./index.js"></script></head>'
    text = complete_page(page, language="en", sheet="s.css", script="page.js")
    assert text.index('src="page.js" defer') < text.index('type="module"')
    assert text.count("page.js") == 1


@pytest.mark.parametrize(
    ("path", "preferred", "language"),
    [
        ("/", "", "en"),
        ("/", "ko-KR,ko;q=0.9", "ko"),
        ("/", "fr, ko", "en"),
        ("/?lang=ko", "en-GB", "ko"),
        ("/?lang=en", "ko", "en"),
        ("/?lang=%22%3E%3Cscript%3E", "ko", "ko"),
        ("/?lang=xx&lang=ko", "en", "ko"),
    ],
)
def test_a_page_has_the_readers_language_and_title(path, preferred, language):
    answer = pages().get(path, headers={"accept-language": preferred})
    title = {"en": "DMZ Map: incidents", "ko": "DMZ Map: 한반도"}[language]
    assert answer.text.startswith(f'<html lang="{language}"><head><title>{title}')
    assert answer.text.count("<script") == 1
    assert answer.headers["vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_changed_page_is_whole_and_as_long_as_it_says(encoding):
    headers = {"accept-encoding": encoding, "if-none-match": "1", "range": "bytes=0-3"}
    with pages().stream("GET", "/", headers=headers) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(raw))
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers.get("content-encoding") == ("gzip" if encoding == "gzip" else None)
    assert "etag" not in answer.headers
    text = (gzip.decompress(raw) if encoding == "gzip" else raw).decode()
    assert "<p>“한글”</p>" in text


def test_no_inline_script_is_left_in_the_page():
    scripts = "<script>\n  ready = false\n</script><script src='a.js'></script>"
    page = f"<head>{scripts}</head><body></body>"
    page = complete_page(page, language="en", sheet="s", script="t")
    assert page.count("<script") == 2
    assert "ready" not in page


def test_no_font_is_preloaded_that_no_page_of_ours_uses():
    fonts = '<link rel="preload" href="./a.woff2" as="font"/><link rel="preload" href="b.js"/>'
    page = complete_page(f"<head>{fonts}</head>", language="en", sheet="s", script="t")
    assert "a.woff2" not in page
    assert "b.js" in page


def test_the_head_of_a_page_comes_without_its_body():
    whole = pages().get("/")
    head = pages().head("/")
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("path", ["/static/js/gone.js", "/a.bin", "/any", "/any/page", "/x.html"])
def test_what_is_not_there_is_404_and_not_the_page(path):
    answer = pages().get(path)
    assert (answer.status_code, answer.text) == (404, "There is no such page.")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/component/frame/index.html", "/_stcore/x", "/dmz/0/a", "/away"])
def test_what_is_no_page_is_left_as_it_is(path):
    assert pages().get(path).text == PAGE


def test_every_other_answer_passes_as_it_is():
    assert pages().get("/other.txt").text == "other"
    assert pages().post("/").text == PAGE
    assert pages("/maps").get("/elsewhere").status_code == 404


ABOUT = {
    ("an-id", "en"): ("Shots <at> night", 'Two "shots"'),
    ("an-id", "ko"): ("밤의 총격", "두 발"),
}


@pytest.mark.parametrize(
    ("query", "language", "title", "description"),
    [
        ("incident=an-id", "en", "Shots &lt;at&gt; night · DMZ Map", "Two &#34;shots&#34;"),
        ("incident=an-id&lang=ko", "ko", "밤의 총격 · DMZ Map", "두 발"),
        ("incident=gone", "en", "DMZ Map: incidents", "Incidents on the Korean"),
        ("incident=" + "x" * 5000, "en", "DMZ Map: incidents", "Incidents on the Korean"),
    ],
)
@pytest.mark.parametrize("url", ["", "https://example.org/dmz/"])
def test_a_page_is_called_as_the_incident_that_its_address_names(
    query, language, title, description, url
):
    asked = pages(about=lambda id, code: ABOUT.get((id, code)), url=url)
    text = asked.get(f"/?{query}").text
    assert f"<title>{title}" in text
    assert f'<meta name="description" content="{description}' in text
    assert ("og:title" in text) == bool(url)
    known = "an-id" in query
    assert (f'<link rel="canonical" href="{url}?incident=an-id">' in text) == (known and bool(url))
