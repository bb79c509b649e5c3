"""Measures an import beside pyogrio on the same file: ``python -m benchmarks.imports``.

pyogrio reads the CSV, makes points, and writes a GeoPackage with a spatial index. The import also
recognises columns, checks every row, gives each its evidence, and indexes its texts for the search.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import psutil

__all__ = ["main", "write_table"]

_ROOT: Final = Path(__file__).parents[1]
_RESULTS: Final = _ROOT / ".cache" / "bench"
_SIZES: Final = (10_000, 100_000, 1_000_000)
_WHO: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_HEADINGS: Final = [
    "event_id",
    "title",
    "date",
    "type",
    "lat",
    "lon",
    "killed",
    "wounded",
    "place",
    "source",
    "note",
]


def main() -> None:
    """Measure each size in processes of their own, and write the results."""
    if len(sys.argv) == 3:
        print(json.dumps(_measured(sys.argv[1], Path(sys.argv[2]))))
        return
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in _SIZES:
            table = Path(folder) / f"{size}.csv"
            write_table(table, size)
            results[str(size)] = {way: _run(way, table) for way in ("import", "pyogrio")}
            print(size, results[str(size)])
    _RESULTS.mkdir(parents=True, exist_ok=True)
    results["load"] = os.getloadavg()[0]
    (_RESULTS / "imports.json").write_text(json.dumps(results), encoding="utf-8")


def write_table(path: Path, rows: int) -> None:
    """Write a CSV of made-up events along the line, the same for the same number of rows."""
    pick = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for n in range(rows):
            day = f"{pick.randint(1953, 2024)}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}"
            writer.writerow(
                (
                    f"E{n}", f"Made-up event {n}", day,
                    pick.choice(("attack", "mine_blast", "Weather", "tunnel")),
                    f"{38 + pick.random() / 2:.5f}", f"{126.7 + pick.random() * 1.6:.5f}",
                    pick.choice(("", "0", "1", "2")), pick.choice(("", "0", "3")),
                    pick.choice(("Paju", "Cheorwon", "Inje", "Goseong")), f"Paper {n % 50}",
                    f"note {n}",
                )
            )  # fmt: skip


def _run(way: str, table: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.imports", way, str(table)]
    ended = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _measured(way: str, table: Path) -> dict[str, float]:
    """Return seconds, seconds of the processor, and the memory at most, in MB.

    Modules are loaded before. Processes that the task starts are counted; what they share of the
    memory, once.
    """
    with tempfile.TemporaryDirectory() as folder:
        task = {"import": _import, "pyogrio": _pyogrio}[way](table, Path(folder))
        memory = _Memory()
        start, cpu = time.perf_counter(), _cpu_s()
        task()
        seconds, cpu_s = time.perf_counter() - start, _cpu_s() - cpu
        peak = memory.most_mb()
    return {"seconds": round(seconds, 2), "cpu_s": round(cpu_s, 2), "peak_mb": round(peak)}


class _Memory:
    """Looks now and then how much memory this process and those that it started have."""

    def __init__(self) -> None:
        self._most, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def most_mb(self) -> float:
        """Stop, and return the most that there was."""
        self._ended.set()
        self._thread.join()
        alone = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return max(self._most, alone)

    def _watch(self) -> None:
        this = psutil.Process()
        while not self._ended.wait(0.25):
            used = 0
            for process in (this, *this.children(recursive=True)):
                with suppress(psutil.Error):
                    used += process.memory_full_info().pss
            self._most = max(self._most, used / 2**20)


def _cpu_s() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHO))


def _import(table: Path, folder: Path) -> Callable[[], object]:
    from dmz_map.cli import importing, main

    assert importing.import_verb  # its modules are loaded

    words = ["import", str(table), "--store", str(folder)]
    return lambda: main(words)


def _pyogrio(table: Path, folder: Path) -> Callable[[], object]:
    import geopandas as gpd
    import pyogrio

    def task() -> None:
        frame = pyogrio.read_dataframe(table)
        points = gpd.points_from_xy(frame["lon"].astype(float), frame["lat"].astype(float))
        shaped = gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")
        pyogrio.write_dataframe(shaped, folder / "table.gpkg", SPATIAL_INDEX="YES")

    return task


if __name__ == "__main__":
    main()
