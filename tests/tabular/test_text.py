import pytest

from dmz_map.tabular.text import in_language, shortened, visible, web_address


@pytest.mark.parametrize(
    "cell", ["a", "A walk", "걸음", "é", "북 → 남", "“안전했다”", "한국어 (中文)"]
)
def test_what_everybody_sees_is_text(cell):
    assert visible(cell) is None


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("", "the cell is blank. Fill it in."),
        ("  ", "the cell is blank. Fill it in."),
        (" a", "' a' begins or ends with a space. Remove the space."),
        ("a\n", "begins or ends with a space"),
        ("a\tb", "a character that nobody sees, U+0009, is at place 2 of 'a\\tb'. Remove it."),
        ("a\u200bb", "a character that nobody sees, U+200B"),
        ("a\u202eb", "a character that nobody sees, U+202E"),
        ("a\ue000", "a character that nobody sees, U+E000"),
        ("a\u3164", "a character that nobody sees, U+3164"),
        ("a\ufe0f", "a character that nobody sees, U+FE0F"),
        ("a\u2028b", "a character that nobody sees, U+2028"),
        ("a\u00a0b", "a space that is not the plain one, U+00A0, is at place 2"),
        ("a\ufffd", "the mark of a letter that was lost, U+FFFD, is at place 2"),
        ("e\u0301", "has letters in parts (not Unicode NFC). Type the word again."),
    ],
)
def test_what_hides_or_is_broken_is_reported(cell, sentence):
    assert sentence in " ".join(visible(cell))


@pytest.mark.parametrize(
    ("cell", "language", "fits"),
    [
        *(("A walk", "en", True), ("2001", "en", False), ("걸음", "en", False)),
        *(("걸음", "ko", True), ("걸음 A", "ko", True), ("A walk", "ko", False)),
        ("걸음", "", True),
    ],
)
def test_a_text_is_in_its_language(cell, language, fits):
    assert (in_language(cell, language) is None) is fits


@pytest.mark.parametrize(
    ("cell", "valid"),
    [
        *(("https://example.org/a?b=c#d", True), ("http://a.org", True), ("https://북.kr", True)),
        *(("ftp://a.org", False), ("javascript:alert(1)", False), ("https://", False)),
        *(("https://a.org/ b", False), ('https://a.org/"', False), ("https://[bad", False)),
        *(("//a.org", False), ("", False), ("https://a.org/<b>", False)),
    ],
)
def test_an_address_is_http_with_a_host(cell, valid):
    problem = web_address(cell)
    assert (problem is None) is valid
    assert problem is None or problem.remedy == "Begin it with http:// or https://."


def test_a_long_value_is_shortened_and_shows_what_hides():
    assert shortened("a\u200b") == r"'a\u200b'"
    assert shortened("a" * 61) == f"'{'a' * 60}'…"
