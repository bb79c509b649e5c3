"""The hostile texts in a real browser: nothing runs, nothing loads, and each is read as it is."""

import csv
import re

import pytest
from playwright.sync_api import expect

from dmz_map.store.open_store import open_store
from tests.browser.conftest import free_port, opening, start, stop
from tests.browser.test_read_page import DeskPage
from tests.reading.desk_documents import ARTICLE
from tests.security.hostile_strings import HOSTILE
from tests.security.planted import planted

# The newest incident is chosen, then the one before it, to the oldest; what each panel says.
PANELS = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const title = () => document.querySelector(".dmz-panel h2");
  document.querySelector(".dmz-rows .dmz-row").click();
  while (!title()) await frame();
  const said = [];
  for (;;) {
    const shown = title();
    said.push([shown.textContent, shown.closest(".dmz-panel").textContent]);
    const earlier = shown.closest(".dmz-panel").querySelector("[data-step=earlier]");
    if (earlier.disabled) return said;
    earlier.click();
    while (title() === shown || !title()) await frame();
  }
}"""
SHORT = [text for text in HOSTILE if len(text) <= 120]
TRACES = """() => ["hacked" in window, document.querySelectorAll(
  "[onerror], [onload], [src*=evil], [href*='javascript:'], [style*=evil]").length]"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return the address of an app whose store holds all planted incidents."""
    folder = tmp_path_factory.mktemp("hostile")
    store = open_store(str(folder / "store"))
    store.add(planted())
    store.close()
    port = free_port()
    folders = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache")}
    server = start(port, "--edit", "--store", str(folder / "store"), env=folders)
    yield f"http://localhost:{port}"
    stop(server)


@pytest.fixture
def watched(contexts, served):
    """Return a function that opens the app; afterwards nothing ran, asked or failed."""
    dialogs, pages = [], []
    with opening(contexts, served) as opened:

        def open_page(path):
            app = opened(path)
            app.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            pages.append(app.page)
            return app

        yield open_page
        assert dialogs == []
        for page in pages:
            assert all(frame.evaluate(TRACES) == [False, 0] for frame in page.frames)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
def test_list_and_panel_show_each_text_as_it_is(watched, language):
    app = watched(f"/?lang={language}").settled()
    said = dict(app.page.evaluate(PANELS))
    for text in HOSTILE:
        assert text in said, text
        assert said[text].count(text) >= 4, text  # title, summary, place, who, note …


@pytest.mark.slow
def test_table_figures_and_search_take_them_as_words(watched):
    for path in ("/?view=table&sort=title", "/?view=table&sort=title&order=desc", "/?page=figures"):
        watched(path).settled()
    app = watched("/")
    for text in SHORT[:: len(SHORT) // 12]:
        app.search(text)
        expect(app.page.locator(".st-key-filters input[type=text]")).to_have_value(text)
        app.settled()


@pytest.mark.slow
def test_a_document_of_them_is_read_word_for_word(watched):
    document = "\n\n".join([ARTICLE, *HOSTILE, ARTICLE.replace("2019", "2016")])
    desk = DeskPage(watched("/?page=read").page)
    desk.drop(document, name="<img src=x onerror=alert(1)>.txt")
    assert desk.page.locator(".desk-text").evaluate("n => n.textContent") == document


@pytest.mark.slow
def test_a_table_of_them_is_looked_at_and_brought_in(watched, tmp_path):
    path = tmp_path / "<img src=x onerror=alert(1)>.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["title", "date", "category", *HOSTILE[:60]])
        for text in HOSTILE:
            table.writerow([text, "1990-05-01", text, *HOSTILE[:60]])
    page = watched("/?page=add").page
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name=re.compile(r"Import \d+ rows")).click()
    expect(page.get_by_text("on the map")).to_be_visible()
