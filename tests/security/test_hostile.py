"""Every hostile string in every field: exports, published pages and data say it as it is."""

import csv
import gzip
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.errors import StoreError
from dmz_map.importing.cells import clean, is_missing
from dmz_map.publish.bundle import read_layers
from dmz_map.publish.export import write
from dmz_map.publish.gather import gather
from dmz_map.publish.single_page import publish_single
from dmz_map.publish.static_site import publish
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package
from dmz_map.ui import machine_files
from dmz_map.ui.machine_files import MACHINE_FILES, about_incident, machine_file
from dmz_map.ui.url import read_view
from dmz_map.web.map_texts import text_record
from tests.publish.read_back import READ, given
from tests.security.corpus import CLASSES, HOSTILE

URL = "https://example.org/maps"


@pytest.fixture(scope="module")
def bundle(planted, planted_site):
    return gather(planted_site, read_layers(open_package(planted.root)))


@pytest.fixture(scope="module")
def wanted(bundle):
    return given(bundle)


def imports(site):
    """Return the incidents of the uploaded table with the string of each."""
    found = [one for one in site.store.incidents(Query()) if one.origin and one.origin.row]
    return [(one, HOSTILE[one.origin.row - 1]) for one in found if ".json" in one.origin.file]


def test_the_corpus_is_large_and_goes_into_every_table(planted):
    assert len(set(HOSTILE)) == len(HOSTILE) >= 500
    assert len(CLASSES) == 16
    assert min(map(len, CLASSES.values())) > 4
    assert planted.placed > 3_500


def test_each_row_of_the_upload_is_in_the_store_with_its_text(planted_site):
    found = imports(planted_site)
    assert len(found) == len(HOSTILE)
    for incident, text in found:
        kept = incident.other.get("colour", "")
        assert kept == clean(text) or (kept == "" and is_missing(clean(text)))


@pytest.mark.parametrize("ending", sorted(READ))
def test_an_export_gives_every_text_back(bundle, wanted, tmp_path, ending):
    if ending == ".xlsx":
        bundle, wanted = short(bundle), None
    path = tmp_path / f"x{ending}"
    write(bundle, path)
    found, wanted = READ[ending](path), wanted or given(bundle)
    assert found.incidents.keys() == wanted.incidents.keys()
    for id_, incident in wanted.incidents.items():
        if ending == ".kml":
            incident = {name: in_kml(value) for name, value in incident.items()}
        assert found.incidents[id_] == incident
    if ending != ".csv":
        assert found.more == wanted.more


def in_kml(value):
    """Return a value as XML holds it; the JSON of evidence has escapes."""
    if not isinstance(value, str):
        return value
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "", value)


def short(bundle):
    """Return a bundle without what is too long for a cell of a spreadsheet."""
    return replace(
        bundle, incidents=tuple(one for one in bundle.incidents if len(str(one)) < 20_000)
    )


def test_a_text_too_long_for_a_spreadsheet_is_named_and_nothing_is_left(bundle, tmp_path):
    with pytest.raises(StoreError, match=r"incidents uploaded-7-7-b-.*in the column other"):
        write(bundle, tmp_path / "x.xlsx")
    assert [*tmp_path.iterdir()] == []


# ------------------------------------------------------------------ what a browser gets

TAGS = {
    *("html", "head", "meta", "title", "link", "body", "div", "header", "h1", "nav", "a", "main"),
    *("article", "p", "h2", "h3", "section", "dl", "dt", "dd", "ul", "li", "span", "small", "b"),
    *("figure", "figcaption", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "script"),
    *("form", "label", "input", "select", "option", "button", "noscript", "output", "i", "code"),
    *("details", "summary", "fieldset", "legend", "style", "caption", "svg", "path", "time"),
}
SCRIPTS = re.compile(r"(\.\./)*files/[a-z0-9.-]+\.js")


class Page(HTMLParser):
    """The elements of a page, their attributes, and the text of its second heading."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.heading, self._in = [], "", False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._in = self._in or tag == "h2"

    def handle_endtag(self, tag):
        self._in = self._in and tag != "h2"

    def handle_data(self, data):
        self.heading += data if self._in else ""

    def handle_comment(self, data):
        self.elements.append(("comment", {}))


def assert_harmless(page):
    """Assert that a page has only our own elements, scripts and addresses."""
    for tag, attributes in page.elements:
        assert tag in TAGS, tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, attributes)
            if name in ("href", "src", "action", "formaction"):
                assert urlsplit(value).scheme in ("", "http", "https"), value
                assert tag == "a" or not value.startswith("//")
        if tag == "script" and attributes.get("type") != "application/ld+json":
            assert SCRIPTS.fullmatch(attributes.get("src", "")), attributes


@pytest.fixture(scope="module")
def folder(planted_site, tmp_path_factory):
    made = tmp_path_factory.mktemp("published") / "site"
    publish(planted_site, made, url=URL)
    return made


def as_parsed(text):
    """Return a text as HTML gives it back: line ends are one, NUL is the mark of a lost letter."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_published_pages_have_no_element_of_a_text_and_its_words(folder, planted_site, language):
    below = folder / ("" if language == "en" else "ko")
    for incident in planted_site.store.incidents(Query()):
        page = Page((below / f"incidents/{incident.id}.html").read_text("utf-8"))
        assert_harmless(page)
        title = incident.title_en if language == "en" else incident.title_ko or incident.title_en
        assert page.heading == as_parsed(title)
    for path in below.glob("*.html"):
        assert_harmless(Page(path.read_text("utf-8")))


