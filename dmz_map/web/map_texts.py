"""The map's texts: what a popup or list says of an incident, and the words of the map itself."""

from __future__ import annotations

from typing import Any, Final

from dmz_map.archive.evidence import in_reading_order
from dmz_map.archive.incidents import Incident
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.web.language import LANGUAGES, date_label, translator
from dmz_map.web.style import legend_words
from dmz_map.web.unrolled_line_texts import chart_strings

__all__ = ["FORMAT", "text_record", "text_version", "ui_strings"]

FORMAT: Final = 2
"""Changes with the keys of `text_record`: browsers keep the texts of an address for ever."""


def text_version(version: str) -> str:
    """Return a store's version with the format of the texts, as their addresses have it."""
    return f"{version}-{FORMAT}"


def text_record(incident: Incident) -> dict[str, Any]:
    """Return what the browser shows of an incident; pairs are [English, Korean].

    ``precision`` and ``radius_km`` are the location's; ``quotation`` is the first passage
    quoted or None.
    """
    publishers = dict.fromkeys(c.source.publisher for c in incident.citations)
    return {
        "id": incident.id,
        "title": [incident.title_en, incident.title_ko],
        "date": [date_label(incident.date, code) for code in LANGUAGES],
        "place": [incident.place.name_en, incident.place.name_ko],
        "precision": incident.place.precision,
        "radius_km": incident.place.radius_km,
        "quotation": next((c.excerpt.exact for c in in_reading_order(incident.claims)), None),
        "summary": [incident.summary_en, incident.summary_ko],
        "publishers": ", ".join(publishers),
    }


def ui_strings(vocabulary: Vocabulary, language: str) -> dict[str, str]:
    """Return the map's own words in one language, by key.

    Parameters
    ----------
    vocabulary
        For the names of sectors and of location precision.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    """
    _ = translator(language)
    words = {
        "incident": _("Incident"),
        "incident_count_one": _.ngettext("{n} incident", "{n} incidents", 1),
        "incident_count_other": _.ngettext("{n} incident", "{n} incidents", 2),
        "incidents": _("incidents"),
        "county": _("County-wide"),
        "back": _("Back to the list"),
        "close": _("Close"),
        "quoted": _("Quoted word for word from the source document."),
        "reported_by": _("As reported by"),
        "load_failed": _("A part of the map could not be loaded. Reload the page to try again."),
        **chart_strings(_),
        "from_year": _("From year"),
        "to_year": _("To year"),
        "kinds": _("Kinds of incident shown"),
        **{f"group:{name}": word for name, word in legend_words(language).items()},
        "map": _("Map of the Demilitarized Zone"),
    }
    for field, prefix in (("sector", "sector"), ("location_precision", "precision")):
        for value in vocabulary.values(field):
            words[f"{prefix}:{value}"] = vocabulary.label(field, value, language)
    return words
