import pytest

from dmz_map.tabular.spreadsheet import escaped, guarded, unescaped, unguarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+82", "'+82"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\ttab", "'\ttab"),
        ("\rreturn", "'\rreturn"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
        (" =1", " =1"),
    ],
)
def test_a_text_that_would_run_gets_an_apostrophe_and_loses_it_again(text, cell):
    assert guarded(text) == cell
    assert unguarded(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain _x_", "plain _x_"),
        ("a\rb", "a_x000D_b"),
        ("\x07", "_x0007_"),
        ("_x000D_", "_x005F_x000D_"),
        ("line\nend\ttab", "line\nend\ttab"),
    ],
)
def test_what_xml_cannot_hold_is_escaped_and_comes_back(text, cell):
    assert escaped(text) == cell
    assert unescaped(cell) == text
