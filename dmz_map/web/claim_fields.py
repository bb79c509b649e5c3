"""What a reader calls the field of a claim."""

from __future__ import annotations

from collections.abc import Mapping

from dmz_map.web.language import Translator

__all__ = ["field_name", "field_names"]


def field_names(translate: Translator) -> Mapping[str, str]:
    """Return what a reader calls each known field of a claim."""
    _ = translate
    return {
        "actor": _("Who"),
        "actor_type": _("Who"),
        "category": _("What"),
        "action": _("What"),
        "manner": _("How"),
        "shooters": _("Who fired"),
        "injury_count": _("Shots"),
        "rescue": _("Rescue"),
        "outcome": _("Outcome"),
        "rank": _("Rank"),
        "count": _("How many"),
        "stated_intent": _("Stated wish"),
        "quote": _("Statement"),
        "procedure": _("Procedure"),
        "motive": _("Motive"),
        "status": _("Status"),
        "order_in_series": _("In the series"),
        "rarity_claim": _("How rare"),
        "rarity": _("How rare"),
        "date": _("When"),
        "year": _("When"),
        "weekday": _("When"),
        "time_of_day": _("When"),
        "period": _("When"),
        "sector": _("Where"),
        "place": _("Where"),
        "attribution": _("Who says so"),
        "dmz_length_km": _("Length"),
        "dmz_width_km": _("Width"),
        "terrain": _("Terrain"),
        "obstacles": _("Obstacles"),
        "surveillance": _("Watch"),
        "label": _("Description"),
        "name_note": _("Name"),
        "resettled_total": _("Resettled"),
        "resettled_period": _("Period"),
        "main_route": _("Route"),
        "third_country": _("Route"),
    }


def field_name(field: str, translate: Translator) -> str:
    """Return what a reader calls a claim's field; of an unknown one, its own name in words."""
    return field_names(translate).get(field, field.replace("_", " ").capitalize())
