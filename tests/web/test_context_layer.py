import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dmz_map.archive.incidents import read_archive
from dmz_map.geo.layers import read_places
from dmz_map.tabular.datapackage import open_package
from dmz_map.web.context_layer import context_asset

PACKAGE = open_package(Path(__file__).parents[2])


@pytest.fixture(scope="module")
def records():
    asset = context_asset(read_places(PACKAGE), read_archive(PACKAGE).incidents)
    return {record["id"]: record for record in json.loads(asset.body)}


def test_the_four_tunnels_say_when_they_were_found_in_both_languages(records):
    tunnels = [record["name"] for record in records.values() if record["kind"] == "tunnel"]
    assert sorted(tunnels) == [
        ["First Tunnel (found 1974)", "제1땅굴 (1974년 발견)"],
        ["Fourth Tunnel (found 1990)", "제4땅굴 (1990년 발견)"],
        ["Second Tunnel (found 1975)", "제2땅굴 (1975년 발견)"],
        ["Third Tunnel (found 1978)", "제3땅굴 (1978년 발견)"],
    ]


def test_each_place_says_where_its_point_is_from_and_links_pages_of_the_web_only(records):
    assert {record["kind"] for record in records.values()} == {
        "tunnel", "guard_post", "crossing", "observatory",
    }  # fmt: skip
    for record in records.values():
        assert record["how"]
        addresses = [url for _, _, url in record["sources"]] + [record["url"]]
        assert {urlsplit(url).scheme for url in addresses if url} <= {"http", "https"}


def test_a_place_has_the_incidents_at_its_point_with_their_sources_once(records):
    first = records["first-tunnel"]
    assert [english for english, _ in first["incidents"]] == [
        "First infiltration tunnel found north-east of Gorangpo · 15 November 1974",
        "Blast in the first tunnel kills two investigators · 20 November 1974",
    ]
    titles = [title for title, _, _ in first["sources"]]
    assert len(titles) == len(set(titles)) == 5
    assert records["goseong-guard-post"]["incidents"] == []
