"""The page that adds a table, and who has it."""

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dmz_map.errors import DmzMapError
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from dmz_map.ui.editing import check_editing, may_edit
from tests.ui.test_ui import ROOT

TABLE = "What,date,colour,lat,lon\nMine at a gate,2015-08-04,red,37.95,126.75\nb,,blue,,\n"
LOCAL = {"Host": "localhost:8501"}


@pytest.mark.parametrize(
    ("wish", "headers", "answer"),
    [
        ("1", LOCAL, True),
        ("1", {"host": "127.0.0.1"}, True),
        ("1", {"host": "[::1]:8501"}, True),
        ("1", {"host": "map.example.org"}, False),
        ("1", {"host": "localhost.example.org"}, False),
        ("1", {"host": ""}, False),
        ("1", {}, False),
        ("1", LOCAL | {"X-Forwarded-For": "10.0.0.1"}, False),
        ("1", LOCAL | {"forwarded": "for=10.0.0.1"}, False),
        ("anywhere", {"host": "map.example.org", "X-Forwarded-For": "10.0.0.1"}, True),
        ("", LOCAL, False),
        ("0", LOCAL, False),
    ],
)
def test_only_the_person_at_the_machine_may_add(monkeypatch, wish, headers, answer):
    monkeypatch.setenv("DMZ_MAP_EDIT", wish)
    assert may_edit(headers) is answer


@pytest.mark.parametrize(("address", "base"), [("0.0.0.0", ""), ("::", ""), ("localhost", "maps")])
def test_adding_is_refused_where_others_reach_the_map(address, base):
    with pytest.raises(DmzMapError, match="--edit-anywhere if that is meant"):
        check_editing(address, base)


def test_adding_is_at_home_on_the_loopback():
    check_editing("localhost", "")


@pytest.mark.parametrize(
    ("wish", "headers", "status"),
    [
        ("", {"host": "localhost"}, 404),
        ("1", {"host": "localhost"}, 200),
        ("1", {"host": "localhost", "x-forwarded-for": "10.0.0.1"}, 404),
        ("1", {"host": "map.example.org"}, 404),
    ],
)
def test_the_page_and_its_routes_are_not_there_for_others(monkeypatch, wish, headers, status):
    from dmz_map.ui.route_guard import RouteGuard

    async def here(scope, receive, send):
        from starlette.responses import PlainTextResponse

        await PlainTextResponse("here")(scope, receive, send)

    monkeypatch.setenv("DMZ_MAP_EDIT", wish)
    client = TestClient(RouteGuard(here))
    assert client.get("/?page=add", headers=headers).status_code == status
    assert client.put("/_stcore/upload_file/a/b", headers=headers).status_code == status
    assert client.get("/?page=map", headers=headers).status_code == 200


@pytest.fixture
def page(monkeypatch, tmp_path):
    """Return a function that opens the page on a store of its own."""
    from dmz_map.ui import state

    monkeypatch.setenv("DMZ_MAP_STORE", str(tmp_path / "store"))
    monkeypatch.setattr("dmz_map.ui.editing.may_edit", lambda headers: True)
    state.forget_site()

    def opened(**query):
        app = AppTest.from_file(str(ROOT / "dmz_map/ui/main.py"), default_timeout=60)
        for name, value in {"page": "add", **query}.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    yield opened
    state.forget_site()


def drop(app, text, name="a.csv"):
    app.file_uploader(key="table-file").upload(name, text.encode(), "text/csv").run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(element.value for element in app.text)


def test_a_table_is_dropped_seen_imported_and_taken_back(page, tmp_path):
    app = drop(page(), TABLE)
    assert "a.csv: 1 row can go in, 1 row rejected" in said(app)
    assert "1  the row has no date" in said(app)
    store = open_store(str(tmp_path / "store"))
    assert store.sets() == ()
    app.button(key="table-import").click().run()
    assert not app.exception
    assert "a.csv: 1 incident imported, 1 row rejected" in said(app)
    (one,) = store.sets()
    assert (one.name, one.rows) == ("a.csv", 1)
    app.button(key="table-undo").click().run()
    assert not app.exception
    assert store.sets() == ()


MINE = "title,date,type,source\nMine at a fence,2015-08-04,mine_blast,Notes\n"


def test_a_pair_is_joined_taken_back_and_kept_apart(page, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    app = drop(page(), MINE)
    app.button(key="table-import").click().run()
    store = open_store(str(tmp_path / "store"))
    new = next(i for i in store.incidents(Query()) if i.origin)
    (same,) = [b.key for b in app.button if (b.key or "").startswith(f"same-{new.id}=")]
    own = store.get(same.partition("=")[2])
    assert own.date == "2015-08-04"
    app.button(key=same).click().run()
    assert not app.exception
    assert set(store.get(own.id).citations) == {*own.citations, *new.citations}
    assert "It is one incident now" in said(app)
    app.button(key="same-event-undo").click().run()
    assert store.get(own.id) == own
    app.button(key=same.replace("same-", "different-")).click().run()
    assert not app.exception
    assert "They stay two" in said(app)
    assert [b for b in page().button if (b.key or "").startswith("same-")] == []
    assert store.get(new.id) == new


@pytest.mark.parametrize(
    ("content", "words"), [("", "is empty"), ("<html><body>x", "is a web page")]
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(page, content, words):
    app = drop(page(), content)
    assert words in said(app)
    assert [button for button in app.button if button.key == "table-import"] == []


def test_without_leave_the_page_is_an_unknown_one(page, monkeypatch):
    monkeypatch.setattr("dmz_map.ui.editing.may_edit", lambda headers: False)
    app = page()
    assert "Unknown value for “page”" in app.warning[0].value
    assert app.get("file_uploader") == []
