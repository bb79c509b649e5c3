"""What the desk in the browser shows of a draft: spans and words, never the document's text."""

from __future__ import annotations

from typing import Any, Final

from dmz_map.archive.incidents import Incident
from dmz_map.errors import UnknownIdError
from dmz_map.reading.document import Document
from dmz_map.reading.draft import FIELDS, Draft, DraftIncident
from dmz_map.reading.marks import marks_of
from dmz_map.reading.proposed_incident import gaps
from dmz_map.web.language import Bilingual, Translator, date_label
from dmz_map.web.site import Site

__all__ = ["candidate_records", "desk_words", "field_names", "line_points", "place_words", "terms"]

_LINE_POINTS: Final = 60
_TERMS: Final = ("category", "direction", "sector", "outcome")
_COUNTS: Final = ("people", "killed", "wounded")


def candidate_records(
    site: Site, document: Document, draft: Draft, language: str
) -> list[dict[str, Any]]:
    """Return a record for each candidate: fields, passages as code points, what it lacks."""
    return [_candidate(site, document, one, language) for one in draft.candidates]


def _candidate(site: Site, document: Document, one: DraftIncident, language: str) -> dict[str, Any]:
    known = _known(site, one.known)
    values = one.values
    found = gaps(one, document, site.archive.vocabulary)
    return {
        "key": one.key,
        "score": one.score,
        "reasons": list(one.reasons),
        "decision": one.decision,
        "known": known
        and {"id": known.id, "title": Bilingual(known.title_en, known.title_ko)[language]},
        "fields": [_field(site, one, known, name, language) for name in FIELDS],
        "passages": [
            {"field": c.field, "value": c.value, "start": c.start, "end": c.end} for c in one.claims
        ],
        "gaps": [{"field": g.field, "kind": g.kind, "blocking": g.blocking} for g in found],
        "point": [float(values["lon"]), float(values["lat"])] if values["lon"] else None,
    }


def _known(site: Site, id: str) -> Incident | None:
    try:
        return site.archive.get(id) if id else None
    except UnknownIdError:
        return None


def _field(
    site: Site, one: DraftIncident, known: Incident | None, name: str, language: str
) -> dict[str, str]:
    """Return a field as it is shown, and what the archive says where that is something else."""
    value = one.values[name]
    shown = _shown(site, name, value, language)
    theirs = _of_archive(known, name) if known else ""
    archive = _shown(site, name, theirs, language) if theirs and theirs != value else ""
    return {"name": name, "value": value, "shown": shown, "archive": archive}


def _of_archive(known: Incident, name: str) -> str:
    if name == "place":
        return known.place.name_en
    value = known.place.sector if name == "sector" else getattr(known, name)
    return "" if value is None else str(value)


def _shown(site: Site, name: str, value: str, language: str) -> str:
    if value and name in _TERMS and value in site.archive.vocabulary.values(name):
        return site.label(name, value, language)
    if name == "date" and value:
        try:
            return date_label(value, language)
        except ValueError:
            return value
    return value


def terms(site: Site, language: str) -> dict[str, list[list[str]]]:
    """Return by field the words that it may be with their labels; a blank one where it may be."""
    found: dict[str, list[list[str]]] = {}
    for name in _TERMS:
        words = site.archive.vocabulary.values(name)
        blank = [] if name == "category" else [["", ""]]
        found[name] = [*([word, site.label(name, word, language)] for word in words), *blank]
    return found


def place_words(document: Document) -> list[str]:
    """Return the place words of a document, each once."""
    view = marks_of(document.text, document.published)
    named = (view.view.claim("place", "", hit.start, hit.end) for hit in view.places)
    return list(dict.fromkeys(claim.exact for claim in named if claim is not None))


def line_points(site: Site) -> list[list[float]]:
    """Return the line as about sixty points, (lon, lat) in degrees."""
    points = list(site.border.geometry.iloc[0].coords)
    step = max(1, len(points) // _LINE_POINTS)
    return [[round(lon, 3), round(lat, 3)] for lon, lat, *_ in points[::step]]


def field_names(translate: Translator) -> dict[str, str]:
    """Return what a reader calls the fields."""
    _ = translate
    return {
        "date": _("Date"),
        "place": _("Place"),
        "category": _("Kind"),
        "direction": _("Direction"),
        "sector": _("Sector"),
        "people": _("People"),
        "killed": _("Killed"),
        "wounded": _("Wounded"),
        "outcome": _("Outcome"),
        "passage": _("Passage"),
    }


def desk_words(translate: Translator) -> dict[str, str]:
    """Return the words of the desk; those of one letter are the names of keys."""
    _ = translate
    return {
        "a": _("Accept"),
        "A": _("Accept from this score on"),
        "e": _("Edit"),
        "m": _("Merge"),
        "r": _("Reject"),
        "s": _("Split"),
        "u": _("Undo"),
        "n": _("Not this one"),
        "new": _("new"),
        "known": _("already in the archive"),
        "adds": _("passages added: {n}"),
        "archive": _("The archive"),
        "accepted": _("accepted"),
        "rejected": _("rejected"),
        "merged": _("merged"),
        "missing": _("missing"),
        "invalid": _("cannot be read"),
        "unproved": _("not in the document"),
        "whole": _("nothing missing"),
        "incomplete": _("This candidate lacks something: press e to fill it in."),
        "none": _("No incident was found in this document."),
        "selected": _("Words selected: 1–9 adds them to that field, x makes them the passage."),
    }
