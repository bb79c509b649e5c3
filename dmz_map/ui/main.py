"""The page frame: its header, which page it is, and what to say when it cannot be shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from dmz_map.errors import DmzMapError
from dmz_map.ui.figures_page import figures_page
from dmz_map.ui.header import header
from dmz_map.ui.map_page import map_page
from dmz_map.ui.sources_page import sources_page
from dmz_map.ui.state import load_release, load_site
from dmz_map.ui.url import View, current_view
from dmz_map.web.assets import STATIC

# Hands the map's frame its state, and keeps the chosen line of the list in view.
_PAGE_SCRIPT: Final = """
<script>
if (!window.dmzShow) {
  window.dmzShow = (state) => {
    window.dmzState = state;
    for (const frame of document.querySelectorAll("iframe")) {
      try { frame.contentWindow.DMZ.apply(state); } catch { /* not the map, or not yet */ }
    }
  };
  if (window.dmzState) dmzShow(window.dmzState);
  new MutationObserver(() => {
    const list = document.querySelector(".st-key-incident-list");
    const input = list && list.querySelector("input:checked");
    const line = input && input.closest("label");
    if (!line || input.value === window.dmzSeen && list.dmzSeen) return;
    [window.dmzSeen, list.dmzSeen] = [input.value, true];
    const [a, b] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
    if (b.top < a.top || b.bottom > a.bottom) list.scrollTop += b.top - a.top - a.height / 3;
  }).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
  });
}
</script>
"""


def frame() -> None:
    """Draw the page that the address names."""
    _configure("DMZ Map: incidents on the Korean Demilitarized Zone")
    try:
        site = load_site()
        release, away_since = load_release(site)
    except DmzMapError as error:
        st.error("The map cannot be shown:")
        st.text(str(error))
        st.stop()
    st.html(_PAGE_SCRIPT, unsafe_allow_javascript=True)
    view = current_view(site)
    if view.incident:
        _configure(f"{site.title(view.incident, view.language)} · DMZ Map")
    if away_since is not None:
        _say_away(view, away_since)
    if not st.context.is_embedded:
        header(site, view, release.count)
    for line in view.warnings:
        st.warning(line, icon=":material/link_off:")
    if view.page == "sources":
        sources_page(site)
    elif view.page == "figures":
        figures_page(site)
    else:
        map_page(site, release)


def _configure(title: str) -> None:
    st.set_page_config(page_title=title, page_icon=str(STATIC / "icon.png"), layout="wide")


def _say_away(view: View, since: datetime) -> None:
    _ = view.translate
    line = _("The store of incidents has not answered since {time} UTC. The map is as last seen.")
    st.warning(line.format(time=since.strftime("%H:%M")), icon=":material/cloud_off:")


frame()
