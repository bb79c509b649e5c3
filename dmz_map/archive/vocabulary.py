"""The closed word lists: which words a field may take, and their labels in English and Korean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dmz_map.errors import UnknownIdError
from dmz_map.tabular.cells import (
    Check,
    Problem,
    in_english,
    in_korean,
    matching,
    shortened,
    text,
    up_to,
)
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.tables import Table, raise_first, read_table

__all__ = ["Term", "Vocabulary", "check_vocabulary", "read_vocabulary"]

_WORD: Final = matching(r"[a-z][a-z0-9_]{0,39}", "a word of a-z, 0-9 and _")

_CHECKS: Final[dict[str, Check]] = {
    "field": _WORD,
    "value": _WORD,
    "label_en": up_to(60, in_english),
    "label_ko": up_to(40, in_korean),
    "definition": up_to(240, text),
}


@dataclass(frozen=True)
class Term:
    """One word of one list: the field it belongs to, its labels and what it means."""

    field: str
    value: str
    label_en: str
    label_ko: str
    definition: str


@dataclass(frozen=True)
class Vocabulary:
    """All word lists, in the order of the table."""

    terms: tuple[Term, ...]

    def term(self, field: str, value: str) -> Term:
        """Return one word.

        Raises
        ------
        UnknownIdError
            If the field has no list, or the list has no such word.
        """
        for term in self.terms:
            if (term.field, term.value) == (field, value):
                return term
        raise UnknownIdError(
            f"The list '{field}' has no word {shortened(value)}. "
            f"Its words are: {', '.join(self.values(field))}."
        )

    def values(self, field: str) -> tuple[str, ...]:
        """Return the words of a list in the order of the table.

        Raises
        ------
        UnknownIdError
            If the field has no list.
        """
        values = tuple(term.value for term in self.terms if term.field == field)
        if not values:
            fields = ", ".join(dict.fromkeys(term.field for term in self.terms)) or "none"
            raise UnknownIdError(f"There is no word list '{field}'. The lists are: {fields}.")
        return values

    def label(self, field: str, value: str, language: str = "en") -> str:
        """Return what a reader sees for a word.

        Parameters
        ----------
        field, value
            The list and the word.
        language
            ``en`` or ``ko``.

        Raises
        ------
        UnknownIdError
            If there is no such list, word or language.
        """
        term = self.term(field, value)
        if language not in ("en", "ko"):
            raise UnknownIdError(f"There are no labels in '{language}'. The languages are: en, ko.")
        return term.label_en if language == "en" else term.label_ko

    def check(self, field: str) -> Check:
        """Return the check that a cell holds a word of the list."""
        words = tuple(term.value for term in self.terms if term.field == field)

        def is_word(cell: str) -> Problem | None:
            if cell in words:
                return None
            return Problem(
                f"{shortened(cell)} is no word of the list '{field}'.",
                f"Write one of: {', '.join(words)}." if words else "Restore the vocabulary.",
            )

        return is_word


def check_vocabulary(package: Package) -> tuple[Vocabulary, Table]:
    """Return every word, one with a faulty label too, and the table with all its faults."""
    table = read_table(package, "vocabulary", _CHECKS, key=("field", "value"))
    terms = (Term(*(row.cells.get(column, "") for column in _CHECKS)) for row in table.rows)
    return Vocabulary(tuple(terms)), table


def read_vocabulary(package: Package) -> Vocabulary:
    """Read the word lists.

    Raises
    ------
    TableError
        At the first row that is not as it must be.
    """
    vocabulary, table = check_vocabulary(package)
    raise_first(table.issues)
    return vocabulary
