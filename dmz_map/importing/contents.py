"""What the cells of a column are: dates, coordinates, counts, words of our lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dmz_map.importing.angles import parse_angle, parse_angles
from dmz_map.importing.cells import as_text, is_missing
from dmz_map.importing.counts import read_count
from dmz_map.importing.dates import looks_like_date, read_date
from dmz_map.importing.geometries import as_geometry
from dmz_map.importing.grid_references import parse_grid

__all__ = ["filled", "fits", "is_coordinate_pair", "share"]

_CLOCK: Final = re.compile(r"\d{1,2}[:시h]\s?\d{0,2}.*|\d{3,4}|(오전|오후|새벽|밤|낮|아침|저녁).*")
_MONTH: Final = re.compile(r"0?\d|1[0-2]|[^\W\d]{3,}\.?|\d{1,2}월|0?\d\.0+|1[0-2]\.0+")
_DAY: Final = re.compile(r"[0-2]?\d|3[01]|\d{1,2}일|[0-3]?\d\.0+")
_YEAR: Final = re.compile(r"\d{3,4}(\.0+)?|\d{2,4}년")
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)?")


def filled(column: Sequence[Any]) -> list[Any]:
    """Return the cells that say something."""
    return [cell for cell in column if not is_missing(as_text(cell))]


def share(cells: Sequence[Any], test: Callable[[Any], bool]) -> float:
    """Return the share of cells that pass a test; 0 of none."""
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def is_coordinate_pair(cell: Any) -> bool:
    """Return whether a cell is a point by itself: a pair, a grid reference or well-known text."""
    text = as_text(cell)
    if not text or len(text) > 10_000 or not any(map(str.isdigit, text)):
        return False
    if as_geometry(text) is not None or (parse_grid(text) is not None and len(text) >= 9):
        return True
    angles = parse_angles(text) if len(text) <= 100 else []
    return (
        len(angles) == 2
        and any(abs(value) > 20 for value, _ in angles)
        and "." in f"{text}."
        and (any(side for _, side in angles) or len(re.findall(r"\d[.,]\d{2,}", text)) == 2)
    )


def fits(field: str, cells: Sequence[Any], *, weak: bool) -> bool:
    """Return whether the filled cells of a column may be a field.

    Parameters
    ----------
    field
        One of our fields.
    cells
        Filled cells of a sample.
    weak
        Whether the column's name alone is not enough.
    """
    if not cells:
        return not weak and field not in ("year", "month", "day", "time")
    least, test = (_WEAK if weak else _STRONG).get(field, (0.0, lambda _: True))
    return share(cells, test) >= least if least else share(cells, test) > 0


def _is_dated(cell: Any) -> bool:
    text = as_text(cell)
    if _DAY.fullmatch(text) or (_CLOCK.fullmatch(text) and not _YEAR.fullmatch(text)):
        return False
    reading = read_date(cell)
    return bool(reading.edtf) or reading.problem not in ("", "bad_date", "no_date")


def _may_be_date(cell: Any) -> bool:
    return not re.fullmatch(r"[0-3]?\d(\.0+)?|\d{1,2}:\d{2}.*", as_text(cell))


def _is_moment(cell: Any) -> bool:
    return looks_like_date(cell) or bool(re.fullmatch(r"\d{9,}(\.\d+)?", as_text(cell)))


def _pattern(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda cell: pattern.fullmatch(as_text(cell)) is not None


def _is_angle(cell: Any) -> bool:
    return parse_angle(as_text(cell)) is not None


def _is_count(cell: Any) -> bool:
    return not read_count(cell).unclear


def _has_letters(cell: Any) -> bool:
    return any(map(str.isalpha, as_text(cell)))


def _is_name(cell: Any) -> bool:
    return _has_letters(cell) and not is_coordinate_pair(cell)


def _has_number(cell: Any) -> bool:
    return any(map(str.isdigit, as_text(cell)))


_STRONG: Final[Mapping[str, tuple[float, Callable[[Any], bool]]]] = {
    "date": (0.3, _may_be_date),
    "start": (0.3, _may_be_date),
    "end": (0.3, _may_be_date),
    "year": (0.5, _pattern(_YEAR)),
    "month": (0.6, _pattern(_MONTH)),
    "day": (0.6, _pattern(_DAY)),
    "time": (0.6, _pattern(_CLOCK)),
    "lat": (0.2, _is_angle),
    "lon": (0.2, _is_angle),
    "radius_km": (0.5, _has_number),
    "radius_m": (0.5, _has_number),
    "people": (0.5, _is_count),
    "point": (0.0, _has_number),
    "killed": (0.0, _is_count),
    "wounded": (0.0, _is_count),
    "place": (0.3, _is_name),
    "title": (0.3, _has_letters),
    "text": (0.3, _has_letters),
    "category": (0.3, lambda _: True),
}
_WEAK: Final[Mapping[str, tuple[float, Callable[[Any], bool]]]] = {
    "date": (0.6, lambda cell: _is_moment(cell) or _is_dated(cell)),
    "start": (0.6, _is_dated),
    "end": (0.6, _is_dated),
    "lat": (0.8, _pattern(_NUMBER)),
    "lon": (0.8, _pattern(_NUMBER)),
    "point": (0.6, is_coordinate_pair),
}
