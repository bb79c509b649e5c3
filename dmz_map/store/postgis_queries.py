"""How PostgreSQL is asked: for words, and for the columns of all incidents.

A trigram index finds no word of two letters, and two syllables are the usual Korean word. So
each text has beside it a number for each of its syllables and for each two side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError
from dmz_map.store.coding import Coding, columns_of
from dmz_map.store.columns import TYPES, Columns
from dmz_map.store.postgis_schema import MIGRATIONS
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import STORED

__all__ = [
    "PACKED",
    "ROWS",
    "condition",
    "copied",
    "copy_rows",
    "delete_incidents",
    "fetch_records",
    "insert_incidents",
    "read_columns",
    "signed_rows",
    "syllables",
]

_FIRST: Final = "가"
_LAST: Final = "힣"
_BEFORE_FIRST: Final = ord(_FIRST) - 1
_BASE: Final = ord(_LAST) - ord(_FIRST) + 2

PACKED: Final = tuple(name for name in TYPES if name != "row")
"""The columns of the table ``packed`` beside ``fid``, all of four bytes."""

# A row of COPY's binary form: number of fields, then each field's length and value, big-endian;
# https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
_ROW: Final = [("fields", ">i2"), ("fid size", ">i4"), ("row", ">i8")]
_HEADER: Final = 19
_TRAILER: Final = 2

ROWS: Final = np.dtype(_ROW)
"""What `copied` makes of a query for ``fid`` alone: the column ``row``."""

_COLUMNS: Final = np.dtype(
    _ROW + [item for name in PACKED for item in ((f"{name} size", ">i4"), (name, ">i4"))]
)


def copied(
    cursor: Any, query: str, kind: np.dtype[Any], values: Sequence[Any] = ()
) -> npt.NDArray[Any]:
    """Return the rows of a query without NULL as one array, many times faster than as objects.

    Parameters
    ----------
    cursor, query, values
        The cursor of psycopg, the query and the values of its ``%s``.
    kind
        The type of one row in binary form.
    """
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)", list(values)) as copy:
        data = b"".join(copy)
    count = (len(data) - _HEADER - _TRAILER) // kind.itemsize
    return np.frombuffer(data, kind, count, _HEADER)


def read_columns(cursor: Any) -> tuple[dict[str, str], Columns]:
    """Return what the store says about itself, and the columns, unordered.

    Raises
    ------
    StoreError
        If the schema is not of this program's version.
    """
    cursor.execute("SELECT max(number) FROM dmz_map.migrations")
    (number,) = cursor.fetchone()
    if number != len(MIGRATIONS):
        raise StoreError(
            f"The database's schema is of version {number}; this program works with "
            f"{len(MIGRATIONS)}. Run `python -m dmz_map store init` with the newest program."
        )
    cursor.execute("SELECT name, value FROM dmz_map.about")
    about = dict(cursor)
    names = ", ".join(("fid", *PACKED))
    rows = copied(cursor, f"SELECT {names} FROM dmz_map.packed", _COLUMNS)
    # The database has no unsigned integers: the bits are the same.
    arrays = {name: rows[name].astype(np.int64).astype(kind) for name, kind in TYPES.items()}
    return about, Columns(**arrays)


def fetch_records(
    cursor: Any, rows: Sequence[int], names: Sequence[str]
) -> dict[int, Mapping[str, Any]]:
    """Return these columns of the records with these numbers."""
    cursor.execute(
        f"SELECT fid, {', '.join(names)} FROM dmz_map.incidents WHERE fid = ANY(%s)", [list(rows)]
    )
    return {fid: dict(zip(names, values, strict=True)) for fid, *values in cursor}


def copy_rows(cursor: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a table of the store."""
    with cursor.copy(f"COPY dmz_map.{table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def delete_incidents(cursor: Any, condition: str, value: Any) -> int:
    """Delete from all three tables what meets a condition on the incidents; return how many."""
    chosen = f"SELECT fid FROM dmz_map.incidents WHERE {condition}"
    for table in ("words", "packed", "incidents"):
        cursor.execute(f"DELETE FROM dmz_map.{table} WHERE fid IN ({chosen})", [value])
    return int(cursor.rowcount)


def insert_incidents(
    cursor: Any, rows: Sequence[int], batch: RecordBatch, set: int, coding: Coding
) -> None:
    """Copy incidents of one set into the three tables under these numbers."""
    points = map(_point, batch.columns["lon"], batch.columns["lat"])
    copy_rows(cursor, "incidents", ("fid", "geom", *STORED), batch.rows(set, rows, points))
    columns = columns_of(rows, batch, coding, set)
    copy_rows(cursor, "packed", ("fid", *PACKED), signed_rows(columns))
    words = ((row, text, syllables(text)) for row, text in zip(rows, batch.texts, strict=True))
    copy_rows(cursor, "words", ("fid", "text", "hangul"), words)


def signed_rows(columns: Columns) -> list[tuple[int, ...]]:
    """Return the rows of the table ``packed`` as PostgreSQL's signed integers of four bytes."""
    parts = (columns.part(name).astype(np.int64).astype(np.int32) for name in PACKED)
    return list(zip(columns.row.tolist(), *(part.tolist() for part in parts), strict=True))


def condition(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return an SQL condition on the columns ``text`` and ``hangul``, and its values.

    Parameters
    ----------
    words
        Folded words, each of which must occur in the text; at least one.
    """
    conditions, values = [], []
    for word in words:
        korean = all(_FIRST <= sign <= _LAST for sign in word)
        if korean:
            conditions.append("hangul @> %s")
            values.append(syllables(word))
        if len(word) > 2 or not korean:
            conditions.append("text LIKE %s")
            values.append(f"%{_literal(word)}%")
    return " AND ".join(conditions), values


def syllables(text: str) -> str:
    """Return the numbers of the syllables and pairs of syllables of a text, as an SQL array."""
    found, before = set(), 0
    for sign in text:
        code = ord(sign) - _BEFORE_FIRST if _FIRST <= sign <= _LAST else 0
        if code:
            found.add(code)
        if code and before:
            found.add(before * _BASE + code)
        before = code
    return "{" + ",".join(map(str, sorted(found))) + "}"


def _point(lon: float | None, lat: float | None) -> str | None:
    return None if lon is None or lat is None else f"SRID=4326;POINT({lon!r} {lat!r})"


def _literal(word: str) -> str:
    """Return a word without the meaning that LIKE gives to some signs."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
