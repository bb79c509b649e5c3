"""The years played one after the other, by hand and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_map import ARCHIVE

FIRST = ARCHIVE.incidents[0].first_day.year


def of_year(year):
    return str(sum(one.first_day.year == year for one in ARCHIVE.incidents))


@pytest.mark.slow
def test_arrow_keys_step_through_the_years_and_the_address_follows(open_page):
    app = open_page("/?lang=en")
    play = app.map.get_by_role("button", name=re.compile("^Play the years"))
    play.press("ArrowRight")
    expect(app.world()).to_have_attribute("data-shown", of_year(FIRST))
    expect(app.page).to_have_url(re.compile(f"years={FIRST}-{FIRST}"))
    play.press("ArrowRight")
    expect(app.world()).to_have_attribute("data-shown", of_year(FIRST + 1))
    play.press("ArrowLeft")
    expect(app.world()).to_have_attribute("data-shown", of_year(FIRST))
    play.press("ArrowLeft")  # before the first year: all of them again
    expect(app.world()).to_have_attribute("data-shown", str(len(ARCHIVE.incidents)))
    expect(app.page).not_to_have_url(re.compile("years="))


@pytest.mark.slow
def test_it_plays_until_it_is_paused(open_page):
    app = open_page("/?lang=en")
    app.map.get_by_role("button", name=re.compile("^Play the years")).click()
    caption = app.map.locator(".dmz-timeline-caption")
    expect(caption).to_contain_text(re.compile(r"^\d{4} ·"))
    app.map.get_by_role("button", name="Speed 1×").click()
    app.map.get_by_role("button", name="Pause").click()
    expect(app.page).to_have_url(re.compile(r"years=(\d{4})-\1"))
    expect(app.map.get_by_role("button", name=re.compile("^Play the years"))).to_be_visible()


@pytest.mark.slow
def test_who_wants_no_motion_gets_one_step(open_page):
    app = open_page("/?lang=en", reduced_motion="reduce")
    app.map.get_by_role("button", name=re.compile("^Play the years")).click()
    expect(app.page).to_have_url(re.compile(f"years={FIRST}-{FIRST}"))
    expect(app.world()).to_have_attribute("data-shown", of_year(FIRST))
    expect(app.map.get_by_role("button", name="Pause")).to_have_count(0)
