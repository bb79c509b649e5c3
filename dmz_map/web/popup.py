"""What a popup or list on the map says of an incident."""

from __future__ import annotations

from typing import Any

from dmz_map.archive.evidence import in_reading_order
from dmz_map.archive.incidents import Incident
from dmz_map.web.language import LANGUAGES, date_label

__all__ = ["popup"]


def popup(incident: Incident) -> dict[str, Any]:
    """Return the record that the browser shows; pairs are [English, Korean].

    ``t`` title, ``d`` date, ``p`` place, ``pr`` and ``r`` the location's precision and radius
    in kilometres, ``q`` the first passage quoted or None, ``s`` summary, ``by`` publishers.
    """
    publishers = dict.fromkeys(c.source.publisher for c in incident.citations)
    return {
        "id": incident.id,
        "t": [incident.title_en, incident.title_ko],
        "d": [date_label(incident.date, code) for code in LANGUAGES],
        "p": [incident.place.name_en, incident.place.name_ko],
        "pr": incident.place.precision,
        "r": incident.place.radius_km,
        "q": next((c.excerpt.exact for c in in_reading_order(incident.claims)), None),
        "s": [incident.summary_en, incident.summary_ko],
        "by": ", ".join(publishers),
    }
