"""Names of places on a picture of the map, each where it hides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

import geopandas as gpd
from matplotlib.axes import Axes

from dmz_map.geo.crs import METRIC
from dmz_map.publish.map_legend import Space, meet
from dmz_map.publish.picture import Page
from dmz_map.publish.style import TONES

__all__ = ["draw_places"]

_FIRST: Final = ("seoul", "kaesong", "sokcho", "cheorwon", "chuncheon", "ganghwa-eup")
_KINDS: Final = ("county", "city")
_SIZE: Final = 7.2
_POINT_MM: Final = 25.4 / 72
_SIDES: Final[tuple[tuple[Literal["left", "center", "right"], float, float], ...]] = (
    ("left", 1.0, 0.0),
    ("right", -1.0, 0.0),
    ("center", 0.0, 1.0),
    ("center", 0.0, -1.0),
)
"""Where a name may be: how it is aligned, and to which side of its dot, right and up."""


def draw_places(
    axes: Axes, page: Page, places: gpd.GeoDataFrame, taken: Sequence[Space], mm: float
) -> None:
    """Write the names of cities and counties, the well known first; a crowded one is left out.

    Parameters
    ----------
    axes
        Axes in metres of EPSG:5179.
    page
        The page, for its language and fonts.
    places
        The gazetteer, EPSG:4326.
    taken
        Rectangles (west, south, east, north) that no name may touch.
    mm
        Metres to a millimetre of paper.
    """
    held = [*taken]
    for name, x, y in _wanted(places.to_crs(METRIC), page.language):
        width = sum(1.0 if ord(sign) > 0x1100 else 0.56 for sign in name)
        width, height = (page.points(_SIZE) * _POINT_MM * mm * size for size in (width, 1.25))
        dot = (x - mm, y - mm, x + mm, y + mm)
        for align, right, up in _SIDES:
            gap = 1.7 * mm
            left = x + right * gap - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
            low = y + up * (gap + height / 2) - height / 2
            space = (left, low, left + width, low + height)
            is_free = not any(meet(space, other) or meet(dot, other) for other in held)
            if is_free and _is_inside(axes, space):
                held += [space, dot]
                _write(axes, page, name, (x, y), (x + right * gap, low + height / 2), align)
                break


def _wanted(places: gpd.GeoDataFrame, language: str) -> Iterator[tuple[str, float, float]]:
    """Yield the names and places (EPSG:5179) that may be written."""
    rank = {id_: number for number, id_ in enumerate(_FIRST)}
    rows = [row for row in places.itertuples() if row.kind in _KINDS and "," not in row.name_en]
    rows.sort(key=lambda row: (rank.get(row.id, len(rank)), _KINDS.index(row.kind), row.id))
    names = [row.name_ko if language == "ko" else row.name_en for row in rows]
    short = [name.partition(" (")[0] for name in names]
    for row, name, brief in zip(rows, names, short, strict=True):
        yield name if short.count(brief) > 1 else brief, row.geometry.x, row.geometry.y


def _write(
    axes: Axes,
    page: Page,
    name: str,
    at: tuple[float, float],
    start: tuple[float, float],
    align: Literal["left", "center", "right"],
) -> None:
    tone = TONES["muted"]
    axes.plot([at[0]], [at[1]], "o", color=tone, markersize=page.points(2.2), zorder=6)
    axes.text(
        *start, name, ha=align, va="center", family=page.fonts, fontsize=page.points(_SIZE),
        color=tone, zorder=6,
    )  # fmt: skip


def _is_inside(axes: Axes, space: Space) -> bool:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west < space[0] and space[2] < east and south < space[1] and space[3] < north
