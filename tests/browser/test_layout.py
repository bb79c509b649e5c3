"""Where things are: one screen on a desktop, map and sheet on a phone."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_map import ARCHIVE, SHOT

HEADER = 64
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(
    ("width", "height"), [pytest.param(1440, 900, marks=pytest.mark.slow), (1280, 800)]
)
def test_a_desktop_shows_all_on_one_screen(open_page, width, height):
    app = open_page(width=width, height=height)
    app.settled()
    head = app.page.locator(".dmz-head").bounding_box()
    world = app.page.locator('iframe[data-testid="stCustomComponentV1"]').bounding_box()
    row = app.lines().first.bounding_box()
    assert head["height"] <= HEADER
    assert world["y"] <= 120
    assert world["y"] + world["height"] == pytest.approx(height, abs=2)
    assert row["x"] >= world["x"] + world["width"] - 2
    shown = app.page.evaluate(
        "() => [...document.querySelectorAll('.dmz-row')]"
        ".filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"
    )
    assert shown >= 4
    app.lines().first.click()
    title = app.panel_title().bounding_box()
    assert title["y"] < world["y"] + 120
    assert app.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")


# Zooms as far out as it goes and pans to each corner; the edges that were in view there, but for
# what the strip at the foot covers.
EDGES = """async (map) => {
  const world = window.map_div;
  const rest = async () => {
    for (let still = 0, last = ""; still < 20; ) {
      await new Promise(requestAnimationFrame);
      const now = world.getBounds().toBBoxString();
      still = now === last ? still + 1 : 0;
      last = now;
    }
  };
  const seen = [];
  for (const [lat, lon] of [[33, 120], [44, 120], [44, 135], [33, 135]]) {
    world.setView([lat, lon], 1, { animate: false });
    await rest();
    const { x, y } = world.getSize();
    const foot = y - map.querySelector(".dmz-timeline").offsetHeight;
    const low = world.containerPointToLatLng([0, foot]);
    const high = world.containerPointToLatLng([x, 0]);
    seen.push([low.lng, low.lat, high.lng, high.lat]);
  }
  return seen;
}"""


@pytest.mark.parametrize(
    ("width", "height"), [(1440, 900), pytest.param(390, 844, marks=pytest.mark.slow)]
)
def test_nobody_sees_where_the_land_ends(open_page, width, height):
    ends = json.loads((ROOT / "data" / "land.geojson").read_bytes())["features"][0]["geometry"]
    corners = [at for polygon in ends["coordinates"] for at in polygon[0]]
    west, south = (min(at[axis] for at in corners) for axis in (0, 1))
    north = max(lat for _, lat in corners)
    seen = open_page(width=width, height=height).settled().world().evaluate(EDGES)
    assert min(view[0] for view in seen) == pytest.approx(124, abs=0.05)
    assert min(view[1] for view in seen) == pytest.approx(36, abs=0.05)
    assert max(view[2] for view in seen) == pytest.approx(131, abs=0.05)
    assert max(view[3] for view in seen) == pytest.approx(41, abs=0.05)
    assert (west < 123.95, south < 35.95, north > 41.05) == (True, True, True)


@pytest.mark.slow
def test_the_list_goes_on_as_far_as_it_is_scrolled(open_page):
    app = open_page()
    app.settled()
    before = app.lines().count()
    assert before < len(ARCHIVE.incidents)
    app.lines().last.scroll_into_view_if_needed()
    expect(app.lines().nth(before)).to_be_attached()


def sheet(app):
    """Return where the sheet begins."""
    return app.page.locator(".dmz-side").bounding_box()["y"]


def test_a_phone_shows_the_map_and_the_sheet_rises_to_what_is_chosen(open_page):
    app = open_page(**PHONE)
    app.settled()
    world = app.page.locator('iframe[data-testid="stCustomComponentV1"]').bounding_box()
    assert world["y"] <= 120
    assert sheet(app) > 650
    table = app.page.locator(".st-key-as-table").bounding_box()
    assert table["x"] + table["width"] < PHONE["width"] - 30  # where the line of filters fades
    grip = app.page.locator(".dmz-grip")
    grip.tap()
    app.settled()
    assert 350 < sheet(app) < 520
    grip.tap()
    app.settled()
    assert sheet(app) <= 120
    app.lines().first.tap()
    expect(app.panel_title()).to_be_in_viewport()
    app.settled()
    for way in app.panel().locator(".dmz-ways button").all():
        assert way.bounding_box()["height"] >= 44
    app.page.get_by_role("button", name="All incidents").tap()
    expect(app.lines().first).to_be_in_viewport()


@pytest.mark.slow
def test_on_a_phone_the_chosen_mark_is_above_the_sheet(open_page):
    app = open_page(f"/?incident={SHOT.id}", **PHONE)
    expect(app.panel_title()).to_be_in_viewport()
    app.settled()
    chosen = app.map.locator(".dmz-chosen").bounding_box()
    assert chosen["y"] + chosen["height"] <= sheet(app)
