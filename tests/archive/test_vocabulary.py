from pathlib import Path

import pytest

from dmz_map.archive.vocabulary import read_vocabulary
from dmz_map.errors import TableError, UnknownIdError
from dmz_map.tabular.datapackage import open_package

ROOT = Path(__file__).parents[2]
FILE = "data/vocabulary.csv"
INVERSE = ("inverse_en", "inverse_ko")


@pytest.fixture(scope="module")
def vocabulary():
    return read_vocabulary(open_package(ROOT))


@pytest.mark.parametrize(
    ("field", "value", "english", "korean"),
    [
        ("category", "soldier_crossing", "Soldier crossing", "군인 월경·귀순"),
        ("sector", "central", "Central", "중부"),
        ("direction", "north_to_south", "North to South", "북 → 남"),
    ],
)
def test_a_word_has_a_label_in_both_languages(vocabulary, field, value, english, korean):
    assert vocabulary.label(field, value) == english
    assert vocabulary.label(field, value, "ko") == korean
    assert vocabulary.term(field, value).definition.endswith(".")


def test_the_words_of_a_list_keep_the_order_of_the_table(vocabulary):
    land = ("western", "central_western", "central", "central_eastern", "eastern")
    assert vocabulary.values("sector")[:5] == land
    assert vocabulary.values("confidence") == ("high", "medium")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda v: v.term("sector", "nowhere"), "list 'sector' has no word 'nowhere'.*western,"),
        (lambda v: v.values("colour"), "no word list 'colour'.*category, direction"),
        (lambda v: v.term("colour", "red"), "no word list 'colour'"),
        (lambda v: v.label("sector", "central", "fr"), "no labels in 'fr'.*en, ko"),
        (lambda v: v.group("kite"), "list 'category' has no word 'kite'"),
    ],
)
def test_what_is_not_in_the_lists_has_no_label(vocabulary, call, sentence):
    with pytest.raises(UnknownIdError, match=sentence):
        call(vocabulary)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("value", "Soldier Crossing", "is not a word of a-z"),
        ("label_ko", "", "the cell is blank"),
        ("label_en", "Sol\u200bdier", r"U\+200B, is at place 4"),
    ],
)
def test_a_bad_row_names_its_line_and_column(project, column, value, sentence):
    project.set(FILE, "outcome", column, value)
    where = rf"{FILE}:{project.line(FILE, 'outcome')} \(column {column}\)"
    with pytest.raises(TableError, match=f"{where}: .*{sentence}"):
        read_vocabulary(project.package())


def test_a_word_is_there_once_in_its_list(project):
    rows = [["field", "value", "label_en", "label_ko", "definition", "group", *INVERSE]]
    project.write(FILE, rows + [["sector", "central", "C", "중", "C.", "", "", ""]] * 2)
    with pytest.raises(TableError, match=r":3 .*'sector', 'central' is on line 2 already"):
        read_vocabulary(project.package())


def test_a_missing_column_is_named(project):
    project.write(FILE, [["field", "value", "label_en", "definition"], ["a", "b", "c", "d"]])
    with pytest.raises(TableError, match="the column 'label_ko' is missing"):
        read_vocabulary(project.package())


def test_a_relation_reads_both_ways(vocabulary):
    def said(relation, language="en", **way):
        return vocabulary.label("relation", relation, language, **way)

    assert [said("response_to"), said("response_to", inverse=True)] == ["answers", "led to"]
    assert said("reversal_of", "ko", inverse=True) == "이를 되돌린 일"
    assert said("same_person", inverse=True) == said("same_person")


@pytest.mark.parametrize(
    ("key", "column", "value", "what"),
    [
        ("sector", "inverse_en", "Back", "only a relation has an inverse label"),
        ("relation", "inverse_ko", "", "the inverse label is in one language only"),
    ],
)
def test_an_inverse_label_that_does_not_belong_is_reported(project, key, column, value, what):
    project.set(FILE, key, column, value)
    with pytest.raises(TableError, match=rf"\(column {column}\): {what}"):
        read_vocabulary(project.package())


def test_a_category_has_a_group(vocabulary):
    groups = {vocabulary.group(category) for category in vocabulary.values("category")}
    assert groups == {"crossing", "force", "hazard", "measures", "other"}
    assert vocabulary.group("border_measure") == "measures"


@pytest.mark.parametrize(
    ("word", "group", "sentence"),
    [
        ("category", "", "the category 'soldier_crossing' has no group"),
        ("category", "accord", "unknown value 'accord'.* Allowed: crossing, force, hazard"),
        ("outcome", "force", "only a category has a group"),
    ],
)
def test_a_group_is_that_of_a_category(project, word, group, sentence):
    project.set(FILE, word, "group", group)
    with pytest.raises(TableError, match=rf"{FILE}:\d+ \(column group\): .*{sentence}"):
        read_vocabulary(project.package())
