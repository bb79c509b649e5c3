# ruff: noqa: E501 (a made-up sentence stays on its line)
from __future__ import annotations

import unicodedata

import pytest

from dmz_map.reading.sentences import sentences_of
from dmz_map.reading.view import view_of


def test_a_claim_is_the_text_of_the_document_letter_for_letter():
    document = "“Soldiers crossed”\u00a0the\u2011line"
    view = view_of(document)
    start = view.text.index("the-line")
    claim = view.claim("place", "line", start, start + 8)
    assert claim is not None
    assert document[claim.start : claim.end] == claim.exact == "the\u2011line"


def test_offsets_count_code_points_of_a_decomposed_document():
    document = unicodedata.normalize("NFD", "병사 한 명이 군사분계선을 넘었다.")
    view = view_of(document)
    start = view.text.index("군사분계선")
    claim = view.claim("place", "", start, start + 5)
    assert claim is not None
    assert unicodedata.normalize("NFC", claim.exact) == "군사분계선"
    assert document[claim.start : claim.end] == claim.exact


def test_white_space_at_the_ends_of_a_passage_is_left_out():
    view = view_of("  a  ")
    claim = view.claim("place", "a", 0, 5)
    assert claim is not None
    assert (claim.start, claim.exact) == (2, "a")
    assert view.claim("place", "", 3, 5) is None


def test_lines_broken_within_a_sentence_are_joined_without_moving_an_offset():
    document = "The patrol had walked along the fence for\nan hour when the shots were heard, and then\nit came back to the post.\n"
    view = view_of(document)
    assert len(view.text) == len(document)
    assert view.text.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("He left on Tuesday.The post was empty.", "en", 2),
        ("Sgt. Kim saw Lt. Park. Nobody fired.", "en", 2),
        ("2015. 8. 4. 파주에서 지뢰가 터졌다. 두 명이 다쳤다.", "ko", 2),
        ("No. | Date | Place. | What", "en", 1),
    ],
)
def test_sentences_end_where_they_end(text, language, sentences):
    assert len(sentences_of(view_of(text), language)) == sentences
