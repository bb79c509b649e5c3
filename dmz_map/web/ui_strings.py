"""The words of the map, its list and its panel, which the browser sets in either language."""

from __future__ import annotations

from typing import Final

from dmz_map.archive.incidents import Archive
from dmz_map.web.chart_texts import chart_strings
from dmz_map.web.claim_fields import field_names
from dmz_map.web.context_layer import context_strings
from dmz_map.web.language import Translator, date_label, translator
from dmz_map.web.map_key_texts import key_strings
from dmz_map.web.style import legend_words

__all__ = ["ui_strings"]

# Prefix of the keys to the list of the vocabulary.
_LABELS: Final = {
    "sector": "sector",
    "precision": "location_precision",
    "category": "category",
    "direction": "direction",
    "outcome": "outcome",
    "confidence": "confidence",
}


def ui_strings(archive: Archive, language: str) -> dict[str, str]:
    """Return the browser's words in one language, by key.

    Parameters
    ----------
    archive
        For its edition and the labels of its words: ``category:attack``, ``precision:county`` and
        so on.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    """
    _ = translator(language)
    vocabulary = archive.vocabulary
    labels = {
        f"{prefix}:{value}": vocabulary.label(field, value, language)
        for prefix, field in _LABELS.items()
        for value in vocabulary.values(field)
    }
    relations = {
        f"relation:{value}{back}": vocabulary.label("relation", value, language, inverse=bool(back))
        for value in vocabulary.values("relation")
        for back in ("", ":back")
    }
    fields = {f"field:{name}": word for name, word in field_names(_).items()}
    groups = {f"group:{name}": word for name, word in legend_words(language).items()}
    edition = {"edition": _edition(archive, language)}
    return {
        **_map(_), **_list(_), **_panel(_), **context_strings(_),
        **labels, **relations, **fields, **groups, **edition,
    }  # fmt: skip


def _edition(archive: Archive, language: str) -> str:
    """Return which edition of the archive this is; nothing where it has no number."""
    _ = translator(language)
    day = date_label(archive.edition_date, language) if archive.edition_date else ""
    line = _("Edition {edition} of the archive, {date}.").format(edition=archive.edition, date=day)
    return line if archive.edition else ""


def _map(_: Translator) -> dict[str, str]:
    return {
        "incident": _("Incident"),
        "incident_count_one": _.ngettext("{n} incident", "{n} incidents", 1),
        "incident_count_other": _.ngettext("{n} incident", "{n} incidents", 2),
        "incidents": _("incidents"),
        "outside_one": _.ngettext(
            "{n} incident lies outside this view: show it",
            "{n} incidents lie outside this view: show them",
            1,
        ),
        "outside_other": _.ngettext(
            "{n} incident lies outside this view: show it",
            "{n} incidents lie outside this view: show them",
            2,
        ),
        "county": _("County-wide"),
        "back": _("Back to the list"),
        "close": _("Close"),
        "own": _("read by you, on this machine"),
        "quoted": _("Quoted word for word from the source document."),
        "load_failed": _("A part of the map could not be loaded. Reload the page to try again."),
        **chart_strings(_),
        **key_strings(_),
        "from_year": _("From year"),
        "to_year": _("To year"),
        "kinds": _("Kinds of incident shown"),
        "map": _("Map of the Demilitarized Zone"),
    }


def _list(_: Translator) -> dict[str, str]:
    return {
        "list": _("Incidents, newest first"),
        "height": _("Height of the list"),
        "newest_one": _.ngettext("{n} incident found", "{n} incidents, newest first", 1),
        "newest_other": _.ngettext("{n} incident found", "{n} incidents, newest first", 2),
        "some": _("{shown} of {all} incidents, newest first"),
        "begin": _("Three to begin with"),
        "stories": _("Stories"),
        "steps_one": _.ngettext("{n} step", "{n} steps", 1),
        "steps_other": _.ngettext("{n} step", "{n} steps", 2),
        "step": _("Step {n} of {count}"),
        "previous": _("Previous"),
        "next": _("Next"),
        "open_incident": _("The whole incident"),
        "back_to_story": _("Back to the story"),
        "how": _("How to read this map"),
        "how_quoted": _(
            "A passage in quotation marks is the source document, letter for letter, proved when "
            "the data loads. “As reported by” is the public record in our own words."
        ),
        "how_gaps": _(
            "The record has gaps, above all in the 1950s and 1960s: where there is no mark, "
            "something may still have happened."
        ),
        "no_match": _("No incident matches all filters together."),
        "remove_one": _.ngettext(
            "Remove the filter “{filter}”: {n} incident",
            "Remove the filter “{filter}”: {n} incidents",
            1,
        ),
        "remove_other": _.ngettext(
            "Remove the filter “{filter}”: {n} incident",
            "Remove the filter “{filter}”: {n} incidents",
            2,
        ),
        "reset": _("Reset all filters"),
        "filter:q": _("Search"),
        "filter:years": _("Years"),
        "filter:km": _("Kilometres"),
        "filter:certain": _("Only certain"),
        "filter:category": _("Kind"),
        "filter:sets": _("Sets"),
        "filter:sector": _("Sector"),
        "filter:direction": _("Direction"),
        "filter:precision": _("Precision"),
        "filter:hurt": _("Casualties"),
        "filter:evidence": _("Evidence"),
    }


def _panel(_: Translator) -> dict[str, str]:
    return {
        "all": _("All incidents"),
        "earlier": _("Earlier"),
        "later": _("Later"),
        "read": _("Read in the document"),
        "says": _("What the source document says"),
        "undated": _(
            "The document gives no date for this event. The date above comes from the public "
            "record."
        ),
        "differs": _("The public record differs."),
        "adds": _("What the public record adds"),
        "reported": _("as reported by {names}"),
        "and": _("{names} and {last}"),
        "disputed": _("Accounts differ."),
        "no_figure": _("no single figure is reported"),
        "killed": _("{n} killed"),
        "wounded": _("{n} wounded"),
        "range": _("{low} to {high}"),
        "within": _("within {km} km of the point"),
        "no_point": _("no point is drawn"),
        "date": _("Date"),
        "place": _("Place"),
        "precision": _("How precisely"),
        "sector": _("Sector"),
        "direction": _("Direction"),
        "who": _("Who"),
        "people": _("People"),
        "casualties": _("Casualties"),
        "outcome": _("Outcome"),
        "confidence": _("Confidence"),
        "sources": _("Sources of the public record"),
        "linked": _("Tied to"),
        "same_place": _("At the same place"),
        "same_day": _("On the same day"),
        "same_kind": _("Of the same kind, nearest in time"),
    }
