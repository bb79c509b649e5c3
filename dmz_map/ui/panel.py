"""The panel: what happened, and on what each statement rests.

Two kinds of evidence are kept apart. What a source document says is quoted
letter for letter; what the public record adds is in our own words, "as reported by".
"""

from __future__ import annotations

import streamlit as st

from dmz_map.archive.incidents import Incident
from dmz_map.ui.evidence import quotation, quotations, sources
from dmz_map.ui.reader import read_asked_passage
from dmz_map.ui.record import record
from dmz_map.ui.related import related
from dmz_map.ui.url import View, choose
from dmz_map.web.html import html, join
from dmz_map.web.site import Site

__all__ = ["panel"]


def panel(site: Site, view: View) -> None:
    """Draw the chosen incident, or how to choose one."""
    if view.incident is None:
        _invitation(site, view)
        return
    incident = site.get(view.incident)
    with st.container(key="panel"):
        _steps(site, view, incident)
        record(site, view, incident)
        quotations(site, view, incident)
        sources(view, incident)
        related(site, view, incident)
    read_asked_passage(site, view, incident)


def _steps(site: Site, view: View, incident: Incident) -> None:
    """Draw the way to the incidents before and after in time."""
    _ = view.translate
    before, after = site.store.neighbours(incident.id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps"):
        st.button(
            _("Earlier"),
            disabled=before is None,
            on_click=choose,
            args=(before,),
            icon=":material/arrow_back:",
            shortcut="Left",
        )
        st.button(
            _("Later"),
            disabled=after is None,
            on_click=choose,
            args=(after,),
            icon=":material/arrow_forward:",
            icon_position="right",
            shortcut="Right",
        )
        st.button(_("Close this incident"), on_click=choose, args=(None,), type="tertiary")


def _invitation(site: Site, view: View) -> None:
    _ = view.translate
    st.html(
        html(
            '<section class="dmz-panel dmz-empty" lang="{lang}"><h2>{title}</h2><p>{how}</p>'
            "<p>{kinds}</p><p>{absent}</p><h3>{says}</h3>{quotations}</section>",
            lang=view.language,
            title=_("Choose an incident"),
            how=_(
                "Click a mark on the map, or pick a line of the list: the arrow keys work too. "
                "Drag over the timeline to choose years."
            ),
            kinds=_(
                "There are two kinds of evidence here, and they look different. A passage in "
                "quotation marks is the source document, letter for letter, proved when the data "
                "loads. “As reported by” is the public record in our own words, with its sources."
            ),
            absent=_(
                "The record has gaps, above all in the 1950s and 1960s: where there is no mark, "
                "something may still have happened."
            ),
            says=_("What the document says of the zone"),
            quotations=join([quotation(claim, view) for claim in site.archive.zone_claims[:2]]),
        )
    )
