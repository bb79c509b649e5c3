"""Who may change something: the reader on their own machine, and nobody else unasked."""

import pytest

from dmz_map.errors import DmzMapError
from dmz_map.web.editing import EDIT, EDIT_ANYWHERE, allow_edit, may_edit


@pytest.fixture(autouse=True)
def variables(monkeypatch):
    for name in (EDIT, EDIT_ANYWHERE):
        monkeypatch.setenv(name, "")


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501", "LOCALHOST"])
def test_a_request_of_this_machine_may_when_asked_for(monkeypatch, host):
    assert not may_edit({"Host": host})
    monkeypatch.setenv(EDIT, "1")
    assert may_edit({"Host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": ""},
        {"host": "dmz.example.org"},
        {"host": "192.168.0.4:8501"},
        {"host": "localhost.example.org"},
        {"host": "[::1"},
        {"host": "localhost", "X-Forwarded-For": "203.0.113.9"},
        {"host": "localhost", "forwarded": "for=203.0.113.9"},
    ],
)
def test_a_forwarded_request_and_a_foreign_host_may_not(monkeypatch, headers):
    monkeypatch.setenv(EDIT, "1")
    assert not may_edit(headers)
    monkeypatch.setenv(EDIT_ANYWHERE, "1")
    assert may_edit(headers)


@pytest.mark.parametrize(("address", "base"), [("0.0.0.0", ""), ("localhost", "maps")])
def test_editing_where_others_reach_it_must_be_meant(address, base):
    with pytest.raises(DmzMapError, match="--edit-anywhere"):
        allow_edit(address, base, edit=True, anywhere=False)
    allow_edit(address, base, edit=True, anywhere=True)
    assert may_edit({"host": "dmz.example.org"})
