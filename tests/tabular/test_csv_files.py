import csv
import stat

import pytest

from dmz_map.errors import DraftError, TableError
from dmz_map.tabular.csv_files import csv_line, parse_csv, read_rows, replace_all, with_rows


def by_id(cells):
    return cells["id"]


@pytest.mark.parametrize(
    ("before", "ids", "after"),
    [
        (b"id,n\nb,1\nd,2\n", ["c"], b"id,n\nb,1\nc,0\nd,2\n"),
        (b"id,n\nb,1\nd,2\n", ["e", "a"], b"id,n\na,0\nb,1\nd,2\ne,0\n"),
        (b"id,n\nb,1\nd,2\n", ["b", "c"], b"id,n\nb,1\nb,0\nc,0\nd,2\n"),
        (b"id,n\n", ["b", "a"], b"id,n\na,0\nb,0\n"),
        (b"id,n\nb,1", ["c"], b"id,n\nb,1\nc,0\n"),
        (b"id,n\r\nb,1\r\n", ["a"], b"id,n\r\na,0\r\nb,1\r\n"),
        (b"\xef\xbb\xbfid,n\nb,1\n", ["a"], b"\xef\xbb\xbfid,n\na,0\nb,1\n"),
        (b'id,n\n"b","1\n1"\nd,2\n', ["c"], b'id,n\n"b","1\n1"\nc,0\nd,2\n'),
    ],
)
def test_rows_come_to_their_place_and_every_other_byte_stays(before, ids, after):
    assert with_rows(before, "t.csv", [{"id": id_, "n": "0"} for id_ in ids], by_id) == after


@pytest.mark.parametrize("cell", ["a,b", 'a"b', "a\nb", "a\rb", "", " a ", "“한국어”"])
def test_a_line_says_again_what_the_row_said(cell):
    data = with_rows(b"id,n\n", "t.csv", [{"id": "a", "n": cell}], by_id)
    assert parse_csv(data, "t.csv").rows == [(2, {"id": "a", "n": cell})]
    assert next(csv.reader([csv_line(["n", "id"], {"id": "a", "n": "x,y"})])) == ["x,y", "a"]


@pytest.fixture
def two(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"old")
    return tmp_path / "a", tmp_path / "b"


def test_files_are_replaced_with_their_rights(two):
    two[0].chmod(0o640)
    replace_all(dict.fromkeys(two, (b"old", b"new")))
    assert [path.read_bytes() for path in two] == [b"new", b"new"]
    assert stat.S_IMODE(two[0].stat().st_mode) == 0o640
    assert sorted(two[0].parent.iterdir()) == [*two]


def test_a_file_that_somebody_changed_meanwhile_stops_all(two):
    two[1].write_bytes(b"theirs")
    with pytest.raises(DraftError, match=r"b has been changed by someone else .*Run the command"):
        replace_all(dict.fromkeys(two, (b"old", b"new")))
    assert [path.read_bytes() for path in two] == [b"old", b"theirs"]
    assert sorted(two[0].parent.iterdir()) == [*two]


def test_a_file_that_cannot_be_replaced_brings_the_others_back(two, monkeypatch):
    real = __import__("os").replace

    def failing(source, target):
        if target == two[1]:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr("dmz_map.tabular.csv_files.os.replace", failing)
    with pytest.raises(DraftError, match=r"b cannot be written: No space left.*nothing was chan"):
        replace_all(dict.fromkeys(two, (b"old", b"new")))
    assert [path.read_bytes() for path in two] == [b"old", b"old"]
    assert sorted(two[0].parent.iterdir()) == [*two]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n", [(2, {"a": "1", "b": "2"})]),
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", [(2, {"a": "1", "b": "2"})]),
        (b"a,b\n", []),
        (b'a,b\n"1\n1",2\n3,4\n', [(2, {"a": "1\n1", "b": "2"}), (4, {"a": "3", "b": "4"})]),
        (b"a\n  kept \n", [(2, {"a": "  kept "})]),
        ("a\n\u2028\u201c\n".encode(), [(2, {"a": "\u2028\u201c"})]),
    ],
)
def test_rows_carry_their_line_and_their_exact_values(tmp_path, data, expected):
    (tmp_path / "t.csv").write_bytes(data)
    assert read_rows(tmp_path / "t.csv") == expected


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", r"t\.csv: the file is empty"),
        (b"\n", r"t\.csv: the file is empty"),
        (b"a,a\n", r"t\.csv:1: a column has no name or the name of another"),
        (b"a,\n", r"t\.csv:1: a column has no name"),
        (b"a,b\n1,2\n1\n", r"t\.csv:3: 1 cells where the header has 2"),
        (b'a,b\n"1\n1",2\n1,2,3\n', r"t\.csv:4: 3 cells where the header has 2"),
        (b"a,b\n\n1,2\n", r"t\.csv:2: 0 cells"),
        (b"a,b\n1,2\n1,\xff\n", r"t\.csv:3: not UTF-8"),
        (b'a,b\n1,"2\n', r"t\.csv:2: unexpected end of data"),
    ],
)
def test_a_crooked_table_is_refused_with_its_line(tmp_path, data, sentence):
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(TableError, match=sentence):
        read_rows(tmp_path / "t.csv")
