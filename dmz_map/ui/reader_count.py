"""How many readers there are, in all and from one address; of several processes all together."""

from __future__ import annotations

import hashlib
from collections import Counter
from ctypes import Array, c_int32
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray
from typing import Any, Final

import numpy as np

__all__ = ["ReaderCount", "SharedTable", "reader_count", "share"]

_SLOTS: Final = 4096


class ReaderCount:
    """The readers of this process."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def total(self) -> int:
        """Return how many there are."""
        return self._open.total()

    def of(self, address: str) -> int:
        """Return how many there are from an address."""
        return self._open[address]

    def add(self, address: str, more: int) -> None:
        """Count one more (1) or one less (-1) from an address."""
        self._open[address] += more
        if not self._open[address]:
            del self._open[address]


@dataclass(frozen=True)
class SharedTable:
    """Memory that processes share: a row each, in which it alone writes, a slot an address.

    Two addresses in one slot count as one; which do depends on the salt, which nobody knows.

    Attributes
    ----------
    salt
        Random bytes.
    rows
        How many processes there are.
    cells
        The numbers, row after row.
    """

    salt: bytes
    rows: int
    cells: Array[c_int32]

    @classmethod
    def of(cls, rows: int, salt: bytes) -> SharedTable:
        """Return an empty table."""
        return cls(salt, rows, RawArray(c_int32, rows * _SLOTS))

    def numbers(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """Return the numbers, one row a process."""
        cells = memoryview(self.cells).cast("B")
        return np.frombuffer(cells, dtype=np.int32).reshape(self.rows, _SLOTS)

    def slot(self, address: str) -> int:
        """Return the slot of an address."""
        digest = hashlib.blake2b(address.encode(), key=self.salt, digest_size=8).digest()
        return int.from_bytes(digest, "big") % _SLOTS

    def clear(self, row: int) -> None:
        """Forget the readers of a process that has ended."""
        self.numbers()[row] = 0


class _SharedCount(ReaderCount):
    """The readers of several processes."""

    def __init__(self, table: SharedTable, row: int) -> None:
        super().__init__()
        self._table, self._numbers, self._row = table, table.numbers(), row

    def total(self) -> int:
        return int(self._numbers.sum())

    def of(self, address: str) -> int:
        return int(self._numbers[:, self._table.slot(address)].sum())

    def add(self, address: str, more: int) -> None:
        self._numbers[self._row, self._table.slot(address)] += more


_SHARED: Final[list[_SharedCount]] = []


def share(table: SharedTable, row: int) -> None:
    """Have `reader_count` count in a row of a table, for what this process makes after it."""
    _SHARED[:] = [_SharedCount(table, row)]


def reader_count() -> ReaderCount:
    """Return what counts the readers of this process, and of those that it shares them with."""
    return _SHARED[0] if _SHARED else ReaderCount()
