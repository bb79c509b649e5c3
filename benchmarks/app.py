"""The app beside an empty page and a plain st_folium: ``python -m benchmarks.app``."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import CHROMIUM, FLAGS
from benchmarks.maps import RESULTS
from benchmarks.sessions import Server, Session, server
from benchmarks.synthetic import synthetic_incidents
from dmz_map.errors import DmzMapError
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.store.query import Query

__all__ = ["main"]

_PAGES: Final = Path(__file__).parent / "pages"
_LOADS: Final = 3
_TIMES: Final = 5
_RERUNS: Final = 30
_SESSIONS: Final = 10
_MILLION: Final = 1_000_000

_Act = Callable[[Session, int], object]


@dataclass(frozen=True)
class _Case:
    """A server, when its page is complete, and what its reader does.

    ``actions`` gives for each kind of rerun what starts it and what then changes on the map.
    """

    arguments: tuple[str, ...]
    ready: str
    actions: dict[str, tuple[_Act, str]]
    env: dict[str, str] = field(default_factory=dict)
    libraries: bool = False


def main() -> None:
    """Measure every server and write ``.cache/bench/app.json``."""
    size = max(map(int, os.environ.get("BENCH_SIZES", "").split() or [str(_MILLION)]))
    results: dict[str, dict[str, Any]] = {}
    with _stores(size) as (shipped, many), sync_playwright() as playwright:
        cases = {
            "empty page, one widget": _script("empty.py", "document.querySelector('.st-key-on')"),
            "plain st_folium, 100 marks": replace(
                _script("plain.py", "marks() === 100", "marks()"), libraries=True
            ),
            "DMZ Map, shipped archive": _app(shipped),
            f"DMZ Map, {size:,} incidents": _app(many),
        }
        for name, case in cases.items():
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            with server(case.arguments, case.env) as running:
                results[name] = _case(browser, running, case)
            browser.close()
            print(name, json.dumps(results[name]), file=sys.stderr, flush=True)
            RESULTS.mkdir(parents=True, exist_ok=True)
            kept = {"cases": results, "load": os.getloadavg()[2]}
            (RESULTS / "app.json").write_text(json.dumps(kept, indent=1))


@contextmanager
def _stores(size: int) -> Iterator[tuple[str, str]]:
    """Give a store with the shipped archive alone, and one with `size` imports, kept for later."""
    many = RESULTS / f"store-{size}"
    if not _has(many, size):
        shutil.rmtree(many, ignore_errors=True)
        print(f"importing {size:,} incidents", file=sys.stderr, flush=True)
        initialise_store(str(many)).add(synthetic_incidents(size))
    with tempfile.TemporaryDirectory(prefix="dmz-bench-") as shipped:
        yield shipped, str(many)


def _has(folder: Path, size: int) -> bool:
    try:
        return (folder / "imports.gpkg").exists() and open_store(str(folder)).count(Query()) >= size
    except DmzMapError:
        return False


def _script(name: str, ready: str, value: str = "") -> _Case:
    def switch(session: Session, turn: int) -> None:
        session.page.locator(".st-key-on label").first.click()

    words = ("streamlit", "run", str(_PAGES / name), "--server.port={port}", "--server.headless=1")
    return _Case(words, ready, {"layer": (switch, value)})


def _app(store: str) -> _Case:
    def layer(session: Session, turn: int) -> None:
        switch = session.page.get_by_role("button", name="Zone", exact=True)
        if not switch.count():  # the switches are in the box of filters
            session.page.get_by_role("button", name="Filters").click()
        switch.click()

    def filter(session: Session, turn: int) -> None:
        session.page.locator(".st-key-certain label").first.click()

    def click(session: Session, turn: int) -> None:
        later = session.page.locator('.dmz-step[data-step="earlier"]:visible')
        (later if later.count() else session.page.locator(".dmz-row").first).click()

    box = "inside('#map_div')"
    actions: dict[str, tuple[_Act, str]] = {
        "layer": (layer, f"{box}?.dataset.layers"),
        "filter": (filter, f"{box}?.dataset.shown"),
        "click": (click, "document.querySelector('.dmz-panel h2')?.textContent"),
    }
    ready = (
        f"{box}?.dataset.ready === 'true' && {box}.dataset.shown"
        " && inside('.dmz-timeline-caption')?.textContent && inside('.dmz-place')"
    )
    words = ("dmz_map", "serve", "--port", "{port}")
    return _Case(words, ready, actions, {"DMZ_MAP_STORE": store})


def _case(browser: Browser, running: Server, case: _Case) -> dict[str, Any]:
    def opened() -> Session:
        return Session(browser, running.address, case.ready, libraries=case.libraries)

    reader = opened()
    found: dict[str, Any] = {
        "answers_s": running.start_s,
        "first_paint_s": running.start_s + reader.paint_ms / 1e3,
        "complete_s": running.start_s + reader.load_s,
    }
    loads = []
    for _ in range(_LOADS):
        another = opened()
        loads.append(another.load_s)
        another.close()
    found["load_s"] = statistics.median(loads)
    for name, action in case.actions.items():
        found[name] = _action(reader, running, *action)
    before = running.memory_mb()
    others = [opened() for _ in range(_SESSIONS)]
    found["session_mb"] = (running.memory_mb() - before) / _SESSIONS
    found["memory_mb"] = before
    for session in [reader, *others]:
        session.close()
    return found


def _action(reader: Session, running: Server, act: _Act, value: str) -> dict[str, Any]:
    """Do one thing a few times with a watch on it, then many times for the server's CPU time."""
    costs = [reader.act(lambda: act(reader, turn), value=value) for turn in range(_TIMES + 1)][1:]  # noqa: B023
    found: dict[str, Any] = {
        key: statistics.median(cost[key] for cost in costs) for key in costs[0]
    }
    found["parts"] = reader.parts()
    before = running.cpu_s()
    for turn in range(_RERUNS):
        reader.act(lambda: act(reader, turn + _TIMES + 1), value=value)  # noqa: B023
    found["cpu_ms"] = (running.cpu_s() - before) / _RERUNS * 1e3
    return found


if __name__ == "__main__":
    main()
