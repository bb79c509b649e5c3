"""A page of a picture: its size, its title above and its sources and licence below.

Pages are laid out in millimetres from the lower left corner.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dmz_map.errors import StoreError
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.fonts import families
from dmz_map.publish.picture_words import WORDS
from dmz_map.publish.style import TONES
from dmz_map.web.language import whole

__all__ = ["MARGIN", "PAGES", "Page", "PageSize"]

_LOCK: Final = threading.Lock()  # matplotlib's settings belong to the whole process


@dataclass(frozen=True)
class PageSize:
    """Width and height in millimetres, dots per inch of a PNG, and how large texts are."""

    width: float
    height: float
    dpi: int
    scale: float


PAGES: Final[Mapping[str, PageSize]] = {
    "a4": PageSize(297.0, 210.0, 200, 1.0),
    "16:9": PageSize(338.667, 190.5, 144, 1.12),
}
"""Sizes by name: A4 landscape (2339 x 1654 dots), and a slide (1920 x 1080 dots)."""

MARGIN: Final = 12.0
_INCH: Final = 25.4
_LONGEST: Final = 90


class Page:
    """A figure with millimetres for coordinates.

    Parameters
    ----------
    size
        A key of `PAGES`.
    language
        ``en`` or ``ko``.

    Raises
    ------
    BuildError
        If no font has the language's letters.
    StoreError
        If there is no such size.
    """

    def __init__(self, size: str, language: str) -> None:
        if size not in PAGES:
            raise StoreError(f"There is no page '{size}'. The pages are: {', '.join(PAGES)}.")
        self.size, self.language = PAGES[size], language
        self.fonts = families(language)
        self.figure = Figure(
            figsize=(self.size.width / _INCH, self.size.height / _INCH),
            dpi=self.size.dpi,
            facecolor=TONES["paper"],
        )

    def points(self, size: float) -> float:
        """Return a size of type or line for this page, from that for A4."""
        return size * self.size.scale

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Return axes at a place of the page, in millimetres."""
        w, h = self.size.width, self.size.height
        return self.figure.add_axes((left / w, bottom / h, width / w, height / h))

    def text(self, x: float, y: float, text: str, size: float = 8.0, **style: Any) -> Any:
        """Write at a place of the page, in millimetres, on the base line."""
        look = {"color": TONES["ink"], "va": "baseline"} | style
        return self.figure.text(
            x / self.size.width,
            y / self.size.height,
            text,
            parse_math=False,
            fontsize=self.points(size),
            family=self.fonts,
            **look,
        )

    def words(self, name: str, **fields: object) -> str:
        """Return a text of the picture in the page's language."""
        return WORDS[name][self.language].format(**fields)

    def number(self, value: int) -> str:
        """Return a whole number as the language writes it."""
        return whole(value, self.language)

    def frame(self, title: str, bundle: Bundle, *, subtitle: str = "") -> tuple[float, float]:
        """Write title, count, edition, sources and licence; return what is free between them.

        Returns
        -------
        tuple of (float, float)
            Lower and upper end in millimetres.
        """
        scale, top = self.size.scale, self.size.height - MARGIN
        self.text(MARGIN, top - 5.2 * scale, title, 19, weight="bold")
        self.text(
            self.size.width - MARGIN, top - 5.2 * scale, self._state(bundle), 8.5,
            color=TONES["muted"], ha="right",
        )  # fmt: skip
        lower = [text for text in (subtitle, self._filter(bundle)) if text]
        self.text(MARGIN, top - 11.4 * scale, "  ·  ".join(lower), 8.5, color=TONES["muted"])
        works = {c.source.id for incident in bundle.incidents for c in incident.citations}
        works |= {c.excerpt.document_id for incident in bundle.incidents for c in incident.claims}
        sources = self.words("sources", n=self.number(len(works)))
        self.text(MARGIN, MARGIN - 1.2 * scale, sources, 6.8, color=TONES["muted"])
        self.text(
            self.size.width - MARGIN, MARGIN - 1.2 * scale, self.words("licence"), 6.8,
            color=TONES["muted"], ha="right",
        )  # fmt: skip
        return MARGIN + 4.5 * scale, top - (15.0 if lower else 10.5) * scale

    def save(self, path: Path, title: str) -> None:
        """Write PNG, SVG or PDF by the path's ending; equal pages are equal files."""
        kind = path.suffix.lower().removeprefix(".")
        metadata: dict[str, Any] = {
            "png": {"Title": title, "Software": None},
            "svg": {"Title": title, "Date": None, "Language": self.language},
            "pdf": {"Title": title, "CreationDate": None},
        }[kind]
        settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "dmz-map", "pdf.fonttype": 3}
        with _LOCK, mpl.rc_context(settings):
            self.figure.savefig(
                path, format=kind, dpi=self.size.dpi, metadata=metadata,
                facecolor=self.figure.get_facecolor(),
            )  # fmt: skip

    def _state(self, bundle: Bundle) -> str:
        """Return how many incidents of which years, and of which edition."""
        if not bundle.incidents:
            counted = self.words("none")
        else:
            counted = self.words(
                "count" if len(bundle.incidents) > 1 else "count_one",
                n=self.number(len(bundle.incidents)),
                first=min(incident.first_day.year for incident in bundle.incidents),
                last=max(incident.last_day.year for incident in bundle.incidents),
            )
        parts = [counted]
        if bundle.edition:
            parts.append(self.words("edition", edition=bundle.edition))
        return "  ·  ".join([*parts, *filter(None, [bundle.edition_date])])

    def _filter(self, bundle: Bundle) -> str:
        if not bundle.filter:
            return ""
        return self.words("filter", filter=shorten(bundle.filter, _LONGEST, placeholder="…"))
