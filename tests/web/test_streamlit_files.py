"""Streamlit's own scripts from memory, and its page with title, language and style sheet."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from dmz_map.web.streamlit_files import (
    FOREVER,
    CompressedScripts,
    PageHtml,
    Scripts,
    complete_page,
    path_below,
)

CORE = "index.AAAAAAAA.js"
SHARED = "shared.BBBBBBBB.js"
RADIO = "Radio.CCCCCCCC.js"
DEEP = "deep.DDDDDDDD.js"
OTHER = "Chart.EEEEEEEE.js"
MAIN = "main.521860b0.js"
FILES = {
    CORE: 'import{a}from"./shared.BBBBBBBB.js";' + "let a;" * 99,
    SHARED: "export const a=1",
    RADIO: 'import{a}from"./shared.BBBBBBBB.js";import"./deep.DDDDDDDD.js";',
    DEEP: 'import{b}from"./Radio.CCCCCCCC.js";import"./gone.FFFFFFFF.js"',
    OTHER: "let chart",
}
IN_FRAME = f"component/streamlit_folium.st_folium/static/js/{MAIN}"


@pytest.fixture
def scripts(tmp_path):
    own, frame = tmp_path / "streamlit", tmp_path / "frame"
    for folder in (own / "static/js", own / "static/css", frame / "static/js"):
        folder.mkdir(parents=True)
    for name, text in FILES.items():
        (own / "static/js" / name).write_text(text)
    (own / "secret.GGGGGGGG.js").write_text("no")
    (frame / "static/js" / MAIN).write_text("frame")
    (own / "index.html").write_text(
        f'<script src="./static/js/{CORE}"></script>'
        f'<link rel="modulepreload" href="./static/js/{SHARED}">'
    )
    return Scripts(own, frame)


PAGE = '<html lang="en"><head><title>Streamlit</title></head><body><p>“한글”</p></body></html>'


async def page(request):
    """Answer as Streamlit does: its page for everything that is not there, and 304 if it can."""
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    return HTMLResponse(PAGE, headers={"ETag": "1", "Cache-Control": "no-cache"})


async def other(request):
    return PlainTextResponse("other")


@pytest.fixture
def client(scripts):
    routes = [Route("/{path:path}", other)]
    middleware = Middleware(CompressedScripts, scripts=scripts)
    return TestClient(Starlette(routes=routes, middleware=[middleware]))


def pages(base="", **options):
    """Return a client of an app that answers every path with its page, but for ``/other``."""
    inner = [
        Route("/other.txt", other),
        Route("/away", lambda request: HTMLResponse(PAGE, status_code=503)),
        Route("/component/frame/index.html", page),
        Route("/{path:path}", page, methods=["GET", "POST"]),
    ]
    routes = [Mount(base, routes=inner)] if base else inner
    middleware = Middleware(PageHtml, sheet="dmz/0/page.css", script="dmz/0/page.js", base=base)
    return TestClient(Starlette(routes=routes, middleware=[middleware]), **options)


@pytest.mark.parametrize("path", [f"static/js/{CORE}", f"static/js/{OTHER}", IN_FRAME])
def test_a_script_comes_as_it_is_and_may_be_kept_for_ever(client, path):
    answer = client.get(f"/{path}", headers={"accept-encoding": "identity"})
    assert answer.text == FILES.get(path.rpartition("/")[2], "frame")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in answer.headers


def test_who_takes_gzip_gets_gzip_compressed_once(client, scripts):
    for _ in range(2):
        with client.stream("GET", f"/static/js/{CORE}") as answer:
            raw = b"".join(answer.iter_raw())
        assert gzip.decompress(raw).decode() == FILES[CORE]
        assert answer.headers["content-length"] == str(len(raw))
    asset = scripts.find(f"static/js/{CORE}")
    assert asset.is_compressed
    assert asset is scripts.find(f"static/js/{CORE}")


def test_the_head_of_a_script_comes_without_its_body(client):
    answer = client.head(f"/static/js/{CORE}")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/gone.FFFFFFFF.js",
        "/static/js/plain.js",
        "/static/js/../secret.GGGGGGGG.js",
        "/static/js/%2e%2e/%2e%2e/secret.GGGGGGGG.js",
        "/static/secret.GGGGGGGG.js",
        "/secret.GGGGGGGG.js",
        "/static/js/",
        f"/js/{CORE}",
    ],
)
def test_everything_else_is_left_to_the_app(client, path):
    assert client.get(path).text == "other"


def test_only_what_is_asked_for_with_get_or_head_is_answered(client):
    assert client.post(f"/static/js/{CORE}").status_code == 405


def test_warming_compresses_what_every_page_needs_and_no_more(scripts):
    scripts.warm()
    held = {path.rpartition("/")[2]: asset for path, asset in scripts._held.items()}
    assert set(held) == {CORE, SHARED, MAIN}
    assert all(asset.is_compressed for asset in held.values())


def test_the_installed_streamlit_has_the_scripts_that_are_looked_for():
    scripts = Scripts()
    assert len(scripts.core) > 10
    assert all(map(scripts.find, scripts.core))
    assert any("streamlit_folium" in path for path in scripts.core)


@pytest.mark.parametrize(
    ("root", "base", "path", "below"),
    [
        ("", "", "/", ""),
        ("", "", "/a/b", "a/b"),
        ("", "/maps/dmz", "/maps/dmz/a", "a"),
        ("", "/maps/dmz", "/maps/dmz", None),
        ("", "/maps/dmz", "/a", None),
        ("", "/maps/dmz", "/maps/dmzzz/a", None),
        ("/outer", "", "/outer/a", "a"),
        ("/outer/", "/inner", "/outer/inner/a", "a"),
    ],
)
def test_a_path_is_seen_from_the_root_of_the_app(root, base, path, below):
    assert path_below({"root_path": root, "path": path}, base) == below


@pytest.mark.parametrize(
    ("base", "path", "address"),
    [
        ("", "/", "dmz/0/page.css"),
        ("", "/index.html", "dmz/0/page.css"),
        ("/maps/dmz", "/maps/dmz/", "dmz/0/page.css"),
    ],
)
def test_a_page_names_its_files_last_and_relative_to_itself(base, path, address):
    text = pages(base).get(path).text
    sheet = f'<link rel="stylesheet" href="{address}">'
    script = f'<script src="{address.replace(".css", ".js")}" defer></script>'
    assert text.endswith(f"{sheet}{script}</body></html>")


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
    page = complete_page(f"<body>{scripts}</body>", language="en", sheet="s", script="t")
    assert page.count("<script") == 2
    assert "ready" not in page


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