def test_published_data_and_feeds_parse_and_say_the_same(folder, planted_site):
    told = json.loads((folder / "data/incidents.json").read_text("utf-8"))["incidents"]
    told = {one["id"]: one for one in told}
    for incident in planted_site.store.incidents(Query()):
        record = json.loads(json.dumps(text_record(incident, planted_site.archive)))
        assert {name: told[incident.id][name] for name in record} == record
    for name in ("feed.xml", "sitemap.xml"):
        ElementTree.parse(folder / name)


def test_a_feed_holds_what_xml_can_hold():
    from dmz_map.publish.static_feeds import atom_feed

    texts = [text for text in HOSTILE if len(text) < 500]
    for start in range(0, len(texts), 20):
        some = [{"id": "a", "title": [t, t], "summary": [t, t]} for t in texts[start : start + 20]]
        told = atom_feed(f"{URL}/", some, updated="2026-01-01", page=lambda one: one["id"])
        feed = ElementTree.fromstring(told.encode())
        titles = [one.text or "" for one in feed.iterfind(".//{*}entry/{*}title")]
        assert titles == [in_kml(one["title"][0]) for one in some]


def test_one_file_has_no_script_of_a_text(planted_site, tmp_path):
    publish_single(planted_site, tmp_path / "one.html", language="en")
    text = (tmp_path / "one.html").read_text("utf-8")
    written = text.count("<script>") + text.count("<script ")
    assert written == text.lower().count("</script>") == len(re.findall("(?i)<script", text))


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".svg", ".html", ".bib"])
def test_pictures_and_pages_are_written(planted, planted_site, tmp_path, ending):
    from dmz_map.publish.export import export

    path = tmp_path / f"x{ending}"
    export(planted_site, path, layers=read_layers(open_package(planted.root)))
    if ending == ".svg":
        found = ElementTree.parse(path).getroot()
        assert not [
            one for one in found.iter() if str(one.tag).endswith(("script", "foreignObject"))
        ]
    elif ending == ".html":
        assert len(re.findall("(?i)<script", path.read_text("utf-8"))) == path.read_text(
            "utf-8"
        ).count("</script>")
    else:
        assert path.stat().st_size > 100_000


@pytest.mark.parametrize("ending", [".csv", ".zip"])
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(bundle, tmp_path, ending):
    path = tmp_path / f"x{ending}"
    write(bundle, path)
    if ending == ".zip":
        with zipfile.ZipFile(path) as packed:
            texts = [packed.read(name) for name in packed.namelist() if name.endswith(".csv")]
    else:
        texts = [path.read_bytes()]
    csv.field_size_limit(10_000_000)
    for text in texts:
        rows = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r")] == []
        assert [cell for cell in cells if re.match(r"-(?!\d+(\.\d+)?$)", cell)] == []


def test_a_bibliography_is_closed_and_runs_nothing(bundle, tmp_path):
    write(bundle, tmp_path / "x.bib")
    written = (tmp_path / "x.bib").read_text("utf-8")
    assert not re.search(r"\\(write18|input|include|begin)\b", written)
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", written):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_files_for_machines_parse_with_the_same_texts(planted_site, monkeypatch):
    monkeypatch.setattr(machine_files, "load_site", lambda: planted_site)
    monkeypatch.setenv("DMZ_MAP_PUBLIC_URL", "https://example.org/dmz")
    machine_files._made.cache_clear()
    client = TestClient(Starlette(routes=[Route(f"/{n}", machine_file) for n in MACHINE_FILES]))
    titles = {one.title_en for one in planted_site.store.incidents(Query())}
    told = client.get("/data/incidents.json").json()["incidents"]
    assert {one["title"][0] for one in told} == titles
    features = client.get("/data/incidents.geojson").json()["features"]
    assert {one["properties"]["title_en"] for one in features} == titles
    for name in ("/feed.xml", "/sitemap.xml"):
        assert ElementTree.fromstring(client.get(name).content).tag
    machine_files._made.cache_clear()


def test_texts_travel_to_the_browser_as_json_with_the_same_texts(planted_site):
    told = {}
    for number in range(-(-len(planted_site.store.columns().lon) // 128)):
        file = planted_site.text_file(number)
        assert gzip.decompress(file.compressed) == file.body
        told |= {one["id"]: one for one in json.loads(file.body)}
    for one in planted_site.store.incidents(Query()):
        assert told[one.id]["title"] == [one.title_en, one.title_ko]


def test_an_address_with_a_hostile_text_is_read_and_told_in_words(planted_site):
    names = (
        "lang", "layers", "incident", "passage", "years", "km", "chart", "sets", "q", "category",
        "sector", "direction", "precision", "certain", "evidence", "page", "view", "sort",
    )  # fmt: skip
    for text in HOSTILE:
        view = read_view(
            dict.fromkeys(names, text), planted_site.terms, known_incident=False, sets=(0,)
        )
        assert view.language in ("en", "ko")
        assert view.page in ("map", "sources", "figures")
        about_incident(text, "en")


def test_a_search_for_each_text_is_answered(planted_site):
    for text in HOSTILE:
        assert planted_site.store.count(Query(text=text[:120])) >= 0
