"""The map under a base path, as behind a proxy that serves other things too."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, opening, start, stop
from tests.browser.test_map import ARCHIVE, SHOT

BASE = "/maps/dmz"


@pytest.fixture
def below(contexts):
    """Return a function that opens the app under the base path (see `open_page`)."""
    port = free_port()
    server = start(port, base=BASE)
    try:
        with opening(contexts, f"http://localhost:{port}{BASE}") as opened:
            yield opened
    finally:
        stop(server)


@pytest.mark.slow
def test_the_map_is_drawn_with_its_style_and_answers_under_a_base_path(below):
    app = below(f"/?incident={SHOT.id}").styled()
    expect(app.world()).to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    app.page.get_by_text("Only certain").click()
    expect(app.world()).not_to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
    app.page.get_by_role("link", name="Figures").click()
    app.page.locator('.dmz-table a[href*="years="]').first.click()
    expect(app.page).to_have_url(re.compile(re.escape(f"{BASE}/?years=")))
    app.ready()
