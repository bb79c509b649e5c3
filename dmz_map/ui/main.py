"""The page of the map: header, map with its switches, list and panel."""

from __future__ import annotations

import streamlit as st

from dmz_map.assets import STATIC
from dmz_map.errors import DmzMapError
from dmz_map.ui.explorer import explorer
from dmz_map.ui.header import header
from dmz_map.ui.incident_list import incident_list
from dmz_map.ui.panel import panel
from dmz_map.ui.state import complaints, load_site


def page() -> None:
    """Draw the whole page."""
    st.set_page_config(
        page_title="DMZ Map: incidents on the Korean Demilitarized Zone",
        page_icon=str(STATIC / "icon.png"),
        layout="wide",
    )
    st.html(STATIC / "page.css")
    try:
        site = load_site()
    except DmzMapError as error:
        st.error("The map's data cannot be shown, because a check of it failed:")
        st.text(str(error))
        st.stop()
    header(site)
    for line in complaints(site):
        st.warning(line, icon=":material/link_off:")
    left, right = st.columns([62, 38], gap="medium")
    with left:
        explorer(site)
    with right:
        incident_list(site)
        panel(site)


page()
