"""The stories: step by step over the map, by keyboard, by address and without a server."""

import re

import pytest
from playwright.sync_api import expect

from dmz_map.publish.static_site import publish
from dmz_map.web.site import open_site
from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_map import ARCHIVE

STORIES = {story.id: story for story in ARCHIVE.stories}


def walk(page, story):
    """Go through a story by arrow keys, and look at each step."""
    told = page.locator(".dmz-story")
    for number, step in enumerate(story.steps, 1):
        expect(told.locator("h2")).to_have_text(step.incident.title_en)
        expect(told.get_by_role("status")).to_contain_text(f"Step {number} of {len(story.steps)}")
        expect(told.locator(".dmz-told")).to_have_text(step.text[0])
        expect(told.locator("blockquote")).to_have_count(1 if step.claim else 0)
        expect(told.locator(".dmz-by").last).to_contain_text("as reported by")
        page.keyboard.press("ArrowRight")
    expect(told.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(page.locator(".dmz-rows .dmz-row").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("id", STORIES)
def test_a_story_is_walked_by_keyboard_and_asks_the_server_for_its_file_alone(open_page, id):
    app = open_page("/?lang=en", reduced_motion="reduce").settled()
    asked = []
    app.page.on("request", lambda request: asked.append(request.url))
    app.page.locator(f'[data-story="{id}"]').press("Enter")
    expect(app.page.locator(".dmz-story h2")).to_be_focused()
    walk(app.page, STORIES[id])
    expect(app.page).not_to_have_url(re.compile("story="))
    assert [url.rpartition("/")[2] for url in asked if not url.endswith(".png")] == ["stories.json"]


def test_an_address_opens_a_step_and_the_map_shows_its_place(open_page):
    app = open_page("/?lang=en&story=panmunjom-1976.2", reduced_motion="reduce")
    step = STORIES["panmunjom-1976"].steps[1]
    expect(app.page.locator(".dmz-story h2")).to_have_text(step.incident.title_en)
    expect(app.world()).to_have_attribute("data-zoom", str(step.zoom))
    place = step.incident.place
    inside = "(_, at) => map_div.getBounds().contains(at)"
    assert app.world().evaluate(inside, [place.lat, place.lon])
    app.page.get_by_role("button", name="The whole incident").click()
    expect(app.panel_title()).to_have_text(step.incident.title_en)
    app.page.get_by_role("button", name="Back to the story").click()
    expect(app.page.locator(".dmz-story h2")).to_have_text(step.incident.title_en)
    expect(app.page).to_have_url(re.compile(r"story=panmunjom-1976\.2"))


@pytest.mark.slow
def test_a_story_that_is_not_there_is_ignored_as_a_line_says(open_page):
    app = open_page("/?lang=en&story=nowhere.2")
    expect(app.page.get_by_text("Unknown value for “story”")).to_be_visible()
    expect(app.page.locator(".dmz-story")).to_be_hidden()
    expect(app.lines().first).to_be_visible()


@pytest.mark.slow
def test_a_story_flies_on_a_phone_and_keeps_its_place_clear_of_the_sheet(open_page):
    app = open_page(
        "/?lang=en&story=panmunjom-1976.1", width=390, height=844, is_mobile=True, has_touch=True
    )
    told = app.page.locator(".dmz-story")
    told.get_by_role("button", name="Next", exact=True).tap()
    step = STORIES["panmunjom-1976"].steps[1]
    expect(told.locator("h2")).to_have_text(step.incident.title_en)
    expect(app.world()).to_have_attribute("data-zoom", str(step.zoom))
    place = [step.incident.place.lat, step.incident.place.lon]
    y = app.world().evaluate("(_, at) => map_div.latLngToContainerPoint(at).y", place)
    frame = app.page.locator("iframe").first.bounding_box()["y"]
    assert frame + y < app.page.locator(".dmz-side").bounding_box()["y"]
    for name in ("Next", "Previous"):
        box = told.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["height"] >= 44


@pytest.mark.slow
def test_a_published_story_needs_no_server(chromium, tmp_path):
    publish(open_site(store=str(tmp_path / "store")), tmp_path / "site")
    page = chromium.new_page(reduced_motion="reduce")
    page.set_default_timeout(PATIENCE_MS)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.locator(".folium-map[data-ready=true]").wait_for()
    assert not [url for url in asked if "stories" in url], "it is fetched when it is opened"
    story = STORIES["panmunjom-1976"]
    page.locator(f'[data-story="{story.id}"]').press("Enter")
    walk(page, story)
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    page.close()
