"""Which routes are open, and to whom."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.ui.route_guard import RouteGuard


async def page(_request):
    return PlainTextResponse("the desk")


def client(base=""):
    routes = [Route("/{path:path}", page, methods=["GET", "POST", "PUT", "DELETE"])]
    guarded = Starlette(routes=routes, middleware=[Middleware(RouteGuard, base=base)])
    return TestClient(guarded, base_url="http://localhost")


@pytest.mark.parametrize("path", ["/?page=read", "/?lang=ko&page=read", "/dmz/read/own-1.txt"])
def test_the_pages_of_editing_are_not_there_but_for_the_reader_of_this_machine(monkeypatch, path):
    here = client()
    monkeypatch.delenv("DMZ_MAP_EDIT", raising=False)
    assert here.get(path).status_code == 404
    monkeypatch.setenv("DMZ_MAP_EDIT", "1")
    assert here.get(path).text == "the desk"
    assert here.get(path, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    assert here.get(path, headers={"Host": "dmz.example.org"}).status_code == 404
    assert here.get("/", headers={"Host": "dmz.example.org"}).status_code == 200


@pytest.mark.parametrize("base", ["", "/maps/dmz"])
@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/",
     "/_stcore/script-health-check", "/auth/login", "/oauth2callback", "/app/static/x"],
)  # fmt: skip
def test_what_the_app_does_not_use_is_closed(monkeypatch, base, path):
    monkeypatch.setenv("DMZ_MAP_EDIT", "anywhere")
    assert client(base).get(base + path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/dmz/a/b.js"])
def test_what_the_page_needs_is_open(path):
    assert client().get(path).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_sends_a_body_but_who_may_add(monkeypatch, method):
    monkeypatch.delenv("DMZ_MAP_EDIT", raising=False)
    assert client().request(method, "/", content=b"x").status_code == 404
