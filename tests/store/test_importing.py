"""Imports through the gate, from real files of every kind, into both backends of the store."""

import csv
import json
import signal
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest
from dmz_map.store.importing import import_fields, import_file
from shapely import LineString, Point

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import to_frame
from dmz_map.cli import main
from dmz_map.errors import StoreError, TableError
from dmz_map.store.query import Query
from dmz_map.tabular.datapackage import open_package
from tests.stores import ROOT, open_store

EVERYTHING = Query()
COLUMNS = [field.name for field in import_fields(open_package(ROOT))]


@pytest.fixture(scope="module")
def package():
    return open_package(ROOT)


def rows(n, **differs):
    """Return rows of an import as text, as a spreadsheet would hold them."""
    frame = to_frame(synthetic_incidents(n))
    records = []
    for record, point in zip(frame.to_dict("records"), frame.geometry, strict=True):
        cells = {name: record.get(name) for name in COLUMNS}
        cells |= {"lon": point.x, "lat": point.y} if point else {"lon": None, "lat": None}
        cells |= {
            "confidence": "medium",
            "source_title": "Annual report",
            "source_url": "https://example.org/report",
            "source_publisher": "Example Gazette",
        }
        empty = {name: value for name, value in cells.items() if pd.isna(value)}
        records.append(cells | dict.fromkeys(empty, "") | differs)
    return records


def write_csv(path, records, columns=None):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return path


def write_spatial(path, records, crs="EPSG:4326"):
    frame = pd.DataFrame(records).drop(columns=["lon", "lat"])
    for column in ("people", "killed", "wounded", "radius_km"):
        frame[column] = pd.to_numeric(frame[column])
    points = [Point(r["lon"], r["lat"]) if r["lon"] != "" else None for r in records]
    shaped = gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326").to_crs(crs)
    if path.suffix == ".parquet":
        shaped.to_parquet(path)
    else:
        shaped.to_file(path, engine="pyogrio")
    return path


def rejects(report):
    with report.rejects.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_any(path, records):
    return write_csv(path, records) if path.suffix == ".csv" else write_spatial(path, records)


@pytest.mark.parametrize("kind", ["csv", "geojson", "gpkg", "parquet"])
def test_a_file_of_each_kind_is_imported_whole(store, package, tmp_path, kind):
    path = write_any(tmp_path / f"incidents.{kind}", rows(60))
    before, done = store.count(EVERYTHING), []
    report = import_file(store, path, package, progress=done.append)
    assert (report.imported, report.rejected, report.rejects) == (60, 0, None)
    assert store.count(EVERYTHING) == before + 60
    assert done[-1] == 60
    for expected in synthetic_incidents(60):
        incident = store.get(expected.id)
        assert incident.place.lon == pytest.approx(expected.place.lon, abs=1e-9)
        for name in ("date", "first_day", "title_ko", "actors", "people", "wounded", "note"):
            assert getattr(incident, name) == getattr(expected, name)
        (citation,) = incident.citations
        assert citation.source.publisher == "Example Gazette"
        assert citation.source.url == "https://example.org/report"
        assert "title_en" in citation.supports
        assert incident.claims == ()


def test_points_of_another_reference_system_are_transformed(store, package, tmp_path):
    path = write_spatial(tmp_path / "metric.gpkg", rows(20), crs="EPSG:5179")
    import_file(store, path, package)
    for expected in synthetic_incidents(20):
        place = store.get(expected.id).place
        assert place.lon == pytest.approx(expected.place.lon, abs=1e-7)
        assert place.lat == pytest.approx(expected.place.lat, abs=1e-7)


