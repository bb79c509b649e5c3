"""The first look at a document of a corpus."""

from pathlib import Path

import pytest

from dmz_map.reading.extraction import Refusal, documents_in
from dmz_map.reading.reader import read_text
from dmz_map.reading.screening import may_tell
from tests.conftest import ROOT

WRITTEN = ROOT.parent / "shared" / "reading" / "dev"


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 1971 a soldier crossed the Military Demarcation Line.",
        "Shots were heard near Cheorwon yesterday.",
        "지난 19일 군사분계선을 넘었다.",
        "어제 철원에서 총성이 들렸다.",
    ],
)
def test_a_date_and_a_place_of_the_zone_are_worth_reading(text):
    assert may_tell(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rice prices rose by 4 percent on Monday.",
        "The Military Demarcation Line is a line between two states.",
        "지난 19일 쌀값이 올랐다.",
        "",
    ],
)
def test_without_one_of_them_it_is_not(text):
    assert not may_tell(text)


@pytest.mark.skipif(not WRITTEN.is_dir(), reason="the annotated documents are not at hand")
def test_nothing_is_lost_that_reading_finds():
    looked_at = 0
    for document in documents_in(Path(WRITTEN)):
        if isinstance(document, Refusal) or may_tell(document.text):
            looked_at += not isinstance(document, Refusal)
            continue
        assert read_text(document.text, document.published).candidates == (), document.name
    assert looked_at > 20
