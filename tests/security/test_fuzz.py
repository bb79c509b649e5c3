"""Anything at every door: an answer or one sentence, no traceback, no file changed.

Five hundred cases here; ``make fuzz`` tries twenty thousand (`FUZZ_CASES`) and says what it found.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import shutil
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmz_map.archive.drafts import read_draft
from dmz_map.archive.same_event import EventIndex
from dmz_map.cli import main
from dmz_map.errors import DmzMapError
from dmz_map.importing.angles import parse_angles
from dmz_map.importing.counts import read_casualties, read_count
from dmz_map.importing.dates import date_of_parts, looks_like_date, read_date
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.run import read_rows
from dmz_map.publish.edition_files import read_edition
from dmz_map.reading.extraction import documents_from
from dmz_map.reading.reader import read_text
from dmz_map.reading.reference import Reference
from dmz_map.store.query import Query
from dmz_map.tabular.edtf import day_span
from dmz_map.ui.url import read_view
from tests.conftest import ROOT
from tests.security.corpus import HOSTILE

CASES = int(os.environ.get("FUZZ_CASES", "500"))
TARGETS = 8
TRIED = {"cases": 0}

texts = st.one_of(
    st.text(max_size=200),
    st.sampled_from(HOSTILE),
    st.text(alphabet="0123456789-/.?~%XuT:, °'\"NSEW북위동경도분초년월일~일월", max_size=40),
)
dates = st.from_regex(r"[0-9?X]{1,5}[-/. ][0-9?X]{1,3}([-/. ][0-9?X~%]{1,4}){0,3}", fullmatch=True)


def fuzz(**strategies):
    """Return a decorator that tries a test with its share of the cases."""

    def decorated(test):
        @functools.wraps(test)
        def counted(**given):
            TRIED["cases"] += 1
            test(**given)

        return settings(
            max_examples=max(1, CASES // TARGETS), deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )(given(**strategies)(counted))  # fmt: skip

    return decorated


def sound(function, *arguments, **options):
    """Call what may answer or say one sentence; anything else is a fault."""
    try:
        return function(*arguments, **options)
    except DmzMapError as error:
        said = str(error)
        assert said.strip()
        assert len(said) < 20_000
        return None


def base_files():
    """Return a whole file of each kind, small."""
    rows = "title,date,lat,lon\nA shot,1990-05-01,38.0,127.0\n사격,1991.6.2,37.9,126.7\n"
    point = '{"type":"Point","coordinates":[127.0,38.0]}'
    feature = f'{{"type":"Feature","properties":{{"title":"a","date":"1990"}},"geometry":{point}}}'
    book, stream, packed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for line in rows.splitlines():
        book.active.append(line.split(","))
    book.save(stream)
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a.csv", rows)
    kml = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>a</name><Point>'
        "<coordinates>127,38</coordinates></Point></Placemark></Document></kml>"
    )
    return {
        ".csv": rows.encode(),
        ".tsv": rows.replace(",", "\t").encode("utf-16"),
        ".geojson": f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode(),
        ".json": b'[{"title": "a", "date": "1990-05-01"}]',
        ".kml": kml.encode(),
        ".xlsx": stream.getvalue(),
        ".zip": packed.getvalue(),
        ".html": f"<html><body><p>{'On 4 March 1990 a soldier crossed. ' * 3}</body>".encode(),
        ".txt": "2015년 8월 4일 북한군 병사 1명이 귀순했다.".encode("cp949"),
        ".pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>",
    }


BASES = base_files()


@st.composite
def files(draw):
    """Draw the ending and the bytes of a file: a whole one with some bytes changed, or any."""
    ending = draw(st.sampled_from(sorted(BASES)))
    if draw(st.integers(0, 4)) == 0:
        return ending, draw(st.binary(max_size=400))
    data = bytearray(BASES[draw(st.sampled_from([ending] * 4 + sorted(BASES)))])
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 8))
        data[place : place + cut] = draw(st.binary(max_size=8))
    return ending, bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@fuzz(text=st.one_of(texts, dates), order=st.sampled_from([(), ("day",), ("month",)]))
def test_cells(text, order):
    for read in (day_span, parse_angles, read_count, read_casualties, looks_like_date):
        sound(read, text)
    reading = sound(read_date, text, frozenset(order))
    if reading is not None and getattr(reading, "edtf", ""):
        first, last = day_span(reading.edtf)
        assert first <= last
    sound(date_of_parts, text, text[::-1], text[:2])


@fuzz(file=files())
def test_tables(folder, file):
    ending, data = file
    path = folder / f"table{ending}"
    path.write_bytes(data)
    result = sound(read_rows, path, ImportOptions(root=ROOT))
    if result is not None and result.refusal is not None:
        code, sentence = result.refusal
        assert code
        assert sentence.strip()
        assert "Traceback" not in sentence
    assert path.read_bytes() == data


@fuzz(file=files())
def test_documents(file):
    ending, data = file
    for document in sound(lambda: [*documents_from(f"a{ending}", data)]) or ():
        text = getattr(document, "text", None)
        assert text is None or "\x00" not in text


@fuzz(
    parts=st.lists(
        st.one_of(
            texts,
            st.sampled_from(
                [
                    "On 4 March 1990 ",
                    "a North Korean soldier crossed the MDL. ",
                    "판문점 ",
                    "귀순했다. ",
                ]
            ),
        ),
        max_size=12,
    )
)
def test_readings(parts):
    text = "".join(parts)
    reading = sound(read_text, text, date(2024, 6, 21), Reference(EventIndex([])))
    for one in getattr(reading, "incidents", ()):
        for claim in one.claims:
            assert text[claim.start : claim.end] == claim.exact


@fuzz(
    parameters=st.dictionaries(
        st.sampled_from(
            ["lang", "layers", "incident", "passage", "years", "km", "chart", "sets", "q", "page",
             "category", "sector", "certain", "evidence", "view", "sort", "box", "zoom"]
        ),
        st.one_of(texts, st.from_regex(r"[0-9,.-]{0,20}", fullmatch=True)),
    )
)  # fmt: skip
def test_addresses(parameters):
    words = {"category": ("attack", "tunnel"), "sector": ("western", "central")}
    view = sound(read_view, parameters, words, known_incident=False, sets=(0, 1))
    assert view is not None
    assert view.language in ("en", "ko")


@pytest.fixture(scope="module")
def store(folder):
    from benchmarks.synthetic import synthetic_incidents
    from dmz_map.store.open_store import open_store

    opened = open_store(str(folder / "searched"))
    opened.add(synthetic_incidents(200))
    yield opened
    opened.close()


@fuzz(text=texts)
def test_searches(store, text):
    found = sound(lambda: store.count(Query(text=text)))
    assert found is None or found >= 0
    sound(store.get, text)


@fuzz(file=st.one_of(files(), texts.map(lambda text: (".toml", text.encode("utf-8", "replace")))))
def test_editions_and_drafts(folder, file):
    ending, data = file
    path = folder / f"given{ending}"
    path.write_bytes(data)
    sound(read_edition, path)
    sound(read_draft, path, ROOT)
    assert path.read_bytes() == data


VERBS = (
    "diff", "export", "import", "measure", "new-incident", "publish", "read", "read-corpus",
    "same", "store", "validate",
)  # fmt: skip
WORDS = (
    "mine.csv", "mine.txt", "data", ".", "..", "no-such", "/dev/null", "~nouser", "a" * 300, "",
    "out.csv", "out.png", "out.gpkg", "x.unknown", "init", "info", "undo", "hide", "show",
    "remove", "1", "-1", "99999999999999999999", "postgresql://x:y@[::1/x", "--force", "--json",
    "--store", "--out", "--format", "--dry-run", "--years", "--category", "--language", "--box",
    "--same", "--different", "--single", "--since", "--url", "--workers", "--excerpt-length",
    "--with-texts", "--km", "--columns", "--page", "--bom", "--help", "--strict",
)  # fmt: skip


def digests(folder):
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@fuzz(
    verb=st.sampled_from(VERBS),
    words=st.lists(st.one_of(st.sampled_from(WORDS), texts), max_size=5),
)
def test_command_lines(folder, verb, words, monkeypatch_module):
    """Nothing that was there changes, whatever the words say, but by `--force` or `undo`."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "mine.csv").write_bytes(BASES[".csv"])
    (home / "mine.txt").write_bytes(BASES[".txt"])
    before = digests(home)
    monkeypatch_module.chdir(home)
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        patch.setattr("sys.stderr", err)
        TRIED["cases"] += 1
        status = main([verb, *words])
    assert status in (0, 1, 2)
    said = err.getvalue()
    assert "Traceback" not in said
    assert status == 0 or said.strip() or out.getvalue().strip()
    assert not any(sign in said for sign in "\x00\x1b\x07\x9b")
    if "--force" not in words:
        after = digests(home)
        assert {name: after.get(name) for name in before} == before


