"""The incidents of a view as a file: what the filter leaves, in every format that is offered."""

import csv
import io
import json
from threading import BoundedSemaphore
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.ui import downloads
from dmz_map.ui.downloads import DOWNLOADS, download
from dmz_map.web.site import open_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return open_site(store=str(tmp_path_factory.mktemp("store")))


@pytest.fixture
def client(monkeypatch, site):
    monkeypatch.setattr(downloads, "load_site", lambda: site)
    return TestClient(Starlette(routes=[Route("/download/incidents.{format}", download)]))


def test_a_download_has_the_incidents_of_the_view(client, site):
    answer = client.get("/download/incidents.csv?category=tunnel&years=1974-1978&lang=ko&page=map")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == ('attachment; filename="dmz-map-incidents.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["id"] for row in rows} == {
        one.id
        for one in site.archive.incidents
        if one.category == "tunnel" and 1974 <= one.first_day.year <= 1978
    }


def test_what_the_address_says_wrongly_is_left_out_as_on_the_page(client, site):
    answer = client.get("/download/incidents.geojson?category=%3Cscript%3E&years=9-8")
    assert answer.status_code == 200
    assert len(json.loads(answer.text)["features"]) > len(site.archive.incidents) * 0.8


@pytest.mark.parametrize("ending", [".gpkg", ".xlsx", ".bib", ".zip"])
def test_every_kind_of_file_is_made(client, ending):
    assert ending in DOWNLOADS
    answer = client.get(f"/download/incidents{ending}?category=tunnel")
    assert answer.status_code == 200
    assert len(answer.content) > 300


@pytest.mark.parametrize("ending", ["exe", "html", "csv.exe", "%2e%2e"])
def test_another_format_is_not_there(client, ending):
    assert client.get(f"/download/incidents.{ending}").status_code == 404


def test_who_asks_while_others_are_served_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(downloads, "_AT_ONCE", taken := BoundedSemaphore(1))
    taken.acquire()
    answer = client.get("/download/incidents.csv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    taken.release()
    assert client.get("/download/incidents.csv?category=tunnel").status_code == 200


def test_very_many_are_left_to_the_command_line(client, monkeypatch, site):
    store = SimpleNamespace(count=lambda query: 1_000_000)
    many = SimpleNamespace(terms=site.terms, store=store, shown_sets=lambda: (0,))
    monkeypatch.setattr(downloads, "load_site", lambda: many)
    answer = client.get("/download/incidents.csv")
    assert answer.status_code == 413
    assert "dmz_map export" in answer.text
