"""On paper, in forced colours, at 400 %, under a finger; list and map point to each other."""

import re
from operator import sub

import pypdfium2
import pytest
from PIL import ImageColor
from playwright.sync_api import expect

from dmz_map.web.style import THEMES
from tests.browser.test_axe import AXE
from tests.browser.test_map import SHOT

# The colour of what a pseudo-element of the first match paints.
PAINTED = """(node) => { const style = getComputedStyle(node, "::before");
  return [style.backgroundImage, style.backgroundColor, style.boxShadow].join(); }"""


def letters(text):
    """Return a text without what the end of a line may swallow."""
    return re.sub(r"[\s\W_]", "", text)


def printed(page, path):
    """Print a page; return the number of sheets and their text."""
    page.pdf(path=path, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(path)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return len(texts), "\n".join(texts).replace("\r", "")


def test_an_incident_is_printed_on_two_sheets_with_whole_addresses(open_page, tmp_path):
    app = open_page(f"/?incident={SHOT.id}").settled()
    sheets, text = printed(app.page, tmp_path / "incident.pdf")
    assert sheets == 2
    said = letters(text)
    assert letters(SHOT.title_en) in said
    assert [c.id for c in SHOT.claims if letters(c.excerpt.exact) not in said] == []
    assert [c.source.url for c in SHOT.citations if letters(c.source.url) not in said] == []
    assert "Military" in text  # the map's own legend


@pytest.mark.slow
def test_the_map_alone_is_printed_on_one_sheet(open_page, tmp_path):
    app = open_page("/", color_scheme="dark").settled()
    assert printed(app.page, tmp_path / "map.pdf")[0] == 1


@pytest.mark.slow
def test_a_dark_page_is_printed_on_white_with_all_of_the_line(open_page, tmp_path):
    app = open_page("/?page=figures", color_scheme="dark").ready()
    expect(app.map.locator(".dmz-timeline-caption")).to_contain_text("incidents")
    printed(app.page, tmp_path / "dark.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "dark.pdf")
    sheet = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    points = sheet.getcolors(sheet.width * sheet.height)
    dark = sum(n for n, colour in points if max(colour) < 64)
    assert dark < 0.05 * sheet.width * sheet.height
    green = ImageColor.getrgb(THEMES["light"].measures)
    signs = sum(n for n, colour in points if max(map(abs, map(sub, colour, green))) < 24)
    assert signs > 250  # the legend alone has 80 such points
    expect(app.world()).to_have_attribute("data-theme", "dark")
    expect(app.page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.slow
def test_in_a_low_window_the_wheel_is_the_pages_and_with_ctrl_the_maps(open_page):
    app = open_page(width=720, height=400).settled()
    page, zoom = app.page, app.zoom()
    page.mouse.move(360, 250)
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 50")
    app.settled()
    assert app.zoom() == zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.frames[1].wait_for_function("(zoom) => map_div.getZoom() > zoom", arg=zoom)


@pytest.mark.slow
def test_marks_and_choices_are_seen_in_forced_colours(open_page):
    app = open_page(f"/?incident={SHOT.id}", forced_colors="active").settled()
    ring = app.map.locator(".dmz-mark button.dmz-ring").first
    assert "conic-gradient" in ring.evaluate("n => getComputedStyle(n).backgroundImage")
    chosen = app.map.locator(".dmz-mark button.dmz-chosen").first
    assert "5px" in chosen.evaluate(PAINTED)
    pressed = app.map.locator(".dmz-switch button[aria-pressed=true]").first
    assert pressed.evaluate("n => getComputedStyle(n).outlineStyle") == "solid"


@pytest.mark.slow
@pytest.mark.skipif(not AXE.exists(), reason="NOT TESTED: axe-core was not installed (npm)")
@pytest.mark.parametrize("path", ["/", f"/?incident={SHOT.id}", "/?page=sources", "/?view=table"])
def test_no_serious_violation_in_forced_colours(open_page, path):
    app = open_page(path, forced_colors="active").settled()
    for frame in app.page.frames:
        frame.evaluate(AXE.read_text())
        found = frame.evaluate("() => axe.run()")["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(720, 450), (360, 225)])
def test_at_200_and_400_percent_everything_is_reached(open_page, width, height):
    app = open_page(width=width, height=height).settled()
    page = app.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for control in (
        page.locator(".st-key-filters input[type=text]"),
        page.get_by_text("Table", exact=True),
        app.map.get_by_role("button", name="Zoom in"),
    ):
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport()
    page.evaluate("scrollTo(0, 300)")
    expect(app.map.locator(".dmz-play")).to_be_in_viewport()
    first = app.lines().first
    first.scroll_into_view_if_needed()
    first.click()
    expect(app.panel_title()).to_be_in_viewport()


@pytest.mark.slow
def test_list_and_map_point_to_each_other(open_page):
    app = open_page().settled()
    row = app.lines().first
    row.hover()
    expect(row).to_have_class("dmz-row dmz-hovered")
    row.dispatch_event("pointerout")
    app.search("Ganghwa")
    app.settled()
    marks = app.map.locator(".dmz-mark button:not(.dmz-ring, .dmz-badge)")
    mark = marks.first
    (number,) = mark.get_attribute("data-members").split()
    its = app.page.locator(f".dmz-row[data-incident='{number}']")
    mark.hover()
    expect(its).to_have_class(re.compile("dmz-hovered"))
    app.count().hover()
    expect(its).to_have_class("dmz-row")
    its.hover()
    expect(mark).to_have_class(re.compile("dmz-hovered"))


@pytest.mark.slow
def test_handles_are_wide_enough_for_a_finger(open_page):
    app = open_page(width=390, height=844, has_touch=True, is_mobile=True).settled()
    for handle in app.map.locator(".dmz-line input").all():
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 44
