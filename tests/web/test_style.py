"""The one place for how the map looks, and what the browser gets of it."""

import re
from dataclasses import fields

import pytest

from dmz_map.web.assets import static_asset
from dmz_map.web.style import GROUPS, PAGE, THEMES, Theme, legend_words, stylesheet
from dmz_map.web.webmap import script_assets

NAMES = {field.name.replace("_", "-") for field in fields(Theme)}


def blocks():
    """Return the custom properties of each selector of the sheet."""
    return {
        selector.strip(): dict(re.findall(r"--([\w-]+):([^;]+);", body))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet())
    }


def test_the_sheet_has_every_colour_of_both_themes():
    light, dark = blocks().values()
    assert set(light) == set(dark) == NAMES
    assert light["zone-fill"] == "0.14"
    assert {name for name in NAMES if light[name] == dark[name]} == set()
    assert list(blocks()) == [".leaflet-container", '.leaflet-container[data-theme="dark"]']


def test_the_style_of_the_map_begins_with_the_colours_and_defines_no_other():
    (style,) = (asset.body.decode() for asset in script_assets() if asset.name == "map.css")
    own = static_asset("dmz.css").body.decode()
    assert style.endswith(stylesheet() + "\n" + own)
    assert set(re.findall(r"var\(--([\w-]+)\)", own)) - NAMES == {"below", "shares", "size", "tone"}
    assert set(re.findall(r"--([\w-]+):", own)) == {"tone"}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_colour_is_a_colour(name):
    theme = vars(THEMES[name]) | vars(PAGE[name])
    colours = [value for key, value in theme.items() if key != "zone_fill"]
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


def luminance(colour):
    def linear(byte):
        share = byte / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ratio"), [("ink", 7), ("muted", 4.5), *((g, 3) for g in GROUPS)]
)
def test_text_and_marks_differ_enough_from_their_ground(name, front, ratio):
    theme = THEMES[name]
    light, dark = sorted((luminance(getattr(theme, front)), luminance(theme.paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= ratio


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_legend_has_a_word_for_every_group(language):
    assert tuple(legend_words(language)) == GROUPS
    assert all(legend_words(language).values())