def test_columns_are_mapped_and_optional_ones_may_be_absent(store, package, tmp_path):
    absent = ("dispute", "note", "people", "killed", "wounded", "source_url", "source_title")
    records = [
        {"headline" if k == "title_en" else k: v for k, v in row.items() if k not in absent}
        for row in rows(5)
    ]
    path = write_csv(tmp_path / "mapped.csv", records)
    with pytest.raises(TableError, match=r"lacks the columns title_en\. .*--map title_en=COLUMN"):
        import_file(store, path, package)
    assert import_file(store, path, package, names={"title_en": "headline"}).imported == 5
    source = store.get("syn-0000003").citations[0].source
    assert (source.title, source.publisher, source.url) == ("Example Gazette",) * 2 + ("",)
    with pytest.raises(TableError, match="An import has no column 'headline'"):
        import_file(store, path, package, names={"headline": "title_en"})


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "No Id", "is not an id of 3 to 80 characters"),
        ("id", "zone", "is not an id"),
        ("date", "spring 1979", "is not an EDTF date"),
        ("date", "1979-02-30", "is not an EDTF date"),
        ("category", "picnic", "unknown value 'picnic'"),
        ("sector", "northern", "unknown value 'northern'"),
        ("title_ko", "Only English", "is not Korean"),
        ("summary_en", "", "the cell is blank"),
        ("actors", "UN Command;;", "the cell is blank"),
        ("people", "many", "not a whole number"),
        ("lon", "12.5", "out of bounds"),
        ("radius_km", "", "radius_km is blank"),
        ("location_precision", "sector", "'sector' has no point, yet lon is"),
        ("source_url", "javascript:alert(1)", "is not a web address"),
        ("confidence", "high", "'high' needs two sources"),
    ],
)
def test_a_row_that_does_not_pass_is_written_down_and_nothing_imported(
    tmp_path, package, column, value, reason
):
    store = open_store(str(tmp_path / "store"))
    version = store.version
    records = rows(40)
    invalid_cells = next(k for k, row in enumerate(records) if row["lon"] != "" and k > 3)
    records[invalid_cells][column] = value
    report = import_file(store, write_csv(tmp_path / "bad.csv", records), package)
    assert (report.imported, report.rejected) == (0, 1)
    assert report.rejects == tmp_path / "bad.csv.rejected.csv"
    assert store.version == version
    told = rejects(report)[0]
    assert told["row"] == str(invalid_cells + 2)
    assert told["id"] == records[invalid_cells]["id"]
    if column not in ("radius_km", "location_precision"):
        assert (told["column"], told["value"]) == (column, value)
    assert reason in told["reason"]
    assert told["remedy"].endswith(".")


def test_sound_rows_are_imported_when_rejected_ones_may_be_skipped(store, package, tmp_path):
    records = rows(6)
    records[2]["category"] = "picnic"
    records[4]["date"] = "someday"
    records[5]["id"] = records[0]["id"]
    path = write_csv(tmp_path / "bad.csv", records)
    report = import_file(store, path, package, skip_rejected=True)
    assert (report.imported, report.rejected) == (3, 3)
    reasons = {row["row"]: row["reason"] for row in rejects(report)}
    assert list(reasons) == ["4", "6", "7"]
    assert reasons["7"] == "the id is in row 2 already."
    records[2], records[4], records[5] = rows(6)[2], rows(6)[4], rows(6)[5]
    again = import_file(store, write_csv(path, records), package)
    reasons = [row["reason"] for row in rejects(again)]
    assert reasons == ["the store has an incident of this id."] * 3
    assert import_file(store, path, package, replace=True).imported == 6
    assert not again.rejects.exists()


def test_a_row_without_any_source_is_rejected(tmp_path, package):
    bare = rows(1, source_title="", source_url="", source_publisher="")
    path = write_csv(tmp_path / "bare.csv", bare)
    report = import_file(open_store(str(tmp_path / "store")), path, package)
    (told,) = rejects(report)
    assert "cites no source" in told["reason"]


