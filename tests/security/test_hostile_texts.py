"""More than three hundred hostile texts in every field, and what comes out of every door."""

import csv
import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from dmz_map.archive.incidents import read_archive
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.run import read_rows
from dmz_map.publish.bundle import Bundle, read_layers
from dmz_map.publish.diff import as_markdown, as_text, compare
from dmz_map.publish.edition_files import read_edition
from dmz_map.publish.export import write
from dmz_map.publish.static_site import publish
from dmz_map.store.open_store import open_store
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.text import visible
from dmz_map.ui import machine_files
from dmz_map.ui.machine_files import MACHINE_FILES, about_incident, machine_file
from dmz_map.ui.url import read_view
from dmz_map.web.html import html
from dmz_map.web.map_texts import text_record
from dmz_map.web.site import open_site
from tests.conftest import ROOT
from tests.publish.read_back import READ, given
from tests.security.hostile_strings import HOSTILE, STRINGS, UNSEEN
from tests.security.planted import document, planted, texts

SAFE_LINK = re.compile(r"(https?:|mailto:|#|\.{0,2}/|[\w%.-]+(/|\.html|\.json|\.xml|\?|#|$))")
GIVEN = "window.hacked", "evil.invalid", "alert("
PARAMETERS = (
    "lang", "layers", "incident", "passage", "years", "km", "chart", "sets", "q", "category",
    "sector", "direction", "precision", "certain", "evidence", "page", "view", "sort", "kind",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a site with the project's own incidents and all planted ones."""
    address = str(tmp_path_factory.mktemp("store"))
    store = open_store(address)
    store.add(planted())
    store.close()
    opened = open_site(store=address)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    made = tmp_path_factory.mktemp("published") / "site"
    publish(site, made, url="https://example.org/dmz")
    return made


@pytest.fixture(scope="module")
def bundle():
    package = open_package(ROOT)
    return Bundle(
        incidents=tuple(planted(claims=True)),
        layers=read_layers(package),
        documents=tuple(document(text, number) for number, text in enumerate(HOSTILE)),
        terms=read_archive(package).vocabulary.terms,
        links=(),
        edition=HOSTILE[0],
        edition_date="2025-12-31",
        version="0123456789ab",
        filter=HOSTILE[1],
    )


class Page(HTMLParser):
    """Elements of a page with their attributes, and the texts between them."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.pieces, self.scripts, self.inside = [], [], [], None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        (self.scripts if self.inside else self.pieces).append(data)

    def handle_comment(self, data):
        self.elements.append(("comment", {}))

    def faults(self):
        """Yield what of the page could run or load."""
        for tag, attributes in self.elements:
            if tag in ("iframe", "object", "embed", "base", "template", "comment", "plaintext"):
                yield tag
            for name, value in attributes.items():
                address = name in ("href", "src", "action", "srcset", "poster", "ping")
                if name.startswith("on") or (address and not SAFE_LINK.match(value or "")):
                    yield tag, name, value
                if name == "style" and "url" in (value or ""):
                    yield tag, name, value


def test_there_are_enough_and_a_reader_sees_every_character_of_them():
    assert len(HOSTILE) >= 300
    assert {name: len(texts_) for name, texts_ in STRINGS.items() if not texts_} == {}
    assert [text for text in HOSTILE if visible(text)] == []
    assert [text for text in UNSEEN if not visible(text)] == []


def test_the_store_gives_back_what_it_was_given_and_finds_it(site):
    kept = {one.id: one for one in site.store.incidents(Query()) if one.origin}
    for one in planted():
        assert kept[one.id].title_en == one.title_en
        assert text_record(kept[one.id]) == text_record(one)
        assert kept[one.id].other == one.other
    for number, text in enumerate(HOSTILE):
        found = {one.id for one in site.store.incidents(Query(text=text))}
        assert f"hostile-{number}" in found or not re.search(r"\w", text), text


def test_the_records_that_the_browser_gets_are_json_with_the_same_texts(site):
    total = len(site.archive.incidents) + len(HOSTILE)
    seen = Counter()
    for number in range(-(-total // 128)):
        file = site.text_file(number)
        assert json.loads(gzip.decompress(file.compressed)) == json.loads(file.body)
        seen.update(texts(json.loads(file.body)))
    assert [text for text in HOSTILE if not seen[text]] == []


def test_a_published_page_has_no_more_elements_than_one_of_plain_words(site, folder):
    def shape(path):
        page = Page(path.read_text("utf-8"))
        return page, [(tag, sorted(attributes)) for tag, attributes in page.elements]

    shapes = set()
    for number, text in enumerate(HOSTILE):
        for path in folder.rglob(f"*hostile-{number}.html"):
            page, elements = shape(path)
            assert [*page.faults()] == [], path
            assert " ".join(text.split()) in " ".join("".join(page.pieces).split()), path
            for code in page.scripts:
                assert not any(mark in code for mark in GIVEN) or json.loads(code), path
            shapes.add(str(elements))
    assert len(shapes) <= 8  # by language, and by what is there


def test_lists_feeds_and_data_of_the_published_site_parse_with_the_same_texts(folder):
    for path in folder.glob("*.html"):
        assert [*Page(path.read_text("utf-8")).faults()] == [], path
    feed = "".join(ET.parse(folder / "feed.xml").getroot().itertext())
    ET.parse(folder / "sitemap.xml")
    data = json.loads((folder / "data/incidents.json").read_text("utf-8"))
    seen = Counter(texts(data))
    assert [text for text in HOSTILE if not seen[text]] == []
    assert "hostile-" in feed


@pytest.mark.parametrize("ending", sorted(READ))
def test_every_format_gives_back_the_same_texts(bundle, tmp_path, ending):
    write(bundle, tmp_path / f"x{ending}")
    found, wanted = READ[ending](tmp_path / f"x{ending}"), given(bundle)
    assert found.incidents == wanted.incidents
    if ending != ".csv":
        assert found.more == wanted.more


def test_no_cell_of_a_table_is_run_by_a_spreadsheet(bundle, tmp_path):
    write(bundle, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r")] == []
    assert [cell for cell in cells if re.match(r"-(?!\d+(\.\d+)?$)", cell)] == []


def test_a_bibliography_is_closed_and_runs_nothing(bundle, tmp_path):
    write(bundle, tmp_path / "x.bib")
    written = (tmp_path / "x.bib").read_text("utf-8")
    assert len(re.findall(r"(?m)^@\w+\{", written)) == 2 * len(HOSTILE)
    assert not re.search(r"\\(write18|input|begin)\b", written)
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", written):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_what_differs_between_two_editions_is_said_in_plain_lines(bundle, tmp_path):
    write(bundle, tmp_path / "old.zip")
    turned = [replace(a, title_en=b.title_en, note=b.note) for a, b in zip(
        bundle.incidents, reversed(bundle.incidents), strict=True)]  # fmt: skip
    write(replace(bundle, incidents=tuple(turned)), tmp_path / "new.zip")
    found = compare(read_edition(tmp_path / "old.zip"), read_edition(tmp_path / "new.zip"))
    assert as_text(found).isprintable() or "\n" in as_text(found)
    assert not re.search(r"(?m)^<|[^\\`]<script", as_markdown(found).replace("&lt;", ""))


def test_files_for_machines_parse_with_the_same_texts(site, monkeypatch):
    monkeypatch.setattr(machine_files, "load_site", lambda: site)
    monkeypatch.setenv("DMZ_MAP_PUBLIC_URL", "https://example.org/dmz")
    machine_files._made.cache_clear()
    client = TestClient(Starlette(routes=[Route(f"/{n}", machine_file) for n in MACHINE_FILES]))
    for name in ("/data/incidents.json", "/data/incidents.geojson"):
        seen = Counter(texts(client.get(name).json()))
        assert [text for text in HOSTILE if not seen[text]] == [], name
    for name in ("/feed.xml", "/sitemap.xml"):
        assert "hostile-" in "".join(ET.fromstring(client.get(name).text).itertext())
    machine_files._made.cache_clear()


def test_an_address_with_a_hostile_text_is_read_and_told_in_words(site):
    words = site.terms
    for text in (*HOSTILE, *UNSEEN):
        for known in (True, False):
            view = read_view(
                dict.fromkeys(PARAMETERS, text), words, known_incident=known,
                preferred="en", sets=(0,),
            )  # fmt: skip
            assert view.language in ("en", "ko")
        assert about_incident(text, "en") is None


def rows_of(path):
    return read_rows(path, ImportOptions(root=ROOT))


def test_an_uploaded_table_keeps_its_texts_or_says_why_not(tmp_path):
    heads = ("title", "date", "place", "notes", "anything", "source", "lat", "lon")
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(heads)
        for text in (*HOSTILE, *UNSEEN):
            table.writerow([text, "1990-05-01", text, text, text, text, "38.0", "127.0"])
    result = rows_of(path)
    assert result.refusal is None
    assert len(result.rows) == len(HOSTILE) + len(UNSEEN)
    for text, row in zip(HOSTILE, result.rows, strict=False):
        assert row.is_in or row.reasons, text
        if row.is_in:
            assert text in (*row.fields.values(), *row.other.values()), row
    for row in result.rows:
        shown = [*row.fields.values(), *row.other.values()] if row.is_in else []
        assert not any("\x00" in str(cell) or "\x1b" in str(cell) for cell in shown)


def test_headings_and_words_may_be_hostile(tmp_path):
    path = tmp_path / "headings.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["title", "date", "category", *HOSTILE])
        for text in HOSTILE[:40]:
            table.writerow([f"A {text[:20]}", "1990-05-01", text, *HOSTILE])
    result = rows_of(path)
    assert len(result.rows) == 40


def test_what_goes_through_the_room_that_makes_html_stays_words():
    for text in HOSTILE:
        page = Page(str(html("<title>{t}</title><meta content='{t}'>", t=text)))
        assert [tag for tag, _ in page.elements] == ["title", "meta"]
