"""The quoted figures of the zone beside the measured ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd

__all__ = ["BORDER_ERROR_M", "as_text", "measurements"]

BORDER_ERROR_M: Final[Mapping[str, int]] = {"mean": 105, "p95": 344, "worst": 804}
"""Metres between the border and an independent line (US State Department, LSIB), sampled every
10 m: on average, for 95 %, at worst. A test measures it again where that line is at hand."""


_COLUMNS = ["quantity", "quoted", "measured", "unit", "quoted_from", "measured_how"]
_AGREEMENT = "Armistice Agreement, paragraph 1: 2 km on each side; seed-000"


def measurements(
    border: gpd.GeoDataFrame, zone: gpd.GeoDataFrame, sectors: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Set the nominal figures beside what the geometry measures.

    Parameters
    ----------
    border, zone, sectors
        As `dmz_map.geo.layers` gives them.

    Returns
    -------
    DataFrame
        One row a quantity: ``quantity``; ``quoted`` and ``measured`` (numbers,
        NaN where nobody quotes one); ``unit`` (km or km²); ``quoted_from`` (the
        document, blank if none); ``measured_how``.
    """
    line, area = border.iloc[0], zone.iloc[0]
    half_width_km = f"{area.half_width_m / 1000:g} km"
    rows: list[tuple[str, float | None, float, str, str, str]] = [
        ("Border, length", line.nominal_km, line.length_km, "km", "seed-000", "geodesic, WGS 84"),
        (
            "Zone, mean width",
            area.nominal_width_km,
            area.mean_width_km,
            "km",
            _AGREEMENT,
            "area of the zone by the length of the border",
        ),
        (
            "Zone, area",
            None,
            area.area_km2,
            "km²",
            "",
            f"geodesic; {half_width_km} on each side of the border, flat ends",
        ),
    ]
    for sector in sectors.itertuples():
        length_how, area_how = "geodesic; border within", "geodesic; zone within"
        rows.append((f"{sector.name_en}, length", None, sector.length_km, "km", "", length_how))
        rows.append((f"{sector.name_en}, area", None, sector.area_km2, "km²", "", area_how))
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    return frame.astype({"quoted": float, "measured": float})


def as_text(frame: pd.DataFrame) -> str:
    """Return measurements as a plain table for a terminal, one decimal, widths with two.

    Parameters
    ----------
    frame
        As `measurements` gives it.

    Returns
    -------
    str
        Lines without a trailing newline; a dash where no figure is quoted.
    """
    titles = ("Quantity", "Quoted", "Measured", "Unit", "Quoted from", "Measured how")
    body = [
        (
            row.quantity,
            _figure(row.quoted, row.quantity),
            _figure(row.measured, row.quantity),
            row.unit,
            row.quoted_from or "-",
            row.measured_how,
        )
        for row in frame.itertuples()
    ]
    widths = [max(len(row[column]) for row in [titles, *body]) for column in range(len(titles))]
    lines = []
    for row in [titles, *body]:
        cells = [
            cell.rjust(width) if column in (1, 2) else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _figure(value: float, quantity: str) -> str:
    if pd.isna(value):
        return "-"
    return f"{value:.2f}" if quantity.endswith("width") else f"{value:.1f}"
