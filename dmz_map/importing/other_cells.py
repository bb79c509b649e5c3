"""What became no field of ours and is kept: cells by heading, links of formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from dmz_map.importing.distinct import Columns
from dmz_map.importing.source_table import Formula

__all__ = ["OtherCells", "formulas"]

_Extra = tuple[tuple[str, str], ...]
_Cells = Callable[[tuple[str, ...]], tuple[str, ...]]


class OtherCells:
    """Gathers the other fields of rows.

    Parameters
    ----------
    headings
        All headings of the table.
    layer
        What the table is called in its file, which is kept too; or blank.
    """

    def __init__(self, headings: Sequence[str], layer: str) -> None:
        self._headings, self._layer = headings, layer
        self._kept: dict[int, tuple[tuple[str, ...], _Cells]] = {}

    def of(
        self, rows: Sequence[tuple[str, ...]], used: Sequence[int], extra: Sequence[_Extra]
    ) -> list[dict[str, str]]:
        """Return heading to cell of each row.

        Parameters
        ----------
        rows
            The cells of each row as text.
        used
            Bits of the columns that became a field of it.
        extra
            What else is kept of it.
        """
        found = []
        for row, bits in zip(rows, used, strict=True):
            names, cells = self._kept.get(bits) or self._remembered(bits)
            found.append({name: text for name, text in zip(names, cells(row), strict=True) if text})
        for other, more in zip(found, extra, strict=True):
            for name, text in more:
                other[name if name not in other else f"{name} (2)"] = text
        if self._layer:
            for row, other in zip(rows, found, strict=True):
                if any(row):
                    other.setdefault("layer", self._layer)
        return found

    def _remembered(self, used: int) -> tuple[tuple[str, ...], _Cells]:
        places = [place for place in range(len(self._headings)) if not used >> place & 1]
        names = tuple(self._headings[place] for place in places)
        self._kept[used] = names, _getter(places)
        return self._kept[used]


def formulas(columns: Columns, used: Sequence[int]) -> Iterator[tuple[int, bool, _Extra]]:
    """Yield the position of each row with a formula or link, whether one is a formula, and links.

    Parameters
    ----------
    columns
        Heading to cells.
    used
        Bits of the columns that became a field of each row: their links are kept already.
    """
    with_any = [
        (1 << place, name, cells)
        for place, (name, cells) in enumerate(columns.items())
        if Formula in set(map(type, cells))
    ]
    for place in range(len(used)) if with_any else ():
        mine: list[tuple[int, str, Any]] = [(b, name, cells[place]) for b, name, cells in with_any]
        mine = [one for one in mine if isinstance(one[2], Formula)]
        links = tuple(
            (f"{name} (link)", cell.address)
            for bit, name, cell in mine
            if cell.address and not used[place] & bit
        )
        if mine:
            yield place, any(cell.written for _, _, cell in mine), links


def _getter(places: Sequence[int]) -> _Cells:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
