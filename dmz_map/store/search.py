"""What a search looks into: the texts of an incident, folded."""

from __future__ import annotations

from collections.abc import Iterable

from dmz_map.archive.incidents import Incident
from dmz_map.store.query import fold

__all__ = ["searched", "searched_text"]


def searched_text(incident: Incident) -> str:
    """Return all in which a search looks, folded; each part is on lines of its own."""
    place = incident.place
    passages = (claim.excerpt.exact for claim in incident.claims)
    return searched((
        incident.title_en, incident.title_ko, incident.summary_en, incident.summary_ko,
        place.name_en, place.name_ko, *incident.actors, *incident.actors_ko,
        *passages, *incident.other.values(),
    ))  # fmt: skip


def searched(parts: Iterable[str]) -> str:
    """Return parts of an incident as a search compares them, equal ones once."""
    return fold("\n".join(dict.fromkeys(parts)))
