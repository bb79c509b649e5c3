"""The words of the charts under the map."""

from __future__ import annotations

from dmz_map.web.language import Translator

__all__ = ["chart_strings"]


def chart_strings(translate: Translator) -> dict[str, str]:
    """Return the words of the charts by key; ``{…}`` in them are filled in by the map's script."""
    _ = translate
    return {
        "show_all": _("Show all"),
        "play": _("Play the years (arrow keys: one by one)"),
        "pause": _("Pause"),
        "speed": _("Speed"),
        "charts": _("Chart under the map"),
        "switch:line": _("Line"),
        "switch:years": _("Years"),
        "chart:line": _("The line unrolled: kilometres across, years down"),
        "chart:years": _("Timeline: incidents per year"),
        "chart_help": _(
            "The line unrolled. Arrow keys go from incident to incident, Enter opens one; "
            "drag to choose years and kilometres."
        ),
        "chart_estuary": _("Estuary"),
        "chart_jsa": _("JSA"),
        "chart_nowhere": _("{n} not on the line."),
        "chart_pressed": _("Years at the edge are pressed together."),
        "from_km": _("From kilometre"),
        "to_km": _("To kilometre"),
        "zoom_there": _("Zoom in"),
        "at_estuary": _("In the Han estuary, west of the line"),
        "at_whole_line": _("Concerns the whole line"),
        "at_sector": _("Somewhere in the sector “{sector}”, kilometres {from} to {to}"),
        "at_between": _("Somewhere between kilometres {from} and {to}"),
        "at_km": _("At kilometre {km}, certain to within {off} km"),
    }
