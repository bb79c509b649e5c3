"""Writes what was measured as tables: ``python -m benchmarks.report``.

A run of all sizes becomes ``docs/BENCHMARKS.md``; a run of some becomes
``.cache/bench/BENCHMARKS.md``.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.browser import CHROMIUM
from benchmarks.makers import OWN
from benchmarks.maps import LIMIT_S, RESULTS, SIZES, fastest

__all__ = ["main"]

_ROOT: Final = Path(__file__).parents[1]
_EMPTY: Final = "empty page, one widget"
_PLAIN: Final = "plain st_folium, 100 marks"

_Result = dict[str, Any]
_Maps = dict[str, dict[str, _Result]]

_FIGURES: Final[tuple[tuple[str, str, Callable[[float], str]], ...]] = (
    ("build_s", "Building the page (Python), s", "{:.2f}".format),
    ("raw", "Bytes that the page fetches, raw, MB", lambda value: f"{value / 1e6:.2f}"),
    ("gzip", "Bytes that the page fetches, gzip, MB", lambda value: f"{value / 1e6:.2f}"),
    ("drawn_s", "Navigation until all is drawn, s", "{:.2f}".format),
    ("interactive_s", "Interactive: drawn, and a click has opened its popup, s", "{:.2f}".format),
    ("popup_ms", "Click to popup, ms", "{:.0f}".format),
    ("toggle_ms", "Layer off or on, the slower, ms", "{:.0f}".format),
    ("frame95_ms", "Frame while panning, 95th percentile, ms", "{:.0f}".format),
    ("memory_mb", "Memory of the page, MB", "{:.0f}".format),
)


def main() -> None:
    """Read the results and write the document."""
    maps = json.loads((RESULTS / "maps.json").read_text())
    measured = RESULTS / "app.json"
    app = json.loads(measured.read_text()) if measured.exists() else {}
    sizes = [str(size) for size in maps["sizes"]]
    whole = maps["sizes"] == list(SIZES)
    path = (_ROOT / "docs" if whole else RESULTS) / "BENCHMARKS.md"
    parts = [
        _HEAD.format(machine=_machine(), versions=_versions(), load=_load(maps, app)),
        _ratios(maps["maps"], sizes),
        *(_table(maps["maps"], sizes, *figure) for figure in _FIGURES),
        _own(maps["maps"][OWN], sizes),
        *([_app(app["cases"]), _targets(maps["maps"], app["cases"])] if app else [_NO_APP]),
        *_imports(),
        *_corpus(),
        *_publishing(),
        *_readers(),
        *_phone(),
        _METHOD.format(limit=f"{LIMIT_S:.0f}", visits=_visits(maps["maps"])),
    ]
    path.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")
    print(path.relative_to(_ROOT))


def _imports() -> list[str]:
    """Return the table of imports beside pyogrio, if they were measured."""
    measured = RESULTS / "imports.json"
    if not measured.exists():
        return []
    found = json.loads(measured.read_text())
    lines = [
        f"## Imports\n\nA CSV into the store, beside pyogrio reading the same file and writing a "
        f"GeoPackage with a spatial index. Load when it ended: {found.pop('load'):.1f}. A large "
        "file is read in a process more, which is counted too. Modules are loaded before; up to "
        "10,000 rows the import also looks for pairs with what the map has.\n",
        "| rows | import, s | of the processor, s | memory, MB "
        "| pyogrio, s | of the processor, s | memory, MB | times |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for size, ways in found.items():
        ours, theirs = ways["import"], ways["pyogrio"]
        lines.append(
            f"| {int(size):,} | {ours['seconds']} | {ours['cpu_s']} | {ours['peak_mb']} "
            f"| {theirs['seconds']} | {theirs['cpu_s']} | {theirs['peak_mb']} "
            f"| {ours['seconds'] / theirs['seconds']:.1f} |"
        )
    return ["\n".join(lines) + "\n"]


def _corpus() -> list[str]:
    """Return what reading a corpus took, if it was measured."""
    measured = RESULTS / "corpus.json"
    if not measured.exists():
        return []
    found = json.loads(measured.read_text())
    one, two = found["workers_1_s"], found["workers_2_s"]
    return [
        f"## A corpus\n\n{found['documents']:,} made-up documents of about 2,000 characters (a "
        "Korean one half of that), of which 55 in a hundred tell of nothing near the zone, 10 are "
        "nearly the same as another and 5 are copies: `python -m benchmarks.corpus`. Load when it "
        f"ended: {found['load']:.1f}.\n\n"
        f"* One process: {one:.0f} s, {found['documents'] / one:.0f} documents a second.\n"
        f"* Two processes: {two:.0f} s, **{one / two:.2f}×** as fast.\n"
        f"* Killed (SIGKILL) when {found['killed_at']} parts were written, and begun again: "
        f"{found['resumed_s']:.0f} s for the rest.\n"
        f"* The three results are {'equal byte for byte' if found['equal'] else '**not** equal'}.\n"
    ]


def _publishing() -> list[str]:
    """Return what publishing many incidents took, if it was measured."""
    measured = RESULTS / "publishing.json"
    if not measured.exists():
        return []
    found = json.loads(measured.read_text())
    seconds, cpu, load = (
        [f"{number:.{digits}f}" for number in found[name]]
        for name, digits in (("seconds", 0), ("cpu_s", 0), ("load", 1))
    )
    return [
        f"## A published site\n\n`publish --url` with {found['incidents']:,} made-up incidents "
        "beside the archive's own, twice, each in a process of its own, its start included: "
        f"`python -m benchmarks.publishing`. Load before {load[0]}, after {load[1]}.\n\n"
        f"* **{seconds[0]} s** and {seconds[1]} s ({cpu[0]} s and {cpu[1]} s of the processor), "
        f"at most {found['memory_mb']:.0f} MB of memory.\n"
        f"* {found['files']:,} files, {found['bytes'] / 1e6:.0f} MB; the two sites are "
        f"{'equal byte for byte' if found['equal'] else '**not** equal'}.\n"
        f"* Opened from a disk in Chromium: drawn in {found['drawn_s']:.2f} s; with "
        f"`?incident=` and the id of the last in its texts, that incident is shown in "
        f"{found['incident_s']:.2f} s. The files of the first view have "
        f"{found['first_view_gzip'] / 1e6:.2f} MB gzipped.\n"
    ]


def _readers() -> list[str]:
    """Return how many readers at once fared, if it was measured."""
    measured = RESULTS / "load.json"
    if not measured.exists():
        return []
    found = json.loads(measured.read_text())
    sessions, seconds, load = (found.pop(name) for name in ("sessions", "seconds", "load"))
    rows = [
        [
            name, f"{case['actions']:,}", str(case["errors"]), f"{case['p50_s']:.2f}",
            f"{case['p95_s']:.2f}", f"{case['first_p50_s']:.2f}",
            " → ".join(f"{mb:.0f}" for mb in case["memory_mb"]),
            " → ".join(f"{files:.0f}" for files in case["files"]),
        ]
        for name, case in found.items()
        if case["actions"]
    ]  # fmt: skip
    heads = [
        "", "actions", "errors", "p50, s", "p95, s", "first page, p50, s",
        "memory, MB, by minute", "open files, by minute",
    ]  # fmt: skip
    told = (
        f"## Many readers\n\n{sessions} readers at once for {seconds:.0f} s, the first row for ten "
        "minutes (`make load`). They come and go, stay a minute and a half on average and act "
        "every five seconds: three of five choose an incident, one of four filters or switches a "
        "layer, the others change the page; of the plain pages, a rerun. No answer within 60 s is "
        "an error. Memory and open files are means of each minute. Client and server share the two "
        f"cores. Load when it ended: {load:.1f}.\n\n"
    )
    table = ["| " + " | ".join(row) + " |" for row in (heads, ["---", *["---:"] * 7], *rows)]
    return [told + "\n".join(table) + "\n"]


def _phone() -> list[str]:
    """Return how a phone far from a mast fared, if it was measured."""
    measured = RESULTS / "phone.json"
    if not measured.exists():
        return []
    found = json.loads(measured.read_text())
    pages = [(name, found[name]) for name in ("empty page", "DMZ Map")]
    rows = [
        [name, f"{one['paint_s']:.1f}", f"{one['shown_s']:.1f}", f"{one['moved_kb']:,.0f}"]
        for name, one in pages
    ]
    times = pages[1][1]["shown_s"] / pages[0][1]["paint_s"]
    return [
        "## A phone far from a mast\n\n50 KB a second, 400 ms a round trip, a processor four times "
        f"slower, an empty cache; medians of {found['visits']} (`python -m benchmarks.phone`). "
        f"Load when it ended: {found['load']:.1f}. The marks are there after **{times:.2f}×** the "
        "first paint of an empty Streamlit page.\n\n"
        + _rows(["", "first paint, s", "widget or marks, s", "moved until then, KB"], rows)
    ]


_NO_APP: Final = """## The app

