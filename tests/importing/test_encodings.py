from __future__ import annotations

from pathlib import Path

import pytest

from dmz_map.importing.encodings import encoding_of, open_text
from dmz_map.importing.source_table import RefusedFileError


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("title,날짜\n한글,2015\n", "utf-8"),
        ("title,날짜\n한글,2015\n", "utf-8-sig"),
        ("title,날짜\n한글,2015\n", "utf-16"),
        ("title,date\nMines at a gate,2015\n", "utf-16-le"),
        ("title,date\nMines at a gate,2015\n", "utf-16-be"),
        ("제목,날짜\n판문점,2015\n", "euc-kr"),
        ("제목,날짜\n똠방골과 펲시,2015-08-04\n", "cp949"),
        ("title,note\ncafé,“a quote” – and it isn’t one\n", "cp1252"),
        ("title,note\nit isn’t,x\n", "cp1252"),
        ("Titel;Länge\nGrenzübergang;5\n", "cp1252"),
        ("название,дата\nвзрыв мины у ворот,4 августа 2015\n", "cp1251"),
        ("件名,日付,場所\n地雷の爆発,2015年8月4日,坡州の鉄柵\n", "shift_jis"),
    ],
)
def test_a_text_is_read_in_its_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    with open_text(path, encoding_of(path)) as file:
        assert file.read() == text


def test_utf_8_that_ends_late_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n" * 100_000 + "제목,판문점의 밤\n".encode("cp949"))
    assert encoding_of(path) == "cp949"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(RefusedFileError, match=r"noise.csv is not a table"):
        encoding_of(path)
