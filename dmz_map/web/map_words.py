"""The map's own words in one language."""

from __future__ import annotations

from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.web.language import translator

__all__ = ["map_words"]


def map_words(vocabulary: Vocabulary, language: str) -> dict[str, str]:
    """Return the words that the map's script shows, by key.

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
        "incidents": _("incidents"),
        "county": _("County-wide"),
        "back": _("Back to the list"),
        "close": _("Close"),
        "quoted": _("Quoted word for word from the source document."),
        "reported_by": _("As reported by"),
        "load_failed": _("A part of the map could not be loaded. Reload the page to try again."),
        "all_years": _("All years"),
        "timeline": _("Timeline: incidents per year"),
        "from_year": _("From year"),
        "to_year": _("To year"),
        "kinds": _("Kinds of incident shown"),
        "group:crossing": _("Crossing"),
        "group:force": _("Force"),
        "group:hazard": _("Mine, aircraft, tunnel"),
        "group:measures": _("Talks, measures"),
        "map": _("Map of the Demilitarized Zone"),
    }
    for field, prefix in (("sector", "sector"), ("location_precision", "precision")):
        for value in vocabulary.values(field):
            words[f"{prefix}:{value}"] = vocabulary.label(field, value, language)
    return words
