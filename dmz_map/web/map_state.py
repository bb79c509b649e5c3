"""The only thing that a rerun of the app sends to the map: a few hundred bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dmz_map.web.html import base64_json

__all__ = ["LAYERS", "MapState"]

LAYERS: Final = ("border", "zone", "sectors", "places", "incidents")
"""The layers that a reader may hide, in the order of the switches."""


@dataclass(frozen=True)
class MapState:
    """What a rerun of the app may change on the map.

    Attributes
    ----------
    layers
        The visible ones of `LAYERS`.
    selection
        Position in drawing order and id of the chosen incident, or None.
    theme, language
        ``light`` or ``dark``; ``en`` or ``ko``.
    filter
        Masks and limits as ``static/incidents.js`` reads them; empty shows all.
    online
        Whether OpenStreetMap's tiles stand under the layers; they come from another host.
    """

    layers: tuple[str, ...] = LAYERS
    selection: tuple[int, str] | None = None
    theme: str = "light"
    language: str = "en"
    filter: Mapping[str, Any] = field(default_factory=dict)
    online: bool = False

    def payload(self) -> str:
        """Return the state as it travels: base64 of JSON."""
        return base64_json(
            {
                "layers": list(self.layers),
                "sel": list(self.selection) if self.selection else None,
                "theme": self.theme,
                "lang": self.language,
                "filter": dict(self.filter),
                **({"online": 1} if self.online else {}),
            }
        )

    def to_script(self) -> str:
        """Return the script by which the page around the map's frame hands the state in.

        It holds no text of the data but in base64. The map may still be loading: then the page
        keeps the state for it.
        """
        return f'<script>(window.dmzShow||(s=>{{dmzState=s}}))("{self.payload()}")</script>'
