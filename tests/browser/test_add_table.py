"""A table is added in five clicks and taken back; nobody else has the page."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import App, free_port, opening, start, stop

TABLE = b"What,date,colour,lat,lon\nZeppelin over a gate,2015-08-04,red,40.5,129.5\nb,,blue,,\n"


@pytest.fixture(scope="module")
def editable(tmp_path_factory):
    """Return the address of a server on which tables can be added, on a store of its own."""
    port = free_port()
    folder = tmp_path_factory.mktemp("store")
    server = start(port, "--edit", "--store", str(folder))
    yield f"http://localhost:{port}"
    stop(server)


def status(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_five_clicks_bring_a_table_on_the_map_and_one_takes_it_back(editable, contexts, tmp_path):
    table = tmp_path / "field notes.csv"
    table.write_bytes(TABLE)
    with opening(contexts, editable) as open_page:
        page = open_page("/").page
        menu = page.locator(".dmz-add summary")
        way = page.get_by_role("link", name="Add a table")
        menu.press("Enter")
        expect(way).to_be_visible()
        menu.press("Escape")
        expect(way).to_be_hidden()
        menu.click()
        way.click()
        page.locator("input[type=file]").set_input_files(table)
        expect(page.get_by_text("1 row can go in, 1 row rejected")).to_be_visible()
        expect(page.locator(".st-key-table-record h3")).to_have_text("Zeppelin over a gate")
        page.get_by_role("button", name="Import 1 row").click()
        expect(page.get_by_text("It is on the map.")).to_be_visible()
        page.get_by_text("Map", exact=True).click()
        app = App(page)
        app.search("zeppelin")
        expect(app.lines()).to_have_count(1)
        outside = app.map.locator(".dmz-outside")
        expect(outside).to_have_text("1 incident lies outside this view: show it")
        outside.click()
        expect(outside).to_have_count(0)
        expect(app.map.get_by_role("button", name="Zeppelin over a gate")).to_be_visible()
        page.locator(".dmz-add summary").click()
        page.get_by_role("link", name="Add a table").click()
        page.get_by_role("button", name="Undo this import").click()
        expect(page.get_by_text("It is on the map.")).to_have_count(0)
        page.get_by_text("Map", exact=True).click()
        App(page)
        expect(page.get_by_text("Zeppelin over a gate")).to_have_count(0)


def test_a_request_through_a_proxy_or_by_another_name_finds_nothing(editable):
    page, route = f"{editable}/?page=add", f"{editable}/_stcore/upload_file/a/b"
    assert status(page) == 200
    for address in (page, route):
        assert status(address, **{"X-Forwarded-For": "203.0.113.7"}) == 404
        assert status(address, Host="map.example.org") == 404


def test_without_leave_nobody_finds_the_page(address):
    assert status(f"{address}/?page=add") == 404
    assert status(f"{address}/_stcore/upload_file/a/b") == 404
    assert status(f"{address}/") == 200
