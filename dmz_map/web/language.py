"""The reader's language: translations, and dates as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from dmz_map.tabular.edtf import day_span, is_fuzzy

__all__ = ["LANGUAGES", "Translate", "date_label", "decimal", "translator", "whole"]

LANGUAGES: Final = {"en": "English", "ko": "한국어"}
"""Language code to the language's own name."""

Translate = Callable[[str], str]

_LOCALES: Final = {"en": "en_GB", "ko": "ko"}
_CATALOGUES: Final = Path(__file__).parent / "locale"


@cache
def translator(language: str) -> Translate:
    """Return the function from an English message to the reader's language (gettext).

    A message that the catalogue lacks stays English.

    Parameters
    ----------
    language
        A key of `LANGUAGES`.
    """
    catalogue = _CATALOGUES / language / "LC_MESSAGES" / "dmz_map.po"
    if not catalogue.exists():
        return str
    with catalogue.open("rb") as file:
        messages = {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return lambda message: messages.get(message, message)


def date_label(edtf: str, language: str) -> str:
    """Return an EDTF date as a reader writes it: ``13 November 2017``, ``1980년 5월``.

    Parameters
    ----------
    edtf
        A date, month, year or interval; one marked as uncertain gets a question mark.
    language
        A key of `LANGUAGES`.

    Raises
    ------
    TableError
        If the text is no EDTF date.
    """
    first, last = day_span(edtf)
    locale = _LOCALES[language]
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if first == last:
        label = format_date(first, "long", locale=locale)
    elif not whole_months:
        label = format_interval(first, last, "yMMMMd", locale=locale)
    elif (first.month, last.month) == (1, 12) and first.year == last.year:
        label = format_skeleton("y", first, locale=locale)
    elif (first.year, first.month) == (last.year, last.month):
        label = format_skeleton("yMMMM", first, locale=locale)
    else:
        label = format_interval(first, last, "yMMMM", locale=locale)
    return f"{label} (?)" if is_fuzzy(edtf) else label


def decimal(value: float, language: str, places: int = 1) -> str:
    """Return a number with at most so many decimals, as the language writes it."""
    pattern = "#,##0" + ("." + "#" * places if places else "")
    return str(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def whole(number: int, language: str) -> str:
    """Return a whole number as the language writes it."""
    return decimal(number, language, 0)
