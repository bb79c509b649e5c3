"""Texts that are nearly the same."""

from dmz_map.reading.near_duplicates import groups, signature

AGENCY = " ".join(f"word{number} and so on" for number in range(80))
OTHER = " ".join(f"{number} other things were told" for number in range(80))


def test_the_same_words_with_another_last_line_are_one_text():
    texts = [AGENCY, OTHER, AGENCY + " Reporting by the desk.", OTHER, "short"]
    assert groups([signature(text) for text in texts]) == [0, 1, 0, 1, 4]


def test_a_text_that_has_half_of_another_is_its_own():
    half = AGENCY[: len(AGENCY) // 2] + OTHER[: len(OTHER) // 2]
    assert groups([signature(AGENCY), signature(half)]) == [0, 1]


def test_a_signature_is_the_same_each_time():
    assert signature(AGENCY) == signature(AGENCY)
    assert len(signature("")) == 64
