"""One page in one fresh Chromium, from navigation to the last measured drag."""

from __future__ import annotations

import math
import shutil
import sys
import time
from typing import Any, Final

import numpy as np
from playwright.sync_api import Browser, Error, Page, TimeoutError, sync_playwright

from benchmarks.serving import Served

__all__ = ["CHROMIUM", "FLAGS", "TooSlowError", "measure"]

CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS: Final = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    # No other host is found. Playwright's own way to refuse them would hold up every request.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
_MEMORY: Final = "--enable-blink-features=ForceEagerMeasureMemory"
_SIZE: Final = {"width": 1200, "height": 800}
_DRAG_S: Final = 2.0


class TooSlowError(Exception):
    """The page did not answer in time."""


def measure(served: Served, limit_s: float) -> dict[str, float]:
    """Return the figures of one visit to ``/index.html``.

    Parameters
    ----------
    served
        The page's server.
    limit_s
        Seconds from navigation to the first popup after which the page is given up.

    Raises
    ------
    TooSlowError
        If that time is over, or the page's process has ended.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, _MEMORY])
        try:
            return _visit(browser, served, limit_s)
        except Error as error:
            words = str(error).splitlines()[0]
            if isinstance(error, TimeoutError) or "crashed" in words or "closed" in words:
                raise TooSlowError(words) from error
            raise
        finally:
            browser.close()


def _visit(browser: Browser, served: Served, limit_s: float) -> dict[str, float]:
    page = browser.new_page(viewport=_SIZE)
    page.on("pageerror", lambda error: print(f"  {error}", file=sys.stderr))
    deadline = time.monotonic() + limit_s
    served.raw = served.gzip = 0

    def left() -> float:
        return max(1.0, (deadline - time.monotonic()) * 1e3)

    page.goto(f"{served.address}/index.html", wait_until="commit", timeout=left())
    page.wait_for_function("window.bench && bench.drawn", timeout=left())
    drawn = page.evaluate("bench.drawn")
    fetched = served.raw, served.gzip
    page.set_default_timeout(left())
    x, y = page.evaluate("bench.aim()")
    page.mouse.click(x, y)
    page.wait_for_function("bench.popup", timeout=left())
    popup = page.evaluate("bench.popup")
    page.evaluate("void bench.map.closePopup()")
    figures = {
        "raw": float(fetched[0]),
        "gzip": float(fetched[1]),
        "drawn_s": drawn / 1e3,
        "popup_ms": popup,
        "interactive_s": (drawn + popup) / 1e3,
        "toggle_ms": page.evaluate("bench.switched(bench.show)"),
    }
    if page.evaluate("bench.complete !== undefined"):
        page.wait_for_function("bench.complete")
        figures["complete_s"] = page.evaluate("bench.complete") / 1e3
    if page.evaluate("bench.narrow !== undefined"):
        figures["filter_ms"] = page.evaluate("bench.switched(bench.narrow)")
    figures |= _pan(page)
    figures["memory_mb"] = _memory(page)
    return figures


def _pan(page: Page) -> dict[str, float]:
    """Drag the map to and fro, and return the 95th percentile of the frame times."""
    before = page.evaluate("bench.map.getCenter().lng")
    page.mouse.move(900, 120)
    page.mouse.down()
    page.evaluate("bench.record()")
    start = time.monotonic()
    while (passed := time.monotonic() - start) < _DRAG_S:
        turn = passed * math.pi * 1.7
        page.mouse.move(900 - 250 * math.sin(turn), 120 + 80 * abs(math.sin(turn)))
    page.mouse.up()
    page.wait_for_timeout(300)
    frames = page.evaluate("bench.recorded()")
    if page.evaluate("bench.map.getCenter().lng") == before:
        raise TooSlowError("the map did not move")
    return {"frame95_ms": float(np.percentile(frames, 95)), "frame_worst_ms": max(frames)}


def _memory(page: Page) -> float:
    found: Any = page.evaluate("performance.measureUserAgentSpecificMemory().then((m) => m.bytes)")
    return float(found) / 1e6
