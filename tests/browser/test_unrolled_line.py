"""The line unrolled, the marks on the map, and what a mark of many opens."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import ARCHIVE, SHOT

WIDTHS = {1440: 900, 1280: 800, 820: 1180, 390: 844, 320: 700}

# Boxes of what lies on the map, each with its name: marks, names, controls, and the legend.
BOXES = """() => {
  const shown = [...document.querySelectorAll(
    ".dmz-mark > button, .dmz-label:not(.dmz-hidden), .leaflet-control-zoom, .dmz-key,"
    + " .dmz-timeline"
  )].filter((node) => !node.hidden && getComputedStyle(node).visibility === "visible");
  return shown.map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [node.className + " " + node.textContent, left, top, right, bottom];
  });
}"""


def overlaps(boxes):
    """Return the names of the boxes that cover each other by more than a pixel."""
    return [
        (a[0], b[0])
        for k, a in enumerate(boxes)
        for b in boxes[:k]
        if min(a[3], b[3]) - max(a[1], b[1]) > 1 and min(a[4], b[4]) - max(a[2], b[2]) > 1
    ]


def open_most(app, *, key=None):
    """Open the mark of the most incidents, and return how many it says it has."""
    rings = app.map.locator(".dmz-ring:not(.dmz-county)")
    counts = [int(text) for text in rings.all_text_contents()]
    ring = rings.nth(counts.index(max(counts)))
    if key:
        ring.focus()
        app.page.keyboard.press(key)
    else:
        ring.click()
    expect(app.cluster_list()).to_be_visible()
    return max(counts)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(*size, marks=() if size[0] in (320, 1440) else pytest.mark.slow)
        for size in WIDTHS.items()
    ],
)
@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_nothing_on_the_map_covers_anything_else(open_page, width, height, language):
    app = open_page(f"/?lang={language}", width=width, height=height).settled()
    boxes = app.world().evaluate(BOXES)
    assert len(boxes) > 15
    assert overlaps(boxes) == []


def test_dragging_over_the_line_sets_years_and_kilometres(open_page):
    app = open_page().settled()
    canvas = app.map.locator(".dmz-line-over").bounding_box()

    def at(x, y):
        return canvas["x"] + x * canvas["width"], canvas["y"] + y * canvas["height"]

    app.page.mouse.move(*at(0.3, 0.3))
    app.page.mouse.down()
    app.page.mouse.move(*at(0.7, 0.75), steps=4)
    app.page.mouse.up()
    expect(app.page).to_have_url(re.compile(r"years=19\d\d-20\d\d"))
    expect(app.page).to_have_url(re.compile(r"km=\d+-\d+"))
    shown = int(app.world().get_attribute("data-shown"))
    assert 0 < shown < len(ARCHIVE.incidents)
    expect(app.count()).to_contain_text(f"{shown} of ")
    app.map.get_by_role("button", name="Show all").click()
    expect(app.page).not_to_have_url(re.compile("km="))
    expect(app.world()).to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))


@pytest.mark.slow
def test_the_large_line_of_the_figures_takes_a_range(open_page):
    app = open_page("/?page=figures")
    caption = app.map.locator(".dmz-timeline-caption")
    expect(caption).to_contain_text(f"{len(ARCHIVE.incidents)} incidents")
    canvas = app.map.locator(".dmz-line-over")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    app.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    app.page.mouse.down()
    app.page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.8 * box["height"], steps=4)
    app.page.mouse.up()
    expect(caption).to_contain_text(" km")
    expect(caption).not_to_contain_text(f"{len(ARCHIVE.incidents)} incidents")
    app.map.get_by_role("button", name="Show all").click()
    expect(caption).to_contain_text(f"{len(ARCHIVE.incidents)} incidents")


def test_the_keyboard_sets_kilometres(open_page):
    app = open_page("/?km=10-40").settled()
    before = int(app.world().get_attribute("data-shown"))
    app.map.get_by_role("slider", name="To kilometre").focus()
    app.page.keyboard.press("End")
    expect(app.page).to_have_url(re.compile("km=10-24"))
    expect(app.world()).not_to_have_attribute("data-shown", str(before))


def test_the_keyboard_goes_from_incident_to_incident(open_page):
    app = open_page().settled()
    app.map.locator(".dmz-line-over").focus()
    tip = app.map.locator(".dmz-tip")
    app.page.keyboard.press("ArrowDown")
    expect(tip).to_contain_text(ARCHIVE.incidents[0].title_en)
    expect(tip).to_contain_text(re.compile("kilometre"))
    app.page.keyboard.press("Enter")
    expect(app.panel_title()).to_have_text(ARCHIVE.incidents[0].title_en)


@pytest.mark.parametrize("key", [None, pytest.param("Enter", marks=pytest.mark.slow)])
def test_the_joint_security_area_opens_as_a_list_by_year_and_fans_out(open_page, key):
    app = open_page().settled()
    count = open_most(app, key=key)
    expect(app.cluster_list().locator("li button")).to_have_count(count)
    years = [int(text) for text in app.cluster_list().locator("h3").all_text_contents()]
    assert years == sorted(set(years))
    expect(app.map.locator(".dmz-leg")).to_have_count(count)
    choice = app.cluster_list().locator("li button", has_text=SHOT.title_en)
    if key:
        choice.focus()
        app.page.keyboard.press(key)
    else:
        choice.click()
    expect(app.panel_title()).to_have_text(SHOT.title_en)
    expect(choice).to_have_attribute("aria-current", "")
    app.page.keyboard.press("Escape")
    if key:
        choice.focus()
        app.page.keyboard.press("Escape")
        expect(app.cluster_list()).to_have_count(0)
        expect(app.map.locator(".dmz-leg")).to_have_count(0)


@pytest.mark.slow
def test_a_finger_opens_the_list_and_an_incident_of_it(open_page):
    app = open_page(width=390, height=844, has_touch=True).settled()
    rings = app.map.locator(".dmz-ring:not(.dmz-county)")
    counts = [int(text) for text in rings.all_text_contents()]
    rings.nth(counts.index(max(counts))).tap()
    app.cluster_list().locator("li button", has_text=SHOT.title_en).tap()
    expect(app.panel_title()).to_have_text(SHOT.title_en)


def test_the_legend_switches_layers_and_kinds_of_mark(open_page):
    app = open_page().settled()
    line = app.map.locator('.dmz-key [data-key="border"]')
    if not line.is_visible():
        app.map.locator(".dmz-key summary").click()
    line.click()
    expect(line).to_have_attribute("aria-pressed", "false")
    expect(app.world()).to_have_attribute("data-layers", "zone sectors places incidents")
    expect(app.page).to_have_url(re.compile("layers="))
    expect(app.map.locator(".dmz-county").first).to_be_visible()
    app.map.locator('.dmz-key [data-key="county"]').click()
    expect(app.map.locator(".dmz-county")).to_have_count(0)


@pytest.mark.slow
def test_it_is_large_on_the_page_of_figures_and_opens_an_incident_on_the_map(open_page):
    app = open_page("/?lang=en&page=figures").ready()
    chart = app.map.locator(".dmz-line-over")
    expect(chart).to_be_visible()
    assert chart.bounding_box()["height"] > 450
    expect(app.map.locator(".dmz-timeline-caption")).to_contain_text(str(len(ARCHIVE.incidents)))
    expect(app.map.locator(".dmz-key")).to_be_hidden()
    chart.focus()
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("Enter")
    expect(app.panel()).to_be_visible()
    expect(app.page).not_to_have_url(re.compile("page="))
    expect(app.page).to_have_url(re.compile("incident="))
    expect(app.world()).to_be_visible()
