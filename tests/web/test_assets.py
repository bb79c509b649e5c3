import base64
import gzip
import hashlib
import json

import pytest

from dmz_map.web.assets import (
    STATIC,
    Asset,
    Assets,
    bundle_asset,
    json_asset,
    leaflet_asset,
    static_asset,
)

DIGEST = hashlib.sha256(b"abc").hexdigest()[:12]


@pytest.fixture
def assets():
    return Assets([Asset("a.json", b"abc"), Asset("b.js", b"{}"), Asset("c.bin", b"\x00\xff")])


def test_an_address_carries_the_hash_of_the_bytes():
    assert Asset("a.json", b"abc").path == f"dmz/{DIGEST}/a.json"
    assert Asset("a.json", b"abd").digest != DIGEST


def test_compressed_bytes_are_the_same_bytes_each_time():
    asset = Asset("a.json", b"abc" * 1000)
    assert gzip.decompress(asset.compressed) == asset.body
    assert len(asset.compressed) < 100
    assert asset.compressed == Asset("b.json", asset.body).compressed
    assert asset.compressed[4:8] == bytes(4), "the time in the header is none"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.bin", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_ending_tells_the_media_type(name, media_type):
    assert Asset(name, b"").media_type == media_type


def test_assets_are_a_mapping_by_name(assets):
    assert (list(assets), len(assets)) == (["a.json", "b.js", "c.bin"], 3)
    assert assets["a.json"].body == b"abc"
    assert assets.get("d.json") is None


@pytest.mark.parametrize("ask", [Assets.__getitem__, Assets.address])
def test_a_file_that_is_not_there_has_no_address(assets, ask):
    with pytest.raises(KeyError, match=r"d\.json"):
        ask(assets, "d.json")


def test_the_map_finds_a_file_two_folders_below_the_root(assets):
    assert assets.address("a.json") == f"../../dmz/{DIGEST}/a.json"
    assert Assets(list(assets.values()), prefix="/").address("a.json") == f"/dmz/{DIGEST}/a.json"


def test_files_for_a_page_that_stands_alone_are_the_same_files(assets):
    alone = assets.standalone()
    assert (alone.inline, assets.inline) == (True, False)
    assert dict(alone) == dict(assets)


def test_what_is_carried_is_the_data_as_base64_without_scripts_and_styles(assets):
    inlined = assets.inlined()
    assert {name: base64.b64decode(text) for name, text in inlined.items()} == {
        "a.json": b"abc",
        "c.bin": b"\x00\xff",
    }


def test_json_is_compact_and_the_order_of_keys_does_not_change_its_address():
    one = json_asset("a.json", {"b": ["한", None], "a": "</script>{{7*7}}"})
    assert one.body == '{"a":"</script>{{7*7}}","b":["한",null]}'.encode()
    assert json.loads(one.body) == {"b": ["한", None], "a": "</script>{{7*7}}"}
    assert one.path == json_asset("a.json", {"a": "</script>{{7*7}}", "b": ["한", None]}).path


def test_a_static_file_has_its_own_name_and_bytes():
    asset = static_asset("map.js")
    assert (asset.name, asset.body) == ("map.js", (STATIC / "map.js").read_bytes())


def test_a_static_file_that_is_not_there_is_reported():
    with pytest.raises(FileNotFoundError, match=r"nothing\.js"):
        static_asset("nothing.js")


def test_a_bundle_is_its_parts_one_after_the_other():
    parts = [Asset("a.js", b"let a;"), Asset("b.js", b"let b;")]
    assert bundle_asset("c.js", parts) == Asset("c.js", b"let a;\nlet b;")


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("leaflet.js", "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo="),
        ("leaflet.css", "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY="),
    ],
)
def test_leaflet_is_what_its_makers_published(name, sha256):
    asset = leaflet_asset(name)
    assert asset.name == name
    assert base64.b64encode(hashlib.sha256(asset.body).digest()).decode() == sha256
