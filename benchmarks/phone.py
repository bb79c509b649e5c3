"""A phone far from a mast, beside an empty page: ``python -m benchmarks.phone``.

50 KB a second each way, 400 ms a round trip, a processor four times slower, an empty cache.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import CHROMIUM, FLAGS
from benchmarks.maps import RESULTS
from benchmarks.sessions import server

__all__ = ["main"]

_PAGES: Final = Path(__file__).parent / "pages"
_VISITS: Final = int(os.environ.get("PHONE_VISITS", 3))
_WAIT_MS: Final = 180_000
_NETWORK: Final = {
    "offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
_SLOWER: Final = 4
_PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_WIDGET: Final = "document.querySelector('.st-key-on') && performance.now()"
_MAP: Final = """(() => {
  const frame = document.querySelector('iframe[data-testid="stCustomComponentV1"]');
  const map = frame?.contentDocument?.querySelector('#map_div');
  return map?.dataset.drawn && map.dataset.shown !== '0' && performance.now();
})()"""


def main() -> None:
    """Measure both pages in turns, print, and write ``.cache/bench/phone.json``."""
    script = ("streamlit", "run", str(_PAGES / "empty.py"), "--server.port={port}",
              "--server.headless=1")  # fmt: skip
    own = ("dmz_map", "serve", "--port", "{port}")
    results: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory(prefix="dmz-phone-") as store,
        sync_playwright() as driver,
        server(script, {}) as empty,
        server(own, {"DMZ_MAP_STORE": store, "XDG_DATA_HOME": store}) as ours,
    ):
        pages = {"empty page": (empty.address, _WIDGET), "DMZ Map": (ours.address, _MAP)}
        visits: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
        for _ in range(_VISITS):
            for name, (address, shown) in pages.items():
                browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                visits[name].append(_visit(browser, address, shown))
                browser.close()
                print(name, visits[name][-1], file=sys.stderr, flush=True)
    for name, figures in visits.items():
        results[name] = {
            key: statistics.median(visit[key] for visit in figures) for key in figures[0]
        }
    results["visits"], results["load"] = _VISITS, os.getloadavg()[2]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "phone.json").write_text(json.dumps(results, indent=1))
    print(json.dumps(results, indent=1))


def _visit(browser: Browser, address: str, shown: str) -> dict[str, float]:
    """Return the seconds to the first paint and to what is awaited, and the bytes moved."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True,
        has_touch=True,
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(_WAIT_MS)
    network = context.new_cdp_session(page)
    moved = [0.0]

    def add(size: float) -> None:
        moved[0] += size

    network.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
    network.on(
        "Network.webSocketFrameReceived",
        lambda event: add(len(event["response"]["payloadData"]) * 3 / 4),  # base64
    )
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", _NETWORK)
    network.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, wait_until="commit")
    at = page.wait_for_function(f"() => {shown}").json_value()
    paint = page.wait_for_function(f"() => {_PAINT}").json_value()
    return {"paint_s": paint / 1e3, "shown_s": at / 1e3, "moved_kb": moved[0] / 1e3}


if __name__ == "__main__":
    main()
