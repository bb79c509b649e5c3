"""A map that somebody saved with layers of their own, opened from a disk."""

import folium
import pytest
from playwright.sync_api import expect

import dmz_map
from tests.browser.conftest import PATIENCE_MS

LAYERS = ("Land", "Zone", "Sectors", "Border", "Places", "Incidents", "Context", "Posts")

# How many pixels of the canvas have another colour than those of the picture kept first.
CHANGED = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const canvas = document.querySelector(".leaflet-overlay-pane canvas");
  const { buffer } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const now = new Uint32Array(buffer);
  window.kept ??= now;
  return now.reduce((changed, colour, i) => changed + (colour !== window.kept[i]), 0);
}"""
EDGE = 50
"""Pixels that may differ where a part of the canvas was drawn again: its edge is blended twice."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a map as a user saves it: with a marker, a group and a layer control."""
    world = dmz_map.build_map()
    folium.Marker((38.32, 127.21), popup="A post of mine").add_to(world)
    posts = folium.FeatureGroup(name="Posts").add_to(world)
    folium.CircleMarker((38.0, 127.9), radius=20, tooltip="Mine too").add_to(posts)
    folium.LayerControl(collapsed=False).add_to(world)
    path = tmp_path_factory.mktemp("saved") / "map.html"
    world.save(str(path))
    return path


@pytest.fixture
def page(chromium, saved):
    """Return the saved page, opened without a network; afterwards nothing had failed."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto(saved.as_uri())
    page.locator(".folium-map[data-ready=true]").wait_for()
    expect(page.locator(".dmz-mark button").first).to_be_visible()
    yield page
    context.close()
    assert wrong == []


def test_the_control_names_every_layer(page):
    expect(page.locator(".leaflet-control-layers-overlays label")).to_have_text(
        [f" {name}" for name in LAYERS]
    )


@pytest.mark.parametrize("name", [*sorted({*LAYERS} - {"Places", "Incidents", "Context"})])
def test_the_control_hides_a_layer_and_shows_it_again_in_its_place(page, name):
    box = page.locator(".leaflet-control-layers-overlays label", has_text=name).locator("input")
    page.evaluate(CHANGED)
    box.uncheck()
    assert page.evaluate(CHANGED) > EDGE
    box.check()
    assert page.evaluate(CHANGED) <= EDGE


def test_the_control_hides_the_names_of_places_and_shows_them_again(page):
    box = page.locator(".leaflet-control-layers-overlays label", has_text="Places")
    box.locator("input").uncheck()
    expect(page.locator(".dmz-place")).to_have_count(0)
    box.locator("input").check()
    expect(page.locator(".dmz-place", has_text="Cheorwon").first).to_be_visible()


def test_a_popup_at_the_upper_edge_is_brought_into_view(page):
    mark = page.locator(".dmz-mark button:not(.dmz-ring, .dmz-badge)").first
    page.evaluate(
        "y => window[document.querySelector('.folium-map').id].panBy([0, y], {animate: false})",
        mark.bounding_box()["y"] - 20,
    )
    number = mark.get_attribute("data-members")
    mark = page.locator(f'.dmz-mark button[data-members="{number}"]')
    assert mark.bounding_box()["y"] < 60
    mark.click()
    box = page.locator(".dmz-window .leaflet-popup-content-wrapper").bounding_box()
    strip = page.locator(".dmz-timeline").bounding_box()
    assert box["y"] >= 11
    assert box["y"] + box["height"] <= strip["y"]


def test_the_incidents_are_a_layer_of_the_control(page):
    box = page.locator(".leaflet-control-layers-overlays label", has_text="Incidents")
    box.locator("input").uncheck()
    expect(page.locator(".dmz-mark button")).to_have_count(0)
    box.locator("input").check()
    expect(page.locator(".dmz-mark button").first).to_be_visible()


def test_a_click_on_a_mark_opens_the_incident(page):
    page.locator(".dmz-mark button[data-members]:not([data-count])").first.click()
    expect(page.locator(".dmz-popup h2")).to_be_visible()


def test_a_marker_of_ones_own_has_its_pin_and_its_popup(page):
    pin = page.locator("img.leaflet-marker-icon")
    assert pin.evaluate("(image) => image.complete && image.naturalWidth > 0")
    pin.click()
    expect(page.locator(".leaflet-popup-content")).to_have_text("A post of mine")


def test_all_is_drawn_on_one_canvas(page):
    expect(page.locator(".leaflet-pane canvas")).to_have_count(1)
