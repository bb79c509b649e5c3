"""A published site: whole, of the archive's own words, without a dead link or a foreign host."""

import csv
import gzip
import html
import json
import re
import shutil
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.errors import StoreError
from dmz_map.geo.measure import BORDER_ERROR_M
from dmz_map.publish.aside import aside_of, clear_left
from dmz_map.publish.diff import compare
from dmz_map.publish.edition_files import read_edition
from dmz_map.publish.static_feeds import incidents_schema
from dmz_map.publish.static_site import MARKER, publish
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.site import open_site
from tests.conftest import ROOT

URL = "https://example.org/maps/dmz"
ARCHIVE = read_archive(open_package(ROOT))
LINK = re.compile(r"""\b(?:href|src)=(?:"([^"]*)"|'([^']*)')""")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return open_site(store=str(tmp_path_factory.mktemp("store")))


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    made = tmp_path_factory.mktemp("published") / "site"
    assert publish(site, made, url=URL) == len(ARCHIVE.incidents)
    return made


def pages(folder):
    return sorted(folder.rglob("*.html"))


def links(page):
    for found in LINK.finditer(page.read_text("utf-8")):
        yield html.unescape(found[1] or found[2] or "")


def test_no_inner_link_is_dead_and_no_other_host_is_asked(folder):
    for page in pages(folder):
        text = page.read_text("utf-8")
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("#"):
                continue
            target = (page.parent / unquote(parts.path)).resolve()
            assert target.is_file(), (page, link)
            assert folder.resolve() in target.parents
        for asked in re.findall(r"<(?:script|img|link)[^>]*>", text):
            address = LINK.search(asked)
            if address and "stylesheet" in asked + "script" and 'rel="canonical"' not in asked:
                assert "//" not in address[1] or "alternate" in asked, asked


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_incident_has_a_page_with_its_words(folder, language):
    below = folder / "incidents" if language == "en" else folder / "ko" / "incidents"
    for incident in ARCHIVE.incidents:
        text = (below / f"{incident.id}.html").read_text("utf-8")
        shown = html.unescape(text)
        assert f'<html lang="{language}">' in text
        title = incident.title_en if language == "en" else incident.title_ko
        assert f"<h2>{html.escape(title, quote=False)}</h2>" in text.replace("&#39;", "'").replace(
            "&#34;", '"'
        )
        for claim in incident.claims:
            assert f">{claim.excerpt.exact}</blockquote>" in shown
        for citation in incident.citations:
            assert citation.source.title in shown
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        assert json.loads(data)["name"] == title


def test_the_list_and_the_sources_are_whole_without_a_script(folder):
    with (ROOT / "data" / "incidents.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    for name in ("list.html", "ko/list.html"):
        text = (folder / name).read_text("utf-8")
        assert set(re.findall(r'href="incidents/([^"]+)\.html"', text)) == ids
    sources = html.unescape((folder / "sources.html").read_text("utf-8"))
    cited = {c.source.title for one in ARCHIVE.incidents for c in one.citations}
    assert all(title in sources for title in cited)


def test_the_first_view_is_light(folder):
    first = [
        folder / "index.html",
        *(folder / "files").glob("*.js"),
        *(folder / "files").glob("*.css"),
    ]
    size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in first)
    assert size < 250_000


def test_incidents_are_there_for_machines(folder):
    told = json.loads((folder / "data" / "incidents.json").read_text("utf-8"))
    assert told["edition"] == ARCHIVE.edition
    assert {one["id"] for one in told["incidents"]} == {one.id for one in ARCHIVE.incidents}
    schema = json.loads(incidents_schema())
    needed = schema["properties"]["incidents"]["items"]["required"]
    assert all(name in one for one in told["incidents"] for name in needed)
    addresses = ElementTree.parse(folder / "sitemap.xml").getroot()
    for place in addresses.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        assert (folder / place.text.removeprefix(f"{URL}/")).is_file()
    assert len(addresses) == 2 * (5 + len(ARCHIVE.incidents))
    feed = ElementTree.parse(folder / "feed.xml").getroot()
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    newest = max(one.first_day for one in ARCHIVE.incidents)
    assert (
        ARCHIVE.get(entries[0][0].text.rsplit("/", 1)[1].removesuffix(".html")).first_day == newest
    )
    assert f"Sitemap: {URL}/sitemap.xml" in (folder / "robots.txt").read_text()
    assert (folder / "files" / "card.png").read_bytes().startswith(b"\x89PNG")
    assert f'<meta property="og:image" content="{URL}/files/card.png">' in (
        folder / "incidents" / f"{ARCHIVE.incidents[0].id}.html"
    ).read_text("utf-8")


