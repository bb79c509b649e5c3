"""Time a store at any number of incidents: python -m benchmarks.bench_store N [URL]."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.synthetic import synthetic_incidents
from dmz_map.store.open_store import initialise_store, open_store
from dmz_map.store.query import Query
from dmz_map.web.map_texts import text_record

TIMES = 5


def main(n: int, url: str | None) -> None:
    """Fill a store, open it as a new process would, and print a line for each question."""
    url = url or tempfile.mkdtemp(prefix="dmz-bench-")
    initialise_store(url)
    results: dict[str, float] = {}
    store = open_store(url)
    start = time.perf_counter()
    store.add(synthetic_incidents(n), progress=lambda done: None)
    results["build (s)"] = time.perf_counter() - start
    start = time.perf_counter()
    store.add(synthetic_incidents(100, first=n))
    results["add 100 more (s)"] = time.perf_counter() - start
    start = time.perf_counter()
    store = open_store(url)
    results["open (ms)"] = (time.perf_counter() - start) * 1e3
    start = time.perf_counter()
    store.count(Query())
    results["first answer (ms)"] = (time.perf_counter() - start) * 1e3
    decade = Query(days=(date(1980, 1, 1), date(1989, 12, 31)), categories=("attack", "tunnel"))
    box = Query(box=(127.0, 38.0, 127.4, 38.4), certain=True)
    questions: dict[str, Callable[[], object]] = {
        "version": lambda: store.version,
        "columns": store.columns,
        "count, filtered": lambda: store.count(decade),
        "count, box": lambda: store.count(box),
        "page, first 50": lambda: store.page(Query(), offset=0, limit=50),
        "page, middle 50": lambda: store.page(Query(), offset=n // 2, limit=50),
        "page, filtered 50": lambda: store.page(decade, offset=0, limit=50),
        "facets": lambda: store.facets(Query()),
        "facets, filtered": lambda: store.facets(decade),
        "years": lambda: store.years(Query()),
        "years, filtered": lambda: store.years(decade),
        "get": lambda: store.get("syn-0000042"),
        "neighbours": lambda: store.neighbours("syn-0000042"),
        "related": lambda: store.related("syn-0000042", 5),
        "texts, one chunk": lambda: [text_record(i) for i in store.chunk(n // 256)],
    }
    for name, question in questions.items():
        results[f"{name} (ms)"] = _median(question)
    for word in ("철원", "총", "판문점", "45121", "artillery", "Guard post 철원"):
        query = Query(text=word)
        found = store.count(query)
        results[f"search {word!r}, {found} found (ms)"] = _median(
            lambda query=query: store._search(query.words)  # each time anew: nothing is remembered
        )
    if "://" not in url:
        results["file (MB)"] = sum(f.stat().st_size for f in Path(url).glob("*.gpkg")) / 1e6
    print(json.dumps({k: round(v, 2) for k, v in results.items()}, ensure_ascii=False, indent=1))


def _median(question: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        question()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
