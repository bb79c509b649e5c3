"""Which column is what: by a profile, by its name, by its cells; printed and kept as TOML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dmz_map.importing.cells import as_text
from dmz_map.importing.contents import filled
from dmz_map.importing.profile import Codes

__all__ = ["Proposal"]


@dataclass(frozen=True)
class Proposal:
    """How a table is read.

    Attributes
    ----------
    columns
        Our field to the headings of their columns; the first that is filled counts, of sources
        all.
    why
        Heading to why its column is taken for what it is.
    unread
        Headings of columns that become other fields.
    samples
        Heading to three of its cells.
    constants
        Our field to what it is in rows whose columns say nothing.
    values
        Their heading to their word to ours.
    codes
        What codes say of dates and points.
    notes
        What else has to be reported.
    """

    headings: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    why: Mapping[str, str] = field(default_factory=dict)
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)
    profile: str = ""
    notes: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings of the columns that become other fields."""
        used = {heading for names in self.columns.values() for heading in names}
        return tuple(heading for heading in self.headings if heading not in used)

    @property
    def has_date(self) -> bool:
        """Whether a column or a constant says when."""
        return any(name in self.columns for name in ("date", "start", "end", "year")) or (
            "date" in self.constants
        )

    def with_samples(self, columns: Sequence[Sequence[Any]]) -> Proposal:
        """Return the proposal with three cells of each column."""
        samples = {
            heading: tuple(dict.fromkeys(as_text(cell)[:40] for cell in filled(column[:200])))[:3]
            for heading, column in zip(self.headings, columns, strict=True)
        }
        return replace(self, samples=samples)

    def as_table(self) -> str:
        """Return the proposal for a terminal: their column, ours, three cells, and why."""
        ours = {h: name for name, names in self.columns.items() for h in names}
        rows = [("Their column", "Ours", "Cells", "Why")]
        rows += [
            (
                _short(h),
                ours[h],
                _short(" | ".join(self.samples.get(h, ())), 60),
                self.why.get(h, ""),
            )
            for h in self.headings
            if h in ours
        ]
        widths = [max(len(row[i]) for row in rows) for i in range(4)]
        lines = [
            "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        lines += [f"set: {name} = {value}" for name, value in self.constants.items()]
        if self.unread:
            lines.append(
                f"columns not read: {', '.join(map(_short, self.unread))} (kept as other fields)"
            )
        return "\n".join([*lines, *self.notes])

    def as_toml(self) -> str:
        """Return the proposal as a profile that ``--profile`` reads."""
        lines = ["# Their columns by ours, constants, and their words by ours.", "[columns]"]
        for name, headings in self.columns.items():
            given = [*headings] if len(headings) > 1 else headings[0]
            lines.append(f"{name} = {_toml(given)}")
        if self.constants:
            lines += ["", "[set]", *(f"{n} = {_toml(v)}" for n, v in self.constants.items())]
        for heading, words in self.values.items():
            lines += ["", f"[values.{_toml(heading)}]"]
            lines += [f"{_toml(theirs)} = {_toml(ours)}" for theirs, ours in words.items()]
        return "\n".join([*lines, *self._toml_of_codes()]) + "\n"

    def _toml_of_codes(self) -> list[str]:
        codes, lines = self.codes, []
        for name in ("whole", "month", "approximate"):
            if values := sorted(getattr(codes, name)):
                lines += [f"{name} = {_toml(values)}"]
        lines = ["", "[codes.date]", *lines] if lines else []
        if codes.radius_km or codes.no_point:
            radii = ", ".join(f"{_toml(code)} = {km}" for code, km in codes.radius_km.items())
            lines += ["", "[codes.place]", f"radius_km = {{ {radii} }}"]
            lines += [f"no_point = {_toml(sorted(codes.no_point))}"]
        return lines


def _short(text: str, most: int = 32) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _toml(value: Any) -> str:
    """Return text or a list of texts as TOML; JSON's strings are basic strings of TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
