"""The files that the incident layer fetches, and its line of script."""

import json

import folium
import pytest

from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.store.packing import CHUNK, extents_file, layout, points_file
from dmz_map.store.query import Points
from dmz_map.tabular.datapackage import DEFAULT_ROOT, open_package
from dmz_map.web.assets import Asset, Assets
from dmz_map.web.incident_layer import IncidentLayer, incident_assets
from dmz_map.web.map_texts import text_version
from tests.plain import TERMS, columns, incident

VERSION = "0123456789ab"
VOCABULARY = read_vocabulary(open_package(DEFAULT_ROOT))
GROUP_OF_EACH = [VOCABULARY.group(word) for word in TERMS["category"]]


def files(*incidents, chunks=()):
    """Return the bodies of the files of incidents, in the order given."""
    made = columns(*incidents)
    points = Points(*(made.part(name) for name in Points._fields))
    assets = incident_assets(points, TERMS, GROUP_OF_EACH, version=VERSION, chunks=chunks)
    return {asset.name: asset.body for asset in assets}


def meta(*incidents):
    return json.loads(files(*incidents)["incidents.json"])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_points_and_extents_are_in_the_packed_layout(count):
    some = [incident((127 + k / 10, 38), killed=k) for k in range(count)]
    made = files(*some)
    assert sorted(made) == ["extents.bin", "incidents.json", "points.bin"]
    assert made["points.bin"] == points_file(columns(*some))
    assert made["extents.bin"] == extents_file(columns(*some))
    assert meta(*some)["layout"] == json.loads(json.dumps(layout()))


def test_texts_are_sent_chunk_by_chunk_as_they_are_given():
    chunks = [[{"id": "a", "title": ["</script>{{7*7}}", "한글"]}, {"id": "b"}], [{"id": "c"}]]
    made = files(incident(), chunks=iter(chunks))
    assert [json.loads(made[f"texts-{k}.json"]) for k in (0, 1)] == chunks
    assert "texts-2.json" not in made


def test_the_layer_says_how_many_there_are_and_where_the_texts_are():
    said = meta(incident((127, 38)))
    assert said["count"] == 1
    assert said["texts"] == f"../{text_version(VERSION)}/texts/{{k}}.json"
    assert said["chunk"] == CHUNK == 128


def test_the_layer_says_the_words_in_the_order_of_their_codes():
    said = meta()
    assert said["categories"] == list(TERMS["category"])
    assert said["groups"] == GROUP_OF_EACH
    assert said["precision"] == list(TERMS["location_precision"])
    assert said["sectors"] == list(TERMS["sector"])
    assert set(said["badge_positions"]) == {"whole_line", "han_estuary"}
    assert set(said) == {
        "count", "chunk", "texts", "categories", "groups", "precision", "sectors",
        "badge_positions", "layout",
    }  # fmt: skip


def test_the_layer_is_one_line_of_script_that_names_all_its_files():
    names = ("incidents.json", "points.bin", "extents.bin")
    assets = Assets([Asset(name, name.encode()) for name in names])
    world = folium.Map(tiles=None)
    world.add_child(IncidentLayer(assets))
    page = world.get_root().render()
    addresses = ", ".join(f'"{assets.address(name)}"' for name in names)
    call = f"DMZ.incidents({world.get_name()}, {addresses});"
    assert page.count("DMZ.incidents(") == page.count(call) == 1
