"""Two app processes on one PostGIS: both show an import; readers keep the map when it falls."""

import csv
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from dmz_map.archive.incidents import read_archive
from dmz_map.tabular.datapackage import open_package
from tests import postgres
from tests.browser.conftest import ROOT, App, free_port, start, stop

COUNT = len(read_archive(open_package(ROOT)).incidents)
ROW = {
    "id": "2030-01-02-invented",
    "date": "2030-01-02",
    "title_en": "An invented crossing {{7*7}} <b>bold</b>",
    "title_ko": "지어낸 사건",
    "summary_en": "Nothing of this happened.",
    "summary_ko": "일어나지 않은 일이다.",
    "category": "soldier_crossing",
    "direction": "north_to_south",
    "actors": "Nobody",
    "outcome": "unknown",
    "sector": "central",
    "place_en": "Central sector",
    "place_ko": "중부전선",
    "location_precision": "sector",
    "confidence": "medium",
    "source_title": "Made up",
    "source_publisher": "Nobody",
    "source_url": "https://example.org/nothing",
}


@pytest.fixture
def server():
    if reason := postgres.why_not():
        pytest.skip(f"NOT TESTED: {reason}")
    with postgres.running_postgres() as running:
        yield running


def command(*words):
    done = subprocess.run(
        [sys.executable, "-m", "dmz_map", *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_an_import_is_seen_in_both_and_a_fallen_database_leaves_the_map(server, chromium, tmp_path):
    url = server.new_database()
    command("store", "init", "--store", url)
    ports = free_port(), free_port()
    apps = [start(port, env={"DMZ_MAP_STORE": url}) for port in ports]
    try:
        pages = [chromium.new_page(locale="en-GB") for _ in ports]
        for port, page in zip(ports, pages, strict=True):
            page.goto(f"http://localhost:{port}/")
            expect(App(page).world()).to_have_attribute("data-shown", str(COUNT))
        table = tmp_path / "more.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ROW))
            writer.writeheader()
            writer.writerow(ROW)
        command("import", str(table), "--store", url)
        for page in pages:
            page.reload()
            app = App(page)
            shown = app.world()
            expect(shown).to_have_attribute("data-shown", str(COUNT + 1))
            expect(app.lines().first).to_contain_text(ROW["title_en"])
        server.stop()
        pages[0].reload()
        expect(pages[0].get_by_text("has not answered since")).to_be_visible()
        shown = App(pages[0]).world()
        expect(shown).to_have_attribute("data-shown", str(COUNT + 1))
        expect(pages[0].get_by_text("Traceback")).to_have_count(0)
        server.start()
        pages[0].reload()
        expect(App(pages[0]).lines().first).to_contain_text(ROW["title_en"])
        expect(pages[0].get_by_text("has not answered since")).to_have_count(0)
        for page in pages:
            page.close()
    finally:
        for app in apps:
            stop(app)
