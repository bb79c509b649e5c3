"""The desk as a reader meets it: from an article to the map, by mouse and by keyboard."""

import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import App, free_port, opening, start, stop
from tests.browser.test_axe import AXE
from tests.reading.desk_documents import ARTICLE, KNOWN, KOREAN


@pytest.fixture
def folders(tmp_path):
    return {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def serve(folders):
    """Return a function that starts the server on the reader's folders: again after a stop."""
    running = []

    def started():
        while running:
            stop(running.pop())
        port = free_port()
        running.append(start(port, "--edit", env=folders))
        return f"http://localhost:{port}"

    yield started
    while running:
        stop(running.pop())


class DeskPage:
    """The page "Read a source"."""

    def __init__(self, page):
        self.page = page

    def drop(self, text, name="article.txt"):
        page = self.page
        App(page).settled()  # a run that ends later would close the box again
        page.get_by_role("button", name=re.compile("Drop files|파일 놓기")).click()
        file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        page.locator("input[type=file]").set_input_files([file])
        page.locator(".desk-card").first.wait_for()
        page.keyboard.press("Escape")
        return self.settled()

    def settled(self):
        self.page.locator(".desk[data-ready=true]").wait_for()
        return self

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self.settled()

    def card(self, number):
        return self.page.locator(".desk-card").nth(number - 1)

    def value(self, number, field):
        return self.card(number).locator(f"dt:has-text('{field}') + dd")


def desk(opened):
    return DeskPage(opened("/?page=read").page)


@pytest.mark.slow
def test_an_article_one_candidate_corrected_and_one_rejected_is_on_the_map(contexts, serve):
    address = serve()
    with opening(contexts, address) as opened:
        page = desk(opened).drop(ARTICLE)
        expect(page.page.locator(".desk-card")).to_have_count(2)
        assert page.page.locator(".desk-text").evaluate("n => n.textContent") == ARTICLE
        page.press("1", "1", "1", "Enter")  # the day: two digits
        expect(page.value(1, "Date")).to_contain_text("11 June 2019")
        page.press("a", "r")
        expect(page.card(1)).to_have_class(re.compile("desk-is-accepted"))
        expect(page.card(2)).to_have_class(re.compile("desk-is-rejected"))
    for _ in range(2):
        with opening(contexts, address) as opened:
            app = opened("/?q=custody+Wednesday&lang=en")
            app.lines().filter(has_text="Soldier crossing, Cheorwon").first.click()
            quotations = [text for *_, text in app.settled().quotations()]
            assert any("crossed the military demarcation line" in text for text in quotations)
            assert all(text in ARTICLE for text in quotations)
        address = serve()


@pytest.mark.slow
def test_a_draft_is_there_again_after_a_closed_tab_and_a_restart(contexts, serve):
    with opening(contexts, serve()) as opened:
        page = desk(opened).drop(ARTICLE)
        page.press("j", "r")
        path = page.page.url.split("/", 3)[3]
    with opening(contexts, serve()) as opened:
        page = DeskPage(opened(f"/{path}").page).settled()
        expect(page.card(2)).to_have_class(re.compile("desk-is-rejected"))
        page.press("u")
        expect(page.card(2)).to_have_class(re.compile("desk-is-open"))


@pytest.mark.slow
def test_a_korean_article_by_keyboard(contexts, serve):
    with opening(contexts, serve()) as opened:
        page = DeskPage(opened("/?page=read&lang=ko", locale="ko-KR").page).drop(KOREAN)
        expect(page.card(1)).to_contain_text("군인 월경")
        page.press("6")
        page.page.keyboard.type("2")
        page.press("Enter", "a")
        expect(page.card(1)).to_have_class(re.compile("desk-is-accepted"))
        expect(page.value(1, "인원")).to_contain_text("2")


@pytest.mark.slow
def test_selected_words_become_a_passage_letter_for_letter(contexts, serve):
    with opening(contexts, serve()) as opened:
        page = desk(opened).drop("😀 " + ARTICLE)
        page.page.locator(".desk-text").evaluate(
            """(node) => {
              const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
              while (!walk.nextNode().data.includes("separate incident"));
              const at = walk.currentNode.data.indexOf("separate incident");
              getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 17);
            }"""
        )
        page.press("9")
        expect(page.card(1).locator("q").last).to_have_text("separate incident")


@pytest.mark.slow
def test_a_known_incident_gains_a_passage(contexts, serve):
    with opening(contexts, serve()) as opened:
        page = desk(opened).drop(KNOWN)
        expect(page.card(1)).to_contain_text("already in the archive")
        page.press("a")
        expect(page.card(1)).to_have_class(re.compile("desk-is-accepted"))
        app = opened("/?incident=2017-11-13-jsa-oh-chong-song")
        app.panel_title().wait_for()
        quotations = [text for *_, text in app.settled().quotations()]
        assert any(text in KNOWN for text in quotations)
        expect(app.page.locator(".dmz-own").first).to_be_visible()


@pytest.mark.skipif(not AXE.exists(), reason="NOT TESTED: axe-core was not installed (npm)")
@pytest.mark.slow
def test_the_desk_has_no_serious_violation_in_both_themes(contexts, serve):
    with opening(contexts, serve()) as opened:
        found = []
        for scheme in ("light", "dark"):
            page = DeskPage(opened("/?page=read", color_scheme=scheme).page).drop(KNOWN)
            page.page.evaluate(AXE.read_text("utf-8"))
            for width in (1440, 390):
                page.page.set_viewport_size({"width": width, "height": 900})
                result = page.page.evaluate("() => axe.run(document, {iframes: false})")
                found += [
                    (scheme, width, one["id"], one["nodes"][0]["html"][:200])
                    for one in result["violations"]
                    if one["impact"] in ("serious", "critical")
                ]
        assert found == []


@pytest.mark.parametrize("path", ["/?page=read", "/dmz/read/own-0123456789abcdef.txt"])
def test_on_a_public_copy_the_page_does_not_exist(address, path):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address + path)
