"""The file that lists each rejected row of an import: where, what, why, what now."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from dmz_map.tabular.issues import Issue

__all__ = ["Rejects"]

_COLUMNS: Final = ("row", "id", "column", "value", "reason", "remedy")


class Rejects:
    """A CSV with one line an issue, written as the issues are found; none, no file.

    Parameters
    ----------
    path
        Where it is; a file of an import before is removed.

    Attributes
    ----------
    count
        Number of rejected rows so far.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None
        path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """Return the file itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()

    def write(self, issues: Sequence[Issue], ids: Mapping[int, str]) -> None:
        """Write down the issues of some rows, row by row.

        Parameters
        ----------
        issues
            What is wrong; `Issue.line` is the number of the row.
        ids
            The id of each row by its number, as far as it has one.
        """
        if not issues:
            return
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(_COLUMNS)
        csv.writer(self._file).writerows(
            (f.line, ids.get(f.line or 0, ""), f.column, f.value, f.problem, f.remedy)
            for f in sorted(issues, key=lambda issue: issue.line or 0)
        )
        self.count += len({issue.line for issue in issues})
