"""Streamlit's own scripts from memory."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.web.streamlit_files import (
    FOREVER,
    CompressedScripts,
    Scripts,
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


async def other(request):
    return PlainTextResponse("other")


@pytest.fixture
def client(scripts):
    routes = [Route("/{path:path}", other)]
    middleware = Middleware(CompressedScripts, scripts=scripts)
    return TestClient(Starlette(routes=routes, middleware=[middleware]))


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
