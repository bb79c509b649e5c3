"""How a picture draws incidents: a mark for one, a ring for several, a badge for a sector."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Wedge

from dmz_map.publish.picture import Page
from dmz_map.publish.style import GROUPS, TONES

__all__ = ["SIZES", "draw_badge", "draw_circle", "draw_mark", "draw_ring", "ring_radius"]

SIZES = {"o": 6.0, "D": 5.2, "^": 6.6, "s": 5.4}
"""Size of each symbol in points, so that all look equally large."""

_ABOVE = 10


def ring_radius(number: int) -> float:
    """Return the radius of a ring in millimetres."""
    return min(2.7 + 0.34 * math.sqrt(number), 5.6)


def draw_mark(axes: Axes, page: Page, x: float, y: float, group: str, radius_m: float = 0) -> None:
    """Draw one incident, and around it the circle within which it happened."""
    look = GROUPS[group]
    if radius_m:
        axes.add_patch(
            Circle((x, y), radius_m, facecolor=to_rgba(look.colour, 0.06),
                   edgecolor=to_rgba(look.colour, 0.45), linewidth=page.points(0.5),
                   zorder=_ABOVE - 4)
        )  # fmt: skip
    axes.plot(
        [x], [y], look.mark, color=look.colour, markersize=page.points(SIZES[look.mark]),
        markeredgecolor="white", markeredgewidth=page.points(0.7), zorder=_ABOVE,
    )  # fmt: skip


def draw_ring(
    axes: Axes, page: Page, x: float, y: float, counts: Mapping[str, int], radius: float
) -> None:
    """Draw several incidents as a ring with the share of each group, their number inside."""
    number, width = sum(counts.values()), 0.27 * radius
    axes.add_patch(Circle((x, y), radius * 1.09, facecolor="white", linewidth=0, zorder=_ABOVE + 1))
    start = 90.0
    for name, group in GROUPS.items():
        end = start - 360 * counts.get(name, 0) / number
        if end < start:
            axes.add_patch(
                Wedge((x, y), radius, end, start, width=width, facecolor=group.colour,
                      linewidth=0, zorder=_ABOVE + 2)
            )  # fmt: skip
        start = end
    _number(axes, page, x, y, number)


def draw_badge(
    axes: Axes, page: Page, anchor: tuple[float, float], at: tuple[float, float], number: int,
    mm: float,
) -> None:  # fmt: skip
    """Draw the number of incidents known to a sector only, with a line to the sector."""
    axes.plot(
        *zip(anchor, at, strict=True), color=TONES["muted"], linewidth=page.points(0.6),
        zorder=_ABOVE - 1,
    )  # fmt: skip
    draw_circle(axes, page, at, ring_radius(number) * mm)
    _number(axes, page, *at, number)


def draw_circle(axes: Axes, page: Page, at: tuple[float, float], radius: float) -> None:
    """Draw the dashed circle that stands for a sector."""
    circle = Circle(
        at, radius, facecolor=TONES["paper"], edgecolor=TONES["muted"],
        linewidth=page.points(0.9), linestyle=(0, (2, 1.6)), zorder=_ABOVE + 2,
    )  # fmt: skip
    axes.add_patch(circle)


def _number(axes: Axes, page: Page, x: float, y: float, number: int) -> None:
    axes.text(
        x, y, page.number(number), ha="center", va="center_baseline", family=page.fonts,
        fontsize=page.points(7.5), weight="bold", color=TONES["ink"], zorder=_ABOVE + 3,
    )  # fmt: skip
