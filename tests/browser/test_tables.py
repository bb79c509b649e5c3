"""The table of incidents and that of sources, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import ARCHIVE, SHOT


@pytest.mark.slow
def test_a_title_of_the_table_opens_its_incident_beside_it(open_page):
    app = open_page("/?view=table&lang=en")
    page = app.page
    table = page.get_by_role("table", name="Incidents")
    newest = max(ARCHIVE.incidents, key=lambda one: one.first_day)
    expect(table.get_by_role("rowheader").first).to_have_text(newest.title_en)
    expect(page.locator(".dmz-sheet")).to_be_hidden()  # the list says the same as the table
    page.get_by_role("link", name="Date").click()
    oldest = min(ARCHIVE.incidents, key=lambda one: one.first_day)
    first = table.get_by_role("rowheader").first
    expect(first).to_have_text(oldest.title_en)
    first.get_by_role("link").click()
    expect(app.panel_title()).to_have_text(oldest.title_en)
    expect(page).to_have_url(re.compile(f"sort=date.*incident={oldest.id}"))
    expect(table).to_be_visible()


@pytest.mark.slow
def test_a_source_leads_to_what_rests_on_it(open_page):
    app = open_page("/?page=sources&lang=en")
    page = app.page
    page.get_by_label("Search sources").fill(SHOT.title_en)
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Sources")
    expect(table.get_by_role("rowheader")).to_have_count(
        len({citation.source.url for citation in SHOT.citations})
    )
    table.get_by_role("link", name=SHOT.title_en).first.click()
    app.ready()
    expect(app.panel_title()).to_have_text(SHOT.title_en)
