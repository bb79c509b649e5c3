"""What the browser says of an incident: one record each, everything that panel and list show."""

from __future__ import annotations

from typing import Any, Final

from dmz_map.archive.corrections import Correction
from dmz_map.archive.evidence import Citation, Claim, in_reading_order
from dmz_map.archive.incident import COUNTS, Incident
from dmz_map.archive.incidents import Archive
from dmz_map.errors import UnknownIdError
from dmz_map.web.language import LANGUAGES, date_label

__all__ = ["FORMAT", "text_record", "text_version"]

FORMAT: Final = 3
"""Changes with the keys of `text_record`: browsers keep the texts of an address for ever."""

_WHOLE_ACCOUNT: Final = ("summary_en",)


def text_version(version: str) -> str:
    """Return a store's version with the format of the texts, as their addresses have it."""
    return f"{version}-{FORMAT}"


def text_record(incident: Incident, archive: Archive | None = None) -> dict[str, Any]:
    """Return what the browser shows of an incident; pairs are [English, Korean].

    ``precision`` and ``radius_km`` (kilometres) are the location's; ``category``, ``direction``,
    ``outcome``, ``sector`` and ``confidence`` are words of the vocabulary, whose labels are among
    the map's words; ``sources[].supports`` and ``concerns`` are columns of the incident. What
    is empty has no key.

    Parameters
    ----------
    incident
        The incident.
    archive
        Knows corrections, the columns that a dispute concerns, and titles of linked incidents.
    """
    record = {
        "id": incident.id,
        "title": [incident.title_en, incident.title_ko],
        "date": _date(incident.date),
        "place": [incident.place.name_en, incident.place.name_ko],
        "precision": incident.place.precision,
        "radius_km": incident.place.radius_km,
        "category": incident.category,
        "direction": incident.direction,
        "outcome": incident.outcome,
        "sector": incident.place.sector,
        "confidence": incident.confidence,
        "summary": [incident.summary_en, incident.summary_ko],
        "actors": _pair("; ".join(incident.actors), "; ".join(incident.actors_ko)),
        **{name: _count(incident, name) for name in COUNTS},
        "dispute": _pair(incident.dispute, incident.dispute_ko),
        "concerns": _concerns(incident, archive),
        "note": incident.note,
        "claims": [_claim(claim, archive) for claim in in_reading_order(incident.claims)],
        "sources": [_source(citation) for citation in incident.citations],
        "links": _links(incident, archive),
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _date(edtf: str) -> list[str]:
    return [date_label(edtf, code) for code in LANGUAGES]


def _pair(english: str, korean: str) -> list[str] | None:
    return [english, korean] if english else None


def _count(incident: Incident, name: str) -> dict[str, int] | None:
    """Return a reported number of people, or the ends of the range in which reports differ."""
    ends = incident.range(name) or (None, None)
    found = zip(("value", "low", "high"), (getattr(incident, name), *ends), strict=True)
    return {key: number for key, number in found if number is not None} or None


def _concerns(incident: Incident, archive: Archive | None) -> list[str]:
    if not incident.dispute:
        return []
    known = archive.disputes if archive else {}
    return list(known.get(incident.id, _WHOLE_ACCOUNT))


def _claim(claim: Claim, archive: Archive | None) -> dict[str, Any]:
    excerpt = claim.excerpt
    correction = archive.corrections.get(claim.id) if archive else None
    return {
        "id": claim.id,
        "field": claim.field,
        "value": claim.value,
        "document": excerpt.document_id,
        "start": excerpt.start,
        "end": excerpt.end,
        "exact": excerpt.exact,
        **({"correction": _correction(correction)} if correction else {}),
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "text": [correction.text_en, correction.text_ko],
        "by": list(dict.fromkeys(source.publisher for source in correction.sources)),
    }


def _source(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "language": source.language,
        "supports": list(citation.supports),
        **({"published": _date(source.published)} if source.published else {}),
    }


def _links(incident: Incident, archive: Archive | None) -> list[dict[str, Any]]:
    """Return what ties the incident to others, as far as the archive has them."""
    found: list[dict[str, Any]] = []
    if archive is None:
        return found
    for link in incident.links:
        try:
            other = archive.get(link.other_id)
        except UnknownIdError:
            continue
        found.append(
            {
                "id": other.id,
                "title": [other.title_en, other.title_ko],
                "year": other.first_day.year,
                "relation": link.relation,
                "forwards": link.forwards,
                "note": [link.note_en, link.note_ko],
            }
        )
    return found
