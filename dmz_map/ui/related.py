"""Incidents beside the chosen one: at the same place, on the same day, of the same kind."""

from __future__ import annotations

import streamlit as st

from dmz_map.archive.incidents import Incident
from dmz_map.ui.url import View, choose
from dmz_map.web.html import html, plain_markdown
from dmz_map.web.language import Bilingual, date_label
from dmz_map.web.site import Site

__all__ = ["related"]

_EACH = 4


def related(site: Site, view: View, incident: Incident) -> None:
    """Draw up to four incidents for each way in which they are near."""
    _ = view.translate
    names = {
        "place": _("At the same place"),
        "day": _("On the same day"),
        "category": _("Of the same kind, nearest in time"),
    }
    groups = site.store.related(incident.id, limit=_EACH)
    for way, name in names.items():
        rows = getattr(groups, way)
        if not rows:
            continue
        with st.container(gap=None, key=f"related-{way}"):
            st.html(html('<h3 class="dmz-related">{name}</h3>', name=name))
            for row in rows:
                title = Bilingual(*row.titles)[view.language]
                label = f"{title} · {date_label(row.date, view.language)}"
                st.button(
                    plain_markdown(label),
                    key=f"related-{way}-{row.id}",
                    on_click=choose,
                    args=(row.id,),
                    type="tertiary",
                )
