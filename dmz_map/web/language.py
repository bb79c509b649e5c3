"""The reader's language: translations, and dates as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from dmz_map.tabular.edtf import alternatives, day_span, is_fuzzy

__all__ = [
    "LANGUAGES",
    "Bilingual",
    "Translator",
    "date_label",
    "decimal",
    "month_names",
    "translator",
    "whole",
]

LANGUAGES: Final = {"en": "English", "ko": "한국어"}
"""Language code to the language's own name."""

_LOCALES: Final = {"en": "en_GB", "ko": "ko"}
_OR: Final = {"en": "or", "ko": "또는"}
_CATALOGUES: Final = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Bilingual:
    """A text in both languages; ``pair[language]`` is the reader's.

    Attributes
    ----------
    en, ko
        The English and the Korean text.
    """

    en: str
    ko: str

    def __getitem__(self, language: str) -> str:
        """Return the text in a language of `LANGUAGES`."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True)
class Translator:
    """From an English message to the reader's language (gettext); unknown messages stay English.

    Attributes
    ----------
    messages
        The catalogue.
    """

    messages: NullTranslations

    def __call__(self, message: str) -> str:
        """Return a message in the reader's language."""
        return self.messages.gettext(message)

    def ngettext(self, one: str, other: str, number: int) -> str:
        """Return the form of a message that goes with a number.

        Parameters
        ----------
        one, other
            The English forms: for 1, and for every other number.
        number
            What the form depends on; it is not filled in.
        """
        return self.messages.ngettext(one, other, number)


@cache
def translator(language: str) -> Translator:
    """Return the translator into a language.

    Parameters
    ----------
    language
        A key of `LANGUAGES`.
    """
    path = _CATALOGUES / language / "LC_MESSAGES" / "dmz_map.po"
    if not path.exists():
        return Translator(NullTranslations())
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=_LOCALES.get(language)))
    compiled.seek(0)
    return Translator(GNUTranslations(compiled))


@lru_cache(maxsize=1 << 17)
def date_label(edtf: str, language: str) -> str:
    """Return an EDTF date as a reader writes it: ``13 November 2017``, ``1980년 5월``.

    Parameters
    ----------
    edtf
        A date, month, year or interval; one marked as uncertain gets a question mark. A set of
        which one is meant reads ``18 or 19 July 2020``, ``2020년 7월 18일 또는 19일``.
    language
        A key of `LANGUAGES`.

    Raises
    ------
    TableError
        If the text is no EDTF date.
    """
    first, last = day_span(edtf)
    if len(of := alternatives(edtf)) > 1:
        return _one_of([date_label(one, language) for one in of], language)
    locale = _LOCALES[language]
    ends_month = last == date.max or (last + timedelta(days=1)).day == 1
    whole_months = first.day == 1 and ends_month
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


def _one_of(labels: list[str], language: str) -> str:
    """Return dates as alternatives; what all share is written once, as the language puts it."""
    words = [label.split() for label in labels]
    order = 1 if language == "ko" else -1  # Korean begins with the year, English ends with it
    shared = 0
    for column in zip(*(one[::order] for one in words), strict=False):
        if len(set(column)) > 1:
            break
        shared += 1
    rest = [" ".join(one[shared:] if order > 0 else one[: len(one) - shared]) for one in words]
    listed = f"{', '.join(rest[:-1])} {_OR[language]} {rest[-1]}"
    common = " ".join(words[0][:shared] if order > 0 else words[0][len(words[0]) - shared :])
    return f"{common} {listed}".strip() if order > 0 else f"{listed} {common}".strip()


def month_names(language: str) -> tuple[str, ...]:
    """Return the short names of the twelve months."""
    names = get_month_names("abbreviated", locale=_LOCALES[language])
    return tuple(names[month] for month in range(1, 13))


def decimal(value: float, language: str, places: int = 1) -> str:
    """Return a number with at most so many decimals, as the language writes it."""
    pattern = "#,##0" + ("." + "#" * places if places else "")
    return str(format_decimal(value, format=pattern, locale=_LOCALES[language]))


def whole(number: int, language: str) -> str:
    """Return a whole number as the language writes it."""
    return decimal(number, language, 0)
