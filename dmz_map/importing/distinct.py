"""Rules of cells applied to whole columns: once to each distinct combination of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dmz_map.importing.row import RowDraft

__all__ = ["Columns", "Distinct", "Outcomes", "Rule", "as_used", "outcome_of", "transposed"]

Columns = Mapping[str, Sequence[Any]]
"""Heading to the cells of some rows."""

Rule = Callable[[RowDraft, Mapping[str, Any]], None]
"""Sets on a draft what comes of some cells of a row, by heading."""

_MOST: Final = 1 << 16
"""Combinations that are remembered; then it begins anew, so that memory does not grow."""

_Outcome = tuple[
    tuple[str, ...], tuple[str, ...], tuple[str, ...], int, tuple[tuple[str, str], ...],
    tuple[float, float] | None,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of a rule, column by column, one entry a row.

    Attributes
    ----------
    fields
        Field to its texts; blank where the rule set none.
    problems, reported
        Codes, as of a `RowDraft`.
    used
        Bits of the columns that became a field: see `as_used`.
    extra
        What is kept under names of their own.
    far_points
        Points that are not shown.
    """

    fields: dict[str, Sequence[str]]
    problems: Sequence[tuple[str, ...]]
    reported: Sequence[tuple[str, ...]]
    used: Sequence[int]
    extra: Sequence[tuple[tuple[str, str], ...]]
    far_points: Sequence[tuple[float, float] | None]


class Distinct:
    """Applies a rule to columns.

    Parameters
    ----------
    rule
        It may look at nothing but the cells under `looked_at`.
    headings
        All headings of the table.
    looked_at
        Those that matter to the rule.
    fields
        The fields that it sets.
    """

    def __init__(
        self, rule: Rule, headings: Sequence[str], looked_at: Iterable[str], fields: Sequence[str]
    ) -> None:
        self._rule = rule
        self._headings = headings
        self._looked_at = tuple(dict.fromkeys(looked_at))
        self._fields = tuple(fields)
        self._known: dict[Any, _Outcome] = {}

    def of(self, columns: Columns, rows: int) -> Outcomes:
        """Return what comes of some rows."""
        if len(self._known) > _MOST:
            self._known.clear()
        parts = [columns[name] for name in self._looked_at]
        keys = [*zip(*map(_hashable, parts), strict=True)] if parts else [()] * rows
        known = self._known
        outcomes = [*map(known.get, keys)]
        for place, outcome in enumerate(outcomes):
            if outcome is None:
                key = keys[place]
                if key not in known:
                    known[key] = self._outcome([part[place] for part in parts])
                outcomes[place] = known[key]
        return self._transposed(outcomes)  # type: ignore[arg-type]

    def _outcome(self, cells: Sequence[Any]) -> _Outcome:
        row = RowDraft()
        self._rule(row, dict(zip(self._looked_at, cells, strict=True)))
        return outcome_of(row, self._fields, self._headings)

    def _transposed(self, outcomes: Sequence[_Outcome]) -> Outcomes:
        return transposed(outcomes, self._fields)


def outcome_of(row: RowDraft, fields: Sequence[str], headings: Sequence[str]) -> _Outcome:
    """Return what a rule has set on a draft."""
    return (
        tuple(row.fields.get(name, "") for name in fields), tuple(row.problems),
        tuple(row.reported), as_used(row.used, headings), tuple(row.extra.items()), row.far_point,
    )  # fmt: skip


def transposed(outcomes: Sequence[_Outcome], fields: Sequence[str]) -> Outcomes:
    """Return outcomes of rows as columns."""
    if not outcomes:
        return Outcomes(dict.fromkeys(fields, ()), (), (), (), (), ())
    texts, *others = zip(*outcomes, strict=True)
    return Outcomes(dict(zip(fields, zip(*texts, strict=True), strict=True)), *others)


def as_used(names: Iterable[str], headings: Sequence[str]) -> int:
    """Return columns as bits: the bit of a column is its position."""
    return sum(1 << headings.index(name) for name in names)


def _hashable(cells: Sequence[Any]) -> Sequence[Any]:
    """Return what tells cells apart: texts themselves, other values by kind and writing."""
    if set(map(type, cells)) == {str}:
        return cells
    return [cell if type(cell) is str else (type(cell), repr(cell)) for cell in cells]
