from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from dmz_map.reading.lexicon import find, lexicon
from dmz_map.reading.needed_words import alternatives, needed_words

NAMES = ("anchors", "cues", "negatives", "outcomes", "persons", "sectors")


def entries():
    for name in NAMES:
        for language in ("en", "ko"):
            for number, entry in enumerate(lexicon(name, language)):
                yield pytest.param(entry, id=f"{name}-{language}-{number}-{entry.code}")


@pytest.mark.parametrize("entry", list(entries()))
def test_an_entry_finds_its_example_and_not_its_counter_example(entry):
    assert entry.example
    assert entry.counter
    assert find(entry.example.lower(), (entry,)), entry.pattern.pattern
    assert not find(entry.counter.lower(), (entry,))


@pytest.mark.parametrize("name", [*NAMES, "words", "hanja"])
def test_every_row_has_the_columns_of_its_table(name):
    text = (files("dmz_map.reading") / "lexicon" / f"{name}.csv").read_text("utf-8")
    head, *rows = csv.reader(text.splitlines())
    assert [row for row in rows if len(row) != len(head)] == []


def test_every_word_macro_has_an_example_that_it_matches():
    text = (files("dmz_map.reading") / "lexicon" / "words.csv").read_text("utf-8")
    assert all(row["example"] and row["counter"] for row in csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("tunnels?", ("tunnel",)),
        ("(?:mine|shell)s? went off", (" went off",)),
        ("fired|shot", ("fired", "shot")),
        (r"\d+ (?:men|soldiers)", ("men", "soldiers")),
        ("(?:a|b)?", ()),
        ("(?!guard )post", ("post",)),
        (r"x\|y{0,3}", ()),
    ],
)
def test_the_words_that_a_pattern_needs(pattern, words):
    assert needed_words(pattern) == words


def test_only_the_outermost_bars_part_a_pattern():
    assert alternatives(r"a(b|c)|[|]d|e\|f") == ["a(b|c)", "[|]d", r"e\|f"]


def test_a_match_far_from_the_start_is_found_where_its_word_is():
    entry = next(entry for entry in lexicon("cues", "en") if entry.code == "tunnel")
    text = "x " * 2000 + "a tunnel was discovered. " + "y " * 2000
    assert [hit.start for hit in find(text, (entry,))] == [
        match.start() for match in re.finditer(entry.pattern, text)
    ]
