"""A published site of more than 5,000 incidents, opened from a disk in a browser."""

import json

import pytest
from playwright.sync_api import expect

from benchmarks.synthetic import synthetic_incidents
from dmz_map.publish.static_records import OWN_PAGES
from dmz_map.publish.static_site import publish
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.web.site import open_site
from tests.browser.conftest import PATIENCE_MS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    store = str(tmp_path_factory.mktemp("store"))
    initialise_store(store)
    open_store(store).add(synthetic_incidents(OWN_PAGES))
    made = tmp_path_factory.mktemp("published") / "site"
    assert publish(open_site(store=store), made) > OWN_PAGES
    return made


@pytest.fixture(scope="module")
def last(root):
    """Return the record of the incident that is the last of all in the texts."""
    texts = max(root.glob("files/*/texts-*.json.js"), key=lambda path: int(path.name[6:-8]))
    return json.loads(texts.read_text("utf-8").split(",", 1)[1].removesuffix(");"))[-1]


@pytest.fixture
def opened(chromium, root):
    """Return a function that opens a page; afterwards no host was asked, and nothing failed."""
    contexts, asked, errors = [], [], []

    def open_page(path, **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(f"{root.as_uri()}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []


@pytest.mark.parametrize("sign", ["?", "#"])
def test_an_address_names_an_incident_whose_text_has_not_come(opened, root, last, sign):
    page = opened(f"index.html{sign}incident={last['id']}")
    expect(page.locator("article.dmz-panel h2")).to_have_text(last["title"][0])
    fetched = page.locator('script[src*="/texts-"]').count()
    assert fetched < len(list(root.glob("files/*/texts-*.json.js"))) / 2
    page.keyboard.press("Escape")
    expect(page.locator(".dmz-rows .dmz-row").first).to_be_visible()
    page.go_back()
    expect(page.locator("article.dmz-panel h2")).to_have_text(last["title"][0])


def test_an_unknown_id_shows_the_list(opened):
    page = opened("index.html?incident=constructor")
    expect(page.locator(".dmz-rows .dmz-row").first).to_be_visible()
    expect(page.locator("article.dmz-panel h2")).to_have_count(0)


def test_the_list_leads_to_the_month_and_the_month_to_the_map(opened, last):
    page = opened("ko/list.html")
    page.locator("tbody a").last.click()
    article = page.locator("article.dmz-panel", has=page.locator("dl")).last
    title = article.locator("h3").text_content()
    article.get_by_role("link", name="지도에서 보기").click()
    expect(page.locator("article.dmz-panel h2")).to_have_text(title)


def test_without_scripts_a_month_can_be_read(opened):
    page = opened("list.html", java_script_enabled=False)
    link = page.locator("tbody a").first
    count = int(link.text_content())
    link.click()
    expect(page.locator("article")).to_have_count(count)
    expect(page.locator("article h3").first).to_be_visible()


def test_a_search_looks_into_texts_that_have_not_come(opened, last):
    page = opened("index.html")
    page.locator(".folium-map[data-ready=true]").wait_for()
    report = last["summary"][0].split("report ")[1].split()[0]
    page.get_by_role("searchbox").fill(f"report {report}")
    expect(page.locator(".dmz-row b", has_text=last["title"][0])).to_have_count(1)
