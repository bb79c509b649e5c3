"""Files that cannot go in, in one sentence each; hostile ones too."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dmz_map.errors import TableError
from dmz_map.importing.options import ImportOptions
from dmz_map.importing.run import read_rows
from tests.importing.tables import ROOT, read


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["title", "date"])
    book.active.append(["a", "2015-08-04"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("_", "."), content)
    return stream.getvalue()


_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>'
_LINK = b"<kml><NetworkLink><Link><href>https://example.org/</href></Link></NetworkLink></kml>"


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.csv", b"", "empty", "is empty"),
        ("a.csv", b"title,date\n", "no_rows", "has no rows"),
        ("a.csv", b"\n\n\n", "empty", "is empty"),
        ("a.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "wrong_kind", "a web page"),
        ("a.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "wrong_kind", "a web page"),
        ("a.csv", _workbook(), "wrong_kind", r"an Excel workbook \(XLSX\).*ends in .xlsx"),
        ("a.xlsx", _workbook()[:3000], "broken", "not whole"),
        ("a.xlsx", b"title,date\na,2015-08-04\n", "wrong_kind", "a table of text"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "wrong_kind", "an old Excel workbook"),
        ("a.csv", b"%PDF-1.7\n", "wrong_kind", "a PDF"),
        ("a.csv", b'[{"a": 1}]', "wrong_kind", "is JSON"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Fea', "broken", "cut off"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "no_rows", "no rows"),
        ("a.geojson", b'{"type": "Topology", "objects": {}}', "wrong_kind", "TopoJSON"),
        ("a.json", b"[" * 100_000, "broken", "cut off or damaged"),
        ("a.json", b"[1, 2, 3]", "not_a_table", "without a list of objects"),
        ("a.kml", _ENTITIES, "broken", "entities"),
        ("a.kml", _LINK, "no_rows", "only a link"),
        ("a.kml", b"<kml><Placemark>", "broken", "cut off"),
        ("a.gpx", b"<gpx></gpx>", "no_rows", "no waypoint"),
        ("a.kmz", _zip(doc_kml=_LINK), "no_rows", "only a link"),
        ("a.kmz", _zip(a_txt=b"x"), "no_rows", "no KML"),
        ("a.zip", _zip(a_csv=b"title,date\n"), "wrong_kind", "Unpack it"),
        ("a.zip", _zip(a_shp=b"\0" * 200), "broken", "damaged"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 2000, "broken", "damaged"),
        ("a.fgb", b"fgb\x03fgb\x00" + b"\1" * 100, "broken", "damaged"),
        ("a.parquet", b"PAR1" + b"\0" * 50, "broken", "damaged"),
        ("a.kmz", _zip(doc_kml=b" " * (300 << 20)), "broken", "too much"),
    ],
)  # fmt: skip
def test_a_file_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, code: str, words: str
) -> None:
    result = read(tmp_path / name, content)
    assert result.refusal is not None
    assert result.refusal[0] == code
    assert result.imported == 0
    with pytest.raises(TableError, match=words):
        raise TableError(result.refusal[1])


@pytest.mark.parametrize(
    "ending", ["csv", "xlsx", "ods", "json", "kml", "kmz", "gpx", "gpkg", "zip", "fgb", "parquet"]
)
def test_no_row_of_noise_goes_in(tmp_path: Path, ending: str) -> None:
    noise = random.Random(1953).randbytes(2000)
    assert read(tmp_path / f"noise.{ending}", noise).imported == 0


@pytest.mark.parametrize(
    "ending", ["xlsx", "kml", "gpx", "geojson", "csv", "kmz", "ods", "gpkg", "parquet"]
)
def test_a_file_of_zeros_is_refused(tmp_path: Path, ending: str) -> None:
    assert read(tmp_path / f"zeros.{ending}", bytes(3000)).refusal is not None


def test_a_missing_file_and_wrong_options_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none.csv is not there"):
        read_rows(tmp_path / "none.csv", ImportOptions(root=ROOT))
    for options, words in (
        ({"constants": {"colour": "red"}}, "--set: unknown field “colour”"),
        ({"constants": {"category": "rain"}}, "--set: unknown category “rain”"),
        ({"columns": {"title": "Name"}}, "--map names the column “Name”, which is not there"),
        ({"columns": {"colour": "title"}}, "--map: unknown field “colour”"),
        ({"date_order": "dym"}, "--date-order: unknown value “dym”"),
        ({"crs": "EPSG:0"}, "names no coordinate reference system"),
    ):
        with pytest.raises(TableError, match=words):
            read(tmp_path / "a.csv", "title,date\na,2015-08-04\n", **options)


def _sound() -> dict[str, bytes]:
    """Return small sound files, to be damaged."""
    features = b'[{"type": "Feature", "properties": {"title": "a", "date": "2015-08-04"}, "geometry": {"type": "Point", "coordinates": [126.7, 37.9]}}]'
    return {
        "a.csv": b'title,date,lat,lon,killed\n"a, b",2015-08-04,37.9,126.7,2\nc,circa 1967,38.1,127,"1-2"\n',
        "a.xlsx": _workbook(),
        "a.geojson": b'{"type": "FeatureCollection", "features": ' + features + b"}",
        "a.kml": b"<kml><Folder><name>f</name><Placemark><name>a</name><TimeStamp><when>2015-08-04</when></TimeStamp><Point><coordinates>126.7,37.9</coordinates></Point></Placemark></Folder></kml>",
        "a.gpx": b'<gpx><wpt lat="37.9" lon="126.7"><time>2019-05-03T22:40:00Z</time><name>w</name></wpt></gpx>',
        "a.kmz": _zip(doc_kml=b"<kml><Placemark><name>a</name></Placemark></kml>"),
    }


@pytest.mark.parametrize("name", _sound())
def test_a_damaged_file_is_refused_or_read_without_a_traceback(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    sound = _sound()[name]
    for _ in range(60):
        damaged = bytearray(sound)
        for _ in range(chance.choice((1, 3, 20))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        result = read(tmp_path / name, bytes(damaged[: chance.randrange(1, len(damaged) + 1)]))
        assert result.rows
