"""From incidents to columns: words become codes, places become kilometres of the line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import starmap

import numpy as np
import numpy.typing as npt

from dmz_map.errors import StoreError
from dmz_map.geo.linear_referencing import LineReference
from dmz_map.store.columns import Columns
from dmz_map.store.packing import (
    ATTRIBUTES,
    EPOCH,
    NOWHERE,
    TERM_FIELDS,
    UNKNOWN,
    attribute,
    curve,
    hundred_thousandths,
    pack_attributes,
    tens_of_metres,
)
from dmz_map.store.record_batch import RecordBatch
from dmz_map.tabular.edtf import is_fuzzy

__all__ = ["Coding", "Terms", "columns_of", "recoded"]

Terms = Mapping[str, Sequence[str]]
"""The vocabulary's words by field; a word's position is its code."""

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Coding:
    """By what incidents become numbers: the words that have codes, and the line with kilometres.

    Raises
    ------
    StoreError
        If a list has more words than there are codes.
    """

    terms: Terms
    line: LineReference

    def __post_init__(self) -> None:
        for field in TERM_FIELDS:
            most, words = 1 << ATTRIBUTES[field][2], len(self.terms[field])
            if words > most:
                raise StoreError(
                    f"The list '{field}' has {words} words, and the packed layout has codes for "
                    f"{most}. Remove words from data/vocabulary.csv."
                )

    @cached_property
    def about(self) -> dict[str, str]:
        """What a store writes down beside its columns, for `recoded`."""
        words = {field: list(self.terms[field]) for field in TERM_FIELDS}
        return {"terms": json.dumps(words), "line": self.line.digest}


def columns_of(
    rows: Sequence[int],
    batch: RecordBatch,
    coding: Coding,
    sets: int | Sequence[int] = 0,
) -> Columns:
    """Return the columns of incidents with the store's numbers `rows`, in the order given.

    Parameters
    ----------
    rows, batch
        The numbers, and the incident of each.
    coding
        By what incidents become numbers.
    sets
        Number of the imported set of each, or of all; 0 for the project's own.

    Raises
    ------
    StoreError
        If an incident's word is not in the vocabulary, or a value does not fit the layout.
    """
    of = batch.columns
    lon, lat, radius_km = (np.array(of[name], dtype=float) for name in ("lon", "lat", "radius_km"))
    first, last = (
        (np.array(of[name], dtype="datetime64[D]") - EPOCH).astype(np.int32)
        for name in ("first_day", "last_day")
    )
    days = zip(of["date"], of["first_day"], of["last_day"], strict=True)
    casualties = zip(of["killed"], of["wounded"], strict=True)
    row = np.array(rows, dtype=np.uint32)
    values = {name: _codes(name, of[name], coding.terms) for name in TERM_FIELDS} | {
        "set": np.broadcast_to(np.asarray(sets, dtype=np.int64), len(row)),
        "fuzzy": np.array([*starmap(_is_fuzzy, days)]),
        "high": np.array([word == "high" for word in of["confidence"]]),
        "excerpt": np.array([claims != "[]" for claims in of["claims"]]),
        "citation": np.array([citations != "[]" for citations in of["citations"]]),
        "casualties": np.array([bool(killed or wounded) for killed, wounded in casualties]),
    }
    unknown = np.full(len(row), UNKNOWN, np.uint16)
    columns = Columns(
        row=row,
        lon=hundred_thousandths(lon),
        lat=hundred_thousandths(lat),
        **pack_attributes(values),
        first=first,
        last=last,
        curve=curve(lon, lat),
        radius=tens_of_metres(radius_km, name="radius", missing=0),
        km=unknown,
        km_uncertainty=unknown,
    )
    return _located(columns, coding)


def recoded(columns: Columns, about: Mapping[str, str], coding: Coding) -> Columns:
    """Return columns that were written by another vocabulary or line as this one has them.

    Parameters
    ----------
    columns
        What was written.
    about
        The `Coding.about` of its writing.
    coding
        That of now.

    Raises
    ------
    StoreError
        If a word that an incident has is no longer in the vocabulary.
    """
    if about["terms"] != coding.about["terms"]:
        old = json.loads(about["terms"])
        values = {name: attribute(columns, name).astype(np.int64) for name in ATTRIBUTES}
        for field in TERM_FIELDS:
            table = np.zeros(1 << ATTRIBUTES[field][2], np.int64)
            for code in np.unique(values[field]):
                table[code] = _code(field, old[field][code], coding.terms)
            values[field] = table[values[field]]
        packed = pack_attributes(values)
        columns = replace(columns, codes=packed["codes"], flags=packed["flags"])
    return columns if about["line"] == coding.line.digest else _located(columns, coding)


def _located(columns: Columns, coding: Coding) -> Columns:
    """Return the columns with the kilometres of the coding's line."""
    placed = columns.lat != NOWHERE
    lon, lat = (np.where(placed, part * 1e-5, np.nan) for part in (columns.lon, columns.lat))
    words = np.array(coding.terms["sector"], dtype=object)
    sectors = words[attribute(columns, "sector")].tolist() if len(columns) else []
    km, uncertainty = coding.line.locate(lon, lat, columns.radius / 100, sectors)
    return replace(
        columns,
        km=tens_of_metres(km, name="kilometre", missing=UNKNOWN),
        km_uncertainty=tens_of_metres(uncertainty, name="uncertainty", missing=UNKNOWN),
    )


def _codes(field: str, words: Sequence[str], terms: Terms) -> _Numbers:
    codes = {word: _code(field, word, terms) for word in set(words)}
    return np.array([codes[word] for word in words], dtype=np.int64)


def _is_fuzzy(date: str, first_day: str, last_day: str) -> bool:
    """Return whether a date is not one day without doubt; a plain day needs no parser."""
    return first_day != last_day or (date != first_day and is_fuzzy(date))


def _code(field: str, word: str, terms: Terms) -> int:
    if word not in terms[field]:
        raise StoreError(
            f"The vocabulary has no {field} '{word}', which incidents of the store have. "
            "Add the word to data/vocabulary.csv, or change those incidents."
        )
    return list(terms[field]).index(word)
