"""A picture of the line unrolled: incidents by kilometre, west to east, and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from dmz_map.archive.incidents import Incident
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.line_positions import ESTUARY_KM, LineScale, Position
from dmz_map.publish.marks import SIZES
from dmz_map.publish.picture import MARGIN, Page
from dmz_map.publish.style import GROUPS, TONES, Group, groups_of
from dmz_map.web.style import legend_words

__all__ = ["write_line"]

_LEFT_MM: Final = 11.0
_BELOW_MM: Final = 17.0
_HEAD_MM: Final = 5.6
_LEGEND_MM: Final = 9.0
_BANDS: Final = ("#efe6cf", "#f7f1e1")
_ESTUARY: Final = "#dfe7ee"
_TOWNS: Final = ("jsa", "yeoncheon", "cheorwon", "hwacheon", "yanggu", "inje-front", "goseong")
_TICK_KM: Final = 20
_CLOSE_KM: Final = 14
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200)
_MOST_LINES: Final = 12


def write_line(bundle: Bundle, path: Path, *, language: str = "en", page: str = "a4") -> int:
    """Write PNG, SVG or PDF, by the path's ending, and return the number of incidents.

    Parameters
    ----------
    bundle, path
        What to draw, and where to write it.
    language
        ``en`` or ``ko``.
    page
        A key of `dmz_map.publish.picture.PAGES`.

    Raises
    ------
    BuildError
        If the language is Korean and no font has its letters.
    StoreError
        If there is no such page.
    """
    sheet = Page(page, language)
    title = sheet.words("line_title")
    low, high = sheet.frame(title, bundle, subtitle=sheet.words("line_subtitle"))
    chart = _Chart(sheet, bundle, low, high)
    chart.draw_grid()
    chart.draw_towns()
    chart.draw_scale()
    chart.draw_incidents()
    chart.draw_legend(high)
    sheet.save(path, title)
    return len(bundle.incidents)


class _Chart:
    """The chart's axes: kilometres to the right, years downwards."""

    def __init__(self, sheet: Page, bundle: Bundle, low: float, high: float) -> None:
        self.sheet, self.bundle, self.scale = sheet, bundle, sheet.size.scale
        left, bottom = MARGIN + _LEFT_MM * self.scale, low + _BELOW_MM * self.scale
        width = sheet.size.width - left - MARGIN
        height = high - (_HEAD_MM + _LEGEND_MM) * self.scale - bottom
        self.line = LineScale(bundle.layers)
        self.length = self.line.length_km
        self.first, self.last = _years(bundle)
        self.axes: Axes = sheet.axes(left, bottom, width, height)
        self.axes.set(
            xlim=(-ESTUARY_KM - 1, self.length + 2), ylim=(self.last, self.first),
            xticks=[], yticks=[], facecolor=TONES["paper"],
        )  # fmt: skip
        for spine in self.axes.spines.values():
            spine.set_visible(False)
        self.year = (self.last - self.first) / height  # years to a millimetre

    def draw_grid(self) -> None:
        """Draw the sectors' heads and bounds, and a line for each decade or other round step."""
        span = self.last - self.first
        step = next((step for step in _STEPS if span <= _MOST_LINES * step), _STEPS[-1])
        for year in range(-(-self.first // step) * step, self.last, step):
            self._line((-ESTUARY_KM, self.length), (year, year), TONES["line"], 0.6)
            self._text(-ESTUARY_KM - 2.5, year, str(year), 7.5, ha="right", va="center")
        self._head(-ESTUARY_KM, -2.0, self.sheet.words("estuary"), _ESTUARY)
        names = dict(zip(self.bundle.layers.sectors["id"], self._sector_names(), strict=True))
        for number, (id_, name) in enumerate(names.items()):
            first, last = self.line.stretches[id_]
            self._head(first, last, name, _BANDS[number % 2])
            for km in (first, last):
                self._line((km, km), (self.first, self.last), TONES["line"], 0.8)

    def draw_towns(self) -> None:
        """Write the names of a few places below, where they lie along the line."""
        places = self.bundle.layers.places.set_index("id")
        shown = [id_ for id_ in _TOWNS if id_ in places.index]
        km = self.line.along(*(places.loc[shown, axis].tolist() for axis in ("lon", "lat")))
        for id_, at in zip(shown, km, strict=True):
            place = places.loc[id_]
            name = place["name_ko"] if self.sheet.language == "ko" else place["name_en"]
            brief = {"jsa": "JSA"}.get(id_, name.partition(" (")[0].removesuffix(" front"))
            brief = brief.partition(" 서화면")[0]
            y = self.last + 4.6 * self.scale * self.year
            self._line((at, at), (self.last, self.last + 1.6 * self.year), TONES["muted"], 0.6)
            self._text(min(at, self.length - 3), y, brief, 7.5, ha="center")

    def draw_scale(self) -> None:
        """Draw the kilometres as a scale of alternating pieces."""
        top = self.last + 7.2 * self.scale * self.year
        height = 1.0 * self.scale * self.year
        starts = np.arange(0, self.length, _TICK_KM).tolist()
        for number, start in enumerate(starts):
            width = min(_TICK_KM, self.length - start)
            colour = TONES["muted"] if number % 2 == 0 else "white"
            self._rectangle((start, top), width, height, colour, edge=TONES["muted"])
            if self.length - start > _CLOSE_KM:
                self._text(start, top + 4.6 * self.scale * self.year, f"{start:g}", 7, ha="center")
        end = f"{self.length:.1f} km"
        self._text(self.length, top + 4.6 * self.scale * self.year, end, 7, ha="right")
        y = top + 8.6 * self.scale * self.year
        self._text(0, y, self.sheet.words("axis"), 7, ha="left")

    def draw_incidents(self) -> None:
        """Draw each incident's stretch as a bar, and its place as its group's symbol."""
        groups = groups_of(self.bundle.terms)
        found = self.line.positions(self.bundle.incidents)
        drawn: dict[str, list[tuple[Position, float]]] = {name: [] for name in GROUPS}
        for incident, at in zip(self.bundle.incidents, found, strict=True):
            if at is not None:
                drawn[groups.get(incident.category, "force")].append((at, _year(incident)))
        for name, marks in drawn.items():
            look = GROUPS[name]
            self._bars([mark for mark in marks if mark[0].km is None], look.colour, 0.9, 0.3)
            self._bars([mark for mark in marks if mark[0].km is not None], look.colour, 1.3, 0.4)
        for name, marks in drawn.items():
            self._symbols([mark for mark in marks if mark[0].km is not None], GROUPS[name])
        self.unknown = found.count(None)

    def draw_legend(self, high: float) -> None:
        """Write the groups with their numbers in one row above the chart."""
        groups = groups_of(self.bundle.terms)
        counts = Counter(
            groups.get(incident.category, "force") for incident in self.bundle.incidents
        )
        y = high - 4.2 * self.scale
        axes = self.sheet.axes(MARGIN, y - 3, self.sheet.size.width - 2 * MARGIN, 6)
        axes.set(xlim=(0, self.sheet.size.width - 2 * MARGIN), ylim=(-3, 3))
        axes.axis("off")
        x, words = _LEFT_MM * self.scale, legend_words(self.sheet.language)
        for name, look in GROUPS.items():
            axes.plot([x], [0], look.mark, color=look.colour,
                      markersize=self.sheet.points(SIZES[look.mark]))  # fmt: skip
            text = f"{words[name]}  {self.sheet.number(counts[name])}"
            x = self._legend_text(axes, x + 3 * self.scale, text) + 7 * self.scale
        axes.plot([x - 2, x + 5 * self.scale], [0, 0], color=GROUPS["force"].colour, alpha=0.45,
                  linewidth=self.sheet.points(1.4), solid_capstyle="butt")  # fmt: skip
        x = self._legend_text(axes, x + 7 * self.scale, self.sheet.words("bar"))
        if self.unknown:
            note = self.sheet.words("not_on_line", unknown=self.unknown)
            self.sheet.text(self.sheet.size.width - MARGIN, y - 1, note, 7, ha="right",
                            color=TONES["muted"])  # fmt: skip

    def _legend_text(self, axes: Axes, x: float, text: str) -> float:
        """Write a text of the legend, and return where it ends in millimetres."""
        written = axes.text(
            x, 0, text, fontsize=self.sheet.points(7.8), family=self.sheet.fonts,
            va="center_baseline", color=TONES["ink"],
        )  # fmt: skip
        box = written.get_window_extent()
        return x + box.width / self.sheet.figure.dpi * 25.4

    def _sector_names(self) -> list[str]:
        """Return the sectors' names without the word for sector."""
        column = "name_ko" if self.sheet.language == "ko" else "name_en"
        names = self.bundle.layers.sectors[column]
        return [name.removesuffix(" sector").removesuffix("전선") for name in names]

    def _bars(
        self, marks: Sequence[tuple[Position, float]], colour: str, width: float, alpha: float
    ) -> None:
        lines = [((at.first_km, year), (at.last_km, year)) for at, year in marks]
        self.axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=self.sheet.points(width), alpha=alpha,
                           zorder=3, clip_on=False, capstyle="butt")
        )  # fmt: skip

    def _symbols(self, marks: Sequence[tuple[Position, float]], look: Group) -> None:
        size = 0.82 * self.sheet.points(SIZES[look.mark])
        self.axes.plot(
            [at.km or 0.0 for at, _ in marks], [year for _, year in marks], look.mark,
            color=look.colour, zorder=6, clip_on=False, markersize=size,
            markeredgecolor="white", markeredgewidth=self.sheet.points(0.6),
        )  # fmt: skip

    def _head(self, first: float, last: float, name: str, colour: str) -> None:
        height = _HEAD_MM * self.scale * self.year
        self._rectangle((first, self.first - height), last - first, height, colour)
        self._text((first + last) / 2, self.first - height / 2, name, 7.5, ha="center",
                   va="center_baseline", tone="ink")  # fmt: skip

    def _line(
        self, x: tuple[float, float], y: tuple[float, float], colour: str, width: float, **more: Any
    ) -> None:
        look: dict[str, Any] = {"zorder": 1, "clip_on": False, "solid_capstyle": "butt"} | more
        self.axes.plot(x, y, color=colour, linewidth=self.sheet.points(width), **look)

    def _rectangle(
        self, at: tuple[float, float], width: float, height: float, colour: str, edge: str = "none"
    ) -> None:
        self.axes.add_patch(
            Rectangle(at, width, height, facecolor=colour, edgecolor=edge, clip_on=False,
                      linewidth=self.sheet.points(0.5), zorder=2)
        )  # fmt: skip

    def _text(self, x: float, y: float, text: str, size: float, **style: Any) -> None:
        look = {"va": "baseline", "color": TONES[style.pop("tone", "muted")]} | style
        self.axes.text(
            x, y, text, fontsize=self.sheet.points(size), family=self.sheet.fonts, clip_on=False,
            **look,
        )  # fmt: skip


def _year(incident: Incident) -> float:
    """Return an incident's first day as a year with its fraction."""
    day = incident.first_day
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _years(bundle: Bundle) -> tuple[int, int]:
    """Return the years at which the chart begins and ends."""
    years = [incident.first_day.year for incident in bundle.incidents] or [1953, 2025]
    return min(years) - 1, max(years) + 1
