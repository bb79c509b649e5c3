"""The table of incidents, and that of all sources."""

import re
from html import unescape

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from dmz_map.ui import source_list, table
from dmz_map.ui.html_table import ROWS
from dmz_map.web.language import date_label
from tests.conftest import ROOT
from tests.ui.test_ui import page, run

ARCHIVE = read_archive(open_package(ROOT))
NEWEST = max(ARCHIVE.incidents, key=lambda one: one.first_day)
CITED = {
    (c.source.title, c.source.url): c.source for one in ARCHIVE.incidents for c in one.citations
}


def rows(text):
    """Return the cells of each row of the table: what a reader sees."""
    body = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)[1]
    found = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in found)
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in each] for each in cells]


def test_the_table_has_dates_in_words_and_who_reports():
    first = rows(page(run(view="table", lang="en")))[0]
    names = {citation.source.publisher for citation in NEWEST.citations}
    assert first[0] == date_label(NEWEST.date, "en")
    assert first[1] == NEWEST.title_en
    assert first[5].split(", ")[0] in names


def test_the_table_is_korean_where_the_page_is():
    first = rows(page(run(view="table", lang="ko")))[0]
    assert first[:2] == [date_label(NEWEST.date, "ko"), NEWEST.title_ko]


@pytest.mark.parametrize(
    ("order", "column", "falling"), [("title", 1, False), ("-place", 2, True), ("kind", 3, False)]
)
def test_a_heading_sorts_the_whole_table(order, column, falling):
    text = page(run(view="table", lang="en", sort=order))
    shown = [row[column].casefold() for row in rows(text)]
    assert shown == sorted(shown, reverse=falling)
    titles = sorted((one.title_en for one in ARCHIVE.incidents), key=str.casefold)
    if order == "title":
        assert [row[1] for row in rows(text)] == titles[:ROWS]
    assert f'aria-sort="{"descending" if falling else "ascending"}"' in text


def test_dates_sort_by_day_and_not_by_word():
    days = {one.title_en: one.first_day for one in ARCHIVE.incidents}
    shown = [days[row[1]] for row in rows(page(run(view="table", lang="en", sort="date")))]
    assert shown == sorted(shown)


@pytest.mark.slow
def test_the_pager_leads_through_all_pages():
    pages = -(-len(ARCHIVE.incidents) // ROWS)
    seen = [
        row[1] for n in range(pages) for row in rows(page(run(view="table", lang="en", p=str(n))))
    ]
    assert sorted(seen) == sorted(one.title_en for one in ARCHIVE.incidents)
    assert f"Page {pages} of {pages}" in page(run(view="table", lang="en", p="9999"))


def test_the_count_follows_the_filter():
    text = page(run(view="table", lang="en", category="tunnel"))
    tunnels = sum(one.category == "tunnel" for one in ARCHIVE.incidents)
    assert f"<b>{tunnels} incidents</b>" in text
    assert len(rows(text)) == tunnels


def test_too_many_are_sorted_by_their_date_alone(monkeypatch):
    monkeypatch.setattr(table, "MOST", 100)
    text = page(run(view="table", lang="en", sort="title"))
    assert "So many are sorted by their date only" in text
    assert rows(text)[0][1] == NEWEST.title_en


def test_an_unknown_order_is_that_of_time():
    assert rows(page(run(view="table", lang="en", sort="x<script>")))[0][1] == NEWEST.title_en


def sources(**query):
    return page(run(page="sources", lang="en", **query))


@pytest.mark.slow
def test_every_source_is_listed_once():
    pages = -(-len(CITED) // ROWS)
    seen = [row[0] for n in range(pages) for row in rows(sources(sort="title", p=str(n)))]
    assert len(seen) == len(CITED)
    assert f"<b>{len(CITED)} sources</b>" in sources()


def test_what_most_rests_on_comes_first_with_links_to_the_incidents():
    text = sources()
    counts = [
        len(re.findall("data-go=.page=", row))
        for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[1:]
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 3


def test_a_search_looks_into_titles_publishers_and_incidents():
    shot = ARCHIVE.get("2017-11-13-jsa-oh-chong-song")
    found = rows(sources(source=shot.title_en, sort="title"))
    assert len(found) == len({c.source.url for c in shot.citations})
    assert rows(sources(source="no such words at all")) == []


def test_kinds_and_languages_filter():
    official = {key for key, source in CITED.items() if source.kind == "official"}
    korean = {key for key, source in CITED.items() if source.language == "ko"}
    assert len(rows(sources(source_kind="official"))) == len(official)
    assert f"<b>{len(korean)} sources</b>" in sources(source_lang="ko")
    assert len(rows(sources(source_kind="nonsense"))) == ROWS


def test_the_page_says_what_rests_on_words_and_what_on_reports():
    quoted = sum(bool(one.claims) for one in ARCHIVE.incidents)
    text = sources()
    assert f"{quoted} incidents carry the words of a document" in text
    assert f"{len(ARCHIVE.incidents) - quoted} are told as reported by" in text


def test_of_very_many_incidents_the_own_sources_alone_are_listed(monkeypatch):
    monkeypatch.setattr(source_list, "MOST", 10)
    monkeypatch.setattr(source_list, "_KEPT", {})
    assert "Of imports, the sources stand with each incident." in sources()


def test_titles_are_text_whatever_they_hold(monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(source_list, "_KEPT", {})
    real = source_list._gather
    hostile = "<img src=x onerror=alert(1)>{{7*7}}"
    monkeypatch.setattr(
        source_list,
        "_gather",
        lambda site: tuple(replace(r, source=replace(r.source, title=hostile)) for r in real(site)),
    )
    text = sources()
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in text