Not measured in this run: `python -m benchmarks.app` does it.
"""

_HEAD: Final = """# Benchmarks

Made by `make bench`; `BENCH_SIZES="100 1000" make bench` measures some sizes only.

{machine}

{versions}

{load}

## The map beside its peers

The same made-up incidents in the same Chromium, each with a popup of the same text, all
libraries from one local server, tiles from nowhere. Each peer is given its best: circles on a
canvas where it can. This project's map also draws land, border, zone, sectors, places, labels
and a timeline, which the peers do not.
"""

_METHOD: Final = """## How it was measured

* *Building*: from a table in memory to the page's text (for this project also the packed
  points; the kilometre of each along the line is in the table, as it is in a store), without
  compressing; in a process of its own, stopped after {limit} s.
* *Drawn*: from navigation until the frame in which the page says that every mark is drawn has
  been painted. For the peers that is the end of their last script; for this project its
  `data-drawn`, with as many incidents shown as there are. With more than 2,000 incidents the
  dots come first, land and border a frame later, names and timeline 0.2 s later, so that a first
  click comes before them: see "complete" above.
* *Interactive*: the same, plus the time from letting the mouse go on a known mark until its
  popup, with its title, is painted. The mark stands apart, so that it is one mark on every map.
* *Layer off or on*: until the next frame is painted: `removeLayer` and `addLayer` for the
  peers, a `MapState` for this project.
