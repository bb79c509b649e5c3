"""A text of the first column that has one, such as the title, for many rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from dmz_map.importing.cells import as_text, is_missing
from dmz_map.importing.distinct import Columns, Outcomes, as_used
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.source_table import Formula

__all__ = ["FirstText"]


class FirstText:
    """Reads one field of text, of which most rows have another.

    Parameters
    ----------
    field
        The field.
    proposal
        Its columns and its constant.
    headings
        All headings of the table.
    """

    def __init__(self, field: str, proposal: Proposal, headings: Sequence[str]) -> None:
        self._field = field
        self._constant = proposal.constants.get(field, "")
        is_fixed = self._constant and field in proposal.fixed
        names = () if is_fixed else proposal.columns.get(field, ())
        self._bits = {name: as_used((name,), headings) for name in names}

    def of(self, columns: Columns, rows: int) -> Outcomes:
        """Return the texts of some rows; addresses of links are kept under the heading."""
        found, used = [""] * rows, [0] * rows
        extra: list[tuple[tuple[str, str], ...]] = [()] * rows
        left: Sequence[int] = range(rows)
        for name, bit in self._bits.items():
            cells = columns[name]
            texts = [*map(as_text, cells)]
            for place in left:
                text = texts[place]
                if len(text) > 16 or not is_missing(text):
                    found[place], used[place] = " ".join(text.split()), bit
                    cell = cells[place]
                    if isinstance(cell, Formula) and cell.address:
                        extra[place] = ((name, cell.address),)
            left = [place for place in left if not used[place]]
        for place in left:
            found[place] = self._constant
        nothing: list[tuple[str, ...]] = [()] * rows
        return Outcomes({self._field: found}, nothing, nothing, used, extra, [None] * rows)
