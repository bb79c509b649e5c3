"""The incidents that match the filters as a sortable table, in step with the map."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from dmz_map.ui.url import View, choose
from dmz_map.web.language import Bilingual, whole
from dmz_map.web.site import Site

__all__ = ["table"]

MOST: Final = 1000
"""Rows that the table shows; a browser sorts no more in comfort."""

_KEY: Final = "table-rows"
_HEIGHT: Final = 600  # pixels


def table(site: Site, view: View) -> None:
    """Draw the table, and choose the incident whose row is selected."""
    _ = view.translate
    rows = site.store.page(view.query, offset=0, limit=MOST)
    frame = pd.DataFrame(
        {
            _("Date"): [row.date for row in rows],
            _("Incident"): [Bilingual(*row.titles)[view.language] for row in rows],
            _("Place"): [Bilingual(*row.places)[view.language] for row in rows],
            _("Kind"): [site.label("category", row.category, view.language) for row in rows],
            _("Sector"): [site.label("sector", row.sector, view.language) for row in rows],
            _("How precisely"): [
                site.label("location_precision", row.precision, view.language) for row in rows
            ],
            _("± km"): [row.radius_km for row in rows],
        }
    )

    def selected() -> None:
        chosen = st.session_state[_KEY]["selection"]["rows"]
        choose(rows[chosen[0]].id if chosen else None)

    st.dataframe(
        frame,
        key=_KEY,
        hide_index=True,
        height=_HEIGHT,
        on_select=selected,
        selection_mode="single-row",
    )
    found = site.store.count(view.query)
    if found > MOST:
        line = _("The latest {shown} of {found} incidents. Filter to see others.")
        st.caption(line.format(shown=whole(MOST, view.language), found=whole(found, view.language)))
