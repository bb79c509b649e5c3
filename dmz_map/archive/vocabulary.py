"""The closed word lists: the words of each field, their labels, the groups of categories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dmz_map.errors import PackageError, Problem, UnknownIdError
from dmz_map.tabular.datapackage import Package
from dmz_map.tabular.issues import Issue, raise_first
from dmz_map.tabular.tables import Table, read_table
from dmz_map.tabular.text import shortened

__all__ = ["Term", "Vocabulary", "check_enums", "check_vocabulary", "read_vocabulary"]

_COLUMNS = (
    "field", "value", "label_en", "label_ko", "definition", "group", "inverse_en", "inverse_ko",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One word of one list: the field it belongs to, its labels and what it means.

    `group` (crossing, force, hazard, measures) is blank but for a category; `inverse_en` and
    `inverse_ko`, what the other incident is to this one, but for a relation that has a direction.
    """

    field: str
    value: str
    label_en: str
    label_ko: str
    definition: str
    group: str = ""
    inverse_en: str = ""
    inverse_ko: str = ""


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

    def group(self, category: str) -> str:
        """Return the group of a category: what gives its mark shape and colour.

        Raises
        ------
        UnknownIdError
            If there is no such category.
        """
        return self.term("category", category).group

    def label(self, field: str, value: str, language: str = "en", *, inverse: bool = False) -> str:
        """Return what a reader sees for a word.

        Parameters
        ----------
        field, value
            The list and the word.
        language
            ``en`` or ``ko``.
        inverse
            The label of a relation as the other incident has it.

        Raises
        ------
        UnknownIdError
            If there is no such list, word or language.
        """
        term = self.term(field, value)
        if language not in ("en", "ko"):
            raise UnknownIdError(f"There are no labels in '{language}'. The languages are: en, ko.")
        labels = (term.label_en, term.label_ko)
        inverses = (term.inverse_en, term.inverse_ko)
        place = ("en", "ko").index(language)
        return (inverses[place] if inverse else "") or labels[place]


def check_vocabulary(table: Table) -> tuple[Vocabulary, Table]:
    """Return every word, one with an invalid label too, and the table with all its issues."""
    terms = (Term(*(row.cells.get(column, "") for column in _COLUMNS)) for row in table.rows)
    return Vocabulary(tuple(terms)), table.with_issues(_misgrouped(table)).with_issues(
        _misdirected(table)
    )


def check_enums(package: Package, table: Table) -> Iterator[Issue]:
    """Yield an issue for each column of a schema whose `enum` is not its list of the vocabulary.

    A column belongs to the list that has its name; the column `field` of the vocabulary
    itself holds the names of the lists.
    """
    if table.missing & {"field", "value"}:
        return
    lists: dict[str, list[str]] = {}
    for row in table.rows:
        lists.setdefault(row["field"], []).append(row["value"])
    for name, resource in package.resources.items():
        for column in resource.schema.fields if resource.schema and lists else ():
            is_list_of_lists = (name, column.name) == ("vocabulary", "field")
            words = list(lists) if is_list_of_lists else lists.get(column.name)
            if words is not None and list(column.enum) != words:
                yield Issue(
                    *package.place_in_schema(name, column.name),
                    f"{name}.{column.name}",
                    ", ".join(column.enum),
                    "the 'enum' of this column is not its list of the vocabulary.",
                    f"Write, in this order: {', '.join(words)}.",
                    PackageError,
                )


def read_vocabulary(package: Package) -> Vocabulary:
    """Read the word lists.

    Raises
    ------
    TableError
        At the first row that is not as it must be.
    """
    vocabulary, table = check_vocabulary(read_table(package, "vocabulary"))
    raise_first(table.issues)
    return vocabulary


def _misgrouped(table: Table) -> Iterator[Issue]:
    """Yield an issue for a category without a group, and for a group of another word."""
    for row in table.rows:
        if not table.is_valid(row, "field", "value", "group"):
            continue
        if row["field"] == "category" and not row["group"]:
            what = f"the category {shortened(row['value'])} has no group."
            remedy = "Write the group that gives it its colour and shape on the map."
            yield row.issue("group", Problem(what, remedy))
        elif row["field"] != "category" and row["group"]:
            yield row.issue("group", Problem("only a category has a group.", "Empty the cell."))


def _misdirected(table: Table) -> Iterator[Issue]:
    """Yield an issue for an inverse label of no relation, and for one in one language only."""
    columns = ("inverse_en", "inverse_ko")
    for row in table.rows:
        if not table.is_valid(row, "field", *columns):
            continue
        given = [column for column in columns if row[column]]
        if given and row["field"] != "relation":
            problem = Problem("only a relation has an inverse label.", "Empty the cell.")
            yield row.issue(given[0], problem)
        elif len(given) == 1:
            (other,) = {*columns} - {*given}
            problem = Problem("the inverse label is in one language only.", "Write the other.")
            yield row.issue(other, problem)
