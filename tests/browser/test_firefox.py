"""The page in Firefox, which is steered over WebDriver BiDi: it has its style and draws the map."""

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
            yield Firefox(session)
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
