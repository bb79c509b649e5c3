"""A published site of many incidents: most share the pages of their months, and ids are found."""

import html
import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import read_archive
from dmz_map.errors import StoreError
from dmz_map.publish import static_feeds, static_records, static_site, static_texts
from dmz_map.publish.diff import compare
from dmz_map.publish.edition_files import read_edition
from dmz_map.publish.static_feeds import site_maps
from dmz_map.publish.static_records import months
from dmz_map.publish.static_site import publish
from dmz_map.publish.static_texts import Told, id_file
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.site import open_site
from tests.conftest import ROOT

URL = "https://example.org/maps/dmz"
ARCHIVE = read_archive(open_package(ROOT))
OWN = {one.id for one in ARCHIVE.incidents}
MADE_UP = 600
SOME = 400  # incidents up to which each has a page, here
EVIL = "</script><script>alert(1)</script>{{7*7}}<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    store = str(tmp_path_factory.mktemp("store"))
    initialise_store(store)
    open_store(store).add(synthetic_incidents(MADE_UP))
    return open_site(store=store)


def lower_limits(patch):
    patch.setattr(static_records, "PART", 3)
    patch.setattr(static_texts, "MARKS", 500)
    patch.setattr(static_texts, "_IDS", 100)
    patch.setattr(static_site, "_card", lambda *_given: None)  # the small site's tests look at it


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    made = tmp_path_factory.mktemp("published") / "site"
    with pytest.MonkeyPatch.context() as patch:
        lower_limits(patch)
        assert publish(site, made, url=URL, own_pages=SOME) == MADE_UP + len(OWN)
    return made


@pytest.fixture(scope="module")
def told(folder):
    return json.loads((folder / "data" / "incidents.json").read_text("utf-8"))["incidents"]


def text_of(path):
    return path.read_text("utf-8")


def script_of(path):
    return json.loads(re.fullmatch(r"DMZ\.file\(\"[^\"]+\",(.*)\);", text_of(path), re.DOTALL)[1])


def test_only_the_archives_own_have_a_page_each(folder):
    for below in (folder, folder / "ko"):
        assert {path.stem for path in (below / "incidents").iterdir()} == OWN


@pytest.mark.parametrize(("language", "below"), [(0, ""), (1, "ko/")])
def test_every_incident_can_be_read_on_the_page_of_its_month(folder, told, language, below):
    pages = {path.name: text_of(path) for path in (folder / below / "list").iterdir()}
    listed = html.unescape(text_of(folder / below / "list.html"))
    for one in told:
        month = one["first_day"][:7]
        (text,) = (
            text
            for name, text in pages.items()
            if name.startswith(month) and f' id="{one["id"]}"' in text
        )
        assert f'href="list/{month}.html"' in listed
        article = html.unescape(text.split(f' id="{one["id"]}"')[1].split("</article>")[0])
        assert one["title"][language] in article
        if one["id"] in OWN:
            assert f'href="../incidents/{one["id"]}.html"' in article
        else:
            assert one["summary"][language] in article
            assert all(source["title"] in article for source in one["sources"])
    assert all(text.count("<article") <= 3 for text in pages.values())


def test_the_list_counts_the_incidents_of_each_month(folder, told):
    cells = re.findall(r'href="list/([\d-]+)\.html">(\d+)<', text_of(folder / "list.html"))
    months = [one["first_day"][:7] for one in told]
    assert {name: int(count) for name, count in cells} == {m: months.count(m) for m in months}
    assert f"({len(told):,})" in text_of(folder / "list.html")


@pytest.mark.slow
def test_no_inner_link_is_dead(folder):
    anchors = {}
    for page in folder.rglob("*.html"):
        anchors[page] = set(re.findall(r' id="([^"]+)"', text_of(page)))
    for page in anchors:
        for link in re.findall(r'(?:href|src)="([^"]+)"', text_of(page)):
            parts = urlsplit(html.unescape(link))
            if parts.scheme:
                continue
            target = (page.parent / parts.path).resolve() if parts.path else page
            assert target.is_file(), (page, link)
            if parts.fragment and "=" not in parts.fragment:
                assert parts.fragment in anchors[target], (page, link)


def test_every_id_is_in_the_file_that_its_hash_names(folder):
    (data,) = (folder / "files").glob("data-*.js")
    files = int(re.search(r'"id_files":(\d+)', text_of(data))[1])
    (texts,) = (path for path in (folder / "files").iterdir() if path.is_dir())
    assert len(list(texts.glob("ids-*"))) == files > 1
    at = 0
    for number in range(len(list(texts.glob("texts-*")))):
        for one in script_of(texts / f"texts-{number}.json.js"):
            found = script_of(texts / f"ids-{id_file(one['id'], files)}.json.js")
            assert found[one["id"]] == at
            at += 1
    assert at == MADE_UP + len(OWN)


