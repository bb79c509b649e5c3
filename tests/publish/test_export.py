import json
import re

import geopandas as gpd
import pandas as pd
import pytest

from dmz_map.errors import StoreError
from dmz_map.publish.export import export
from dmz_map.store.query import Query
from dmz_map.web.site import open_site

LAYERS = ("incidents", "incidents_by_sector", "incidents_without_place")


def read_geopackage(path):
    return pd.concat(gpd.read_file(path, layer=layer) for layer in LAYERS)


READ = {
    "gpkg": read_geopackage,
    "parquet": gpd.read_parquet,
    "geojson": gpd.read_file,
    "csv": pd.read_csv,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return open_site(store=str(tmp_path_factory.mktemp("store")))


@pytest.mark.parametrize("ending", sorted(READ))
def test_every_incident_is_in_the_file(site, tmp_path, ending):
    path = tmp_path / f"incidents.{ending}"
    assert export(site, path) == site.store.count(Query())
    frame = READ[ending](path)
    assert set(frame["id"]) == {i.id for i in site.archive.incidents}
    assert "오청성, 총상 입고 공동경비구역으로 귀순" in set(frame["title_ko"])


def test_a_query_limits_what_is_written(site, tmp_path):
    path = tmp_path / "tunnels.geojson"
    tunnels = [i for i in site.archive.incidents if i.category == "tunnel"]
    assert export(site, path, Query(categories=("tunnel",))) == len(tunnels)
    found = json.loads(path.read_text("utf-8"))["features"]
    assert {f["properties"]["id"] for f in found} == {i.id for i in tunnels}


def test_the_page_stands_alone(site, tmp_path):
    path = tmp_path / "map.html"
    export(site, path)
    page = path.read_text("utf-8")
    assert re.findall(r"<(?:script|img|iframe)[^>]* src=|<link ", page) == []
    assert page.count("<script") == 3, "scripts, data, and the lines that folium writes"


def test_a_format_that_nobody_writes_is_told_and_nothing_is_left(site, tmp_path):
    with pytest.raises(StoreError, match=r"map\.docx: nothing is written in the format '\.docx'"):
        export(site, tmp_path / "map.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(site, tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        export(site, tmp_path / "nowhere" / "map.html")


def test_a_file_that_is_there_is_kept_unless_forced(site, tmp_path):
    path = tmp_path / "incidents.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=r"incidents\.csv exists already\. Choose another name"):
        export(site, path)
    assert path.read_text("utf-8") == "mine"
    assert export(site, path, force=True) == site.store.count(Query())
    assert [item.name for item in tmp_path.iterdir()] == ["incidents.csv"]


def test_a_filter_is_told_in_the_file(site, tmp_path):
    path = tmp_path / "tunnels.geojson"
    export(site, path, Query(categories=("tunnel",), text="Paju"))
    said = json.loads(path.read_text("utf-8"))["dmz_map_export"]
    assert said["filter"] == "categories: tunnel; text: Paju"
