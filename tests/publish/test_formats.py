"""Each format by the tools that its readers use: GDAL, frictionless, openpyxl, pyarrow."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pytest

from dmz_map.errors import StoreError
from dmz_map.publish.areas import areas_of, without_geometry
from dmz_map.publish.bibtex import latex
from dmz_map.publish.bundle import LICENCE
from dmz_map.publish.export import FORMATS, as_bytes, write
from dmz_map.publish.formats import ENDINGS, Options
from dmz_map.publish.qgis import qml
from dmz_map.web.style import legend_words

needs_gdal = pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="needs GDAL's ogrinfo")


@pytest.fixture(scope="module")
def folder(bundle, tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    for ending in (".geojson", ".gpkg", ".kml", ".parquet", ".xlsx", ".zip", ".bib"):
        write(bundle, folder / f"x{ending}")
    return folder


@pytest.fixture(scope="module")
def placed(bundle):
    return len(bundle.incidents) - without_geometry(bundle.incidents, areas_of(bundle.layers))


def ogrinfo(path):
    """Return the number of features of each layer as GDAL counts them, and all that it says."""
    command = ["ogrinfo", "-ro", "-so", "-al", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    counts = re.findall(r"^Layer name: ([^\n]+)$.*?^Feature Count: (\d+)$", run.stdout, re.M | re.S)
    return {name: int(number) for name, number in counts}, run.stdout + run.stderr


@needs_gdal
def test_gdal_counts_every_incident_of_the_geopackage(bundle, folder, placed):
    counts, text = ogrinfo(folder / "x.gpkg")
    assert counts["incidents"] + counts["incidents_by_sector"] == placed
    assert counts["incidents_without_place"] == len(bundle.incidents) - placed
    assert counts["sectors"] == 5
    assert counts["border"] == counts["zone"] == counts["land"] == 1
    assert counts["places"] == len(bundle.layers.places)
    assert {"sources", "citations", "claims", "documents", "links"} < counts.keys()
    assert "Warning" not in text
    assert "first_day: Date" in text


@needs_gdal
def test_gdal_counts_every_incident_of_the_geojson(bundle, folder):
    counts, text = ogrinfo(folder / "x.geojson")
    assert [*counts.values()] == [len(bundle.incidents)]
    assert "Warning" not in text


@needs_gdal
def test_gdal_counts_every_incident_of_the_kml(bundle, folder):
    counts, _ = ogrinfo(folder / "x.kml")
    groups = legend_words("en").values()
    assert sum(counts[name] for name in groups) == len(bundle.incidents)


def test_geopandas_reads_the_geoparquet(bundle, folder, placed):
    frame = gpd.read_parquet(folder / "x.parquet")
    assert frame.crs == "EPSG:4326"
    assert len(frame) == len(bundle.incidents)
    assert frame.geometry.notna().sum() == placed
    geo = json.loads(pq.read_schema(folder / "x.parquet").metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert set(geo["columns"]["geometry"]["geometry_types"]) == set(frame.geom_type.dropna())
    assert str(pq.read_schema(folder / "x.parquet").field("first_day").type) == "date32[day]"


def test_a_file_says_how_many_incidents_have_no_geometry(bundle, folder, placed):
    file = json.loads((folder / "x.geojson").read_text("utf-8"))
    null = [f["id"] for f in file["features"] if f["geometry"] is None]
    assert len(null) == file["dmz_map_export"]["without_geometry"]
    assert len(null) == len(bundle.incidents) - placed > 0


def test_an_incident_known_to_a_sector_is_its_polygon(bundle, folder):
    file = json.loads((folder / "x.geojson").read_text("utf-8"))
    kinds = {f["id"]: (f["geometry"] or {}).get("type") for f in file["features"]}
    for incident in bundle.incidents:
        if incident.place.precision in ("sector", "line") and incident.place.sector != "unknown":
            assert kinds[incident.id] in ("Polygon", None), incident.place.sector
        if incident.place.lon is not None:
            assert kinds[incident.id] == "Point"


def test_rings_turn_as_rfc_7946_says(folder):
    file = json.loads((folder / "x.geojson").read_text("utf-8"))
    shapes = [f["geometry"] for f in file["features"] if f["geometry"]]
    rings = [shape["coordinates"][0] for shape in shapes if shape["type"] == "Polygon"]
    assert rings
    for ring in rings:
        pairs = pairwise(ring)
        assert sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) > 0, "counterclockwise"


def test_qgis_finds_a_style_for_every_layer_of_the_map(bundle, folder):
    with closing(sqlite3.connect(folder / "x.gpkg")) as database:
        rows = database.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = dict(
            database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
        )
    assert {name for name, *_ in rows} == columns.keys()
    assert all(columns[name] == column and default == 1 for name, column, _, default in rows)
    assert all(ET.fromstring(style).tag == "qgis" for _, _, style, _ in rows)


def test_a_style_has_each_category_in_its_groups_colour_and_symbol(bundle):
    root = ET.fromstring(qml(bundle.terms)["incidents"])
    categories = {e.get("value"): e.get("symbol") for e in root.iter("category")}
    assert [*categories] == [t.value for t in bundle.terms if t.field == "category"]
    symbol = root.find(f".//symbol[@name='{categories['tunnel']}']")
    options = {e.get("name"): e.get("value") for e in symbol.iter("Option") if e.get("name")}
    assert options["name"] == "triangle"
    assert options["color"] == "122,63,152,255"


def test_frictionless_validates_the_zip(folder, tmp_path):
    with zipfile.ZipFile(folder / "x.zip") as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    assert run.stdout.count("VALID") == 7


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(folder):
    with zipfile.ZipFile(folder / "x.zip") as archive:
        text = archive.read("incidents.csv").decode()
    assert ",'=1+1" in text.replace('"', "")
    assert re.findall(r"(?:^|,)\"?[=@\t]", text, re.M) == []


@pytest.mark.parametrize("ending", [".csv"])
def test_a_byte_order_mark_on_request(bundle, ending):
    assert as_bytes(bundle, ending).startswith(b"id,date,")
    assert as_bytes(bundle, ending, options=Options(bom=True)).startswith(b"\xef\xbb\xbfid,date,")


def test_a_workbook_has_a_sheet_a_table_and_no_formula(bundle, folder):
    book = openpyxl.load_workbook(folder / "x.xlsx")
    assert book.sheetnames[:3] == ["about", "incidents", "sources"]
    assert book["incidents"].max_row == len(bundle.incidents) + 1
    kinds = {cell.data_type for row in book["incidents"].iter_rows() for cell in row}
    assert "f" not in kinds
    assert "d" in kinds, "days are true dates"


def test_bibtex_has_an_entry_a_source_and_a_document(bundle, folder):
    text = (folder / "x.bib").read_text("utf-8")
    keys = re.findall(r"^@(?:online|misc)\{([^,]+),$", text, re.M)
    sources = {c.source.id for incident in bundle.incidents for c in incident.citations}
    assert sorted(keys) == sorted(sources | {d.id for d in bundle.documents})
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_signs_that_latex_runs_are_escaped():
    assert latex(r"5% of R&D_{x} \input") == r"5\% of R\&D\_\{x\} \textbackslash{}input"


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".kml", ".xlsx", ".zip", ".bib"])
def test_licence_edition_version_and_filter_go_with_the_file(bundle, folder, ending):
    data = as_bytes(bundle, ending)
    if ending in (".xlsx", ".zip"):
        with zipfile.ZipFile(folder / f"x{ending}") as archive:
            data = b"".join(map(archive.read, archive.namelist()))
    for said in (LICENCE.split(",")[0], "2025-12-31", bundle.version, "text: armistice"):
        assert said.encode() in data


def test_equal_exports_are_equal_files(bundle):
    assert as_bytes(bundle, ".zip") == as_bytes(bundle, ".zip")


def test_two_sources_of_one_id_are_an_error(bundle, tmp_path):
    first, second, *_ = bundle.incidents
    citation = first.citations[0]
    other = replace(citation, source=replace(citation.source, title="Another"))
    clash = replace(bundle, incidents=(first, replace(second, citations=(other,))))
    with pytest.raises(StoreError, match=r"Two sources have the id .* Give one of them another"):
        write(clash, tmp_path / "x.zip")


def test_every_ending_has_a_writer():
    assert tuple(FORMATS) == ENDINGS


def test_the_names_of_the_formats_load_nothing_that_writes_them():
    code = "import sys, dmz_map.publish.formats; print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = {'geopandas', 'pyarrow', 'matplotlib', 'openpyxl', 'folium'}; "
    run = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, text=True)
    assert run.stdout == "[]\n", run.stderr
