"""The routes of the app beside Streamlit's own: the map's files, and the security headers."""

import asyncio
import gc
import gzip
import json
import os
import runpy
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from streamlit import config

from dmz_map import app as room
from dmz_map.app import map_file, map_text, no_file
from dmz_map.errors import StoreError, UnknownIdError
from dmz_map.ui.security_headers import SecurityHeaders
from dmz_map.web.assets import Asset, Assets, json_asset, static_asset
from dmz_map.web.map_texts import text_record, text_version
from dmz_map.web.webmap import page_sheet
from tests.plain import incident

FOLDER = Path(room.__file__).parent
TEXT = Asset("texts-0.json", json.dumps(["</script>{{7*7}} 한글"] * 100).encode())
SCRIPT = Asset("dmz.js", b"let a;")
POINTS = Asset("points.bin", bytes(range(256)))
FILES = Assets([TEXT, SCRIPT, POINTS])
VERSION = "0123456789ab"
INCIDENT = incident((127, 38), title_en="</script>{{7*7}}", title_ko="한글")
RECORDS = [text_record(INCIDENT)]
PLAIN = {"accept-encoding": "identity"}


async def echo(socket):
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


class Store:
    """A store of one chunk of texts, which may be away."""

    version = VERSION
    away = False

    def chunk(self, chunk):
        if self.away:
            raise StoreError("The store does not answer. Try again in a minute.")
        if chunk != 0:
            raise UnknownIdError(f"There is no chunk {chunk} of texts. Reload the map.")
        return (INCIDENT,)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def client(monkeypatch, store):
    """Return a client of a plain app with the routes and the headers of the real one."""
    site = SimpleNamespace(
        store=store,
        version=VERSION,
        text_file=lambda number: json_asset("t.json", [text_record(*store.chunk(number))]),
    )
    releases = {id(site): (SimpleNamespace(assets=FILES), None)}
    monkeypatch.setattr(room, "load_site", lambda: site)
    monkeypatch.setattr(room, "load_release", lambda asked: releases[id(asked)])
    routes = [
        Route("/dmz/{version}/texts/{chunk}.json", map_text),
        Route("/dmz/{digest}/{name}", map_file),
        Route("/dmz/{path:path}", no_file),
        WebSocketRoute("/echo", echo),
    ]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, map_script=str)])
    )


@pytest.mark.parametrize(
    ("asset", "media_type"),
    [
        (TEXT, "application/json"),
        (SCRIPT, "text/javascript; charset=utf-8"),
        (POINTS, "application/octet-stream"),
        (page_sheet(), "text/css; charset=utf-8"),
    ],
)
def test_a_file_is_answered_byte_for_byte_under_its_hash(client, asset, media_type):
    answer = client.get(f"/{asset.path}", headers=PLAIN)
    assert (answer.status_code, answer.content) == (200, asset.body)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-length"] == str(len(asset.body))
    assert "content-encoding" not in answer.headers


def test_data_of_a_store_that_has_changed_are_an_empty_script_which_is_not_kept(client):
    answer = client.get("/dmz/0123456789ab/start.js")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-store"


def test_who_takes_gzip_gets_gzip(client):
    with client.stream("GET", f"/{TEXT.path}", headers={"accept-encoding": "br, gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-length"] == str(len(raw))
    assert len(raw) < len(TEXT.body) / 10
    assert gzip.decompress(raw) == TEXT.body


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_browser_may_keep_a_file_for_ever_but_not_mix_up_its_encodings(client, encoding):
    headers = client.get(f"/{TEXT.path}", headers={"accept-encoding": encoding}).headers
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"


def test_the_head_of_a_file_comes_without_its_body(client):
    answer = client.head(f"/{TEXT.path}", headers=PLAIN)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(TEXT.body))