@pytest.fixture(scope="module")
def monkeypatch_module(folder):
    """Give the command line folders of its own, and every exception its traceback."""
    data = digests(ROOT / "data") | digests(ROOT / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "xdg-data"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "xdg-cache"))
        patch.setenv("HOME", str(folder))
        patch.setenv("DMZ_MAP_TRACEBACK", "1")
        patch.delenv("DMZ_MAP_STORE", raising=False)
        yield patch
    assert digests(ROOT / "data") | digests(ROOT / "seeds") == data


def test_the_verbs_are_those_that_there_are():
    from dmz_map.cli.command import _VERBS

    assert {*VERBS, "build", "seal", "serve"} == set(_VERBS)


@pytest.mark.parametrize(
    "words",
    [
        ["import", "mine.csv", "--save-profile", "mine.csv", "--dry-run"],
        ["import", "mine.csv", "--result", "mine.csv"],
        ["export", "mine.csv"],
        ["publish", "mine.csv", "--single"],
        ["publish", "mine.csv"],
        ["diff", ".", ".", "--out", "mine.csv"],
        ["read", "mine.csv", "--out", "mine.csv"],
        ["read", "mine.csv", "--to-archive", "mine.csv"],
    ],
    ids=" ".join,
)
def test_no_verb_writes_over_a_file_of_the_user(tmp_path, monkeypatch, words, capsys):
    mine = tmp_path / "mine.csv"
    mine.write_text("title,date\na,2015-08-04\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DMZ_MAP_STORE", str(tmp_path / "store"))
    assert main(words) == 1
    assert mine.read_text() == "title,date\na,2015-08-04\n"
