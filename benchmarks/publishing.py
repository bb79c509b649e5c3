"""Publishes made-up incidents: ``python -m benchmarks.publishing``; ``BENCH_INCIDENTS``: how many.

Twice, each time by the command, in a process of its own; both must write the same, byte for byte.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from benchmarks.browser import CHROMIUM, FLAGS
from benchmarks.maps import RESULTS
from benchmarks.synthetic import synthetic_incidents
from dmz_map.store.open_store import initialise_store, open_store

__all__ = ["main"]

_INCIDENTS: Final = int(os.environ.get("BENCH_INCIDENTS", 100_000))


def main() -> None:
    """Measure, compare, and write ``.cache/bench/publishing.json``."""
    with tempfile.TemporaryDirectory(prefix="dmz-publishing-") as made:
        folder = Path(made)
        store = str(folder / "store")
        initialise_store(store)
        open_store(store).add(synthetic_incidents(_INCIDENTS))
        load = os.getloadavg()[0]
        seconds, cpu_s = zip(
            *(_publish(store, folder / name) for name in ("one", "two")), strict=True
        )
        files = [path for path in (folder / "one").rglob("*") if path.is_file()]
        found: dict[str, Any] = {
            "incidents": _INCIDENTS,
            "seconds": seconds,
            "cpu_s": cpu_s,
            "memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            "files": len(files),
            "bytes": sum(path.stat().st_size for path in files),
            "load": (load, os.getloadavg()[0]),
            "equal": _digest(folder / "one") == _digest(folder / "two"),
            **_opened(folder / "one"),
        }
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "publishing.json").write_text(json.dumps(found, indent=1))
    print(json.dumps(found))
    if not found["equal"]:
        sys.exit("the two runs wrote different files")


def _publish(store: str, folder: Path) -> tuple[float, float]:
    """Publish, and return seconds and seconds of the processor, the program's start included."""
    command = [sys.executable, "-m", "dmz_map", "publish", str(folder), "--store", store,
               "--url", "https://example.org/dmz"]  # fmt: skip
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _opened(folder: Path) -> dict[str, float]:
    """Return how long it takes from a disk until all is drawn, and until an incident is shown.

    The incident is the last of the texts, named by the address.
    """
    first = [folder / "index.html", *(folder / "files").glob("*.js"), *folder.rglob("*.css")]
    gzipped = sum(len(gzip.compress(path.read_bytes(), 6)) for path in first)
    texts = sorted(folder.rglob("texts-*.json.js"), key=lambda path: int(path.name[6:-8]))
    id = json.loads(texts[-1].read_text("utf-8").split(",", 1)[1][:-2])[-1]["id"]
    times: dict[str, float] = {"first_view_gzip": gzipped}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, address, sign in (
            ("drawn_s", "index.html", ".folium-map[data-shown]"),
            ("incident_s", f"index.html?incident={id}", "article.dmz-panel h2"),
        ):
            page = chromium.new_page(viewport={"width": 1280, "height": 800})
            start = time.perf_counter()
            page.goto(f"{folder.as_uri()}/{address}")
            page.locator(sign).wait_for()
            times[name] = time.perf_counter() - start
            page.close()
        chromium.close()
    return times


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(folder)}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


if __name__ == "__main__":
    main()
