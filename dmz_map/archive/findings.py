"""What the checks that think find: warnings, and which of them somebody has accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dmz_map.errors import Problem
from dmz_map.tabular.issues import Issue
from dmz_map.tabular.tables import Row, Table
from dmz_map.tabular.text import shortened

__all__ = ["CHECKS", "MOST_ACCEPTED", "Finding", "finding", "idle_acceptances", "unaccepted"]

CHECKS: Final = ("side", "circle", "houses", "pair", "figure", "support", "words")
"""The checks, by the names that the table of accepted warnings uses."""

MOST_ACCEPTED: Final = 60
"""Rows that the table of accepted warnings may have."""


@dataclass(frozen=True)
class Finding:
    """One warning: something that is probably wrong, and may be right all the same.

    Attributes
    ----------
    check
        One of `CHECKS`; ``accepted`` for a row of the accepted warnings itself.
    id
        The incident, or two with " + " between them.
    issue
        Where it is, what is suspicious and what to do.
    """

    check: str
    id: str
    issue: Issue

    def __str__(self) -> str:
        """Return one printable line: the check, where, what, and what to do."""
        return f"warning ({self.check}): {self.issue}"


def finding(check: str, row: Row, column: str, what: str, remedy: str) -> Finding:
    """Return a finding in a cell of an incident's row."""
    return Finding(check, row["id"], row.issue(column, Problem(what, remedy)))


def unaccepted(findings: Iterable[Finding], accepted: Table) -> Iterator[Finding]:
    """Yield the findings that no row of the accepted warnings names."""
    known = _known(accepted)
    return (one for one in findings if (one.check, one.id) not in known)


def idle_acceptances(findings: Iterable[Finding], accepted: Table) -> Iterator[Finding]:
    """Yield a finding for each accepted warning that is no longer there, and for too many."""
    there = {(one.check, one.id) for one in findings}
    for number, ((check, id), row) in enumerate(_known(accepted).items(), start=1):
        if (check, id) not in there:
            what = f"the check '{check}' no longer warns of {shortened(id, 90)}."
            yield Finding("accepted", id, row.issue("id", Problem(what, "Remove the row.")))
        if number == MOST_ACCEPTED + 1:
            what = f"more than {MOST_ACCEPTED} warnings are accepted."
            remedy = "Correct the data, or the check, instead of accepting more."
            yield Finding("accepted", id, row.issue("check", Problem(what, remedy)))


def _known(accepted: Table) -> dict[tuple[str, str], Row]:
    return {(row["check"], row["id"]): row for row in accepted.valid_rows()}
