"""What a reader does: look, click, read, switch, type."""

import re

import pytest
from playwright.sync_api import expect

from dmz_map.datapackage import open_package
from dmz_map.incidents import read_archive
from dmz_map.webmap import LAYERS
from tests.browser.conftest import ROOT

ARCHIVE = read_archive(open_package(ROOT))
SEEDED = [incident for incident in ARCHIVE.incidents if incident.claims]


def open_on_map(app, incident):
    """Click the incident's mark, through the list of its mark where several share one."""
    number = app.map.locator("#map_div").evaluate(
        "(_, id) => { const layer = DMZ.of(map_div).layers.incidents;"
        " for (let i = 0; i < layer.n; i++) if (layer.known(i).id === id) return i; }",
        incident.id,
    )
    app.map.locator(f'.dmz-mark button[data-members~="{number}"]').click()
    title = app.popup().locator("h2", has_text=incident.title_en)
    choice = app.popup().locator("li button", has_text=incident.title_en)
    expect(title.or_(choice).first).to_be_visible()
    if choice.count():
        choice.click()
    expect(title).to_be_visible()


def in_seed(quotation):
    document, start, end, text = quotation
    return ARCHIVE.documents[document].text[start:end] == text


@pytest.mark.parametrize("incident", SEEDED, ids=lambda incident: incident.id)
def test_a_click_on_the_map_opens_the_incident_with_its_passages(open_page, incident):
    app = open_page()
    open_on_map(app, incident)
    expect(app.panel_title()).to_have_text(incident.title_en)
    expect(app.page).to_have_url(re.compile(f"incident={incident.id}"))
    expect(app.page.locator(".st-key-panel blockquote")).to_have_count(len(incident.claims))
    assert all(map(in_seed, app.quotations()))
    quoted = app.popup().locator("blockquote").text_content()
    assert quoted in {claim.excerpt.exact for claim in incident.claims}


@pytest.mark.parametrize("incident", SEEDED, ids=lambda incident: incident.id)
def test_a_line_of_the_list_opens_the_same_panel(open_page, incident):
    app = open_page(f"/?incident={SEEDED[0].id if incident != SEEDED[0] else SEEDED[1].id}")
    line = app.page.get_by_role("radio", name=re.compile(f"^{re.escape(incident.title_en)}"))
    line.check(force=True)
    expect(app.panel_title()).to_have_text(incident.title_en)
    expect(app.popup().locator("h2")).to_have_text(incident.title_en)
    expect(app.page.locator(".st-key-panel blockquote")).to_have_count(len(incident.claims))
    assert all(map(in_seed, app.quotations()))


@pytest.mark.parametrize("name", ["Border", "Zone", "Sectors", "Places", "Incidents"])
def test_a_switch_hides_and_shows_a_layer_and_keeps_zoom_and_panel(open_page, name):
    incident = SEEDED[-1]
    app = open_page(f"/?incident={incident.id}")
    expect(app.panel_title()).to_have_text(incident.title_en)
    app.map.get_by_role("button", name="Zoom in").click()
    world = app.map.locator("#map_div")
    expect(world).not_to_have_class(re.compile("leaflet-zoom-anim-running"))
    zoom = app.zoom()
    listed = " ".join(LAYERS)
    others = " ".join(layer for layer in LAYERS if layer != name.lower())
    switch = app.page.get_by_role("button", name=name, exact=True)
    for shown in (False, True):
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", str(shown).lower())
        expect(world).to_have_attribute("data-layers", listed if shown else others)
        assert app.zoom() == zoom
        expect(app.panel_title()).to_have_text(incident.title_en)


def test_the_document_opens_at_the_passage(open_page):
    app = open_page(f"/?incident={SEEDED[-1].id}")
    app.page.get_by_role("button", name="Read in the document").first.click()
    mark = app.page.locator("#passage")
    expect(mark).to_be_in_viewport()
    first = app.quotations()[0]
    expect(mark).to_have_text(first[3])
    assert app.page.locator(".document").text_content() == ARCHIVE.documents[first[0]].text
    expect(app.page).to_have_url(re.compile("passage="))
    app.page.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    expect(app.page).not_to_have_url(re.compile("passage="))


def test_the_keyboard_alone_reaches_a_mark_its_popup_and_the_panel(open_page):
    app = open_page()
    button = app.marks().first
    button.focus()
    app.page.keyboard.press("Enter")
    expect(app.popup()).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(app.popup()).to_have_count(0)
    expect(button).to_be_focused()


def test_the_arrow_keys_walk_the_list_and_the_panel_follows(open_page):
    app = open_page()
    newest = [i.title_en for i in reversed(ARCHIVE.incidents)]
    app.page.get_by_role("radio").first.focus()
    app.page.keyboard.press("Space")
    expect(app.panel_title()).to_have_text(newest[0])
    app.page.get_by_role("radio").first.focus()
    app.page.keyboard.press("ArrowDown")
    expect(app.panel_title()).to_have_text(newest[1])


def test_an_unknown_incident_gives_a_friendly_line(open_page):
    app = open_page("/?incident=no-such-thing&layers=border,moon")
    alerts = app.page.get_by_role("alert")
    expect(alerts.first).to_contain_text("not in this archive")
    expect(alerts.nth(1)).to_contain_text("layers that do not exist")
    expect(app.page.get_by_text("Traceback")).to_have_count(0)


def test_switches_live_in_the_address(open_page):
    app = open_page("/?layers=border,incidents")
    expect(app.map.locator("#map_div")).to_have_attribute("data-layers", "border incidents")


def test_the_first_screen_says_what_is_quoted_and_what_is_measured(open_page):
    head = open_page().page.locator(".dmz-head")
    for words in ("248 km quoted", "240.8 km measured", "4 km wide, quoted", "3.72 km"):
        expect(head).to_contain_text(words)


def test_no_flag_stands_on_the_map_and_the_sources_are_named(open_page):
    line = open_page().map.locator(".leaflet-control-attribution")
    expect(line).to_contain_text("OpenStreetMap contributors")
    expect(line.locator("svg, img")).to_have_count(0)


def test_the_phone_needs_no_sideways_scroll(open_page):
    page = open_page(width=390, height=844).page
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
