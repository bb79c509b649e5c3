"""Several processes behind one port."""

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from dmz_map.cli import acceptor, main
from dmz_map.cli.acceptor import Acceptor, named_worker
from dmz_map.errors import DmzMapError
from dmz_map.ui.worker_cookie import COOKIE, WorkerCookie
from tests.conftest import ROOT
from tests.test_cli import wait_for


@pytest.mark.parametrize(
    ("cookie", "worker"),
    [
        (b"dmz-worker=1", 1),
        (b"a=b; dmz-worker=12; c=d", 12),
        (b"DMZ-WORKER=1", 1),
        (b"not-dmz-worker=x", None),
        (b"dmz-worker=", None),
        (b"dmz-worker=99999", None),
        (b"dmz-worker=-1", None),
    ],
)
def test_a_head_names_a_worker_or_none(cookie, worker):
    head = b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + cookie + b"\r\nAccept: */*\r\n\r\n"
    assert named_worker(head) == worker
    assert named_worker(b"GET /?dmz-worker=1 HTTP/1.1\r\nHost: a\r\n\r\n") is None


def answered(app, *, kind=b"text/html; charset=utf-8", cookie=b""):
    """Return the headers with which an app behind the cookie answers."""

    async def page(scope, receive, send):
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]}
        )

    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {"type": "http", "headers": [(b"cookie", cookie)] if cookie else []}
    asyncio.run(app(page)(scope, receive, send))
    return dict(sent[0]["headers"])


def test_a_page_names_its_worker_and_a_file_that_browsers_share_does_not():
    def app(page):
        return WorkerCookie(page, 3, "maps/dmz")

    said = answered(app)[b"set-cookie"].decode()
    assert said.startswith(f"{COOKIE}=3;")
    assert {"HttpOnly", "Path=/maps/dmz", "SameSite=lax"} <= set(said.split("; "))
    assert b"set-cookie" not in answered(app, cookie=b"dmz-worker=3")
    assert b"set-cookie" in answered(app, cookie=b"dmz-worker=1")
    assert b"set-cookie" not in answered(app, kind=b"text/css")


@pytest.mark.parametrize("way", ["--edit", "--edit-anywhere"])
def test_tables_are_added_to_one_process_alone(way, capsys):
    assert main(["serve", "--workers", "2", way]) == 1
    assert "Leave out --workers, or --edit." in capsys.readouterr().err


def test_a_system_that_cannot_hand_over_says_what_to_do(monkeypatch, capsys):
    monkeypatch.delattr(socket, "send_fds")
    assert main(["serve", "--workers", "2"]) == 1
    assert "behind a proxy" in capsys.readouterr().err


def end_at_once(number, channel):
    sys.exit(7)


@pytest.mark.slow
def test_workers_that_end_at_once_end_the_server_with_a_sentence(monkeypatch):
    monkeypatch.setattr(acceptor, "_DEATHS", 2)

    async def run():
        listener = socket.create_server(("localhost", 0))
        await Acceptor([listener], 2, end_at_once).run()

    with pytest.raises(DmzMapError, match="end as soon as they are started"):
        asyncio.run(run())


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """Return a server of two processes, and its port."""
    port = free_port()
    command = [sys.executable, "-m", "dmz_map", "serve", "--port", str(port), "--workers", "2"]
    command += ["--store", str(tmp_path / "store")]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        for _ in range(4):  # both
            wait_for(f"http://localhost:{port}/_stcore/health")
        yield server, port
    finally:
        server.terminate()
        server.wait(20)


def get(port, path="/", cookie=None):
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def workers(server):
    found = []
    for child in psutil.Process(server.pid).children():
        with contextlib.suppress(psutil.Error):  # it ends just now
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_readers_keep_their_worker_which_is_started_again_and_all_end_in_order(served):
    server, port = served
    for worker in ("0", "1"):
        for _ in range(5):
            answer = get(port, cookie=f"{COOKIE}={worker}")
            assert (answer.status, answer.getheader("set-cookie")) == (200, None)
    given = {get(port).getheader("set-cookie").split(";")[0] for _ in range(4)}
    assert given == {f"{COOKIE}=0", f"{COOKIE}=1"}
    assert get(port, cookie=f"{COOKIE}=64").getheader("set-cookie") is not None
    first = workers(server)
    assert len(first) == 2
    os.kill(first[0].pid, signal.SIGKILL)
    until(
        lambda: len(workers(server)) == 2 and first[0].pid not in {w.pid for w in workers(server)}
    )
    for worker in ("0", "1"):
        answer = get(port, cookie=f"{COOKIE}={worker}")
        assert (answer.status, answer.getheader("set-cookie")) == (200, None)
    last = workers(server)
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == 0
    assert not any(worker.is_running() for worker in last)


def test_who_sends_nothing_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(acceptor, "_PATIENCE_S", 0.2)

    async def run():
        listener = socket.create_server(("localhost", 0))
        port = listener.getsockname()[1]
        one = Acceptor([listener], 1, wait_for_the_end)
        running = asyncio.create_task(one.run())
        reader, writer = await asyncio.open_connection("localhost", port)
        writer.write(b"GET / HT")
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), 30) == b""
        writer.close()
        one._stop.set()
        await running

    asyncio.run(run())


def wait_for_the_end(number, channel):
    signal.pause()
