"""The rules of a column, each by itself."""

import re

import pytest

from dmz_map.tabular.field import Field


def problem_of(field, cell):
    """Return what is wrong with a cell, as one text; nothing if all is well."""
    return " ".join(field.problem(cell) or ())


def test_a_blank_cell_is_wrong_only_where_it_is_required():
    assert Field("a").problem("") is None
    assert problem_of(Field("a", required=True), "") == "the cell is blank. Fill it in."


@pytest.mark.parametrize("cell", ["", "walk", "Walk", "walks"])
def test_a_closed_list_takes_its_words_alone(cell):
    field = Field("a", enum=("walk", "run"))
    expected = "" if cell in ("", "walk") else f"unknown value {cell!r}. Allowed: walk, run."
    assert problem_of(field, cell) == expected


def test_a_text_has_its_greatest_length():
    field = Field("a", longest=4)
    assert problem_of(field, "four") == ""
    assert problem_of(field, "fiver") == "'fiver' has 5 characters; 4 is the most. Shorten it by 1."


@pytest.mark.parametrize(
    ("language", "cell", "sentence"),
    [
        ("en", "A walk", ""),
        ("en", "2001", "is not English"),
        ("en", "A 걸음", "is not English"),
        ("ko", "걸음 2", ""),
        ("ko", "A walk", "is not Korean"),
        ("", "2001", ""),
    ],
)
def test_a_column_is_in_its_language(language, cell, sentence):
    problem = problem_of(Field("a", language=language), cell)
    assert sentence in problem
    assert bool(problem) is bool(sentence)


@pytest.mark.parametrize(
    ("cell", "valid"), [("a1", True), ("A1", False), ("a1\n", False), ("zone", False)]
)
def test_a_pattern_holds_for_the_whole_cell_and_reserved_words_are_refused(cell, valid):
    field = Field("a", pattern=re.compile("[a-z0-9]+"), meaning="an id", reserved=("zone",))
    assert (field.problem(cell) is None) is valid


def test_a_pattern_is_reported_by_its_meaning():
    field = Field("a", pattern=re.compile("[a-z]+"), meaning="a word of a-z")
    assert problem_of(field, "A") == "'A' is not a word of a-z. Write a word of a-z."
    bare = Field("a", pattern=re.compile("[a-z]+"))
    assert problem_of(bare, "A") == "'A' is not of the form [a-z]+. Write of the form [a-z]+."


@pytest.mark.parametrize(
    ("cell", "valid"),
    [
        *(("0", True), ("7", True), ("999", True)),
        *(("1000", False), ("-1", False), ("007", False), ("1.0", False), ("1e2", False)),
        *(("٣", False), (" 1", False), ("one", False), ("+1", False)),
    ],
)
def test_a_whole_number_is_written_in_digits_and_lies_in_its_bounds(cell, valid):
    problem = problem_of(Field("a", type="integer", low=0, high=999), cell)
    whole = f"{cell!r} is not a whole number from 0 to 999. Write one, in digits only."
    assert problem == ("" if valid else whole)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        *(("0.001", ""), ("500", ""), ("12.5", "")),
        ("0", "0 is out of bounds. Write a value from 0 to 500 kilometres, above 0."),
        ("500.1", "500.1 is out of bounds."),
        ("-1", "-1 is out of bounds."),
        *((cell, "is not a decimal number of kilometres") for cell in ("1e2", "nan", "inf", "1,5")),
        *((cell, "is not a decimal number of kilometres") for cell in (".5", "5.", "٣", "5 km")),
    ],
)
def test_a_number_is_decimal_and_lies_in_its_bounds(cell, sentence):
    field = Field("a", type="number", low=0, high=500, above=0, unit="kilometres")
    problem = problem_of(field, cell)
    assert problem.startswith(sentence) or sentence in problem
    assert bool(problem) is bool(sentence)


def test_a_date_is_edtf_with_its_remedy():
    field = Field("a", rule="edtf")
    assert problem_of(field, "1979-07?") == ""
    assert problem_of(field, "soon").startswith(
        "'soon' is not an EDTF date with a first and a last day."
    )
    assert problem_of(field, "soon").endswith("Write one such as 2017-11-13, 2024-08, 1979-07? or "
                                        "2024-04/2024-06.")  # fmt: skip


def test_what_is_verbatim_may_be_anything_but_blank():
    field = Field("a", rule="verbatim", required=True)
    assert field.problem(" \u200b\r\n") is None
    assert field.problem("") is not None


@pytest.mark.parametrize(
    ("separator", "cell", "items", "valid"),
    [
        ("; ", "KPA; UN Command", ("KPA", "UN Command"), True),
        ("; ", "KPA;UN Command", ("KPA", "UN Command"), True),
        ("; ", "KPA;", ("KPA", ""), False),
        (";", "date;sector", ("date", "sector"), True),
        (";", "date; sector", ("date", " sector"), False),
        ("", "a; b", ("a; b",), True),
    ],
)
def test_a_list_is_cut_at_its_separator_and_no_item_is_blank(separator, cell, items, valid):
    field = Field("a", separator=separator)
    assert field.items(cell) == items
    assert (field.problem(cell) is None) is valid