def test_without_an_address_what_needs_one_is_left_out(site, tmp_path):
    made = tmp_path / "site"
    publish(site, made)
    for name in ("sitemap.xml", "feed.xml", "robots.txt", "files/card.png"):
        assert not (made / name).exists()
    assert "og:" not in (made / "index.html").read_text("utf-8")


def test_only_a_folder_of_ours_is_replaced(site, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(StoreError, match="no published site"):
        publish(site, mine)
    assert (mine / "thesis.txt").read_text() == "years of work"
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]
    (mine / "thesis.txt").unlink()
    publish(site, mine)
    (mine / "old.html").touch()
    assert (mine / MARKER).is_file()
    publish(site, mine)
    assert not (mine / "old.html").exists()


def test_what_a_killed_publish_left_is_put_back_or_removed(tmp_path):
    site = tmp_path / "site"
    lefts = {"site-abcdefgh": True, "site-12345678": False, "site-b-abcdefgh": True}
    for name, held in lefts.items():
        left = tmp_path / f".publish-{name}"
        (left / "before").mkdir(parents=True)
        (left / "before/index.html").write_text(name)
        if held:
            (left / "held").touch()
    with aside_of(site) as aside:
        clear_left(site)
        assert (site / "index.html").read_text() == "site-abcdefgh"
        assert aside.is_dir()  # another that works at the same time is let alone
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {"site", ".publish-site-12345678", ".publish-site-b-abcdefgh"}


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "ftp://example.org"])
def test_what_is_no_address_is_told(site, tmp_path, url):
    with pytest.raises(StoreError, match="is no web address"):
        publish(site, tmp_path / "site", url=url)
    assert not (tmp_path / "site").exists()


def test_hostile_words_stay_words(site, tmp_path, monkeypatch):
    from dmz_map.publish import static_feeds

    real = static_feeds.text_record
    evil = "</script><script>alert(1)</script>{{7*7}}<img src=x onerror=alert(2)>"
    monkeypatch.setattr(
        static_feeds, "text_record",
        lambda *given: {**real(*given), "title": [evil, evil], "summary": [evil, evil]},
    )  # fmt: skip
    made = tmp_path / "site"
    publish(site, made, url=URL)
    for page in [*pages(made)[:40], made / "feed.xml"]:
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in re.findall(r"<h2>(.*?)</h2>", text)


def test_the_figures_are_those_of_the_app(folder):
    text = html.unescape((folder / "figures.html").read_text("utf-8"))
    assert "<td>248 km</td><td>240.78 km</td>" in text
    assert re.findall(r"<td>(\d+) m</td>", text) == [str(m) for m in BORDER_ERROR_M.values()]
    western = sum(
        one.place.sector == "western" and 1960 <= one.first_day.year < 1970
        for one in ARCHIVE.incidents
    )
    assert f'href="index.html?years=1960-1969&sector=western">{western}</a>' in text


def test_a_page_says_what_changed_since_another_edition(tmp_path):
    old = tmp_path / "old"
    for part in ("data", "seeds"):
        shutil.copytree(ROOT / part, old / part)
    table = old / "data" / "incidents.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gone, changed = rows.pop(0), rows[5]
    before, changed["title_en"] = changed["title_en"], "<b>Another title</b>"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, gone.keys())
        writer.writeheader()
        writer.writerows(rows)
    site = open_site(store=str(tmp_path / "store"))
    changes = compare(read_edition(old), read_edition(ROOT))
    publish(site, tmp_path / "site", changes=changes)
    for language, name in (("", "title_en"), ("ko/", "title_ko")):
        text = (tmp_path / "site" / f"{language}changes.html").read_text("utf-8")
        assert "&lt;b&gt;Another title&lt;/b&gt;" in text
        text = html.unescape(text)
        assert f'<a href="incidents/{gone["id"]}.html">{gone[name]}</a>' in text
        assert (
            f"<code>title_en</code> <del><b>Another title</b></del> → <ins>{before}</ins>" in text
        )
        assert len(re.findall("<code>", text)) == 1
        assert "471 before, 471 now." in text or "이전 471건, 현재 471건." in text
        about = (tmp_path / "site" / f"{language}about.html").read_text("utf-8")
        assert 'changes.html">' in about
    assert not (tmp_path / "plain").exists()
    publish(site, tmp_path / "plain")
    assert not (tmp_path / "plain" / "changes.html").exists()


def test_published_data_of_two_days_are_compared(folder, tmp_path):
    path = folder / "data" / "incidents.json"
    file = json.loads(path.read_bytes())
    file["incidents"][3]["killed"] = {"value": 77}
    other = tmp_path / "later.json"
    other.write_text(json.dumps(file))
    comparison = compare(read_edition(path), read_edition(other))
    (row,) = comparison.incidents.changed
    assert (row.id, row.changes[0].field, row.changes[0].new) == (
        file["incidents"][3]["id"],
        "killed",
        "77",
    )
    assert comparison.sources.changed == ()
