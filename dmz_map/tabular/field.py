"""One column of a table: what its cells may hold, and what is wrong with one that does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dmz_map.errors import Problem, TableError
from dmz_map.tabular.edtf import day_span
from dmz_map.tabular.text import in_language, shortened, visible, web_address

__all__ = ["RULES", "TYPES", "Field"]

TYPES: Final = ("string", "integer", "number")
RULES: Final = ("text", "verbatim", "edtf", "url")

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", re.ASCII)


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes
    ----------
    name, title, description
        What it is called, for programs and for readers, and what it means.
    type
        ``string``, ``integer`` or ``number``.
    required
        Whether the cell may not be blank.
    enum
        The words that are allowed; empty when the column is open.
    longest, pattern, low, high
        Greatest length, a regular expression for the whole cell, least and greatest number.
    rule
        ``dmz.rule``: ``text`` (visible, NFC), ``verbatim`` (anything), ``edtf`` (a date with a
        first and a last day) or ``url`` (http or https; also by the format ``uri``).
    language
        ``dmz.language``: ``en``, ``ko`` or blank.
    meaning
        ``dmz.meaning``: what the pattern asks for, in words that follow "is not".
    reserved
        ``dmz.reserved``: values that are not allowed.
    unit, above
        ``dmz.unit``: unit of a number; ``dmz.above``: a number that it must exceed.
    separator
        ``dmz.separator``: the cell is a list, with this between its items.
    columns_of
        ``dmz.columns_of``: each item of the list is a column of this table, each named once.
    """

    name: str
    title: str = ""
    description: str = ""
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    longest: int | None = None
    pattern: re.Pattern[str] | None = None
    low: float | None = None
    high: float | None = None
    rule: str = "text"
    language: str = ""
    meaning: str = ""
    reserved: tuple[str, ...] = ()
    unit: str = ""
    above: float | None = None
    separator: str = ""
    columns_of: str = ""

    def problem(self, cell: str) -> Problem | None:
        """Return what is wrong with a cell of this column, or None."""
        if not cell:
            return Problem("the cell is blank.", "Fill it in.") if self.required else None
        if self.enum:
            if cell in self.enum:
                return None
            what = f"unknown value {shortened(cell)}."
            return Problem(what, f"Allowed: {', '.join(self.enum)}.")
        if self.longest is not None and len(cell) > self.longest:
            return Problem(
                f"{shortened(cell)} has {len(cell)} characters; {self.longest} is the most.",
                f"Shorten it by {len(cell) - self.longest}.",
            )
        if self.type == "string":
            return self._ruled(cell) or self._unlike(cell)
        return self._whole(cell) if self.type == "integer" else self._decimal(cell)

    def items(self, cell: str) -> tuple[str, ...]:
        """Return the items of a list, or the cell alone when the column is not a list."""
        if not self.separator:
            return (cell,)
        stripped = " " if " " in self.separator else ""
        return tuple(item.strip(stripped) for item in cell.split(self.separator.strip()))

    def _ruled(self, cell: str) -> Problem | None:
        if self.rule == "verbatim":
            return None
        if self.rule == "url":
            return web_address(cell)
        if self.rule == "edtf":
            try:
                day_span(cell)
            except TableError as error:
                return Problem(error.problem, error.remedy)
            return None
        problem = next(filter(None, map(visible, self.items(cell))), None)
        return problem or in_language(cell, self.language)

    def _unlike(self, cell: str) -> Problem | None:
        if cell not in self.reserved and (self.pattern is None or self.pattern.fullmatch(cell)):
            return None
        meaning = self.meaning or f"of the form {self.pattern.pattern if self.pattern else ''}"
        return Problem(f"{shortened(cell)} is not {meaning}.", f"Write {meaning}.")

    def _whole(self, cell: str) -> Problem | None:
        if _INTEGER.fullmatch(cell) and self._within(int(cell)):
            return None
        what = f"{shortened(cell)} is not a whole number{self._bounds()}."
        return Problem(what, "Write one, in digits only.")

    def _decimal(self, cell: str) -> Problem | None:
        unit = f" of {self.unit}" if self.unit else ""
        if not _DECIMAL.fullmatch(cell):
            return Problem(
                f"{shortened(cell)} is not a decimal number{unit}.",
                f"Write a decimal number{unit}.",
            )
        if self._within(float(cell)):
            return None
        return Problem(f"{cell} is out of bounds.", f"Write a value{self._bounds()}.")

    def _within(self, number: float) -> bool:
        return not (
            (self.low is not None and number < self.low)
            or (self.high is not None and number > self.high)
            or (self.above is not None and number <= self.above)
        )

    def _bounds(self) -> str:
        low = "" if self.low is None else f" from {self.low:.12g}"
        high = "" if self.high is None else f" to {self.high:.12g}"
        above = "" if self.above is None else f", above {self.above:.12g}"
        return f"{low}{high}{f' {self.unit}' if self.unit else ''}{above}"
