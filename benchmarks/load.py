"""Two hundred readers at once: ``python -m benchmarks.load`` (`LOAD_SESSIONS`, `LOAD_SECONDS`).

Each of 200 seats is taken by one reader after another, who stays a minute and a half on average
and acts every five seconds: three of five choose an incident, which the browser does with the
texts that it asks for; one of four filters or switches a layer; the others change the page. The
map with several processes is watched for ten minutes (`LOAD_FLAT_SECONDS`): its memory and its
open files must stay.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.maps import RESULTS
from benchmarks.readers import Act, Reader, on_map, rerun
from benchmarks.sessions import Server, server
from dmz_map.web.map_texts import text_version
from dmz_map.web.site import open_site

__all__ = ["main"]

_SESSIONS: Final = int(os.environ.get("LOAD_SESSIONS", 200))
_SECONDS: Final = float(os.environ.get("LOAD_SECONDS", 180))
_FLAT_SECONDS: Final = float(os.environ.get("LOAD_FLAT_SECONDS", 600))
_STAY_S: Final = float(os.environ.get("LOAD_STAY", 90))
_WORKERS: Final = int(os.environ.get("LOAD_WORKERS", 2))
_PAUSE_S: Final = 5.0
_ARRIVE_S: Final = 30.0
_WATCH_S: Final = 5.0
_PAGES: Final = Path(__file__).parent / "pages"


@dataclass
class _Found:
    """What the readers of one server met with, and what the server took meanwhile."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def add(self, action: str, seconds: float) -> None:
        self.seconds.setdefault(action, []).append(seconds)


async def _seat(address: str, act: Act, seed: int, end: float, found: _Found) -> None:
    """Have one reader after another come, act and leave."""
    dice = random.Random(seed)
    await asyncio.sleep(dice.random() * min(_ARRIVE_S, (end - time.monotonic()) / 3))
    while time.monotonic() < end:
        leave = min(end, time.monotonic() + dice.expovariate(1 / _STAY_S))
        try:
            await _visit(Reader(address), act, dice, leave, found)
        except Exception as error:
            while isinstance(error, ExceptionGroup):
                error = error.exceptions[0]
            found.errors.append(f"{type(error).__name__}: {error}"[:200])
            await asyncio.sleep(_PAUSE_S)


async def _visit(
    reader: Reader, act: Act, dice: random.Random, leave: float, found: _Found
) -> None:
    try:
        start = time.perf_counter()
        await reader.open()
        found.add("first page", time.perf_counter() - start)
        while True:
            pause = dice.expovariate(1 / _PAUSE_S)
            await asyncio.sleep(max(0.0, min(pause, leave - time.monotonic())))
            if time.monotonic() >= leave:
                return
            start = time.perf_counter()
            action = await act(reader, dice)
            found.add(action, time.perf_counter() - start)
    finally:
        with suppress(Exception):
            await reader.close()


def _sample(running: Server, found: _Found) -> None:
    every = [running.process, *running.process.children(recursive=True)]
    with suppress(psutil.Error):
        memory = sum(p.memory_full_info().uss for p in every) / 1e6
        found.files.append(sum(p.num_fds() for p in every))
        found.memory_mb.append(memory)


async def _load(running: Server, act: Act, seconds: float) -> _Found:
    found, end = _Found(), time.monotonic() + seconds
    seats = [_seat(running.address, act, seed, end, found) for seed in range(_SESSIONS)]
    all_seats = asyncio.gather(*seats)
    while not all_seats.done():
        await asyncio.to_thread(_sample, running, found)
        await asyncio.wait([all_seats], timeout=_WATCH_S)
    await all_seats
    return found


def _incidents(store: Path) -> list[tuple[str, str]]:
    """Return the address of the texts and the id of each incident."""
    site = open_site(store=str(store))
    version = text_version(site.store.version)
    chunks = (len(site.store.columns().lon) + 127) // 128
    return [
        (f"/dmz/{version}/texts/{k}.json", incident.id)
        for k in range(chunks)
        for incident in site.chunk(k)
    ]


def _percentile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))]


def _summary(found: _Found) -> dict[str, Any]:
    first = found.seconds.get("first page", [])
    actions = {name: s for name, s in found.seconds.items() if name != "first page"}
    every = [second for seconds in actions.values() for second in seconds]
    minute = round(60 / _WATCH_S)
    return {
        "actions": len(every),
        "errors": len(found.errors),
        "p50_s": _percentile(every, 0.5) if every else None,
        "p95_s": _percentile(every, 0.95) if every else None,
        "first": len(first),
        "first_p50_s": _percentile(first, 0.5) if first else None,
        "first_p95_s": _percentile(first, 0.95) if first else None,
        "by_action": {
            name: {"count": len(s), "p50_s": _percentile(s, 0.5), "p95_s": _percentile(s, 0.95)}
            for name, s in sorted(actions.items())
        },
        "memory_mb": _by_minute(found.memory_mb, minute),
        "files": _by_minute([float(files) for files in found.files], minute),
        "said": sorted(set(found.errors))[:5],
    }


def _by_minute(values: list[float], minute: int) -> list[float]:
    """Return the mean of each minute, of the first as of all others without its arrivals."""
    parts = [values[k : k + minute] for k in range(0, len(values), minute)]
    whole = [part for part in parts if len(part) == minute] or parts
    return [round(statistics.mean(part[len(part) // 2 :]), 1) for part in whole]


def main() -> None:
    """Measure, print, and write ``.cache/bench/load.json``."""
    raised = {"DMZ_MAP_READERS": "2000", "DMZ_MAP_READERS_PER_ADDRESS": "2000"}
    script = ("streamlit", "run", "{page}", "--server.port={port}", "--server.headless=1")
    plain = {
        name: tuple(word.replace("{page}", str(_PAGES / file)) for word in script)
        for name, file in (("empty page", "empty.py"), ("plain st_folium", "plain.py"))
    }
    results: dict[str, Any] = {"sessions": _SESSIONS, "seconds": _SECONDS}
    with tempfile.TemporaryDirectory(prefix="dmz-load-") as folder:
        store = Path(folder) / "store"
        single = ("dmz_map", "serve", "--port", "{port}", "--store", str(store))
        shared = (*single, "--workers", str(_WORKERS))
        incidents = _incidents(store)
        cases = {f"DMZ Map, {_WORKERS} workers": shared, "DMZ Map, one process": single} | plain
        for name, arguments in cases.items():
            seconds = _FLAT_SECONDS if arguments is shared else _SECONDS
            with server(arguments, raised | {"XDG_DATA_HOME": folder}) as running:
                act = on_map(incidents) if name.startswith("DMZ") else rerun
                found = asyncio.run(_load(running, act, seconds))
                results[name] = _summary(found) | {"seconds": seconds}
            print(name, json.dumps(results[name]), file=sys.stderr, flush=True)
            results["load"] = os.getloadavg()[2]
            RESULTS.mkdir(parents=True, exist_ok=True)
            (RESULTS / "load.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
