"""What a reader does on the map: look, click, read, switch, type."""

import re

import pytest
from playwright.sync_api import expect

import dmz_map
from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.map_state import LAYERS, SHOWN
from tests.browser.conftest import ROOT

ARCHIVE = read_archive(open_package(ROOT))
# What the canvas has at some places (latitude, longitude), and the colour of land there.
PAINTED_AT = """async (_, [places, zoom]) => {
  if (zoom) map_div.setView(places[0], zoom, {animate: false});
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { _ctx: ink, _bounds: { min } } = map_div.options.renderer;
  const colours = places.map((at) => {
    const { x, y } = map_div.latLngToLayerPoint(at).subtract(min);
    return [...ink.getImageData(Math.round(x), Math.round(y), 1, 1).data].join();
  });
  const land = document.createElement("i");
  land.style.color = getComputedStyle(map_div.getContainer()).getPropertyValue("--land");
  document.body.append(land);
  return [...colours, `${getComputedStyle(land).color.match(/\\d+/g).join()},255`];
}"""
SEEDED = [incident for incident in ARCHIVE.incidents if incident.claims]
SHOT = ARCHIVE.get("2017-11-13-jsa-oh-chong-song")


def open_on_map(app, incident):
    """Click the incident's mark, and its line where several share the mark."""
    number = app.world().evaluate(
        "(_, id) => { const layer = DMZ.of(map_div).layers.incidents;"
        " for (let i = 0; i < layer.n; i++) if (layer.known(i).id === id) return i; }",
        incident.id,
    )
    mark = app.map.locator(f'.dmz-mark button[data-members~="{number}"]')
    several = " " in mark.get_attribute("data-members")
    mark.click()
    if several:
        app.cluster_list().locator("li button", has_text=incident.title_en).click()
    expect(app.panel_title()).to_have_text(incident.title_en)


def in_seed(quotation):
    document, start, end, text = quotation
    return ARCHIVE.documents[document].text[start:end] == text


@pytest.mark.parametrize(
    "incident",
    [SEEDED[0], *(pytest.param(i, marks=pytest.mark.slow) for i in SEEDED[1:])],
    ids=lambda incident: incident.id,
)
def test_a_click_on_the_map_opens_the_incident_with_its_passages(open_page, incident):
    app = open_page()
    open_on_map(app, incident)
    expect(app.panel_title()).to_have_text(incident.title_en)
    expect(app.page).to_have_url(re.compile(f"incident={incident.id}"))
    expect(app.panel().locator("blockquote")).to_have_count(len(incident.claims))
    assert all(map(in_seed, app.quotations()))
    # Where a mark has fanned out, both it and the incident's own place are marked.
    expect(app.map.locator(".dmz-mark button.dmz-chosen").first).to_be_visible()


@pytest.mark.parametrize("zoom", [None, 11])
def test_land_and_border_are_painted_where_they_are_and_the_sea_is_free(open_page, zoom):
    app = open_page().settled()
    (line,) = dmz_map.border().geometry
    at = line.interpolate(0.5, normalized=True)
    # Zoomed in, what is looked at lies within one view.
    north, east = (0.1, 0.15) if zoom else (0.2, 0.15)
    places = [[at.y, at.x], [at.y + north, at.x + east]]
    if not zoom:
        places.append([38.5, 128.75])
    border, inland, *sea, land = app.world().evaluate(PAINTED_AT, [places, zoom])
    assert inland == land
    assert border not in (land, "0,0,0,0")
    assert sea in ([], ["0,0,0,0"])


def test_a_line_of_the_list_opens_the_same_panel_and_the_mark(open_page):
    app = open_page("/?evidence=excerpt")
    for incident in SEEDED:
        app.lines().filter(has_text=incident.title_en).click()
        expect(app.panel_title()).to_have_text(incident.title_en)
        expect(app.map.locator(".dmz-mark button.dmz-chosen").first).to_be_visible()
        expect(app.panel().locator("blockquote")).to_have_count(len(incident.claims))
        assert all(map(in_seed, app.quotations()))
        app.page.get_by_role("button", name="All incidents").click()


@pytest.mark.slow
def test_switches_hide_and_show_each_layer_and_keep_zoom_and_panel(open_page):
    app = open_page(f"/?incident={SHOT.id}")
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    app.map.get_by_role("button", name="Zoom in").click()
    expect(app.world()).to_have_attribute("data-zoom", re.compile("."))
    zoom = app.zoom()
    app.page.get_by_role("button", name="Filters").click()
    for layer in LAYERS:
        switch = app.page.get_by_role("button", name=layer.capitalize(), exact=True)
        other = " ".join(name for name in LAYERS if (name in SHOWN) != (name == layer))
        for shown, layers in ((layer not in SHOWN, other), (layer in SHOWN, " ".join(SHOWN))):
            switch.click()
            expect(switch).to_have_attribute("aria-pressed", str(shown).lower())
            expect(app.world()).to_have_attribute("data-layers", layers)
        assert app.zoom() == zoom
        expect(app.panel_title()).to_have_text(SHOT.title_en)


