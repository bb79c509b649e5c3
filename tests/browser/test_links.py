"""What ties incidents together, followed both ways; ranges, the legend's counts, the edition."""

import pytest
from playwright.sync_api import expect

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from tests.browser.conftest import ROOT

ARCHIVE = read_archive(open_package(ROOT))
RANGED = next(one for one in ARCHIVE.incidents if one.killed_range)
ALTERNATIVE = next(one for one in ARCHIVE.incidents if one.date.startswith("["))


def answering():
    """Return an incident that answers another one, and that one."""
    for incident in ARCHIVE.incidents:
        for link in incident.links:
            if link.forwards and link.relation == "response_to":
                return incident, ARCHIVE.get(link.other_id)
    raise AssertionError("no incident answers another one")


@pytest.mark.parametrize("language", ["en", pytest.param("ko", marks=pytest.mark.slow)])
def test_a_link_leads_to_the_other_incident_and_back(open_page, language):
    answer, cause = answering()
    titles = [one.title_ko if language == "ko" else one.title_en for one in (answer, cause)]
    vocabulary = ARCHIVE.vocabulary
    there, back = (
        vocabulary.label("relation", "response_to", language, inverse=inverse)
        for inverse in (False, True)
    )
    app = open_page(f"/?incident={answer.id}&lang={language}")
    expect(app.panel_title()).to_have_text(titles[0])
    links = app.panel().locator(".dmz-links button")
    link = links.filter(has_text=titles[1])
    expect(link).to_contain_text(there)
    expect(link).to_contain_text(str(cause.first_day.year))
    link.click()
    expect(app.panel_title()).to_have_text(titles[1])
    expect(links.filter(has_text=titles[0])).to_contain_text(back)
    links.filter(has_text=titles[0]).click()
    expect(app.panel_title()).to_have_text(titles[0])


@pytest.mark.slow
def test_a_range_of_figures_is_shown_as_one(open_page):
    app = open_page(f"/?incident={RANGED.id}")
    low, high = RANGED.killed_range
    expect(app.panel()).to_contain_text(f"{low} to {high}")


@pytest.mark.slow
def test_one_of_two_days_reads_as_an_alternative(open_page):
    app = open_page(f"/?incident={ALTERNATIVE.id}")
    expect(app.panel()).to_contain_text(" or ")


@pytest.mark.slow
def test_the_counts_of_the_legend_add_up(open_page):
    app = open_page()
    counts = app.map.locator(".dmz-legend button:visible b")
    expect(counts).to_have_count(4)
    assert sum(map(int, counts.all_text_contents())) == len(ARCHIVE.incidents)


@pytest.mark.slow
def test_the_page_says_which_edition_it_shows(open_page):
    app = open_page()
    app.page.get_by_text("How to read this map").click()
    expect(app.page.get_by_text("Edition 2 of the archive, 26 November 2026.")).to_be_visible()
