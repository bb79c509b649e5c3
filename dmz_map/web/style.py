"""How the map looks: the colours of both themes, the groups of incidents, and the legend's words.

Python reads them here; JavaScript and the style sheet read the same values as custom properties
(`stylesheet`), ``--zone-fill`` for `Theme.zone_fill`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from dmz_map.web.language import translator

__all__ = ["GROUPS", "LAYERS", "PAGE", "THEMES", "PageTheme", "Theme", "legend_words", "stylesheet"]


@dataclass(frozen=True)
class Theme:
    """The map's colours in one theme, as CSS writes them.

    Attributes
    ----------
    sea, land, coast, zone, border, sector, place
        The base map: areas, lines and names.
    zone_fill
        Opacity of the zone's area, from 0 to 1.
    ink, paper, muted, line, quote
        Popups, timeline and legend: text, ground, lesser text, rules, and what is quoted.
    crossing, force, hazard, measures, other, mixed
        Marks by group; ``mixed`` for a mark of several groups.
    """

    sea: str
    land: str
    coast: str
    zone: str
    zone_fill: float
    border: str
    sector: str
    place: str
    ink: str
    paper: str
    muted: str
    line: str
    quote: str
    crossing: str
    force: str
    hazard: str
    measures: str
    other: str
    mixed: str


@dataclass(frozen=True)
class PageTheme:
    """The colours of the page around the map, which Streamlit draws."""

    primary: str
    background: str
    secondary_background: str
    text: str
    border: str
    link: str


GROUPS: Final = ("crossing", "force", "hazard", "measures", "other")
"""Groups of incidents, in the order of the legend. Marks of a group share colour and shape: disc,
diamond, triangle, square, grey disc (``static/dmz.css``). ``other`` is for imports alone, and shown
where there are any."""

THEMES: Final[Mapping[str, Theme]] = {
    "light": Theme(
        sea="#dfe8ec", land="#f7f5f0", coast="#c3bfb4", zone="#b07d1e", zone_fill=0.26,
        border="#26231f", sector="#8a6a24", place="#5b574f",
        ink="#1d1b18", paper="#fffefb", muted="#635e55", line="#d8d2c5", quote="#faf5e6",
        crossing="#1f6fb2", force="#b5400f", hazard="#7a3f98", measures="#1c7a5a", other="#74716b",
        mixed="#3c3a36",
    ),
    "dark": Theme(
        sea="#0f1519", land="#1e2529", coast="#39434a", zone="#d9a441", zone_fill=0.24,
        border="#f1ece1", sector="#c79b4b", place="#a9b0b5",
        ink="#ece8df", paper="#22292e", muted="#b3b8ba", line="#3b454b", quote="#2c3125",
        crossing="#6bb3ee", force="#ff9363", hazard="#cf9be8", measures="#5fc7a0", other="#a3a19b",
        mixed="#d9d5cb",
    ),
}  # fmt: skip
"""The map's themes by name."""

PAGE: Final[Mapping[str, PageTheme]] = {
    "light": PageTheme(
        primary="#1f5f96", background="#fffefb", secondary_background="#f3f0e8",
        text="#1d1b18", border="#d8d2c5", link="#1a5b92",
    ),
    "dark": PageTheme(
        primary="#7db8ea", background="#161b1f", secondary_background="#20272c",
        text="#ece8df", border="#3b454b", link="#8cc4f2",
    ),
}  # fmt: skip
"""The page's themes by name."""


LAYERS: Final[Mapping[str, Mapping[str, str | float]]] = {
    "land": {"fillColor": "land", "fillOpacity": 1, "color": "coast", "weight": 0.8},
    "zone": {
        "fillColor": "zone", "fillOpacity": "zone-fill", "color": "zone", "opacity": 0.7,
        "weight": 0.8,
    },
    "sectors": {"fillColor": "sector", "fillOpacity": 0, "color": "sector", "opacity": 0.9,
        "weight": 1.2,
    },
    "border": {"fillOpacity": 0, "color": "border", "opacity": 0.95, "weight": 2},
}  # fmt: skip
"""How Leaflet draws each layer of the base map, from the bottom up; colours are names of `Theme`'s,
so that they follow the theme of now."""


def stylesheet(selector: str = ".leaflet-container") -> str:
    """Return both themes as CSS custom properties of an element, by its attribute ``data-theme``.

    Parameters
    ----------
    selector
        CSS selector of the element.
    """
    return "".join(
        f"{selector}{{{_properties(THEMES[name])}}}\n"
        for name, selector in (
            ("light", selector),
            ("dark", f'{selector}[data-theme="dark"]'),
        )
    )


def legend_words(language: str) -> dict[str, str]:
    """Return what the legend calls each group.

    Parameters
    ----------
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    """
    _ = translator(language)
    return {
        "crossing": _("Crossing"),
        "force": _("Force"),
        "hazard": _("Mine, aircraft, tunnel"),
        "measures": _("Talks, measures"),
        "other": _("Other"),
    }


def _properties(theme: Theme) -> str:
    names = (field.name for field in fields(theme))
    return "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in names)
