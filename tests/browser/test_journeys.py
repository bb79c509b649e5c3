"""Five ways through the map, from the first look to what the reader came for."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import ARCHIVE, SHOT


def test_a_journalist_finds_the_shooting_of_2017_and_quotes_it(open_page):
    app = open_page()
    app.search("Oh Chong-song")
    expect(app.lines()).to_have_count(1)
    app.lines().first.click()
    expect(app.panel()).to_contain_text("shot approximately 40 times")
    expect(app.page.locator(".dmz-correction").first).to_contain_text("five of them hit")
    app.page.get_by_role("link", name="Sources").click()
    app.page.get_by_role("tab", name="Quoted word for word").click()
    app.page.get_by_role("combobox", name="Find a passage").fill("S029")
    app.page.get_by_role("option", name=re.compile("^S029")).click()
    expect(app.page.locator("#passage")).to_be_in_viewport()
    code = app.page.locator("code")
    expect(code.first).to_contain_text("“shot approximately 40 times”")
    expect(code.nth(1)).to_contain_text('"type": "TextQuoteSelector"')
    expect(app.page.get_by_role("link", name="Open the incident on the map")).to_be_visible()


@pytest.mark.slow
def test_an_analyst_compares_the_1960s_with_the_2010s_by_sector(open_page):
    app = open_page("/?page=figures")
    counts = {
        decade: sum(
            i.place.sector == "western" and decade <= i.first_day.year < decade + 10
            for i in ARCHIVE.incidents
        )
        for decade in (1960, 2010)
    }
    links = {
        decade: app.page.locator(f'a[href*="years={decade}-"][href*="sector=western"]')
        for decade in counts
    }
    for decade, count in counts.items():
        expect(links[decade]).to_have_text(str(count))
    links[1960].click()
    app.ready()
    app.map.get_by_role("button", name="Years", exact=True).click()
    expect(app.page).to_have_url(re.compile("chart=years"))
    expect(app.world()).to_have_attribute("data-shown", str(counts[1960]))
    expect(app.count()).to_contain_text(f"{counts[1960]} of ")
    box = app.map.locator(".dmz-years canvas").bounding_box()
    years = ARCHIVE.incidents[-1].first_day.year - ARCHIVE.incidents[0].first_day.year + 1

    def at(year):
        share = (year - ARCHIVE.incidents[0].first_day.year + 0.5) / years
        return box["x"] + share * box["width"], box["y"] + 30

    app.page.mouse.move(*at(2010))
    app.page.mouse.down()
    app.page.mouse.move(*at(2019), steps=4)
    app.page.mouse.up()
    expect(app.world()).to_have_attribute("data-shown", str(counts[2010]))
    expect(app.page).to_have_url(re.compile("years=2010-2019"))
    expect(app.count()).to_contain_text(f"{counts[2010]} of ")


@pytest.mark.slow
def test_a_teacher_shows_it_in_korean(open_page):
    app = open_page(locale="ko-KR")
    expect(app.page.get_by_text("비무장지대").first).to_be_visible()
    app.search("오청성")
    expect(app.lines()).to_have_count(1)
    app.lines().first.click()
    expect(app.panel_title()).to_have_text(SHOT.title_ko)
    expect(app.panel().locator("blockquote").first).to_have_attribute("lang", "en")
    expect(app.map.locator(".dmz-place", has_text="철원").first).to_be_attached()
    app.page.get_by_role("link", name="English").click()
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    expect(app.page).to_have_url(re.compile("lang=en"))


def test_a_reader_without_a_mouse_does_the_same(open_page):
    app = open_page()
    page = app.page
    search = "Search titles, places and quotations"
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate("() => document.activeElement.getAttribute('aria-label')")
        if where == search:
            break
    assert where == search
    page.keyboard.type("Oh Chong-song")
    page.keyboard.press("Enter")
    expect(app.lines()).to_have_count(1)
    app.lines().first.focus()
    page.keyboard.press("Space")
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    expect(app.panel_title()).to_be_focused()
    page.get_by_role("button", name="Read in the document").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#passage")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#passage")).to_have_count(0)
    page.get_by_role("button", name="Later").focus()
    page.keyboard.press("Enter")
    expect(app.panel_title()).not_to_have_text(SHOT.title_en)
    page.keyboard.press("Escape")
    expect(app.panel()).to_be_hidden()


@pytest.mark.slow
def test_escape_leaves_the_incident_from_within_the_map_too(open_page):
    app = open_page(f"/?incident={SHOT.id}").settled()
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    app.world().focus()
    app.page.keyboard.press("Escape")
    expect(app.panel()).to_be_hidden()
    expect(app.page).not_to_have_url(re.compile("incident="))


def test_a_shared_link_opens_the_same_view_in_a_fresh_browser(open_page):
    app = open_page("/?years=1960-1979&sector=western&layers=border,incidents")
    app.lines().nth(1).click()
    title = app.panel_title()
    expect(title).to_be_visible()
    shared = app.page.url.partition("/?")[2]
    first = title.text_content(), app.world().get_attribute("data-shown")
    again = open_page(f"/?{shared}", locale="en-US")
    expect(again.panel_title()).to_have_text(first[0])
    expect(again.world()).to_have_attribute("data-shown", first[1])
    expect(again.world()).to_have_attribute("data-layers", "border incidents")
    again.page.keyboard.press("Escape")
    expect(again.lines().nth(1)).to_have_attribute("aria-selected", "true")


@pytest.mark.slow
def test_a_dead_end_says_which_filter_to_remove(open_page):
    app = open_page("/?sector=han_estuary&category=tunnel")
    expect(app.page.get_by_text("No incident matches all filters together.")).to_be_visible()
    app.page.get_by_role("button", name=re.compile("Remove the filter .Sector")).click()
    tunnels = [i for i in ARCHIVE.incidents if i.category == "tunnel"]
    expect(app.lines()).to_have_count(len(tunnels))
    expect(app.world()).to_have_attribute("data-shown", str(len(tunnels)))


@pytest.mark.slow
def test_the_legend_is_the_filter(open_page):
    app = open_page()
    chip = app.map.locator('.dmz-legend button[data-group="crossing"]')
    crossings = [i for i in ARCHIVE.incidents if i.category.endswith("_crossing")]
    expect(chip.locator("b")).to_have_text(str(len(crossings)))
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    rest = len(ARCHIVE.incidents) - len(crossings)
    expect(app.world()).to_have_attribute("data-shown", str(rest))
    expect(app.count()).to_contain_text(f"{rest} of ")


def test_a_reader_takes_along_what_the_filters_leave(open_page):
    app = open_page("/?category=tunnel")
    app.page.get_by_role("button", name="Download").click()
    with app.page.expect_download() as coming:
        app.page.get_by_role("link", name="GeoJSON").click()
    taken = json.loads(Path(coming.value.path()).read_text("utf-8"))
    assert {one["properties"]["category"] for one in taken["features"]} == {"tunnel"}
    assert coming.value.suggested_filename == "dmz-map-incidents.geojson"


def test_a_keyboard_skips_to_the_list(open_page):
    app = open_page()
    expect(app.lines().first).to_be_visible()
    skip = app.page.get_by_role("link", name="Skip to the list")
    skip.focus()
    expect(skip).to_be_in_viewport()
    app.page.keyboard.press("Enter")
    expect(app.lines().first).to_be_focused()
    app.page.keyboard.press("Enter")
    expect(app.panel_title()).to_be_visible()
