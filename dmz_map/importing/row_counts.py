"""The counts of people of rows: of columns of their own, or of one for all casualties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dmz_map.importing.cells import as_text, is_missing
from dmz_map.importing.counts import read_casualties, read_count
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RowDraft

__all__ = ["COUNTED", "RowCounts"]

COUNTED: Final = ("people", "killed", "wounded")
"""The fields that are counts."""


class RowCounts:
    """Reads the counts of the rows of a table.

    Parameters
    ----------
    proposal
        Which columns hold counts.
    """

    def __init__(self, proposal: Proposal) -> None:
        self._columns, self._constants = proposal.columns, proposal.constants
        self._fixed = proposal.fixed

    def read(self, row: RowDraft, cells: Mapping[str, Any]) -> None:
        """Set the counts of a row, and report those that are not clear."""
        for field in COUNTED:
            for name in self._columns.get(field, ()):
                count = read_count(cells[name])
                if count.unclear:
                    row.reported.append("count_unclear")
                elif count.number is not None:
                    row.fields[field] = str(count.number)
                    row.used.add(name)
                    break
                elif is_missing(as_text(cells[name])):
                    row.used.add(name)
            if field in self._constants and (field not in row.fields or field in self._fixed):
                row.fields[field] = self._constants[field]
        for name in self._columns.get("casualties", ()):
            found = read_casualties(cells[name])
            if found.unclear:
                row.reported.append("count_unclear")
            for field, number in (("killed", found.killed), ("wounded", found.wounded)):
                if number is not None:
                    row.fields.setdefault(field, str(number))
