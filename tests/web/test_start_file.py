"""The script with the first picture's data: all of a few incidents, of many what they are."""

import base64
import json
import re

import pytest

from dmz_map.store.packing import MARKS
from dmz_map.web.assets import Asset, json_asset
from dmz_map.web.start_file import start_asset

POINTS, EXTENTS = bytes(range(256)), b"</script>"


def handed(count, words="모두"):
    """Return what the script of so many incidents hands to the map, by name."""
    files = [
        json_asset("base.json", {"words": {"ko": {"all": words}}}),
        json_asset("incidents.json", {"count": count}),
        Asset("points.bin", POINTS),
        Asset("extents.bin", EXTENTS),
        Asset("layers.json", b"{}"),
    ]
    script = start_asset(files)
    assert (script.name, script.media_type) == ("start.js", "text/javascript")
    calls = re.findall(r'DMZ\.file\("([\w.]+)",(.*)\);\n', script.body.decode())
    return {name: json.loads(value) for name, value in calls}


def test_a_few_incidents_come_whole():
    made = handed(MARKS)
    assert list(made) == ["base.json", "incidents.json", "points.bin", "extents.bin"]
    assert base64.b64decode(made["points.bin"]) == POINTS
    assert base64.b64decode(made["extents.bin"]) == EXTENTS


def test_the_numbers_of_many_stay_outside():
    assert list(handed(MARKS + 1)) == ["base.json", "incidents.json"]


@pytest.mark.parametrize("words", ["모두", '");alert(1);//', "</script>", "\u2028", "a\nb"])
def test_words_come_as_they_are(words):
    assert handed(1, words)["base.json"] == {"words": {"ko": {"all": words}}}
