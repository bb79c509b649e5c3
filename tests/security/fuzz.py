"""Random input into everything that reads: ``python -m tests.security.fuzz`` tells what failed.

A fault is an exception that is none of the program's own, a status but 0, 1 or 2, a sign that
steers a terminal in what is said, or a file of the user that has changed.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from dmz_map import cli
from dmz_map.errors import DmzMapError
from dmz_map.importing.angles import parse_angles
from dmz_map.importing.counts import read_casualties, read_count
from dmz_map.importing.dates import read_date
from dmz_map.importing.geometries import as_geometry, crs_named, point_and_radius
from dmz_map.importing.grid_references import parse_grid
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.run import read_rows
from dmz_map.importing.source_table import RefusedFileError
from dmz_map.reading.extraction import Refusal, documents_from
from dmz_map.reading.reader import read_text
from dmz_map.tabular.edtf import day_span, is_fuzzy, named_days
from dmz_map.web.language import date_label
from tests.security.corpus import HOSTILE

ROOT = Path(__file__).parents[2]
SHARES = {
    "dates": 0.4, "coordinates": 0.2, "tables": 0.12, "reading": 0.14, "documents": 0.1,
    "verbs": 0.04,
}  # fmt: skip
"""Which part of the cases each target gets."""

_SHORT = [text for text in HOSTILE if len(text) < 300]
_DATED = list("0123456789-/~?%XYES.,[]{} ") + [
    "2015-08-04",
    "1968",
    "년 ",
    "월 ",
    "일",
    "May",
    "..",
    "T",
]
_PLACED = list("0123456789.,-+°′″'\"NSEW ") + ["52S", "CH", "POINT(", "127", "38", ")", "e", "북위"]
_TOLD = ["북한군", "병사", "1명이", "2015년 8월 4일", "군사분계선을 넘어", "귀순했다.", "On 7 March 1973", "\n",
         " a North Korean soldier crossed the MDL", "yesterday", "two were killed.", " "]  # fmt: skip
_HEADS = [
    "date",
    "title",
    "lat",
    "lon",
    "killed",
    "날짜",
    "place",
    "source",
    "url",
    "MGRS",
    "wkt",
    "",
]
_ENDINGS = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".geojson", ".xlsx", ".ods", ".kml", ".kmz", ".gpx",
            ".gpkg", ".zip", ".fgb", ".parquet", ".html", ".pdf", ".docx", ".xml", "", ".CSV"]  # fmt: skip


@dataclass
class Report:
    """How many cases there were of each target, and the faults by where they are."""

    cases: Counter = field(default_factory=Counter)
    faults: dict = field(default_factory=dict)

    def as_text(self):
        lines = [f"{name:12} {count:6} cases" for name, count in self.cases.items()]
        lines += [f"FAULT {where}: {told}" for where, told in self.faults.items()]
        return "\n".join([*lines, f"{sum(self.cases.values())} cases, {len(self.faults)} faults"])


def mixed(pieces, most=12):
    """Return a strategy of texts: of likely pieces, hostile ones, or of any letters."""
    any_text = st.text(st.characters(exclude_categories=[]), max_size=60)
    likely = st.lists(st.sampled_from(pieces), max_size=most).map("".join)
    return st.one_of(likely, likely, st.sampled_from(_SHORT), any_text)


CELL = st.one_of(mixed(_DATED), mixed(_PLACED), mixed(_TOLD), st.floats().map(str), st.just(""))


@st.composite
def tables(draw):
    """Return the bytes of a table, sound or torn, and the ending of its name."""
    heads = draw(st.lists(st.one_of(st.sampled_from(_HEADS), CELL), min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELL, max_size=7), max_size=6))
    sign = draw(st.sampled_from([",", ";", "\t", "|"]))
    text = "\n".join(sign.join(row) for row in [heads, *rows])
    if draw(st.booleans()):
        text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in [heads, *rows])
    data = text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp949", "latin-1"])), "replace")
    return draw(damaged(data)), draw(st.sampled_from(_ENDINGS))


@st.composite
def damaged(draw, data):
    """Return bytes as they are, cut off, or with others in between."""
    at = draw(st.integers(0, len(data)))
    return draw(
        st.sampled_from(
            [data, data, data[:at], data[:at] + draw(st.binary(max_size=40)) + data[at:]]
        )
    )


@st.composite
def files(draw):
    """Return bytes of a file of any kind, most of them damaged, and the ending of its name."""
    sample, ending = draw(st.sampled_from(_samples()))
    data = draw(st.one_of(damaged(sample), damaged(sample), st.binary(max_size=400)))
    return data, draw(st.sampled_from([ending, ending, ending, *_ENDINGS]))


_made = []


def _samples():
    """Return sound files of many formats, made once."""
    if not _made:
        import docx
        import openpyxl

        rows = [["title", "date", "lat", "lon"], ["Mine", "2015-08-04", 37.9, 126.7]]
        book, page, bytes_of = openpyxl.Workbook(), docx.Document(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(bytes_of)
        _made.append((bytes_of.getvalue(), ".xlsx"))
        page.add_paragraph("On 7 March 1973 a North Korean soldier crossed the line at Cheorwon.")
        page.save(bytes_of := io.BytesIO())
        _made.append((bytes_of.getvalue(), ".docx"))
        geojson = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2015-08-04"},"geometry":{"type":"Point","coordinates":[126.7,37.9]}}]}'
        kml = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>a 2015-08-04</name><Point><coordinates>126.7,37.9</coordinates></Point></Placemark></kml>'
        gpx = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="37.9" lon="126.7"><name>a</name><time>2015-08-04T00:00:00Z</time></wpt></gpx>'
        html = "<html><head><title>a</title></head><body><article><p>On 7 March 1973 a soldier crossed.</p></article></body></html>"
        pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
        for text, ending in (
            (geojson, ".geojson"),
            (kml, ".kml"),
            (gpx, ".gpx"),
            (html, ".html"),
            (pdf, ".pdf"),
        ):
            _made.append((text.encode(), ending))
    return _made


class Targets:
    """What is tried; each method takes one example."""

    def __init__(self, folder):
        self.folder = folder
        self.work = folder / "work"
        self.work.mkdir()
        for name in ("data", "seeds"):
            shutil.copytree(ROOT / name, folder / "root" / name)
        self.own = {"mine.csv": "title,date\na,2015-08-04\n", "mine.txt": "On 7 March 1973 a North Korean soldier crossed the MDL.\n",
                    "mine.toml": "a = 1\n", "mine.geojson": "{}", "mine": ""}  # fmt: skip
        for name, text in self.own.items():
            (self.work / name).write_text(text)
        self.before = self.kept()

    def kept(self):
        """Return the content of all files that no case may change."""
        paths = [self.work / name for name in self.own]
        paths += [path for path in (self.folder / "root").rglob("*") if path.is_file()]
        return {path: path.read_bytes() for path in paths if path.is_file()}

    def strategies(self):
        words = ["mine.csv", "mine.txt", "mine.toml", "mine.geojson", "mine", "nothing", ".", "out.csv", "out", "1", "0", "-1",
                 *[text for text in _SHORT if not text.startswith(("/", "~", "-")) and ".." not in text]]  # fmt: skip
        verbs = [
            name
            for name in cli.verbs.list_commands(None)
            if name not in ("serve", "build", "read-corpus")
        ]
        return {
            "dates": mixed(_DATED),
            "coordinates": mixed(_PLACED),
            "tables": st.one_of(tables(), files()),
            "reading": mixed(_TOLD, most=40),
            "documents": files(),
            "verbs": st.tuples(st.sampled_from(verbs), st.lists(st.one_of(st.sampled_from(words), st.integers(0, 40)), max_size=4)),
        }  # fmt: skip

    def dates(self, text):
        for function in (
            day_span,
            is_fuzzy,
            named_days,
            lambda edtf: date_label(edtf, "ko") if day_span(edtf) else None,
        ):
            with contextlib.suppress(DmzMapError):
                function(text)
        reading = read_date(text)
        read_date(text, frozenset({"dmy"}), utc=True)
        if getattr(reading, "edtf", ""):
            day_span(reading.edtf)

    def coordinates(self, text):
        parse_angles(text)
        parse_grid(text)
        point_and_radius(as_geometry(text))
        read_count(text)
        read_casualties(text)
        if len(text) % 9 == 0:  # slow: it looks through all names that there are
            with contextlib.suppress(DmzMapError, RefusedFileError):
                crs_named(text)

    def tables(self, example):
        data, ending = example
        path = self.work / f"table{ending}"
        path.write_bytes(data)
        with contextlib.suppress(DmzMapError, RefusedFileError):
            for row in read_rows(path, ImportOptions(root=ROOT)).rows:
                if row.is_in:
                    day_span(row.fields["date"])
                    str(row.fields).encode()
        assert path.read_bytes() == data, "the file was changed"
        path.unlink()

    def reading(self, text):
        for one in read_text(text, date(2024, 6, 21)).candidates:
            for claim in getattr(one, "claims", ()):
                assert text[claim.start : claim.end] == claim.exact

    def documents(self, example):
        data, ending = example
        for found in documents_from(f"a{ending}", data):
            if isinstance(found, Refusal):
                assert "\n" not in found.reason
            else:
                found.text.encode()

    def verbs(self, example):
        verb, more = example
        options = [
            one
            for param in cli.verbs.get_command(None, verb).params
            for one in param.opts
            if one.startswith("--")
        ]
        options = [one for one in options if one not in ("--force", "--root", "--store")]
        words = [
            options[one % len(options)] if isinstance(one, int) and options else str(one)
            for one in more
        ]
        said = io.StringIO()
        root = ["--root", str(self.folder / "root")]
        if verb not in ("seal", "validate", "measure", "new-incident", "diff"):
            root += ["--store", str(self.folder / "store")]
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            contextlib.chdir(self.work),
        ):
            status = cli.main([verb, *root, *words])
        assert status in (0, 1, 2), status
        assert not set(said.getvalue()) & set("\x00\x07\x1b\x9b"), "a sign that steers a terminal"


def fuzz(cases, *, number=0, names=tuple(SHARES)):
    """Try so many cases in all and return a `Report`."""
    report = Report()
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, DMZ_MAP_TRACEBACK="1"),
    ):
        targets = Targets(Path(folder))
        for name in names:
            _try(targets, name, max(1, round(cases * SHARES[name])), number, report)
    return report


def _try(targets, name, cases, number, report):
    target = getattr(targets, name)

    def once(example):
        report.cases[name] += 1
        try:
            target(example)
            if name == "verbs" and targets.kept() != targets.before:
                targets.before = targets.kept()
                raise AssertionError("a file of the user was changed")
        except Exception as error:
            frames = [
                f
                for f in traceback.extract_tb(error.__traceback__)
                if "dmz_map/" in f.filename or "security" in f.filename
            ]
            where = f"{name} {Path(frames[-1].filename).name}:{frames[-1].lineno}"
            report.faults.setdefault(
                where, f"{type(error).__name__}: {error} for {ascii(example)[:300]}"
            )

    chosen = settings(
        max_examples=cases, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    strategy = targets.strategies()[name]
    seed(number)(chosen(given(strategy)(once)))()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    chosen = parser.parse_args()
    begun = time.monotonic()
    report = fuzz(chosen.cases, number=chosen.seed)
    print(report.as_text())
    print(f"seed {chosen.seed}, {time.monotonic() - begun:.0f} s")
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
