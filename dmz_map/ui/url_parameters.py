"""Parameters of the URL, each checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dmz_map.web.language import Translator

__all__ = ["ParameterReader"]


class ParameterReader:
    """Reads parameters, with a warning for each value that is unknown."""

    def __init__(self, parameters: Mapping[str, str], translate: Translator) -> None:
        self.parameters = parameters
        self.translate = translate
        self.warnings: list[str] = []

    def _warn(self, name: str, allowed: Sequence[str]) -> None:
        line = self.translate("Unknown value for “{name}”. Allowed: {allowed}.")
        self.warnings += [line.format(name=name, allowed=", ".join(allowed))]

    def some_of(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return the allowed terms of a list."""
        asked = [term for term in self.parameters.get(name, "").split(",") if term]
        if not set(asked) <= set(allowed):
            self._warn(name, allowed)
        return tuple(term for term in allowed if term in asked)

    def one_of(self, name: str, allowed: Sequence[str]) -> str | None:
        """Return a value that is allowed, or None."""
        value = self.parameters.get(name)
        if value is None or value in allowed:
            return value
        self._warn(name, allowed)
        return None

    def incident(self, *, known: bool) -> str | None:
        """Return the id of the chosen incident, or None."""
        _ = self.translate
        asked = self.parameters.get("incident")
        if not asked or known:
            return asked or None
        absent = _("The incident that the address names is not in this archive.")
        self.warnings += [absent + " " + _("Choose one on the map or in the list.")]
        return None

    def years(self) -> tuple[int, int] | None:
        """Return first and last year, or None."""
        value = self.parameters.get("years")
        match = re.fullmatch("([0-9]{4})-([0-9]{4})", value or "")
        if match and 0 < int(match[1]) <= int(match[2]):
            return int(match[1]), int(match[2])
        if value is not None:
            self._warn("years", ("1960-1969",))
        return None

    def km(self) -> tuple[int, int] | None:
        """Return first and last kilometre along the line, or None."""
        value = self.parameters.get("km")
        match = re.fullmatch("([0-9]{1,3})-([0-9]{1,3})", value or "")
        if match and int(match[1]) < int(match[2]):
            return int(match[1]), int(match[2])
        if value is not None:
            self._warn("km", ("10-40",))
        return None

    def list_page(self) -> int | None:
        """Return the page of the list, from 0, or None."""
        value = self.parameters.get("p", "")
        return int(value) if re.fullmatch("[0-9]{1,6}", value) else None
