"""A published site in a browser: from a disk and below a path, with scripts and without."""

import http.server
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from dmz_map.publish.static_site import publish
from dmz_map.web.site import open_site
from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_map import ARCHIVE, SHOT


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a folder with the published site at ``a/b``."""
    made = tmp_path_factory.mktemp("published")
    publish(open_site(store=str(tmp_path_factory.mktemp("store"))), made / "a" / "b")
    return made


@pytest.fixture(params=["disk", pytest.param("path", marks=pytest.mark.slow)])
def address(request, root):
    """Return where the site is found: on a disk, or below a path of a plain server."""
    if request.param == "disk":
        yield (root / "a" / "b").as_uri()
        return
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(root))
    handler.log_message = lambda *words: None
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/a/b"
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(chromium, address):
    """Return a function that opens a page; afterwards no other host was asked, nothing failed."""
    contexts, asked, errors = [], [], []

    def open_page(path, **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    begin = (address.rsplit("/a/b", 1)[0], "data:", "blob:")
    assert [url for url in asked if not url.startswith(begin)] == []
    assert [line for line in errors if "favicon" not in line and "404" not in line] == []


def shown(page):
    return int(page.locator(".folium-map").get_attribute("data-shown"))


def test_a_reader_filters_searches_and_chooses(opened):
    page = opened("index.html")
    world = page.locator(".folium-map[data-ready=true]")
    world.wait_for()
    assert shown(page) == len(ARCHIVE.incidents)
    page.get_by_label("Only certain").check()
    expect(world).not_to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
    page.get_by_label("Only certain").uncheck()
    page.get_by_label("Kind", exact=True).select_option("tunnel")
    tunnels = sum(one.category == "tunnel" for one in ARCHIVE.incidents)
    expect(world).to_have_attribute("data-shown", str(tunnels))
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("searchbox").fill("Oh Chong-song")
    expect(page.locator(".dmz-rows .dmz-row")).to_have_count(1)
    page.locator(".dmz-rows .dmz-row").click()
    expect(page.locator("article.dmz-panel h2")).to_have_text(SHOT.title_en)
    quoted = page.locator(".dmz-panel blockquote").all_text_contents()
    assert {claim.excerpt.exact for claim in SHOT.claims} == set(quoted)
    assert "incident=" in page.url
    page.locator(".dmz-read").first.click()
    expect(page.locator("main h2")).to_have_text(SHOT.title_en)


def test_the_address_opens_the_same_view_and_the_other_language(opened):
    page = opened(f"index.html#incident={SHOT.id}&category=soldier_crossing")
    expect(page.locator("article.dmz-panel h2")).to_have_text(SHOT.title_en)
    soldiers = sum(one.category == "soldier_crossing" for one in ARCHIVE.incidents)
    expect(page.locator(".folium-map")).to_have_attribute("data-shown", str(soldiers))
    page.get_by_role("link", name="한국어").click()
    page.locator(".folium-map[data-ready=true]").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator(".dmz-row b").first).to_have_text(
        max(ARCHIVE.incidents, key=lambda one: (one.first_day, one.id)).title_ko
    )


def test_without_scripts_the_incident_and_the_list_can_be_read(opened):
    page = opened(f"incidents/{SHOT.id}.html", java_script_enabled=False)
    expect(page.locator("blockquote").first).to_be_visible()
    quoted = set(page.locator("blockquote").all_text_contents())
    assert {claim.excerpt.exact for claim in SHOT.claims} == quoted
    page.get_by_role("link", name="List").click()
    expect(page.locator("tbody tr")).to_have_count(len(ARCHIVE.incidents))
    page.get_by_role("link", name="Map").click()
    page.wait_for_url("**/index.html")
    assert "The map needs JavaScript" in page.content()


def test_on_the_line_of_the_figures_a_key_chooses_an_incident_of_the_map(opened):
    page = opened("ko/figures.html")
    expect(page.locator(".dmz-timeline-caption")).to_contain_text(str(len(ARCHIVE.incidents)))
    assert page.locator(".st-key-line-place").bounding_box()["height"] > 400
    assert not page.locator(".dmz-mark").first.is_visible()
    line = page.locator(".dmz-line-over")
    line.focus()
    line.press("ArrowRight")
    title = page.locator(".dmz-tip b").inner_text()
    line.press("Enter")
    page.wait_for_url("**/ko/index.html*incident=*")
    expect(page.locator("article.dmz-panel h2")).to_have_text(title)
