"""The headers of every answer: which script may run, and who may show the page in a frame."""

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.errors import DmzMapError, StoreError
from dmz_map.ui.security_headers import SecurityHeaders, embedding_sites, script_hash

FRAME = "/component/streamlit_folium.st_folium/index.html"
OWN = ["'self'", "'wasm-unsafe-eval'"]
SCRIPT = "L.map('지도');"


async def plain(request):
    kind = PlainTextResponse if request.url.path.endswith(".txt") else HTMLResponse
    return kind("here", headers={"Referrer-Policy": "no-referrer"})


def client(map_script=lambda: SCRIPT, base=""):
    routes = [Route(base + "/{path:path}", plain)]
    guard = Middleware(SecurityHeaders, base=base, map_script=map_script)
    return TestClient(Starlette(routes=routes, middleware=[guard]))


def rules(path, **options):
    policy = client(**options).get(path).headers["content-security-policy"]
    return {rule.split(" ")[0]: rule.split(" ")[1:] for rule in policy.split("; ")}


@pytest.mark.parametrize("path", ["/", "/nowhere", FRAME])
def test_every_answer_bears_them(path):
    headers = client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=(), geolocation=()")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers.get_list("referrer-policy") == ["no-referrer"], "an answer's own comes first"


def test_what_is_no_page_may_load_nothing_and_says_so_in_few_words():
    assert rules("/a.txt") == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}


def test_no_page_lets_a_script_of_its_text_run():
    for path in ("/", "/?embed=true", "/nowhere"):
        assert rules(path)["script-src"] == OWN
    for words in rules(FRAME).values():
        assert "'unsafe-eval'" not in words


def test_the_frame_lets_the_one_script_run_that_makes_the_map():
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert rules(FRAME)["script-src"] == [*OWN, f"'sha256-{digest}'"]
    assert script_hash(SCRIPT) == f"'sha256-{digest}'"
    assert rules("/maps" + FRAME, base="/maps")["script-src"] == [*OWN, f"'sha256-{digest}'"]


def test_where_there_is_no_map_no_script_runs():
    def away():
        raise StoreError("The store does not answer.")

    assert rules(FRAME, map_script=away)["script-src"] == OWN


def test_no_other_host_is_asked_but_for_tiles():
    for path in ("/", FRAME):
        found = rules(path)
        assert found["img-src"][-1] == "https://tile.openstreetmap.org"
        words = {word for rule in found.values() for word in rule} - {found["img-src"][-1]}
        assert all(word.startswith("'") or word in ("data:", "blob:") for word in words)
        assert found["object-src"] == ["'none'"]
        assert found["connect-src"] == found["form-action"] == found["base-uri"] == ["'self'"]


@pytest.mark.parametrize(
    ("setting", "path", "sites"),
    [
        ("", "/", ["'none'"]),
        ("", "/?embed=true", ["'none'"]),
        ("*", "/", ["'none'"]),
        ("*", "/?embed=true", ["*"]),
        ("https://a.example https://*.b.example:8000", "/?embed=true",
         ["https://a.example", "https://*.b.example:8000"]),
        ("*", "/?embed=false", ["'none'"]),
        ("", FRAME, ["'self'"]),
        ("https://a.example", FRAME, ["'self'", "https://a.example"]),
    ],
)  # fmt: skip
def test_only_the_embedded_view_is_shown_in_frames_of_sites_that_are_named(
    monkeypatch, setting, path, sites
):
    monkeypatch.setenv("DMZ_MAP_EMBED", setting)
    assert rules(path)["frame-ancestors"] == sites


@pytest.mark.parametrize(
    "setting", ["a.example; script-src *", "javascript:x", "https://a.example/x", "'self'"]
)
def test_what_is_no_site_is_told(monkeypatch, setting):
    monkeypatch.setenv("DMZ_MAP_EMBED", setting)
    with pytest.raises(DmzMapError, match="is no site"):
        embedding_sites()


def test_a_desk_has_its_script_as_a_blob_and_nobody_else(monkeypatch):
    monkeypatch.setenv("DMZ_MAP_EDIT", "1")
    assert rules("/")["script-src"] == [*OWN, "blob:"]