@pytest.mark.parametrize(
    ("language", "third", "found"),
    [("en", "Third Tunnel (found 1978)", "Third infiltration tunnel found near Panmunjom"),
     pytest.param("ko", "제3땅굴 (1978년 발견)", "판문점 남쪽에서 제3땅굴 발견",
                  marks=pytest.mark.slow)],
)  # fmt: skip
def test_the_context_is_off_until_it_is_wanted_and_cites_its_sources(
    open_page, language, third, found
):
    app = open_page(f"/?lang={language}")
    places = app.map.locator(".dmz-context")
    expect(app.world()).to_have_attribute("data-layers", " ".join(SHOWN))
    expect(places).to_have_count(0)
    app.map.locator('[data-key="context"]').click()
    expect(app.page).to_have_url(re.compile(r"layers=[a-z%2C,]*context"))
    expect(places).to_have_count(11)
    place = app.map.get_by_title(third, exact=True)
    place.focus()
    app.page.keyboard.press("Enter")
    popup = app.map.get_by_role("dialog", name=third)
    expect(popup).to_contain_text(found)
    cited = {c.source.url for c in ARCHIVE.get("1978-10-17-tunnel-3").citations}
    links = popup.locator("ul a")
    assert {links.nth(k).get_attribute("href") for k in range(links.count())} == cited
    app.page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(place).to_be_focused()
    app.map.locator('[data-key="context"]').click()
    expect(places).to_have_count(0)
    expect(app.page).not_to_have_url(re.compile("layers="))


@pytest.mark.slow
def test_the_document_opens_at_the_passage(open_page):
    app = open_page(f"/?incident={SHOT.id}")
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


@pytest.mark.slow
def test_the_keyboard_opens_a_mark_and_escape_gives_the_focus_back(open_page):
    app = open_page()
    button = app.marks().first
    button.focus()
    app.page.keyboard.press("Enter")
    opened = app.popup().or_(app.cluster_list())
    expect(opened).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.slow
def test_a_ring_stays_round_under_the_focus(open_page):
    app = open_page().settled()
    ring = app.map.locator(".dmz-mark button.dmz-ring").first
    ring.focus()
    app.page.keyboard.press("Shift+Tab")
    app.page.keyboard.press("Tab")
    expect(ring).to_be_focused()
    assert ring.evaluate("n => getComputedStyle(n).borderRadius") == "50%"


@pytest.mark.slow
def test_words_that_nothing_bears_give_a_friendly_line_each(open_page):
    app = open_page("/?incident=no-such-thing&layers=border,moon&years=1969-1960")
    expect(app.page.get_by_role("alert")).to_have_count(3)
    expect(app.page.get_by_text("not in this archive")).to_be_visible()
    expect(app.page.get_by_text("Traceback")).to_have_count(0)
    expect(app.world()).to_have_attribute("data-layers", "border")


@pytest.mark.slow
def test_only_certain_changes_the_count_as_the_table_says(open_page):
    app = open_page("/?certain=1")
    certain = [
        i
        for i in ARCHIVE.incidents
        if i.place.precision in ("exact", "place")
        and i.first_day == i.last_day
        and not set(i.date) & set("?~%")
    ]
    assert 0 < len(certain) < len(ARCHIVE.incidents)
    expect(app.world()).to_have_attribute("data-shown", str(len(certain)))
    expect(app.count()).to_contain_text(f"{len(certain)} of {len(ARCHIVE.incidents)} incidents")
    assert app.map.locator(".dmz-badge").count() == 0
    app.page.get_by_text("Only certain").click()
    expect(app.world()).to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))


@pytest.mark.slow
def test_an_incident_known_by_its_sector_alone_has_no_pin(open_page):
    incident = next(i for i in ARCHIVE.incidents if i.place.precision == "sector")
    app = open_page(f"/?incident={incident.id}")
    expect(app.panel_title()).to_have_text(incident.title_en)
    chosen = app.map.locator(".dmz-mark button.dmz-chosen")
    expect(chosen).to_have_class(re.compile("dmz-badge"))
    expect(chosen).to_have_attribute("data-sector", incident.place.sector)


def test_the_first_screen_says_what_the_map_rests_on(open_page):
    app = open_page()
    expect(app.page.locator(".dmz-head p")).to_contain_text("with the words of a source")
    expect(app.page.locator(".dmz-card")).to_have_count(3)
    line = app.map.locator(".leaflet-control-attribution")
    expect(line).to_contain_text("OpenStreetMap contributors")
    expect(line.locator("svg, img")).to_have_count(0)


@pytest.mark.slow
def test_the_phone_needs_no_sideways_scroll(open_page):
    for path in ("/", f"/?incident={SHOT.id}", "/?page=sources", "/?page=figures"):
        page = open_page(path, width=390, height=844).page
        page.wait_for_function("() => document.querySelector('.dmz-panel, .dmz-table, .dmz-row')")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path


def test_an_embedded_map_has_no_head_and_a_way_out(open_page):
    app = open_page("/?embed=true&years=1960-1969")
    expect(app.world()).to_have_attribute("data-drawn", "marks")
    expect(app.page.locator(".dmz-head, .dmz-row")).to_have_count(0)
    expect(app.page.locator(".dmz-out")).to_have_attribute("href", "./?years=1960-1969")
