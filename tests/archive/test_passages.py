import pytest

from dmz_map.archive.passages import Excerpt, locate, misquotation, nearest
from dmz_map.errors import Problem

TEXT = "He said “stay”.\nHe stayed — and  slept. He said no."


@pytest.mark.parametrize(
    ("exact", "occurrence", "span"),
    [
        ("stayed", None, (19, 25)),
        ("He said", 1, (0, 7)),
        ("He said", 2, (40, 47)),
        ("stayed", 1, (19, 25)),
        (TEXT, None, (0, len(TEXT))),
        ("“stay”.\nHe", None, (8, 18)),
    ],
)
def test_a_passage_is_found_where_it_stands(exact, occurrence, span):
    assert locate(exact, TEXT, "one.txt", occurrence=occurrence) == span
    assert TEXT[slice(*span)] == exact


@pytest.mark.parametrize(
    ("exact", "occurrence", "what", "remedy"),
    [
        ("", None, "is blank", "Copy one from one.txt"),
        ("He said", None, "is 2 times in one.txt:\n  1: at 0, 'He said", "occurrence = 1 to 2"),
        ("He said", 3, "occurrence is 3, but the passage is 2 times", "Write 1 to 2"),
        ("He said", 0, "occurrence is 0", "Write 1 to 2"),
        ("stayed", 2, "occurrence is 2, but the passage is once", "Leave it out"),
        ("he said", None, "'he said' is nowhere in one.txt", "letter for letter"),
        ('said "stay"', None, "this is at [3, 14): 'said “stay”'", "Quote that"),
        ("“stay”. He", None, "this is at [8, 18): '“stay”.\\nHe'", "Quote that"),
        ("stayed - and slept", None, "[19, 38): 'stayed — and  slept'", "Quote that"),
    ],
)
def test_what_cannot_be_found_is_told_with_its_cause(exact, occurrence, what, remedy):
    problem = locate(exact, TEXT, "one.txt", occurrence=occurrence)
    assert isinstance(problem, Problem)
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize("exact", ["nobody", " ", ""])
def test_what_is_not_there_at_all_has_no_nearest_place(exact):
    assert nearest(exact, TEXT) is None


def test_passages_that_overlap_are_counted_each():
    problem = locate("aa", "aaa", "one.txt")
    assert "is 2 times" in problem.what
    assert locate("aa", "aaa", "one.txt", occurrence=2) == (1, 3)


@pytest.mark.parametrize(
    ("text", "exact", "start", "end"),
    [
        ("abcdef", "cd", 2, 4),
        ("abcdef", "abcdef", 0, 6),
        ("a\r\nb", "\r\n", 1, 3),
        ("🇰🇷 서울", "서울", 3, 5),
    ],
)
def test_a_passage_equals_its_document_by_code_points(text, exact, start, end):
    assert misquotation(Excerpt("doc-one", exact, start, end), text, "one.txt") is None


@pytest.mark.parametrize(
    ("text", "exact", "start", "end", "sentence"),
    [
        ("abXdef", "bcd", 1, 4, "[1, 4): expected 'bcd', found 'bXd'"),
        ("abXdef", "bcd", 1, 4, "is nowhere in the document, which has 6 characters"),
        ("a bcd", "bcd", 1, 4, "is now at [2, 5). Restore the document, or set start to 2"),
        ("xx aa aa", "aa", 0, 2, "is in the document 2 times"),
        ("xaaa", "aa", 0, 2, "is in the document 2 times"),
        ("it\u2019s", "it's", 0, 4, "differ from character 3 (U+0027 against U+2019)"),
        ("a\u200bb", "ab", 0, 2, r"found 'a\u200b'"),
        ("abc", "abcd", 0, 4, "(U+0064 against its end)"),
        ("abc", "b", 2, 1, "[2, 1): expected 'b', found ''"),
        ("abc", "c", -1, 3, "found ''"),
        ("abc", "", 1, 1, "is nowhere"),
        ("A" * 99 + "C", "A" * 99 + "B", 0, 100, f"…'{'A' * 30}B', found …'{'A' * 30}C'"),
    ],
)
def test_another_passage_is_refused_and_told_where_it_is(text, exact, start, end, sentence):
    problem = misquotation(Excerpt("doc-one", exact, start, end), text, "one.txt")
    assert problem.what.startswith("one.txt says something else at [")
    assert sentence in f"{problem.what} {problem.remedy}"


def test_a_passage_gives_the_selectors_of_the_web_annotation_model():
    text = "p" * 40 + "exact" + "s" * 10
    assert Excerpt("doc-one", "exact", 40, 45).selectors(text) == {
        "type": "SpecificResource",
        "source": "doc-one",
        "selector": [
            {"type": "TextPositionSelector", "start": 40, "end": 45},
            {
                "type": "TextQuoteSelector",
                "exact": "exact",
                "prefix": "p" * 32,
                "suffix": "s" * 10,
            },
        ],
    }
