import csv
import stat

import pytest
from dmz_map.tabular.csv_rows import read_rows
from dmz_map.tabular.ledger import csv_line, replace_all, with_rows

from dmz_map.errors import DraftError


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
def test_rows_come_to_their_place_and_every_other_byte_stays(tmp_path, before, ids, after):
    path = tmp_path / "t.csv"
    path.write_bytes(before)
    assert with_rows(path, [{"id": id_, "n": "0"} for id_ in ids], by_id) == after
    assert path.read_bytes() == before


@pytest.mark.parametrize("cell", ["a,b", 'a"b', "a\nb", "a\rb", "", " a ", "“한국어”"])
def test_a_line_says_again_what_the_row_said(tmp_path, cell):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,n\n")
    path.write_bytes(with_rows(path, [{"id": "a", "n": cell}], by_id))
    assert [cells for _, cells in read_rows(path)] == [{"id": "a", "n": cell}]
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

    monkeypatch.setattr("dmz_map.tabular.ledger.os.replace", failing)
    with pytest.raises(DraftError, match=r"b cannot be written: No space left.*nothing was chan"):
        replace_all(dict.fromkeys(two, (b"old", b"new")))
    assert [path.read_bytes() for path in two] == [b"old", b"old"]
    assert sorted(two[0].parent.iterdir()) == [*two]