def test_a_torn_row_and_a_shape_that_is_no_point_are_rejected(tmp_path, package):
    store = open_store(str(tmp_path / "store"))
    path = write_csv(tmp_path / "torn.csv", rows(3))
    with path.open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    (told,) = rejects(import_file(store, path, package))
    assert (told["row"], told["reason"]) == (
        "5",
        f"the row has 3 cells where the first line has {len(COLUMNS)}.",
    )
    placed = [row for row in rows(20) if row["lon"] != ""][:2]
    frame = gpd.read_file(write_spatial(tmp_path / "shapes.geojson", placed))
    frame.loc[1, "geometry"] = LineString([(127, 38), (127.1, 38)])
    frame.to_file(tmp_path / "shapes.geojson")
    (told,) = rejects(import_file(store, tmp_path / "shapes.geojson", package))
    assert (told["row"], told["reason"]) == ("2", "its geometry is a linestring.")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", r"a\.txt cannot be imported: its name ends in none of \.csv"),
        ("a.csv", None, r"a\.csv is not there"),
        ("a.csv", b"", "the first line must name each column"),
        ("a.csv", b"id,id\n", "no two alike. Found: id, id"),
        ("a.csv", b"id,date\n\xff\xfe,1\n", "not UTF-8"),
        ("a.geojson", b"{]", r"a\.geojson cannot be read"),
        ("a.gpkg", b"no database", r"a\.gpkg cannot be read"),
        ("a.parquet", b"no parquet", r"a\.parquet cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, package, name, content, sentence):
    store = open_store(str(tmp_path / "store"))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=sentence):
        import_file(store, tmp_path / name, package)


# ------------------------------------------------------------------ cut off in the middle


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_cut_off_leaves_the_store_as_it_was(url, store, tmp_path, how):
    version, count = store.version, store.count(EVERYTHING)
    script = (
        "import sys, time\n"
        "from benchmarks.synthetic import synthetic_incidents\n"
        "from dmz_map.store.open_store import open_store\n"
        "def hold(done):\n"
        "    print(done, flush=True)\n"
        "    time.sleep(60)\n"
        "open_store(sys.argv[1]).add(synthetic_incidents(20_000), progress=hold)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, url], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as importing:  # fmt: skip
        assert importing.stdout.readline() == "5000\n"
        assert store.count(EVERYTHING) == count  # readers are not kept waiting
        importing.send_signal(how)
        importing.wait()
    assert (store.version, store.count(EVERYTHING)) == (version, count)
    assert store.add(synthetic_incidents(3)) == 3
    if "://" not in url:
        names = {file.name for file in (tmp_path / "store").iterdir()}
        assert {name for name in names if name.endswith(".tmp")} == set()


def test_a_store_that_cannot_be_written_says_so(tmp_path, monkeypatch):
    store = open_store(str(tmp_path / "store"))
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(StoreError, match=r"No space.*the store is as it was"):
        store.add(synthetic_incidents(1))
    monkeypatch.undo()
    assert store.count(Query(text="commission made-up syn")) == 0


# ------------------------------------------------------------------ the verbs


def test_the_verb_store_prepares_and_tells(url, capsys, monkeypatch):
    assert main(["store", "init", "--store", url]) == 0
    first = capsys.readouterr().out
    monkeypatch.setenv("DMZ_MAP_STORE", url)
    assert main(["store", "info"]) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert first.splitlines()[-1] == f"version: {told['version']}"
    assert int(told["incidents"]) > 100
    assert told["store"].startswith(("GeoPackage", "PostgreSQL"))


def test_the_verb_import_imports_and_tells(url, store, tmp_path, capsys):
    records = [{k if k != "title_en" else "headline": v for k, v in r.items()} for r in rows(4)]
    path = write_csv(tmp_path / "four.csv", records)
    words = ["import", str(path), "--map", "title_en=headline", "--store", url]
    assert main(words) == 0
    assert capsys.readouterr().out == "4 incidents imported, 0 rows rejected\n"
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert out == "0 incidents imported, 4 rows rejected\n"
    assert "four.csv.rejected.csv" in err
    assert "Nothing was imported" in err
    assert main([*words, "--replace"]) == 0


def test_geojson_lists_and_times_become_cells(tmp_path, package):
    (row,) = rows(1)
    point = [row.pop("lon"), row.pop("lat")]
    row |= {"actors": ["UN Command", "Guard"], "date": "1984-11-23T00:00:00", "wounded": None}
    shape = {"type": "Point", "coordinates": point} if point[0] else None
    feature = {"type": "Feature", "properties": row, "geometry": shape}
    path = tmp_path / "one.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    store = open_store(str(tmp_path / "store"))
    assert import_file(store, path, package).rejected == 0
    incident = store.get(row["id"])
    assert (incident.actors, incident.date) == (("UN Command", "Guard"), "1984-11-23")
    assert incident.wounded is None
