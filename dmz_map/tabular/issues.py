"""Issues: what is wrong in a file, with its place, value and remedy; and errors made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dmz_map.errors import DataError, TableError

__all__ = ["Issue", "issue_of", "raise_first"]


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong in a file.

    Attributes
    ----------
    file
        The file, relative to the root, with forward slashes.
    line, column
        Where it is, the line as an editor counts it; None for the whole file.
    value
        The cell or hash that is wrong, untouched; may be empty.
    problem, remedy
        Two sentences: what is wrong, what to do.
    error
        The error that a reader of the file raises for this issue.
    """

    file: str
    line: int | None
    column: str | None
    value: str
    problem: str
    remedy: str
    error: type[DataError] = field(default=TableError, repr=False)

    def as_error(self, more: str = "") -> DataError:
        """Return the issue as an error; `more` is put after the remedy."""
        return self.error(
            self.problem,
            f"{self.remedy}{more}",
            file=self.file,
            line=self.line,
            column=self.column,
            value=self.value,
        )

    def __str__(self) -> str:
        """Return one printable line: where, what is wrong, what to do."""
        return str(self.as_error())


def issue_of(error: DataError, file: str = "") -> Issue:
    """Return an error as an issue; `file` where the error names none."""
    place = (error.file or file, error.line, error.column)
    return Issue(*place, error.value, error.problem, error.remedy, type(error))


def raise_first(issues: Iterable[Issue]) -> None:
    """Raise the first issue as the error that it has, and say how many more there are."""
    found = tuple(issues)
    if found:
        more = len(found) - 1
        rest = f" ({more} more: `python -m dmz_map validate` lists them.)" if more else ""
        raise found[0].as_error(rest)
