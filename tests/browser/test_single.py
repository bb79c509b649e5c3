"""The map as one file, opened from a disk."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dmz_map.archive.evidence import in_reading_order
from dmz_map.cli import main
from dmz_map.publish.single_page import publish_single
from dmz_map.web.site import open_site
from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_map import ARCHIVE, SHOT


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("single")
    site = open_site(store=str(folder / "store"))
    for language in ("en", "ko"):
        publish_single(site, folder / f"{language}.html", language=language)
    return folder


@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_one_file_has_map_list_search_and_passages_and_asks_nobody(chromium, files, language):
    path = files / f"{language}.html"
    asked, errors = [], []
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE_MS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri())
    world = page.locator(".folium-map[data-ready=true]")
    world.wait_for()
    assert world.get_attribute("data-shown") == str(len(ARCHIVE.incidents))
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.get_by_role("searchbox").fill("Oh Chong-song")
    row = page.locator(".dmz-rows .dmz-row")
    expect(row).to_have_count(1)
    row.click()
    quote = page.locator(".dmz-panel blockquote").first
    expect(quote).to_have_text(in_reading_order(SHOT.claims)[0].excerpt.exact)
    expect(page.locator(".dmz-panel .dmz-read").first).to_be_hidden()  # there is no document here
    assert f"incident={SHOT.id}" in page.url
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [url for url in asked if url.startswith("file:")] == [path.as_uri()]
    assert errors == []


@pytest.mark.slow
def test_no_text_ends_a_script(chromium, files, tmp_path, monkeypatch):
    site = open_site(store=str(files / "store"))
    hostile = "</script><script>window.hacked = 1</script><!-- <script> {{7*7}}"
    chunk = site.chunk
    monkeypatch.setattr(
        type(site),
        "chunk",
        lambda self, n: tuple(
            replace(one, title_en=hostile, summary_en=hostile) for one in chunk(n)
        ),
    )
    path = tmp_path / "hostile.html"
    publish_single(site, path, language="en")
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(path.as_uri())
    expect(page.locator(".dmz-row b").first).to_have_text(hostile)
    assert page.evaluate("window.hacked") is None
    page.close()


@pytest.mark.slow
def test_a_file_that_is_there_is_not_written_over(files, tmp_path, capsys):
    path = tmp_path / "mine.html"
    path.write_text("mine")
    command = ["publish", str(path), "--single", "--store", str(files / "store")]
    assert main(command) == 1
    assert path.read_text() == "mine"
    assert main([*command, "--force"]) == 0
    assert json.dumps(SHOT.title_en) in path.read_text("utf-8")