def test_the_hash_is_fnv_1a_of_32_bits():
    assert [id_file(text, 1 << 32) for text in ("", "a", "foobar")] == [
        0x811C9DC5, 0xE40C292C, 0xBF9CF968,
    ]  # fmt: skip


def test_machines_find_every_page(folder, told):
    places = (
        ElementTree.parse(folder / "sitemap.xml")
        .getroot()
        .iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    )
    named = {place.text.removeprefix(f"{URL}/") for place in places}
    assert named == {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    feed = ElementTree.parse(folder / "feed.xml").getroot()
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    for entry in entries:
        path, _, anchor = entry[0].text.removeprefix(f"{URL}/").partition("#")
        assert (folder / path).is_file()
        assert not anchor or f' id="{anchor}"' in text_of(folder / path)
    assert len({one["id"] for one in told}) == MADE_UP + len(OWN)
    order = [(one["first_day"], one["id"]) for one in told]
    assert order == sorted(order, reverse=True)


def test_a_site_map_has_no_more_addresses_than_it_may(monkeypatch):
    monkeypatch.setattr(static_feeds, "_ADDRESSES", 2)
    maps = site_maps("https://example.org/", ["a", "b", "c"])
    assert list(maps) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = ElementTree.fromstring(maps["sitemap.xml"])
    assert [one[0].text for one in index] == [
        "https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml",
    ]  # fmt: skip
    assert "<loc>https://example.org/c</loc>" in maps["sitemap-2.xml"]


def test_written_again_it_is_the_same_byte_for_byte(site, folder, tmp_path, monkeypatch):
    lower_limits(monkeypatch)
    publish(site, tmp_path / "site", url=URL, own_pages=SOME)
    first, again = (
        {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (folder, tmp_path / "site")
    )
    assert first == again


def test_incidents_with_an_excerpt_have_a_page_of_their_own(told):
    kept = [Told(one["first_day"], one["id"], json.dumps(one).encode()) for one in told]
    shown = [one for month in months(kept, (), shared=True) for one in month.shown]
    own = {one.record["id"] for one in shown if one.has_own_page}
    assert own == {one.id for one in ARCHIVE.incidents if one.claims} < OWN


def test_hostile_words_stay_words(site, tmp_path, monkeypatch):
    real = static_feeds.text_record
    monkeypatch.setattr(
        static_feeds, "text_record",
        lambda *given: {**real(*given), "title": [EVIL, EVIL], "summary": [EVIL, EVIL],
                        "actors": [EVIL, EVIL], "place": [EVIL, EVIL]},
    )  # fmt: skip
    publish(site, tmp_path / "site", own_pages=SOME)
    some = [*(tmp_path / "site" / "list").iterdir()][:40]
    for path in [*some, tmp_path / "site" / "list.html", tmp_path / "site" / "sources.html"]:
        assert "<script>alert" not in text_of(path)
        assert "<img src=x" not in text_of(path)
    assert html.escape(EVIL).replace("&#x27;", "&#39;") in text_of(some[0])


def test_what_changed_leads_to_the_page_of_the_month(site, folder, tmp_path):
    path = folder / "data" / "incidents.json"
    file = json.loads(path.read_bytes())
    at = next(k for k, one in enumerate(file["incidents"]) if one["id"] not in OWN)
    one = file["incidents"][at]
    one["killed"] = {"value": 77}
    (tmp_path / "old.json").write_text(json.dumps(file))
    changes = compare(read_edition(tmp_path / "old.json"), read_edition(path))
    publish(site, tmp_path / "site", changes=changes, own_pages=SOME)
    text = text_of(tmp_path / "site" / "changes.html")
    assert f'href="list/{one["first_day"][:7]}.html#{one["id"]}"' in text


def test_a_store_that_changes_meanwhile_is_told(tmp_path, monkeypatch):
    site = open_site(store=str(tmp_path / "store"))
    real = static_site.write_texts

    def write_texts(*given):
        site.store.add(synthetic_incidents(1))
        return real(*given)

    monkeypatch.setattr(static_site, "write_texts", write_texts)
    with pytest.raises(StoreError, match="Publish again"):
        publish(site, tmp_path / "site")
    assert not (tmp_path / "site").exists()
