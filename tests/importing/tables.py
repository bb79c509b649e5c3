"""Tables made for a test, and what came of their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dmz_map.importing.options import ImportOptions
from dmz_map.importing.result import Result
from dmz_map.importing.run import read_rows

ROOT = Path(__file__).parents[2]
Make = Callable[[Path], None]


@dataclass(frozen=True)
class Wanted:
    """What a row has to become; ``has`` are cells that must be among the other fields."""

    number: str
    fields: dict[str, str] = field(default_factory=dict)
    has: dict[str, str] = field(default_factory=dict)
    reported: tuple[str, ...] = ()
    rejected: str = ""


def row(
    number: int | str, *, has: dict[str, str] | None = None, reported: str = "", **fields: str
) -> Wanted:
    """Return what is wanted of a row that goes in."""
    return Wanted(str(number), fields, has or {}, tuple(reported.split()))


def out(number: int | str, reason: str) -> Wanted:
    """Return what is wanted of a row that is rejected."""
    return Wanted(str(number), rejected=reason)


def read(path: Path, content: bytes | str | Make, **options: Any) -> Result:
    """Write a file and read it."""
    if callable(content):
        content(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_rows(path, ImportOptions(root=ROOT, **options))


def check(result: Result, wanted: list[Wanted]) -> None:
    """Compare rows with what is wanted: numbers, status, the named fields, cells and reasons."""
    assert result.refusal is None
    assert [row.number for row in result.rows] == [want.number for want in wanted]
    for found, want in zip(result.rows, wanted, strict=True):
        assert found.is_in == (not want.rejected), (found, want)
        if want.rejected:
            assert want.rejected in found.reasons
            continue
        assert {name: found.fields.get(name, "") for name in want.fields} == want.fields
        assert {name: found.other.get(name) for name in want.has} == want.has
        assert set(want.reported) <= set(found.reasons)
