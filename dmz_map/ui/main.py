"""The page frame: its header, which page it is, and what to say when it cannot be shown."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.ui.add_table import add_table
from dmz_map.ui.editing import EDIT_PAGE, READ_PAGE
from dmz_map.ui.figures_page import figures_page
from dmz_map.ui.header import header
from dmz_map.ui.map_page import map_page
from dmz_map.ui.read_page import read_page
from dmz_map.ui.sources_page import sources_page
from dmz_map.ui.state import load_release, load_site
from dmz_map.ui.url import View, current_view, preferred_language
from dmz_map.web.assets import STATIC
from dmz_map.web.language import translator


def frame() -> None:
    """Draw the page that the address names."""
    _ = translator(preferred_language())
    st.set_page_config(
        page_title=_("DMZ Map: incidents on the Korean Demilitarized Zone"),
        page_icon=str(STATIC / "icon.png"),
        layout="wide",
    )
    try:
        site = load_site()
        release, away_since = load_release(site)
    except DmzMapError as error:
        st.error("The map cannot be shown:")
        st.text(str(error))
        st.stop()
    view = current_view(site)
    if away_since is not None:
        _say_away(view, away_since)
    if not st.context.is_embedded:
        header(site, view, release)
    for line in view.warnings:
        st.warning(line, icon=":material/link_off:")
    if view.page == "sources":
        sources_page(site, release)
    elif view.page == EDIT_PAGE:
        add_table(site, view)
    elif view.page == "figures":
        figures_page(site, release)
    elif view.page == READ_PAGE:
        read_page(site, view)
    else:
        map_page(site, release)


def _say_away(view: View, since: datetime) -> None:
    _ = view.translate
    line = _("The store of incidents has not answered since {time} UTC. The map is as last seen.")
    st.warning(line.format(time=since.strftime("%H:%M")), icon=":material/cloud_off:")


frame()
