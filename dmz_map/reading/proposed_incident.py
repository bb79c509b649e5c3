"""A candidate as an incident of the map: what it lacks, what is wrong, and the record itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incident_table import Place
from dmz_map.archive.incidents import Incident
from dmz_map.archive.new_incident import id_from
from dmz_map.archive.origin import Origin
from dmz_map.archive.passages import Excerpt, misquotation
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.errors import ExcerptError, TableError
from dmz_map.reading.document import Document
from dmz_map.reading.draft import DraftIncident
from dmz_map.tabular.edtf import day_span

__all__ = ["Gap", "claims_for", "gaps", "incident_from", "prove"]

_COUNTY_KM: Final = 8.0
"""Radius from which a point is that of a county, kilometres."""
_NUMBERS: Final = ("people", "killed", "wounded")
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a candidate lacks, or what is wrong with a field.

    `kind` is ``missing``, ``invalid`` or ``unproved``; a gap that is not `blocking` lets the
    candidate pass.
    """

    field: str
    kind: Literal["missing", "invalid", "unproved"]
    blocking: bool = True


def gaps(one: DraftIncident, document: Document, vocabulary: Vocabulary) -> tuple[Gap, ...]:
    """Return everything that a candidate lacks: as a record of the map, or as mere evidence."""
    if one.known:
        return _passage_gaps(one, document)
    return (
        *_date_gaps(one.values["date"]),
        *_word_gaps(one, vocabulary),
        *(
            Gap(name, "invalid")
            for name in _NUMBERS
            if one.values[name] and not _is_count(one.values[name])
        ),
        *(
            [Gap("place", "missing", blocking=False)]
            if not (one.values["lon"] or one.values["sector"])
            else []
        ),
        *_passage_gaps(one, document),
    )


def incident_from(
    one: DraftIncident, document: Document, document_id: str, vocabulary: Vocabulary
) -> Incident:
    """Return the incident that a reader has accepted.

    Raises
    ------
    ExcerptError
        If a passage is not in the document.
    TableError
        If the candidate lacks what an incident must have.
    """
    prove(one, document, vocabulary)
    values = one.values
    first_day, last_day = day_span(values["date"])
    titles = [_title(one, vocabulary, language) for language in ("en", "ko")]
    id = f"{id_from(values['date'], vocabulary.label('category', values['category'], 'en'))}"
    id = f"{id}-{document_id.removeprefix('own-')[:8]}-{one.key}"
    of = f"{document.title or document.name}"
    people, killed, wounded = (int(values[n]) if values[n] else None for n in _NUMBERS)
    return Incident(
        id=id,
        date=values["date"],
        first_day=first_day,
        last_day=last_day,
        title_en=titles[0],
        title_ko=titles[1],
        summary_en=f"Read in a document of the reader's own: {of}.",
        summary_ko=f"독자가 읽은 문서: {of}.",
        category=values["category"],
        direction=values["direction"] or _no_direction(vocabulary),
        actors=(),
        people=people,
        killed=killed,
        wounded=wounded,
        outcome=values["outcome"] or _UNKNOWN,
        place=_place(one),
        confidence="medium",
        dispute="",
        note="",
        claims=claims_for(one, document_id, id),
        citations=(),
        origin=Origin(document.name),
    )


def prove(one: DraftIncident, document: Document, vocabulary: Vocabulary) -> None:
    """Raise the error of the first gap that keeps a candidate out of the map.

    Raises
    ------
    ExcerptError
        If a passage is not in the document.
    TableError
        If the candidate lacks what an incident must have.
    """
    for gap in gaps(one, document, vocabulary):
        if gap.blocking:
            error = ExcerptError if gap.kind == "unproved" else TableError
            sentence, remedy = _SENTENCES[gap.kind]
            what = sentence.format(field=gap.field, key=one.key, name=document.name)
            raise error(what, remedy, file=document.name)


def claims_for(one: DraftIncident, document_id: str, subject: str) -> tuple[Claim, ...]:
    """Return a candidate's facts as claims about an incident, in the order of the text."""
    return tuple(
        Claim(
            f"{document_id}-{one.key}-{number}",
            subject,
            fact.field,
            fact.value,
            Excerpt(document_id, fact.exact, fact.start, fact.end),
        )
        for number, fact in enumerate(one.claims, start=1)
    )


_SENTENCES: Final = {
    "missing": ("candidate {key}: {field} is blank.", "Fill it in."),
    "invalid": ("candidate {key}: {field} cannot be read.", "Correct it."),
    "unproved": ("candidate {key}: a passage is not in the document.", "Read the file again."),
}


def _date_gaps(date: str) -> tuple[Gap, ...]:
    if not date:
        return (Gap("date", "missing"),)
    try:
        day_span(date)
    except TableError:
        return (Gap("date", "invalid"),)
    return ()


def _word_gaps(one: DraftIncident, vocabulary: Vocabulary) -> tuple[Gap, ...]:
    found = [Gap("category", "missing")] if not one.values["category"] else []
    for name in ("category", "direction", "sector", "outcome"):
        word = one.values[name]
        if word and word not in vocabulary.values(name):
            found.append(Gap(name, "invalid"))
    return tuple(found)


def _passage_gaps(one: DraftIncident, document: Document) -> tuple[Gap, ...]:
    """Return what is wrong with the passages: none at all, or one that is not in the document."""
    if not one.claims:
        return (Gap("passage", "missing"),)
    for claim in one.claims:
        excerpt = Excerpt("", claim.exact, claim.start, claim.end)
        if misquotation(excerpt, document.text, document.name) is not None:
            return (Gap(claim.field, "unproved"),)
    return ()


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 8


def _title(one: DraftIncident, vocabulary: Vocabulary, language: str) -> str:
    sector = one.values["sector"]
    label = vocabulary.label("category", one.values["category"], language)
    place = one.values["place"] or (
        vocabulary.label("sector", sector, language) if sector and sector != _UNKNOWN else ""
    )
    return f"{label}, {place}" if place else label


def _no_direction(vocabulary: Vocabulary) -> str:
    return _UNKNOWN if _UNKNOWN in vocabulary.values("direction") else "none"


def _place(one: DraftIncident) -> Place:
    values = one.values
    sector = values["sector"] or _UNKNOWN
    if not values["lon"]:
        precision = {"whole_line": "line", _UNKNOWN: _UNKNOWN}.get(sector, "sector")
        return Place(values["place"], values["place"], sector, precision, None, None, None)
    lon, lat, radius_km = (float(values[name]) for name in ("lon", "lat", "radius_km"))
    precision = "county" if radius_km >= _COUNTY_KM else "place"
    return Place(values["place"], values["place"], sector, precision, lon, lat, radius_km)
