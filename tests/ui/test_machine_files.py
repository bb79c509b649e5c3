"""What the app has for machines: real files, which are not sent twice."""

import json
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.errors import DmzMapError
from dmz_map.ui import machine_files
from dmz_map.ui.machine_files import MACHINE_FILES, about_incident, machine_file, public_url
from dmz_map.web.site import open_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return open_site(store=str(tmp_path_factory.mktemp("store")))


@pytest.fixture
def client(monkeypatch, site):
    monkeypatch.setattr(machine_files, "load_site", lambda: site)
    machine_files._made.cache_clear()
    yield TestClient(Starlette(routes=[Route(f"/{name}", machine_file) for name in MACHINE_FILES]))
    machine_files._made.cache_clear()


def test_all_incidents_are_there_as_json_and_geojson(client, site):
    told = client.get("/data/incidents.json").json()
    assert {one["id"] for one in told["incidents"]} == {one.id for one in site.archive.incidents}
    assert told["version"] == site.archive.version
    answer = client.get("/data/incidents.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert json.loads(answer.text)["type"] == "FeatureCollection"
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_who_has_it_is_not_sent_it_again(client, encoding):
    headers = {"accept-encoding": encoding}
    first = client.get("/data/incidents.json", headers=headers)
    assert first.headers.get("content-encoding") == ("gzip" if encoding == "gzip" else None)
    again = client.get(
        "/data/incidents.json", headers={**headers, "if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_feed_and_site_map_name_the_address_of_the_app(client, site, monkeypatch):
    assert client.get("/feed.xml").status_code == 404
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
    monkeypatch.setenv("DMZ_MAP_PUBLIC_URL", "https://example.org/dmz")
    feed = ElementTree.fromstring(client.get("/feed.xml").text)
    newest = max(site.archive.incidents, key=lambda one: (one.first_day, one.id))
    found = feed.findall("{http://www.w3.org/2005/Atom}entry")[0][0].text
    assert found == f"https://example.org/dmz/?incident={newest.id}"
    places = client.get("/sitemap.xml").text
    assert places.count("<loc>") == 3 + len(site.archive.incidents)
    assert "Sitemap: https://example.org/dmz/sitemap.xml" in client.get("/robots.txt").text


def test_an_incident_is_told_in_the_readers_language(client, site):
    incident = site.archive.incidents[0]
    assert about_incident(incident.id, "en") == (incident.title_en, incident.summary_en)
    assert about_incident(incident.id, "ko") == (incident.title_ko, incident.summary_ko)
    assert about_incident("no-such-incident", "en") is None


def test_what_is_no_address_is_told(monkeypatch):
    monkeypatch.setenv("DMZ_MAP_PUBLIC_URL", "example.org")
    with pytest.raises(DmzMapError, match="is no web address"):
        public_url()