@pytest.mark.parametrize(
    "path",
    [
        f"/dmz/{'0' * 12}/texts-0.json",
        f"/dmz/{SCRIPT.digest}/texts-0.json",
        f"/dmz/{'0' * 12}/page.css",
        f"/dmz/{text_version(VERSION)}/texts/1.json",
        f"/dmz/{text_version(VERSION)}/texts/{'9' * 30}.json",
        f"/dmz/{text_version(VERSION)}/texts/{'9' * 5000}.json",
        f"/dmz/{text_version(VERSION)}/texts/-1.json",
        f"/dmz/{text_version(VERSION)}/texts/%D9%A3.json",
        f"/dmz/{text_version(VERSION)}/texts/<script>.json",
        "/dmz/ba9876543210/texts/0.json",
        f"/dmz/{TEXT.digest.upper()}x/texts-0.json",
        f"/dmz/{TEXT.digest}/texts-1.json",
        f"/dmz/{TEXT.digest}/<script>alert(1)",
        f"/dmz/{TEXT.digest}/..",
        f"/dmz/{TEXT.digest}/%2e%2e%2fapp.py",
        "/dmz/../../etc/passwd",
        "/dmz/a/b/c/d.bin",
    ],
)
def test_what_is_not_here_is_told_in_a_plain_line_that_nobody_keeps(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "cache-control" not in answer.headers
    assert "script" not in answer.text


def test_texts_come_as_json_that_a_browser_may_keep_for_ever(client):
    answer = client.get(f"/dmz/{text_version(VERSION)}/texts/0.json")
    assert (answer.status_code, answer.json()) == (200, RECORDS)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_store_that_is_away_is_told_in_its_own_line_that_nobody_keeps(client, store):
    store.away = True
    answer = client.get(f"/dmz/{text_version(VERSION)}/texts/0.json")
    assert answer.status_code == 503
    assert answer.text == "The store does not answer. Try again in a minute."
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "cache-control" not in answer.headers


def test_an_old_address_tells_what_to_do(client):
    answer = client.get(f"/dmz/{'0' * 12}/texts-0.json")
    assert answer.text == "This file of the map is not here (any more). Reload the page."


def test_a_websocket_passes_through(client):
    with client.websocket_connect("/echo") as socket:
        socket.send_text("한글")
        assert socket.receive_text() == "한글"


@pytest.fixture
def made(monkeypatch):
    """Return a function that runs the app's module and what it builds, under a base path."""

    def make(base=""):
        built = []
        monkeypatch.setattr(
            streamlit, "App", lambda *args, **options: built.append((args, options))
        )
        before = config.get_option("server.baseUrlPath")
        config.set_option("server.baseUrlPath", base)
        try:
            names = runpy.run_path(str(FOLDER / "app.py"))
        finally:
            config.set_option("server.baseUrlPath", before)
        (((script,), options),) = built
        return names, script, options

    return make


def test_the_app_itself_has_the_routes_and_the_headers(made):
    names, script, options = made()
    headers, sockets, guard, scripts, page = options["middleware"]
    assert [(route.path, route.endpoint) for route in options["routes"]] == [
        ("/dmz/{version}/texts/{chunk}.json", names["map_text"]),
        ("/dmz/read/own-{digest}.txt", names["read_text"]),
        ("/dmz/{digest}/{name}", names["map_file"]),
        ("/dmz/{path:path}", names["no_file"]),
        *((f"/{name}", names["machine_file"]) for name in names["MACHINE_FILES"]),
        ("/download/incidents.{format}", names["download"]),
    ]
    assert headers.cls is names["SecurityHeaders"], "the first one is around all others"
    assert sockets.cls is names["SocketGuard"]
    assert guard.cls is names["RouteGuard"]
    assert scripts.cls is names["CompressedScripts"]
    assert page.cls is names["PageHtml"]
    files = {"sheet": page_sheet().path, "script": static_asset("page.js").path}
    about = names["about_incident"]
    assert page.kwargs == {**files, "base": "", "about": about, "url": ""}
    assert options["lifespan"] is names["lifespan"]
    assert options["exception_handlers"] == {500: names["failed"]}
    assert options["on_script_error"] is names["say_failure"]
    assert Path(script) == FOLDER / "ui" / "main.py"


def test_under_a_base_path_every_route_is_below_it(made):
    _, _, options = made("/maps/dmz/")
    assert all(route.path.startswith("/maps/dmz/") for route in options["routes"])
    assert [one.kwargs["base"] for one in options["middleware"]] == ["/maps/dmz"] * 5


def test_garbage_is_collected_now_and_then_for_ever():
    slept, collected = [], []

    async def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 4:
            raise TimeoutError

    def run():
        collect = room.collect_garbage(
            7.0, sleep=sleep, collect=lambda: collected.append(len(slept))
        )
        asyncio.run(collect)

    # In a thread: the browser of other tests keeps an event loop in this one.
    with ThreadPoolExecutor() as pool, pytest.raises(TimeoutError):
        pool.submit(run).result()
    assert slept == [7.0] * 4
    assert collected == [1, 2, 3]


def test_streamlit_does_not_collect_garbage_after_each_run():
    assert config.get_option("runner.postScriptGC") is False


def test_what_is_open_at_the_start_is_kept_from_every_collection(monkeypatch):
    done = []
    monkeypatch.setattr(room, "load_site", lambda: done.append("site"))
    monkeypatch.setattr(room, "load_release", lambda site: done.append("release"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    room.open_at_start()
    assert done == ["site", "release", "freeze"]


@pytest.mark.slow
def test_a_foreign_name_gets_400_with_the_headers_of_every_answer():
    script = (
        "from starlette.testclient import TestClient\n"
        "from dmz_map.app import app\n"
        "answer = TestClient(app, base_url='http://evil.test').get('/')\n"
        "print(answer.status_code, answer.headers['x-content-type-options'])\n"
    )
    environment = {**os.environ, "DMZ_MAP_HOSTS": "map.test"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.stdout.split() == ["400", "nosniff"], done.stderr
