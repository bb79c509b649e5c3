"""The words of the legend: a line for each kind of mark."""

from __future__ import annotations

from dmz_map.web.language import Translator

__all__ = ["key_strings"]


def key_strings(translate: Translator) -> dict[str, str]:
    """Return the words of the legend by key."""
    _ = translate
    return {
        "key": _("Legend"),
        "key:border": _("Military Demarcation Line"),
        "key:zone": _("Zone; darker: more incidents"),
        "key:sectors": _("Sectors"),
        "key:places": _("Places"),
        "key:context": _("Tunnels, guard posts, crossings"),
        "key:incidents": _("Count, and shares of the kinds"),
        "key:county": _("Somewhere in this county"),
        "key:sector": _("Somewhere in this sector"),
        "key:circles": _("How far off a place may be"),
    }
