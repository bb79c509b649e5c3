"""The list of incidents: the way to the panel by mouse and by keyboard."""

from __future__ import annotations

import streamlit as st

from dmz_map.language import date_label
from dmz_map.safe import plain_markdown
from dmz_map.site import Site
from dmz_map.ui.state import choose, chosen

__all__ = ["incident_list"]

_KEY = "listed"


def incident_list(site: Site) -> None:
    """Draw the incidents, newest first, as one group of choices."""
    incidents = {i.id: i for i in reversed(site.archive.incidents)}
    st.session_state[_KEY] = chosen(site)
    with st.container(height=236, key="incident-list"):
        st.radio(
            "Incidents, newest first",
            list(incidents),
            index=None,
            format_func=lambda id: plain_markdown(incidents[id].title_en),
            captions=[
                plain_markdown(f"{date_label(i.date, 'en')} · {i.place.name_en}")
                for i in incidents.values()
            ],
            key=_KEY,
            on_change=lambda: choose(st.session_state[_KEY]),
            width="stretch",
        )