* *Panning*: a drag to and fro of 2 s; times between animation frames (60 a second at best).
* *Memory*: `performance.measureUserAgentSpecificMemory()` after all this.
* Each visit is a fresh browser with an empty cache. {visits}
  A map that misses {limit} s (building and browser
  together) is written so and not tried at larger sizes, nor is one that would need twice as long
  to build. *Not measured*: the run was ended before it came to that map.
* *The app*: CPU time is user and system time of the server's process over 30 reruns, divided;
  bytes are those of the WebSocket's messages, as the browser's side sees them, for a median of
  five; *choice to what it shows* runs from the click on the page to the change inside the map's
  frame, or of the panel beside it; choosing an incident asks nothing of the server;
  *second session* from navigation in a fresh profile until the map is complete and the server
  has said that it is done; memory is the growth of the server over ten more open sessions.
"""


def _machine() -> str:
    model = platform.processor() or "unknown"
    found = re.search(r"model name\s*:\s*(.+)", _read("/proc/cpuinfo"))
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"Machine: {found[1] if found else model}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.machine()}, no GPU. "
        f"Date: {datetime.now(UTC):%Y-%m-%d}."
    )


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text() if file.exists() else ""


def _versions() -> str:
    names = ("folium", "geopandas", "streamlit", "streamlit-folium", "playwright")
    packages = json.loads((_ROOT / "package-lock.json").read_text())["packages"]
    told = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True)
    chromium = re.search(r"[\d.]+", told.stdout)
    listed = [
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in names),
        f"Leaflet {packages['node_modules/leaflet']['version']}",
        f"leaflet.markercluster {packages['node_modules/leaflet.markercluster']['version']}",
        f"Chromium {chromium[0] if chromium else 'unknown'}",
    ]
    return f"Versions: {', '.join(listed)}."


def _load(maps: _Result, app: _Result) -> str:
    loads = [part["load"] for part in (maps, app) if part]
    cores = os.cpu_count() or 1
    told = f"Load average at the end: {', '.join(f'{load:.1f}' for load in loads)}"
    if max(loads) <= cores:
        return f"{told}, on {cores} cores."
    return (
        f"{told}, on {cores} cores: **other work ran on the machine**, so times are longer than "
        "it alone would give. Ratios compare figures of the same run."
    )


def _visits(maps: _Maps) -> str:
    most = max(result.get("runs", 0) for sizes in maps.values() for result in sizes.values())
    if most == 1:
        return "Each figure is of one visit."
    return f"Figures are medians of {most} visits; where the first took 15 s or more there is one."


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _sizes(sizes: Sequence[str]) -> list[str]:
    return [f"{int(size):,}" for size in sizes]


def _ratios(maps: _Maps, sizes: Sequence[str]) -> str:
    lines = []
    for size in sizes:
        own, best = maps[OWN][size], fastest(maps, size, "interactive_s")
        if "missed" in own:
            lines.append(f"* {int(size):,}: this project's map: {own['missed']}")
        elif best is None:
            lines.append(f"* {int(size):,}: interactive in {own['interactive_s']:.2f} s; no peer "
                         "has a figure at this size")  # fmt: skip
        else:
            lines.append(
                f"* {int(size):,}: interactive **{_beside(own['interactive_s'], best[1])}** than "
                f"the fastest peer ({best[0]}: {best[1]:.2f} s; this project: "
                f"{own['interactive_s']:.2f} s)"
            )
    return "\n".join([*lines, ""])


def _beside(own_s: float, peer_s: float) -> str:
    """Return how much faster or slower than a peer, a factor above one either way."""
    if own_s <= peer_s:
        return f"{peer_s / own_s:.2g}× faster"
    return f"{own_s / peer_s:.2g}× slower"


def _table(
    maps: _Maps, sizes: Sequence[str], key: str, title: str, shown: Callable[[float], str]
) -> str:
    def cell(result: _Result) -> str:
        if "missed" in result:
            built = key == "build_s" and "build_s" in result
            return shown(result["build_s"]) if built else _short(result["missed"])
        return shown(result[key])

    rows = [[name, *(cell(by_size[size]) for size in sizes)] for name, by_size in maps.items()]
    return f"### {title}\n\n{_rows(['', *_sizes(sizes)], rows)}"


def _short(missed: str) -> str:
    return "not tried" if missed.startswith("not tried") else missed


def _own(own: dict[str, _Result], sizes: Sequence[str]) -> str:
    done = [size for size in sizes if "missed" not in own[size]]

    def each(key: str) -> list[str]:
        return [f"{own[size][key] / int(size):.2f}" for size in done]

    rows = [
        ["Points, raw, bytes each", *each("points_body")],
        ["Points, gzip, bytes each", *each("points_compressed")],
        ["Last days, radii and kilometres, gzip, bytes each", *each("extents_compressed")],
        [
            "Complete, with land, names and timeline, s",
            *(f"{own[size]['complete_s']:.2f}" for size in done),
        ],
        ["Filter by kind, ms", *(f"{own[size]['filter_ms']:.0f}" for size in done)],
        ["Worst frame while panning, ms", *(f"{own[size]['frame_worst_ms']:.0f}" for size in done)],
        ["Visits", *(str(own[size]["runs"]) for size in done)],
    ]
    return f"### More of this project's map\n\n{_rows(['', *_sizes(done)], rows)}"


def _app(cases: dict[str, _Result]) -> str:
    def row(title: str, value: Callable[[_Result], str]) -> list[str]:
        return [title, *(value(case) for case in cases.values())]

    def of(action: str, key: str, digits: int = 0, scale: float = 1) -> Callable[[_Result], str]:
        def value(case: _Result) -> str:
            found = case.get(action, {}).get(key)
            return "–" if found is None else f"{found * scale:.{digits}f}"

        return value

    rows = [
        row("Start until the server answers, s", lambda case: f"{case['answers_s']:.2f}"),
        row("Start until first paint, s", lambda case: f"{case['first_paint_s']:.2f}"),
        row("Start until the page is complete, s", lambda case: f"{case['complete_s']:.2f}"),
        row("Second session, complete, s", lambda case: f"{case['load_s']:.2f}"),
    ]
    for action, title in (("layer", "switch"), ("filter", "filter"), ("click", "incident")):
        rows += [
            row(f"{title}: CPU a rerun, ms", of(action, "cpu_ms")),
            row(f"{title}: received, KB", of(action, "received", 1, 1e-3)),
            row(f"{title}: sent, KB", of(action, "sent", 1, 1e-3)),
        ]
        rows.append(row(f"{title}: choice to what it shows, ms", of(action, "changed_ms")))
    rows += [
        row("Memory an extra session, MB", lambda case: f"{case['session_mb']:.1f}"),
        row("Memory of the server, one session, MB", lambda case: f"{case['memory_mb']:.0f}"),
    ]
    return f"## The app\n\n{_rows(['', *cases], rows)}\n{_parts(cases)}"


def _parts(cases: dict[str, _Result]) -> str:
    lines = ["What a rerun sends, in bytes by kind of message:", ""]
    for name, case in cases.items():
        for action in ("layer", "filter", "click"):
            parts = case.get(action, {}).get("parts", {})
            listed = sorted(parts.items(), key=lambda part: -part[1])[:6]
            if listed:
                told = ", ".join(f"{kind} {size:,}" for kind, size in listed)
                lines.append(f"* {name}, {action}: {told}")
    return "\n".join([*lines, ""])


def _targets(maps: _Maps, cases: dict[str, _Result]) -> str:
    rows = [*_map_targets(maps), *_app_targets(cases)]
    if not rows:
        return ""
    lines = [[what, aim, got, "yes" if met else "**no**"] for what, aim, got, met in rows]
    return f"## What it should reach\n\n{_rows(['', 'aim', 'measured', 'reached'], lines)}"


_Target = tuple[str, str, str, bool]


def _map_targets(maps: _Maps) -> list[_Target]:
    rows: list[_Target] = []
    for size in ("100", "1000"):
        own, best = maps[OWN].get(size), fastest(maps, size, "interactive_s")
        if own and best and "missed" not in own:
            ratio = own["interactive_s"] / best[1]
            rows.append((f"{int(size):,}: interactive, beside the fastest peer", "≤ 1×",
                         f"{ratio:.2f}×", ratio <= 1))  # fmt: skip
    own = maps[OWN].get("100000")
    if own and "missed" not in own:
        best = fastest(maps, "100000", "interactive_s")
        ratio = (best[1] if best else LIMIT_S) / own["interactive_s"]
        raw, gz = own["points_body"] / 1e5, own["points_compressed"] / 1e5
        rows += [
            ("100,000: interactive, beside the fastest peer", "≥ 10×", f"{ratio:.1f}×",
             ratio >= 10),
            ("100,000: bytes a point, raw", "≤ 20", f"{raw:.2f}", raw < 20.005),
            ("100,000: bytes a point, gzip", "≤ 8", f"{gz:.2f}", gz <= 8),
        ]  # fmt: skip
    own = maps[OWN].get("1000000")
    if own and "missed" not in own:
        for key, what, limit, scale in (
            ("interactive_s", "interactive, ms", 3000, 1e3),
            ("frame95_ms", "frame while panning, 95th percentile, ms", 50, 1),
            ("toggle_ms", "layer off or on, ms", 150, 1),
            ("popup_ms", "click to popup, ms", 100, 1),
        ):
            got = own[key] * scale
            rows.append((f"1,000,000: {what}", f"< {limit}", f"{got:.0f}", got < limit))
    return rows


def _app_targets(cases: dict[str, _Result]) -> list[_Target]:
    empty = cases[_EMPTY]
    rows: list[_Target] = []
    for name, case in cases.items():
        if name in (_EMPTY, _PLAIN):
            continue
        for action in ("layer", "filter"):
            found = case[action]
            ratio = found["cpu_ms"] / empty["layer"]["cpu_ms"]
            changed, received = found["changed_ms"], found["received"] / 1e3
            rows += [
                (f"{name}: CPU of a {action}, beside the empty page", "≤ 1.5×", f"{ratio:.2f}×",
                 ratio <= 1.5),
                (f"{name}: {action}, choice to map, ms", "≤ 120", f"{changed:.0f}", changed <= 120),
                (f"{name}: {action}, received, KB", "≤ 5", f"{received:.1f}", received <= 5),
            ]  # fmt: skip
        rows.append((f"{name}: memory an extra session, MB", "< 15", f"{case['session_mb']:.1f}",
                     case["session_mb"] < 15))  # fmt: skip
        if "shipped" in name:
            ratio = case["load_s"] / empty["load_s"]
            plain = case["complete_s"] / cases[_PLAIN]["complete_s"]
            rows += [
                (f"{name}: second session, beside the empty page", "≤ 1.5×", f"{ratio:.2f}×",
                 ratio <= 1.5),
                (f"{name}: start to a complete page, beside a plain st_folium", "≤ 1.25×",
                 f"{plain:.2f}×", plain <= 1.25),
            ]  # fmt: skip
    return rows


if __name__ == "__main__":
    main()
