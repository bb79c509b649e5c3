"""What passes a socket, and how many sockets there may be."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from dmz_map.errors import DmzMapError
from dmz_map.ui.socket_guard import LONGEST_MESSAGE, SocketGuard, limit


def message(kind):
    made = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(made, kind).SetInParent()
    else:
        setattr(made, kind, True)
    return made.SerializeToString()


async def echo(socket):
    await socket.accept()
    try:
        while True:
            data = await socket.receive_bytes()
            kind = BackMsg.FromString(data).WhichOneof("type")
            await socket.send_text(str(kind))
    except WebSocketDisconnect:
        pass


async def page(_request):
    return PlainTextResponse("the map")


def client(*, uploads=False, **limits):
    routes = [WebSocketRoute("/_stcore/stream", echo), Route("/{path:path}", page)]
    guard = Middleware(SocketGuard, may_upload=lambda headers: uploads, **limits)
    return TestClient(Starlette(routes=routes, middleware=[guard]))


KINDS = [field.name for field in BackMsg.DESCRIPTOR.fields if field.containing_oneof]


@pytest.mark.parametrize("uploads", [False, True])
def test_only_what_the_page_sends_passes(uploads):
    passed = {"rerun_script", "stop_script", "app_heartbeat"}
    passed |= {"file_urls_request"} if uploads else set()
    with client(uploads=uploads).websocket_connect("/_stcore/stream") as socket:
        for kind in KINDS:
            socket.send_bytes(message(kind))
            if kind in passed:
                assert socket.receive_text() == kind
        socket.send_bytes(message("app_heartbeat"))
        assert socket.receive_text() == "app_heartbeat", "nothing else has come through"
    assert {"clear_cache", "debug_shutdown_runtime", "load_git_info"} <= set(KINDS) - passed


@pytest.mark.parametrize("data", [b"x" * (LONGEST_MESSAGE + 1), b""])
def test_a_message_too_long_or_empty_closes_the_socket(data):
    with client().websocket_connect("/_stcore/stream") as socket:
        socket.send_bytes(data)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
    assert closed.value.code == 1008


def test_a_text_closes_the_socket():
    with client().websocket_connect("/_stcore/stream") as socket:
        socket.send_text("clear_cache")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


@pytest.mark.parametrize("limits", [{"readers": 2}, {"per_address": 2}])
def test_beyond_the_limit_readers_are_told_to_try_again(limits):
    full = client(**limits)
    with full.websocket_connect("/_stcore/stream"):
        assert full.get("/").text == "the map"
        with full.websocket_connect("/_stcore/stream"):
            answer = full.get("/")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
            assert "Try again in a minute" in answer.text
            assert full.get("/dmz/a/b.json").text == "the map", "who is in has the map's files"
            with (
                pytest.raises(WebSocketDisconnect) as closed,
                full.websocket_connect("/_stcore/stream"),
            ):
                pass
            assert closed.value.code == 1013
        assert full.get("/").text == "the map", "one has left"


@pytest.mark.parametrize(("text", "number"), [("", 7), (" 12 ", 12)])
def test_a_limit_is_what_the_variable_says(monkeypatch, text, number):
    monkeypatch.setenv("DMZ_MAP_READERS", text)
    assert limit("DMZ_MAP_READERS", 7) == number


@pytest.mark.parametrize("text", ["0", "-1", "many", "9" * 4000, "1e3", "٣"])
def test_what_is_no_limit_is_told(monkeypatch, text):
    monkeypatch.setenv("DMZ_MAP_READERS", text)
    with pytest.raises(DmzMapError, match="DMZ_MAP_READERS"):
        limit("DMZ_MAP_READERS", 7)
