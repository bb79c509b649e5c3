"""Every error that the project raises on purpose.

::

    DmzMapError
    ├── DataError            a file of the project says something it must not
    │   ├── PackageError     a data package, a missing file or a hash that differs
    │   ├── TableError       a row or value of a table
    │   └── ExcerptError     a quotation that is not what its document says
    ├── DraftError           a new incident, as handed in, cannot be added
    ├── BuildError           a data file or a page cannot be made from what is here
    ├── StoreError           the store cannot be opened, read or written
    └── UnknownIdError       an id that nothing in the data has

A message says what is wrong, where it is (file, row, id) and what to do about
it, in one or two plain sentences. The command line prints it and ends with
status 1; the app shows it as a line. Nobody ever sees a traceback for one of
these.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "BuildError",
    "DataError",
    "DmzMapError",
    "DraftError",
    "ExcerptError",
    "PackageError",
    "Problem",
    "StoreError",
    "TableError",
    "UnknownIdError",
    "printable",
    "where",
]


class Problem(NamedTuple):
    """What is wrong, and what to do about it: two sentences."""

    what: str
    remedy: str


class DmzMapError(Exception):
    """Base of every error raised on purpose; its text is meant for readers."""


class DataError(DmzMapError):
    """A file of the project says something that it must not say.

    Parameters
    ----------
    problem, remedy
        Two sentences: what is wrong, what to do.
    file
        The file, relative to the root, with forward slashes; blank when it is in `problem`.
    line, column
        Where it is, the line as an editor counts it; None for the whole file.
    value
        The cell or hash that is wrong, untouched; may be empty.
    """

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        file: str = "",
        line: int | None = None,
        column: str | None = None,
        value: str = "",
    ) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy
        self.file = file
        self.line = line
        self.column = column
        self.value = value

    def __str__(self) -> str:
        """Return one printable line: where, what is wrong, what to do."""
        return where(self.file, self.line, self.column) + printable(
            f"{self.problem} {self.remedy}".strip()
        )


class PackageError(DataError):
    """A data package cannot be read, or a file differs from what it promises."""


class TableError(DataError):
    """A row or a value of a table is not what its column allows."""


class ExcerptError(DataError):
    """A quotation is not what its document says at that place."""


class DraftError(DmzMapError):
    """A new incident cannot be added as it was handed in; its text lists every problem."""


class BuildError(DmzMapError):
    """A data file cannot be made from its source package, or a page without its library."""


class StoreError(DmzMapError):
    """The incident store cannot be opened, read or written."""


class UnknownIdError(DmzMapError):
    """An id that nothing in the data has."""


def where(file: str, line: int | None, column: str | None) -> str:
    """Return a place in a file as the beginning of a sentence: ``data/a.csv:3 (column id): ``."""
    if not file:
        return ""
    row = "" if line is None else f":{line}"
    return printable(f"{file}{row}" + ("" if column is None else f" (column {column})")) + ": "


def printable(sentence: str) -> str:
    """Return a sentence with every character that does not show written as an escape."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in sentence)
