"""The columns of all incidents out of PostgreSQL, as fast as it can hand them over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError
from dmz_map.store.columns import TYPES, Columns
from dmz_map.store.postgis_schema import MIGRATIONS

__all__ = ["PACKED", "ROWS", "copied", "read_columns"]

PACKED: Final = ("lon", "lat", "facts", "first", "last", "curve", "radius")
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
        The cursor of psycopg, the query and what stands for its ``%s``.
    kind
        The type of one row in binary form.
    """
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)", list(values)) as copy:
        data = b"".join(copy)
    count = (len(data) - _HEADER - _TRAILER) // kind.itemsize
    return np.frombuffer(data, kind, count, _HEADER)


def read_columns(cursor: Any) -> tuple[str, dict[str, list[str]], Columns]:
    """Return the version, the words by which facts are coded, and the columns, unordered."""
    cursor.execute("SELECT name, value FROM dmz_map.about")
    about = dict(cursor)
    cursor.execute("SELECT max(number) FROM dmz_map.migrations")
    (number,) = cursor.fetchone()
    if number != len(MIGRATIONS):
        raise StoreError(
            f"The database's schema is of version {number}; this program works with "
            f"{len(MIGRATIONS)}. Run `python -m dmz_map store init` with the newest program."
        )
    names = ", ".join(("fid", *PACKED))
    rows = copied(cursor, f"SELECT {names} FROM dmz_map.packed", _COLUMNS)
    # The database has no unsigned integers: the bits are the same.
    arrays = {name: rows[name].astype(np.int64).astype(kind) for name, kind in TYPES.items()}
    return about["version"], json.loads(about["terms"]), Columns(**arrays)
