"""A browser is opened for whoever sits at a desktop, once the server listens."""

import socket
import sys
import webbrowser

import pytest

from dmz_map.ui.desktop import has_display, open_when_ready


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_there_on_a_desktop_only(monkeypatch, platform, variables, expected):
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_display() is expected


def test_the_page_is_opened_when_somebody_listens(monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    with socket.create_server(("localhost", 0)) as server:
        port = server.getsockname()[1]
        open_when_ready("http://localhost/map", "localhost", port).join(timeout=30)
    assert opened == ["http://localhost/map"]
