"""Profiles: which columns of a layout mean what, built in or written by a user."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import TableError
from dmz_map.importing.cells import clean

__all__ = [
    "EXTRA_FIELDS",
    "FIELDS",
    "Codes",
    "Profile",
    "built_in_profile",
    "field_named",
    "read_profile",
]

FIELDS: Final = (
    "title",
    "date",
    "start",
    "end",
    "year",
    "month",
    "day",
    "time",
    "lat",
    "lon",
    "point",
    "radius_km",
    "radius_m",
    "category",
    "people",
    "killed",
    "wounded",
    "casualties",
    "place",
    "source",
    "text",
    "kind",
    "date_code",
    "place_code",
)
"""What a column of theirs can be."""

EXTRA_FIELDS: Final = (
    "id",
    "title_en",
    "title_ko",
    "summary_en",
    "summary_ko",
    "direction",
    "actors",
    "outcome",
    "sector",
    "place_en",
    "place_ko",
    "location_precision",
    "confidence",
    "dispute",
    "note",
    "first_day",
    "last_day",
    "actors_ko",
    "dispute_ko",
    "people_low",
    "people_high",
    "killed_low",
    "killed_high",
    "wounded_low",
    "wounded_high",
    "side",
)
"""Columns of our own tables and exports that are taken as they are."""

_ALIASES: Final = {
    "latitude": "lat", "longitude": "lon", "lng": "lon", "coordinates": "point",
    "radius": "radius_km", "location": "place", "name": "title", "type": "category",
    "url": "source", "summary": "text", "description": "text", "injured": "wounded",
    "deaths": "killed",
}  # fmt: skip


@dataclass(frozen=True)
class Codes:
    """What the codes of a file say of its dates and its points.

    Attributes
    ----------
    whole
        Codes of dates whose interval may be whole months or years.
    month, approximate
        Codes of dates of which only the month counts, and of those that are about right.
    radius_km
        Code of a place to the radius around its point, in kilometres.
    no_point
        Codes of places whose point means a province, a line or a country.
    """

    whole: frozenset[str] = frozenset()
    month: frozenset[str] = frozenset()
    approximate: frozenset[str] = frozenset()
    radius_km: Mapping[str, float] = field(default_factory=dict)
    no_point: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """How a layout is read.

    Attributes
    ----------
    columns
        Our field to their columns, the first that is filled counts.
    constants
        Our field to what it is in rows that say nothing else.
    values
        Their column to their word to ours.
    """

    name: str
    needs: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)


def field_named(name: str, where: str) -> str:
    """Return one of our fields by its name, or by a usual one such as ``latitude``.

    Raises
    ------
    TableError
        If there is none.
    """
    field = _ALIASES.get(name.strip().casefold(), name.strip())
    if field not in FIELDS + EXTRA_FIELDS:
        raise TableError(f"{where}: unknown field “{name}”. Allowed: {', '.join(FIELDS)}.")
    return field


def read_profile(path: Path) -> Profile:
    """Read a user's profile.

    Raises
    ------
    TableError
        If it is no TOML, or names a field that is none of `FIELDS`.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(
            f"{path.name} cannot be read as a profile: {error}. Correct it."
        ) from error
    return _profile(table, path.name)


def built_in_profile(headings: Sequence[str]) -> Profile | None:
    """Return the built-in profile of a layout, if all of the columns that it needs are there."""
    names = {heading.casefold() for heading in headings}
    return next((profile for profile in _built_in() if names.issuperset(profile.needs)), None)


@cache
def _built_in() -> tuple[Profile, ...]:
    folder = files("dmz_map.importing").joinpath("profiles")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".toml")),
        key=lambda item: item.name,
    )
    return tuple(
        _profile(tomllib.loads(item.read_text(encoding="utf-8")), item.name) for item in found
    )


def _profile(table: Mapping[str, Any], file: str) -> Profile:
    columns = _section(table, "columns", file)
    constants = _section(table, "set", file)
    codes = _section(table, "codes", file)
    dates, places = codes.get("date", {}), codes.get("place", {})
    return Profile(
        name=str(table.get("name", file)),
        needs=tuple(str(name).casefold() for name in table.get("needs", ())),
        columns={field_named(name, file): _names(given) for name, given in columns.items()},
        constants={field_named(name, file): str(given) for name, given in constants.items()},
        values={
            clean(column): {clean(str(theirs)): str(ours) for theirs, ours in words.items()}
            for column, words in _section(table, "values", file).items()
        },
        codes=Codes(
            frozenset(map(str, dates.get("whole", ()))),
            frozenset(map(str, dates.get("month", ()))),
            frozenset(map(str, dates.get("approximate", ()))),
            {str(code): float(km) for code, km in places.get("radius_km", {}).items()},
            frozenset(map(str, places.get("no_point", ()))),
        ),
    )


def _section(table: Mapping[str, Any], name: str, file: str) -> Mapping[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise TableError(
            f'{file}: [{name}] is not a table. Write lines of the form OURS = "THEIRS".'
        )
    return section


def _names(given: Any) -> tuple[str, ...]:
    names = given if isinstance(given, list) else [given]
    return tuple(clean(str(name)) for name in names)
