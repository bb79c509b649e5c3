"""The map beside its peers: ``python -m benchmarks.maps``; ``BENCH_SIZES="100 1000"`` for some."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import pickle
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import geopandas as gpd

from benchmarks.browser import TooSlowError, measure
from benchmarks.dataset import Texts, table
from benchmarks.makers import MAKERS, OWN, libraries
from benchmarks.serving import File, serving
from dmz_map.web.assets import json_asset
from dmz_map.web.site import Site, open_site

__all__ = ["LIMIT_S", "RESULTS", "SIZES", "main"]

SIZES: Final = (100, 1_000, 10_000, 100_000, 1_000_000)
LIMIT_S: Final = float(os.environ.get("BENCH_LIMIT", 180))
RESULTS: Final = Path(__file__).parents[1] / ".cache" / "bench"
_RUNS: Final = int(os.environ.get("BENCH_RUNS", 5))
_ONCE_S: Final = 15.0  # what takes longer is measured once

Result = dict[str, Any]


def main() -> None:
    """Measure every map at every size and write ``.cache/bench/maps.json``."""
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", "").split()] or list(SIZES)
    libraries()  # read once, before anything is measured
    frame, site = table(max(sizes)), open_site()
    results: dict[str, dict[str, Result]] = {name: {} for name in MAKERS}
    for size in sizes:
        for name in MAKERS:
            late = [s for s, r in results[name].items() if "missed" in r]
            slow = [s for s, r in results[name].items() if _hopeless(r, int(s), size)]
            if late:
                result: Result = {"missed": f"not tried: over the limit at {int(late[0]):,}"}
            elif slow:
                took = results[name][slow[-1]]["build_s"]
                result = {"missed": f"not tried: {took:.0f} s to build {int(slow[-1]):,}"}
            else:
                result = _one(name, frame.iloc[:size], site)
            results[name][str(size)] = result
            _keep(sizes, results)
            print(f"{size:>9,}  {name:22}  {_line(result)}", file=sys.stderr, flush=True)


def _hopeless(result: Result, at: int, size: int) -> bool:
    """Return whether a page that grows in proportion would take twice the limit to build."""
    return float(result.get("build_s", 0)) * size / at > 2 * LIMIT_S


def _keep(sizes: list[int], results: dict[str, dict[str, Result]]) -> None:
    """Write what is known so far: a run that is cut off has not been for nothing."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {"sizes": sizes, "maps": results, "load": os.getloadavg()[2]}
    (RESULTS / "maps.json").write_text(json.dumps(kept, indent=1))


def _line(result: Result) -> str:
    return "  ".join(
        f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
        for key, value in result.items()
    )


def _one(name: str, frame: gpd.GeoDataFrame, site: Site) -> Result:
    """Build, then visit up to five times; medians."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dmz-bench-") as folder:
        path = Path(folder) / "page"
        seconds = [_built(name, frame, site, path)]
        if seconds[0] is None:
            return {"missed": f"> {LIMIT_S:.0f} s (building)"}
        files = pickle.loads(path.read_bytes())
        while len(seconds) < _RUNS and sum(filter(None, seconds)) < _ONCE_S / 5:
            seconds.append(_built(name, frame, site, path))
        build_s = statistics.median(filter(None, seconds))
    visits: list[dict[str, float]] = []
    with serving(files, _texts(frame)) as served:
        while not visits or (len(visits) < _RUNS and visits[0]["interactive_s"] < _ONCE_S):
            try:
                visits.append(measure(served, LIMIT_S - build_s))
            except TooSlowError as error:
                print(f"  {name}: {error}", file=sys.stderr)
                return {"build_s": build_s, "missed": f"> {LIMIT_S:.0f} s (browser)"}
    figures = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
    own = {
        f"{file}_{kind}": float(len(getattr(body, kind)))
        for path, body in files.items()
        for file in ("points", "extents")
        for kind in ("body", "compressed")
        if path.endswith(f"/{file}.bin") and name == OWN
    }
    spent = time.monotonic() - start
    return {"build_s": build_s, **figures, **own, "runs": len(visits), "spent_s": spent}


def _built(name: str, frame: gpd.GeoDataFrame, site: Site, path: Path) -> float | None:
    """Build in a process of its own, so that it can be stopped; None when it was."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(name, frame, site, path, there))
    process.start()
    seconds = here.recv() if here.poll(LIMIT_S) else None
    if seconds is None:
        process.kill()
    process.join()
    return seconds


def _build(name: str, frame: gpd.GeoDataFrame, site: Site, path: Path, told: Connection) -> None:
    start = time.perf_counter()
    page = MAKERS[name](frame, site)
    told.send(time.perf_counter() - start)
    bodies = {f"/{asset.path}": asset.body for asset in page.files}
    bodies |= libraries() | {"/index.html": page.served(), "/favicon.ico": b""}
    files = {path: File(body, _compressed(body)) for path, body in bodies.items()}
    path.write_bytes(pickle.dumps(files))


def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


def _texts(frame: gpd.GeoDataFrame) -> Callable[[str], File | None]:
    texts = Texts(frame)

    def text(path: str) -> File | None:
        found = re.fullmatch(r"/dmz/[\w-]+/texts/(\d+)\.json", path)
        if not found:
            return None
        body = json_asset("texts.json", texts.chunk(int(found[1]))).body
        return File(body, _compressed(body))

    return text


def fastest(maps: dict[str, dict[str, Result]], size: str, key: str) -> tuple[str, float] | None:
    """Return the peer that is best at a size, and its figure; None when no peer finished."""
    peers: Iterable[tuple[str, float]] = (
        (name, by_size[size][key])
        for name, by_size in maps.items()
        if name != OWN and key in by_size.get(size, {}) and "missed" not in by_size[size]
    )
    return min(peers, key=lambda pair: pair[1], default=None)


if __name__ == "__main__":
    main()
