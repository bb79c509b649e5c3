"""The page in Firefox, steered over WebDriver BiDi: style, map, and the ways of readers."""

import json
import shutil
import socket
import subprocess
import time

import pytest
from websockets.sync.client import connect

from tests.browser.conftest import START_S, free_port
from tests.browser.test_map import ARCHIVE, SHOT

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = [
    pytest.mark.firefox,
    pytest.mark.skipif(FIREFOX is None, reason="NOT TESTED: Firefox was not found"),
]

# What the page looks like once the map is there.
LOOK = """new Promise((done) => {
  const seen = () => {
    const side = document.querySelector(".dmz-side");
    const frame = document.querySelector('iframe[data-testid="stCustomComponentV1"]');
    const map = frame?.contentDocument?.querySelector("#map_div[data-ready=true]");
    const title = document.querySelector("article.dmz-panel h2");
    if (!side || !map || !map.dataset.shown || !title) return setTimeout(seen, 50);
    done(JSON.stringify({
      beside: side.getBoundingClientRect().left >= frame.getBoundingClientRect().right - 2,
      shown: Number(map.dataset.shown),
      title: title.textContent,
      land: getComputedStyle(map).getPropertyValue("--land").trim(),
    }));
  };
  seen();
})"""


UNTIL = """new Promise((done) => {
  const look = () => {
    let found = null;
    try { found = (%s)(); } catch { /* not yet there */ }
    if (found === null || found === undefined || found === false) return setTimeout(look, 50);
    done(JSON.stringify(found));
  };
  look();
})"""
MIDDLE = """() => { const box = document.querySelector(%s).getBoundingClientRect();
  return box.width ? [box.left + box.width / 2, box.top + box.height / 2] : null; }"""
WORLD = """document.querySelector('iframe[data-testid="stCustomComponentV1"]').contentDocument
  .querySelector('#map_div[data-ready=true]')"""
SHOWN = f"() => Number({WORLD}.dataset.shown)"
FEWER = f"() => {{ const n = Number({WORLD}.dataset.shown); return n < %d && n > 0 && n; }}"
TITLE = """() => document.querySelector("article.dmz-panel h2").textContent"""
ENTER, DOWN = "\ue007", "\ue015"


def wait_for(port):
    """Wait until Firefox listens."""
    deadline = time.monotonic() + START_S
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline, "Firefox did not answer"
        time.sleep(0.1)


class Firefox:
    """A Firefox with one page."""

    def __init__(self, session):
        self.session = session
        self.count = 0
        self.said = []
        self.ask("session.new", capabilities={})
        (page,) = self.ask("browsingContext.getTree")["contexts"][:1]
        self.page = page["context"]
        viewport = {"width": 1440, "height": 900}
        self.ask("browsingContext.setViewport", context=self.page, viewport=viewport)

    def ask(self, method, **params):
        self.count += 1
        self.session.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            answer = json.loads(self.session.recv(timeout=START_S))
            if answer.get("method") == "log.entryAdded":
                self.said.append(answer["params"])
            if answer.get("id") == self.count:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url):
        self.ask("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def evaluate(self, expression):
        result = self.ask(
            "script.evaluate",
            expression=expression,
            target={"context": self.page},
            awaitPromise=True,
        )
        return json.loads(result["result"]["value"])

    def until(self, condition):
        """Wait until a condition of the page holds, and return what it gives."""
        return self.evaluate(UNTIL % condition)

    def press(self, *keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self.page, actions=[source])

    def click(self, selector):
        """Click in the middle of an element of the page."""
        x, y = self.until(MIDDLE % json.dumps(selector))
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": actions}
        self.ask("input.performActions", context=self.page, actions=[source])

    def errors(self):
        """Return what the console says is wrong: errors, and what a policy forbids."""
        return [
            one["text"]
            for one in self.said
            if one["level"] == "error" or "Content-Security-Policy" in (one["text"] or "")
        ]


@pytest.fixture
def firefox(tmp_path):
    port = free_port()
    words = [FIREFOX, "--headless", "--no-remote", "--profile", str(tmp_path)]
    process = subprocess.Popen(
        [*words, f"--remote-debugging-port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        with connect(f"ws://127.0.0.1:{port}/session", max_size=None) as session:
            started = Firefox(session)
            started.ask("session.subscribe", events=["log.entryAdded"])
            yield started
            assert started.errors() == []
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def test_the_page_has_its_style_and_the_map_is_drawn(firefox, address):
    firefox.open(f"{address}/?incident={SHOT.id}")
    look = firefox.evaluate(LOOK)
    assert look.pop("land").startswith("#")
    assert look == {
        "beside": True,
        "shown": len(ARCHIVE.incidents),
        "title": SHOT.title_en,
    }


def test_a_reader_filters_searches_and_chooses_by_mouse(firefox, address):
    every = len(ARCHIVE.incidents)
    firefox.open(address)
    assert firefox.until(SHOWN) == every
    firefox.click(".st-key-certain label")
    certain = firefox.until(FEWER % every)
    firefox.click(".st-key-filters input[type=text]")
    firefox.press(*"tunnel", ENTER)
    assert firefox.until(FEWER % certain) < 20
    firefox.click(".dmz-rows .dmz-row")
    assert firefox.until(TITLE)
    address_now = firefox.until("() => location.search.includes('incident=') && location.search")
    assert "certain=1" in address_now
    assert "q=tunnel" in address_now


def test_a_reader_chooses_by_keyboard_and_turns_to_korean(firefox, address):
    firefox.open(address)
    firefox.until(SHOWN)
    first = firefox.until("""() => { const row = document.querySelector(".dmz-rows .dmz-row");
      row.focus(); return document.activeElement === row && row.textContent; }""")
    firefox.press(ENTER)
    assert firefox.until(TITLE) in first
    firefox.click('nav [data-go="lang=ko"]')
    assert firefox.until("() => document.documentElement.lang === 'ko' && 'ko'") == "ko"
    korean = {one.title_ko for one in ARCHIVE.incidents}
    told = "() => { const t = document.querySelector('article.dmz-panel h2').textContent;"
    assert firefox.until(told + " return /[가-힣]/.test(t) && t; }") in korean


def test_a_phone_has_the_sheet_and_no_sideways_scroll(firefox, address):
    viewport = {"width": 390, "height": 844}
    firefox.ask("browsingContext.setViewport", context=firefox.page, viewport=viewport)
    firefox.open(f"{address}/?incident={SHOT.id}")
    assert firefox.until(TITLE) == SHOT.title_en
    assert firefox.until("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("page", ["figures", "sources"])
def test_the_other_pages_are_drawn(firefox, address, page):
    firefox.open(f"{address}/?page={page}")
    drawn = {
        "figures": "document.querySelector('iframe')?.contentDocument?.querySelector('canvas')",
        "sources": "document.querySelector('mark')",
    }[page]
    firefox.until(f"() => Boolean({drawn})")
