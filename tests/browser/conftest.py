"""A real server, a real Chromium, and a page that is refused every other host."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
START_S = 60
PATIENCE_MS = 60_000
"""How long a page may take until a condition holds: a busy machine is no fault of the map."""

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="NOT TESTED: Chromium was not found"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def start(port, *arguments, base="", env=None):
    """Start the server as its command line does, and wait until it answers."""
    arguments = (*arguments, *(["--base-path", base] if base else []))
    command = [sys.executable, "-m", "dmz_map", "serve", "--port", str(port), *arguments]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {server.stdout.read()}")
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{base}/_stcore/health", timeout=1):
                return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server did not answer")


def stop(server):
    server.terminate()
    server.communicate(timeout=20)


@pytest.fixture(scope="session")
def address():
    """Return the address of a running server."""
    port = free_port()
    server = start(port)
    yield f"http://localhost:{port}"
    stop(server)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium):
    """Return a function for contexts, one a kind: what a page fetched, the next one has."""
    made = {}

    def context(**options):
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = chromium.new_context(**options)
        return made[key]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def open_page(contexts, address):
    """Return a function that opens the app; afterwards no other host was asked, nothing failed."""
    with opening(contexts, address) as opened:
        yield opened


@contextmanager
def opening(contexts, address):
    """Yield a function that opens the app at an address under watch (see `open_page`)."""
    pages, foreign, errors, answers = [], [], [], []

    def guard(route):
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    def opened(path="/", *, width=1440, height=900, **options):
        options = {"locale": "en-GB", **options}
        context = contexts(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        pages.append(page)
        page.route(lambda url: not url.startswith(("data:", "blob:")), guard)
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address + path)
        return App(page)

    yield opened
    wrong = [(answer.status, answer.url) for answer in answers if wrongly_answered(answer)]
    for page in pages:
        page.close()
    assert foreign == []
    assert errors == []
    assert wrong == []


def wrongly_answered(answer):
    """Return whether an answer is an error, or HTML in place of a file."""
    kind = answer.headers.get("content-type", "")
    is_page = Path(urlsplit(answer.url).path).suffix in ("", ".html")
    return answer.status >= 400 or (kind.startswith("text/html") and not is_page)


STYLED = """() => [...document.styleSheets].some((s) => /page\\.css$/.test(s.href || ""))"""

# Nothing runs, loads or moves, and what one reads has been the same through twenty frames.
QUIET = """async () => {
  const pages = [document];
  for (const frame of document.querySelectorAll('iframe[data-testid="stCustomComponentV1"]')) {
    pages.push(frame.contentDocument);
  }
  const runs = '.stApp:not([data-test-script-state="notRunning"]), [data-testid*="Skeleton"],'
    + ' [data-stale="true"], [data-testid="stVegaLiteChart"]:not(:has(canvas, svg))';
  const moves = (one) => one.playState === "running" && one.effect.getTiming().iterations < 99;
  const busy = () => document.querySelector(runs)
    || pages.some((page) => page.getAnimations().some(moves));
  const scrolled = () => [...document.querySelectorAll("[class*=st-key-document]")]
    .map((node) => node.scrollTop);
  const look = () => pages
    .map((page) => page.body ? page.body.innerText + page.body.scrollHeight : "")
    .concat(scrolled()).join();
  const first = look();
  for (let frames = 0; frames < 20; frames += 1) {
    await new Promise(requestAnimationFrame);
    if (busy() || look() !== first) return false;
  }
  return true;
}"""


class App:
    """The page as its reader meets it."""

    def __init__(self, page):
        self.page = page
        self.map = page.frame_locator('iframe[data-testid="stCustomComponentV1"]')
        if "page=" not in page.url:
            self.ready()

    def ready(self):
        self.map.locator("#map_div[data-ready=true]").wait_for()
        return self

    def world(self):
        return self.map.locator("#map_div")

    def styled(self):
        """Wait until the page has its own style sheet."""
        self.page.wait_for_function(STYLED)
        return self

    def settled(self):
        """Wait until nothing runs, loads, draws or moves any more."""
        self.styled()
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(QUIET):
            assert time.monotonic() < deadline, "the page does not come to rest"
        return self

    def lines(self):
        """Return the lines of the list."""
        return self.page.locator(".dmz-rows .dmz-row")

    def count(self):
        """Return the line that says how many incidents there are."""
        return self.page.locator(".dmz-count")

    def search(self, words):
        self.page.locator(".st-key-filters input[type=text]").fill(words)
        self.page.keyboard.press("Enter")

    def marks(self):
        return self.map.locator(".dmz-mark button")

    def cluster_list(self):
        return self.map.locator(".dmz-aside")

    def popup(self):
        return self.map.locator(".dmz-popup")

    def panel_title(self):
        return self.panel().locator("h2")

    def panel(self):
        return self.page.locator("article.dmz-panel")

    def zoom(self):
        return self.map.locator("#map_div").evaluate("() => map_div.getZoom()")

    def quotations(self):
        """Return (document, start, end, text) of each quotation of the panel."""
        return self.page.locator(".dmz-panel blockquote").evaluate_all(
            "all => all.map(q => [q.dataset.document, +q.dataset.start, +q.dataset.end,"
            " q.textContent])"
        )
