"""The incidents that every map of the benchmark shows: one table, each row with a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.synthetic import synthetic_incidents
from dmz_map.archive.incidents import Incident
from dmz_map.store.open_store import read_coding
from dmz_map.store.packing import (
    CHUNK,
    EPOCH,
    TERM_FIELDS,
    UNKNOWN,
    curve,
    hundred_thousandths,
    pack_attributes,
    tens_of_metres,
)
from dmz_map.store.query import Points
from dmz_map.tabular.datapackage import open_package
from dmz_map.tabular.edtf import is_fuzzy

__all__ = ["KNOWN_AT", "KNOWN_TITLE", "Texts", "draw_order", "points", "table"]

KNOWN_AT: Final = (126.8, 38.55)
"""Longitude and latitude of the mark that is clicked: far enough from all others to stand alone."""

KNOWN_TITLE: Final = "The mark that the benchmark clicks"

_POINTED_SHARE: Final = 0.84


def table(n: int) -> gpd.GeoDataFrame:
    """Return `n` made-up incidents with a point, EPSG:4326; the first one is the known mark.

    As in a store, an incident's kilometre along the line is a column.
    """
    rows: list[tuple[Any, ...]] = []
    for incident in synthetic_incidents(int(n / _POINTED_SHARE) + 200):
        if incident.place.lon is not None:
            rows.append(_row(incident))
        if len(rows) == n:
            break
    frame = pd.DataFrame.from_records(rows, columns=_COLUMNS)
    frame.loc[0, ["lon", "lat", "title"]] = [*KNOWN_AT, KNOWN_TITLE]
    line = read_coding(open_package()).line
    frame["km"], frame["km_uncertainty"] = line.locate(
        *(frame[name].to_numpy() for name in ("lon", "lat", "radius_km")), frame["sector"].tolist()
    )
    at = gpd.points_from_xy(frame["lon"], frame["lat"])
    return gpd.GeoDataFrame(frame, geometry=at, crs=4326)


_COLUMNS: Final = (
    "id", "lon", "lat", "radius_km", "title", "date", "place", "summary", "publisher", *TERM_FIELDS,
    "first", "last", "fuzzy", "high", "casualties",
)  # fmt: skip


def _row(i: Incident) -> tuple[Any, ...]:
    return (
        i.id, i.place.lon, i.place.lat, i.place.radius_km, i.title_en, i.date, i.place.name_en,
        i.summary_en, i.citations[0].source.publisher, i.category, i.direction, i.place.precision,
        i.place.sector, i.first_day.toordinal(), i.last_day.toordinal(),
        i.first_day != i.last_day or is_fuzzy(i.date), i.confidence == "high",
        bool(i.killed or i.wounded),
    )  # fmt: skip


def draw_order(frame: gpd.GeoDataFrame) -> npt.NDArray[np.int64]:
    """Return the row numbers in the map's drawing order."""
    along = curve(frame["lon"].to_numpy(), frame["lat"].to_numpy())
    return np.argsort(along, kind="stable")


def points(
    frame: gpd.GeoDataFrame, order: npt.NDArray[np.int64], terms: Mapping[str, Sequence[str]]
) -> Points:
    """Return what the browser draws, as a store gives it.

    Parameters
    ----------
    frame
        A `table`.
    order
        Its `draw_order`.
    terms
        The vocabulary's words by field; a word's position is its code.
    """
    frame = frame.iloc[order]
    start = int(EPOCH.item().toordinal())
    lon, lat, radius_km = (frame[name].to_numpy() for name in ("lon", "lat", "radius_km"))
    codes = {
        field: pd.Categorical(frame[field], categories=list(terms[field])).codes
        for field in TERM_FIELDS
    }
    flags = {name: frame[name].to_numpy() for name in ("fuzzy", "high", "casualties")}
    constant = {"set": 1, "excerpt": 0, "citation": 1}
    km, uncertainty = frame["km"].to_numpy(), frame["km_uncertainty"].to_numpy()
    return Points(
        lon=hundred_thousandths(lon),
        lat=hundred_thousandths(lat),
        first=(frame["first"].to_numpy() - start).astype(np.int32),
        last=(frame["last"].to_numpy() - start).astype(np.int32),
        **pack_attributes(
            codes | flags | {name: np.full(len(frame), n) for name, n in constant.items()}
        ),
        radius=tens_of_metres(radius_km, name="radius", missing=0),
        km=tens_of_metres(km, name="kilometre", missing=UNKNOWN),
        km_uncertainty=tens_of_metres(uncertainty, name="uncertainty", missing=UNKNOWN),
    )


class Texts:
    """The popups of a table, chunk by chunk, as the app's own route gives them.

    Parameters
    ----------
    frame
        A `table`.
    """

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        plain = pd.DataFrame(frame.drop(columns="geometry")).iloc[draw_order(frame)]
        self._columns = {name: plain[name].to_numpy() for name in plain}

    def chunk(self, number: int) -> list[dict[str, Any]]:
        """Return the popups of one chunk."""
        part = slice(number * CHUNK, (number + 1) * CHUNK)
        c = {name: column[part].tolist() for name, column in self._columns.items()}
        return [
            {
                "id": c["id"][k],
                "title": [c["title"][k]] * 2,
                "date": [c["date"][k]] * 2,
                "place": [c["place"][k]] * 2,
                "precision": c["location_precision"][k],
                "radius_km": c["radius_km"][k],
                "quotation": None,
                "summary": [c["summary"][k]] * 2,
                "publishers": c["publisher"][k],
            }
            for k in range(len(c["id"]))
        ]
