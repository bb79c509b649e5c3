import pytest
from dmz_map.tabular.cells import Problem

from dmz_map.archive.passages import locate, nearest

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
        ("He said", None, "stands 2 times in one.txt:\n  1: at 0, 'He said", "occurrence = 1 to 2"),
        ("He said", 3, "occurrence is 3, but the passage stands 2 times", "Write 1 to 2"),
        ("He said", 0, "occurrence is 0", "Write 1 to 2"),
        ("stayed", 2, "occurrence is 2, but the passage stands once", "Leave it out"),
        ("he said", None, "'he said' stands nowhere in one.txt", "letter for letter"),
        ('said "stay"', None, "this stands at [3, 14): 'said “stay”'", "Quote that"),
        ("“stay”. He", None, "this stands at [8, 18): '“stay”.\\nHe'", "Quote that"),
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
    assert "stands 2 times" in problem.what
    assert locate("aa", "aaa", "one.txt", occurrence=2) == (1, 3)
