"""A picture of the map: land, zone and line, and the incidents as marks and rings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely import box as rectangle

from dmz_map.archive.incidents import Incident
from dmz_map.geo.crs import GEOGRAPHIC, METRIC
from dmz_map.publish.areas import LINE, area_name, areas_of
from dmz_map.publish.bundle import Bundle
from dmz_map.publish.clusters import clusters
from dmz_map.publish.map_labels import draw_places
from dmz_map.publish.map_legend import draw_legend, draw_scale_bar
from dmz_map.publish.marks import draw_badge, draw_mark, draw_ring, ring_radius
from dmz_map.publish.picture import MARGIN, Page
from dmz_map.publish.style import TONES, groups_of
from dmz_map.web.base_map import drop_small_polygons

__all__ = ["write_map"]

Box = tuple[float, float, float, float]

_AROUND_M: Final = 9_000.0
_AWAY_M: Final = 40_000.0
_CELL_MM: Final = 4.0
_SMALL_KM2: Final = 6.0
_STEP_M: Final = 2_500.0
_STEPS_MM: Final = (11.0, -11.0, 15.0, -15.0, 19.0, -19.0, 24.0, -24.0)


def write_map(
    bundle: Bundle, path: Path, *, language: str = "en", page: str = "a4", box: Box | None = None
) -> int:
    """Write PNG, SVG or PDF, by the path's ending, and return the number of incidents.

    Parameters
    ----------
    bundle, path
        What to draw, and where to write it.
    language
        ``en`` or ``ko``.
    page
        A key of `dmz_map.publish.picture.PAGES`.
    box
        West, south, east, north in degrees: the view. The whole line without it.

    Raises
    ------
    BuildError
        If the language is Korean and no font has its letters.
    StoreError
        If there is no such page.
    """
    sheet = Page(page, language)
    title = sheet.words("map_title")
    low, high = sheet.frame(title, bundle)
    view = _View(sheet, bundle, box, (low, high))
    view.draw_base()
    held = [(x - r, y - r, x + r, y + r) for x, y, r in view.draw_incidents()]
    held.append(draw_legend(view.axes, sheet, bundle, view.not_drawn, held))
    held.append(draw_scale_bar(view.axes, sheet, held))
    draw_places(view.axes, sheet, bundle.layers.places, [*held, *_along_zone(bundle)], view.mm)
    sheet.save(path, title)
    return len(bundle.incidents)


class _View:
    """The map's axes, whose unit is the metre of EPSG:5179."""

    def __init__(
        self, sheet: Page, bundle: Bundle, box: Box | None, between: tuple[float, float]
    ) -> None:
        self.sheet, self.bundle = sheet, bundle
        width, height = sheet.size.width - 2 * MARGIN, between[1] - between[0]
        self.axes = sheet.axes(MARGIN, between[0], width, height)
        west, south, east, north = _extent(bundle, box, width / height)
        self.axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
        self.axes.set_facecolor(TONES["sea"])
        for spine in self.axes.spines.values():
            spine.set_color(TONES["coast"])
            spine.set_linewidth(sheet.points(0.5))
        self.mm = (east - west) / width
        self.not_drawn = {LINE: 0, "unknown": 0}

    def draw_base(self) -> None:
        """Draw land, zone and border."""
        layers, points = self.bundle.layers, self.sheet.points
        west, east = self.axes.get_xlim()
        south, north = self.axes.get_ylim()
        frame = gpd.GeoSeries([rectangle(west, south, east, north).buffer(5_000)], crs=METRIC)
        land = drop_small_polygons(layers.land, below_km2=_SMALL_KM2).to_crs(METRIC)
        land = land.clip(frame.iloc[0])
        style: dict[str, Any] = {"ax": self.axes, "aspect": None}
        land.plot(**style, facecolor=TONES["land"], edgecolor=TONES["coast"], linewidth=points(0.4))
        layers.zone.to_crs(METRIC).plot(**style, facecolor=TONES["zone"], edgecolor="none")
        layers.border.to_crs(METRIC).plot(**style, color=TONES["border"], linewidth=points(1.1))
        self.axes.set(xlim=(west, east), ylim=(south, north), xlabel="", ylabel="")

    def draw_incidents(self) -> list[tuple[float, float, float]]:
        """Draw all incidents, and return the circles (x, y, radius in metres) that they take."""
        incidents = self.bundle.incidents
        points = _points(incidents)
        inside = np.flatnonzero(self._is_inside(points)).tolist()
        groups = groups_of(self.bundle.terms)
        kinds = [groups.get(incident.category, "force") for incident in incidents]
        taken = []
        cell = _CELL_MM * self.mm
        for cluster in clusters(points[inside], self._radius, cell=cell) if inside else ():
            members = [inside[member] for member in cluster.members]
            if len(members) == 1:
                radius_m = (incidents[members[0]].place.radius_km or 0) * 1000
                draw_mark(self.axes, self.sheet, cluster.x, cluster.y, kinds[members[0]], radius_m)
            else:
                counts = Counter(kinds[member] for member in members)
                radius = ring_radius(len(members)) * self.mm
                draw_ring(self.axes, self.sheet, cluster.x, cluster.y, counts, radius)
            taken.append((cluster.x, cluster.y, self._radius(len(members))))
        return taken + self._draw_badges(taken)

    def _radius(self, number: int) -> float:
        """Return the radius in metres of the mark of so many incidents."""
        return (1.5 if number == 1 else ring_radius(number) * 1.09) * self.mm

    def _draw_badges(
        self, taken: Sequence[tuple[float, float, float]]
    ) -> list[tuple[float, float, float]]:
        """Draw the numbers of incidents that are known to a sector only, beside it."""
        areas = areas_of(self.bundle.layers)
        names = [area_name(i) for i in self.bundle.incidents if i.place.lon is None]
        counts = Counter(name if name in areas else "unknown" for name in names)
        self.not_drawn = {name: counts.pop(name, 0) for name in (LINE, "unknown")}
        badges: list[tuple[float, float, float]] = []
        for row in self.bundle.layers.sectors.itertuples():
            if number := counts.get(row.id, 0):
                at = self._beside(row, [*taken, *badges])
                if at is not None:
                    draw_badge(self.axes, self.sheet, *at, number, self.mm)
                    badges.append((*at[1], ring_radius(number) * self.mm))
        return badges

    def _beside(
        self, row: Any, taken: Sequence[tuple[float, float, float]]
    ) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """Return a sector's anchor and a free place beside it, or None outside the view."""
        anchor = gpd.GeoSeries.from_xy([row.anchor_lon], [row.anchor_lat], crs=GEOGRAPHIC)
        x, y = anchor.to_crs(METRIC).get_coordinates().to_numpy()[0].tolist()
        if not self._is_inside(np.array([x, y])):
            return None
        places = [(x - 0.55 * step * self.mm, y + step * self.mm) for step in _STEPS_MM]
        gap = 4.5 * self.mm
        free = [
            at
            for at in places
            if all(np.hypot(at[0] - a, at[1] - b) > r + gap for a, b, r in taken)
            and self._is_inside(np.array(at))
        ]
        return (x, y), (free or places)[0]

    def _is_inside(self, at: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        (west, east), (south, north) = self.axes.get_xlim(), self.axes.get_ylim()
        x, y = at[..., 0], at[..., 1]
        return (west <= x) & (x <= east) & (south <= y) & (y <= north)


def _along_zone(bundle: Bundle) -> list[Box]:
    """Return small boxes in EPSG:5179 that cover the zone, for names to keep clear of."""
    line = bundle.layers.border.to_crs(METRIC).geometry.iloc[0].segmentize(_STEP_M)
    around = _STEP_M
    return [
        (x - around, y - around, x + around, y + around)
        for x, y in shapely.get_coordinates(line).tolist()
    ]


def _extent(bundle: Bundle, box: Box | None, aspect: float) -> Box:
    """Return west, south, east, north in EPSG:5179, of the shape of the axes.

    Without a box they hold the border and all incidents that are near to it.
    """
    if box is not None:
        corners = gpd.GeoSeries([rectangle(*box)], crs=GEOGRAPHIC).to_crs(METRIC)
        west, south, east, north = corners.total_bounds.tolist()
        around = 0.0
    else:
        line = bundle.layers.border.to_crs(METRIC).geometry.iloc[0]
        places = _points(bundle.incidents)
        points = shapely.points(places[~np.isnan(places[:, 0])])
        near = points[shapely.dwithin(points, line, _AWAY_M)]
        west, south, east, north = shapely.total_bounds([line, *near]).tolist()
        around = _AROUND_M
    width, height = east - west + 2 * around, north - south + 2 * around
    width, height = max(width, height * aspect), max(height, width / aspect)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _points(incidents: Sequence[Incident]) -> npt.NDArray[np.float64]:
    """Return one row (x, y) an incident, EPSG:5179; NaN where no point is known."""
    lon = [np.nan if i.place.lon is None else i.place.lon for i in incidents]
    lat = [np.nan if i.place.lat is None else i.place.lat for i in incidents]
    places = gpd.GeoSeries.from_xy(lon, lat, crs=GEOGRAPHIC).to_crs(METRIC)
    found: npt.NDArray[np.float64] = np.column_stack([places.x, places.y])
    return found
