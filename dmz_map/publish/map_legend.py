"""The legend and the scale bar of a picture of the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle

from dmz_map.publish.areas import LINE
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.marks import draw_circle, draw_mark, draw_ring
from dmz_map.publish.picture import Page
from dmz_map.publish.style import GROUPS, TONES, groups_of
from dmz_map.web.style import legend_words

__all__ = ["Space", "draw_legend", "draw_scale_bar", "free_corner", "meet"]

Space = tuple[float, float, float, float]

_WIDTH_MM: Final = 70.0
_STEP_MM: Final = 5.4
_INSET_MM: Final = 4.0


def draw_legend(
    axes: Axes, page: Page, bundle: Bundle, not_drawn: Mapping[str, int], held: Sequence[Space]
) -> Space:
    """Draw the legend in the corner that hides least, and return the space that it takes.

    Parameters
    ----------
    axes, page
        The map's axes, in metres, and its page.
    bundle
        The incidents, which are counted by group.
    not_drawn
        Number of incidents without a mark, by `LINE` and ``unknown``.
    held
        Rectangles (west, south, east, north) in metres that it should not hide.
    """
    groups = groups_of(bundle.terms)
    counts = Counter(groups.get(incident.category, "force") for incident in bundle.incidents)
    names, words = [name for name in GROUPS if counts[name]], legend_words(page.language)
    left = any(not_drawn.values())
    scale, rows = page.size.scale, len(names) + 5 + left
    size = (_WIDTH_MM * scale, (rows * _STEP_MM + 4.5) * scale)
    inset = _INSET_MM * scale
    space = free_corner(axes, page, (size[0] + inset, size[1] + inset), held)
    panel = _Panel(axes, page, space, size)
    for name in names:
        panel.row(words[name], counts[name])
        draw_mark(panel.axes, page, *panel.at, name)
    panel.row(page.words("ring"))
    draw_ring(panel.axes, page, *panel.at, dict.fromkeys([*GROUPS][:3], 1), 2.3 * scale)
    panel.row(page.words("sector_only"))
    draw_circle(panel.axes, page, panel.at, 2.1 * scale)
    panel.row(page.words("radius"))
    draw_mark(panel.axes, page, *panel.at, "force", 2.4 * scale)
    panel.row(page.words("border"))
    x, y = panel.at
    ends = (x - 3 * scale, x + 3 * scale)
    panel.axes.plot(ends, (y, y), color=TONES["border"], linewidth=page.points(1.2))
    panel.row(page.words("zone"))
    corner = (x - 3 * scale, panel.y - 1.3 * scale)
    panel.axes.add_patch(Rectangle(corner, 6 * scale, 2.6 * scale, facecolor=TONES["zone"]))
    if left:
        panel.note(page.words("not_drawn", line=not_drawn[LINE], unknown=not_drawn["unknown"]))
    return space


def free_corner(axes: Axes, page: Page, size: tuple[float, float], held: Sequence[Space]) -> Space:
    """Return the corner of the map, so large in millimetres, that has fewest of what is held."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    mm = (east - west) / (axes.get_position().width * page.size.width)
    width, height = size[0] * mm, size[1] * mm
    corners = [
        (x, y, x + width, y + height) for y in (south, north - height) for x in (east - width, west)
    ]
    return min(corners, key=lambda corner: sum(meet(corner, other) for other in held))


def meet(one: Space, other: Space) -> bool:
    """Return whether two rectangles (west, south, east, north) have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class _Panel:
    """A panel over the map whose unit is the millimetre, filled from above."""

    def __init__(self, over: Axes, page: Page, space: Space, size: tuple[float, float]) -> None:
        self.page, self.scale = page, page.size.scale
        self.width, height = size
        frame, (west, _), (south, _) = over.get_position(), over.get_xlim(), over.get_ylim()
        inset = _INSET_MM * self.scale
        left, bottom = frame.x0 * page.size.width, frame.y0 * page.size.height
        left += inset if space[0] == west else frame.width * page.size.width - inset - self.width
        low = space[1] == south
        bottom += inset if low else frame.height * page.size.height - inset - height
        self.axes = page.axes(left, bottom, self.width, height)
        self.axes.set(xlim=(0, self.width), ylim=(0, height))
        self.axes.axis("off")
        self.axes.add_patch(
            FancyBboxPatch((0.3, 0.3), self.width - 0.6, height - 0.6, facecolor=TONES["paper"],
                           edgecolor=TONES["coast"], linewidth=page.points(0.5),
                           boxstyle="round,pad=0,rounding_size=1.4")
        )  # fmt: skip
        self.y = height - 0.2 * self.scale

    @property
    def at(self) -> tuple[float, float]:
        """The place of the present row's symbol."""
        return 6.2 * self.scale, self.y

    def row(self, text: str, number: int | None = None) -> None:
        """Begin the next row and write its text, and a number at its end."""
        self.y -= _STEP_MM * self.scale
        self._text(12.2 * self.scale, text, 7.8, color=TONES["ink"])
        if number is not None:
            self._text(self.width - 4 * self.scale, self.page.number(number), 7.8, ha="right",
                       color=TONES["muted"])  # fmt: skip

    def note(self, text: str) -> None:
        """Write a line beneath all rows."""
        self.y -= _STEP_MM * self.scale
        self._text(3.6 * self.scale, text, 6.4, color=TONES["muted"])

    def _text(self, x: float, text: str, size: float, **style: Any) -> None:
        self.axes.text(x, self.y, text, fontsize=self.page.points(size), va="center_baseline",
                       family=self.page.fonts, **style)  # fmt: skip


def draw_scale_bar(axes: Axes, page: Page, held: Sequence[Space]) -> Space:
    """Draw a scale bar in the corner that hides least, and return the space that it takes."""
    scale = page.size.scale
    space = free_corner(axes, page, (62 * scale, 15 * scale), held)
    mm = (space[3] - space[1]) / (15 * scale)
    length = _round_length(45 * mm)
    unit = scale * mm
    right = space[0] > axes.get_xlim()[0]
    x, y = space[2] - 8 * unit - length if right else space[0] + 7 * unit, space[1] + 6 * unit
    for number, colour in enumerate((TONES["ink"], "white")):
        start = (x + number * length / 2, y)
        half = Rectangle(
            start, length / 2, 1.1 * unit, facecolor=colour, edgecolor=TONES["ink"],
            linewidth=page.points(0.6), zorder=20,
        )  # fmt: skip
        axes.add_patch(half)
    for share in (0.0, 0.5, 1.0):
        label = f"{length * share / 1000:g}" + (" km" if share == 1.0 else "")
        axes.text(
            x + share * length, y + 2.1 * unit, label, ha="center", va="bottom", zorder=20,
            fontsize=page.points(7), family=page.fonts, color=TONES["ink"],
        )  # fmt: skip
    return space


def _round_length(most: float) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten that is at most `most`."""
    power = 10.0 ** (len(str(int(most))) - 1)
    return max(step * power for step in (1, 2, 5) if step * power <= most)
