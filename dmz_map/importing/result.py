"""What came of an import, and the file that says so row by row."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dmz_map.errors import TableError
from dmz_map.importing.cells import read_words
from dmz_map.importing.proposal import Proposal
from dmz_map.importing.row import RESULT_FIELDS, ImportedRow

__all__ = ["RESULT_COLUMNS", "Result", "ResultWriter", "reason_text", "refused", "write_refusal"]

RESULT_COLUMNS = ("row", *RESULT_FIELDS, "other", "status", "reason")
"""The columns of a result."""


@dataclass(frozen=True)
class Result:
    """What came of a file.

    Attributes
    ----------
    rows
        One for each row of the file, in its order.
    proposals
        How each of its tables was read.
    refusal
        Code and sentence of why the whole file is refused, or None.
    """

    rows: tuple[ImportedRow, ...]
    proposals: tuple[Proposal, ...] = ()
    refusal: tuple[str, str] | None = None

    @property
    def imported(self) -> int:
        """How many rows can go in."""
        return sum(row.is_in for row in self.rows)

    def rejected(self) -> Counter[str]:
        """Return how many rows are rejected, by their first reason."""
        return Counter(row.reasons[0] for row in self.rows if not row.is_in)


def refused(code: str, sentence: str) -> Result:
    """Return the result of a file of which nothing can go in."""
    return Result((ImportedRow("", False, {}, {}, (code,)),), (), (code, sentence))


@cache
def reason_text(code: str) -> str:
    """Return what a code means, without semicolons; the code itself if it is unknown."""
    reasons = read_words("reasons")
    text = reasons["rejected"].get(code) or reasons["reported"].get(code)
    return f"{code}: {text}" if text else code


class ResultWriter:
    """Writes a result as CSV, one line a row.

    Parameters
    ----------
    path
        Where it goes.

    Raises
    ------
    TableError
        If another file is there that is no result, or the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            if path.exists() and not _is_result(path):
                raise TableError(
                    f"{path} exists already and is no result of an import. "
                    "Give --result another name."
                )
            self._file = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise TableError(
                f"{path} cannot be written ({error.strerror}). Choose another folder."
            ) from error
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(RESULT_COLUMNS)

    def write(self, row: ImportedRow, refusal: str = "") -> None:
        """Write one line, of a refused file with the sentence that says why."""
        self._writer.writerow(_line(row, refusal))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def write_refusal(path: Path, code: str, sentence: str) -> None:
    """Write the result of a file of which nothing can go in: one line.

    Raises
    ------
    TableError
        If the file cannot be written.
    """
    writer = ResultWriter(path)
    writer.write(refused(code, sentence).rows[0], sentence)
    writer.close()


def _is_result(path: Path) -> bool:
    """Return whether a file begins as results do, or is empty."""
    head = ",".join(RESULT_COLUMNS).encode()
    with path.open("rb") as file:
        return file.read(len(head)) in (head, b"")


def _line(row: ImportedRow, refusal: str) -> list[str]:
    reasons = "; ".join(map(reason_text, row.reasons))
    if refusal:
        reasons = f"{row.reasons[0]}: {refusal.replace(';', ',')}"
    extras = {n: text for n, text in row.fields.items() if text and n not in RESULT_FIELDS}
    other = json.dumps(row.other | extras, ensure_ascii=False) if row.other or extras else ""
    fields = [row.fields.get(name, "") if row.is_in else "" for name in RESULT_FIELDS]
    status = "in" if row.is_in else "rejected"
    return [row.number, *fields, other if row.is_in else "", status, reasons]
