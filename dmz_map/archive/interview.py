"""Asking for a new incident, question by question; a bad answer is told and asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from dmz_map.archive.drafts import Draft, DraftCitation, DraftClaim
from dmz_map.archive.evidence import CLAIM_CHECKS
from dmz_map.archive.incident_table import INCIDENT_CHECKS, WORD_COLUMNS
from dmz_map.archive.incidents import Archive
from dmz_map.archive.passages import locate
from dmz_map.archive.place import WITH_POINT
from dmz_map.archive.sources import SOURCE_CHECKS, Document
from dmz_map.tabular.cells import Check, Problem, list_of, optional

__all__ = ["interview"]

_POINT: Final = ("lon", "lat", "radius_km")
_MAY_BE_BLANK: Final = ("id", "people", "killed", "wounded", "dispute", "note", "source published")
_HINTS: Final = {
    "id": "blank: made of date and title",
    "date": "EDTF, such as 2017-11-13, 1980-05 or 1963-05-17?",
    "actors": "parted by ;",
    "lon": "degrees east",
    "lat": "degrees north",
    "radius_km": "kilometres",
    "source published": "EDTF, or blank",
    **dict.fromkeys(("people", "killed", "wounded"), "a number; blank: not reported"),
    **dict.fromkeys(("dispute", "note"), "may be blank"),
}


def interview(ask: Callable[[str], str], tell: Callable[[str], None], archive: Archive) -> Draft:
    """Ask for everything that a new incident needs.

    Parameters
    ----------
    ask
        Shows a prompt and returns the answer, as `input` does.
    tell
        Shows a line: what is wrong with an answer.
    archive
        Whose words, sources and documents may be named.

    Raises
    ------
    EOFError
        If `ask` does, when the answers end.
    """
    asker = _Asker(ask, tell, archive)
    incident = asker.incident()
    citations = tuple(asker.citations())
    return Draft("the answers", incident, citations, tuple(asker.claims()))


class _Asker:
    """The questions, and to whom they are put."""

    def __init__(
        self, ask: Callable[[str], str], tell: Callable[[str], None], archive: Archive
    ) -> None:
        self.ask, self.tell, self.archive = ask, tell, archive

    def incident(self) -> Mapping[str, str]:
        vocabulary = self.archive.vocabulary
        lists = {column: vocabulary.check(column) for column in WORD_COLUMNS}
        cells = dict.fromkeys(INCIDENT_CHECKS, "")
        for column, check in (INCIDENT_CHECKS | lists).items():
            if column not in _POINT:
                words = vocabulary.values(column) if column in lists else ()
                cells[column] = self.answer(column, check, words)
            if column == "location_precision" and cells[column] in WITH_POINT:
                cells |= {name: self.answer(name, INCIDENT_CHECKS[name]) for name in _POINT}
        return cells

    def citations(self) -> Iterator[DraftCitation]:
        while source := self.ask("cite a source (its id, new, or blank: no more): ").strip():
            record: str | Mapping[str, str] = source
            if source == "new":
                record = {
                    column: self.answer(column, check, of="source")
                    for column, check in SOURCE_CHECKS.items()
                }
            supports = list_of(tuple(INCIDENT_CHECKS), "a column of an incident")
            yield DraftCitation(record, self.answer("supports", supports, ("date;place_en …",)))

    def claims(self) -> Iterator[DraftClaim]:
        documents = self.archive.documents
        while name := self.ask("quote a document (its id, or blank: no more): ").strip():
            if name not in documents:
                self.tell(f"'{name}' is no document of seeds/. Known are: {', '.join(documents)}.")
                continue
            field = self.answer("field", CLAIM_CHECKS["field"])
            value = self.answer("value", CLAIM_CHECKS["value"])
            exact, occurrence = self.passage(documents[name])
            yield DraftClaim("", field, value, name, exact, occurrence)

    def passage(self, document: Document) -> tuple[str, int | None]:
        """Ask for a passage until it stands in the document, at one place."""
        while True:
            exact = self.ask("exact (the passage, letter for letter): ")
            found = locate(exact, document.text, document.file)
            if not isinstance(found, Problem):
                return exact, None
            self.tell(f"{found.what} {found.remedy}")
            if exact and exact in document.text:
                which = self.ask("occurrence: ").strip()
                if which.isdecimal():
                    chosen = locate(exact, document.text, document.file, occurrence=int(which))
                    if not isinstance(chosen, Problem):
                        return exact, int(which)
                    self.tell(f"{chosen.what} {chosen.remedy}")

    def answer(self, name: str, check: Check, words: tuple[str, ...] = (), *, of: str = "") -> str:
        """Ask for one cell, of the incident or `of` something else, until it passes its check."""
        prompt = f"{of} {name}".strip()
        hint = ", ".join(words) or _HINTS.get(prompt, "")
        asked = optional(check) if prompt in _MAY_BE_BLANK else check
        while True:
            cell = self.ask(f"{prompt} ({hint}): " if hint else f"{prompt}: ").strip()
            problem = asked(cell)
            if problem is None:
                return cell
            self.tell(f"{problem.what} {problem.remedy}")
