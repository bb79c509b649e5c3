"""The figures page: how long, how wide, how sure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from dmz_map.geo.measure import BORDER_ERROR_M
from dmz_map.ui.explorer import hand_state, world_map
from dmz_map.ui.state import theme
from dmz_map.ui.url import View, current_view
from dmz_map.web.figure_tables import decades_table, measured_tables
from dmz_map.web.html import html
from dmz_map.web.release import Release
from dmz_map.web.site import Site
from dmz_map.web.style import THEMES

__all__ = ["figures_page"]


def figures_page(site: Site, release: Release) -> None:
    """Draw the line unrolled, quoted and measured figures, and the border's error."""
    view = current_view(site)
    _ = view.translate
    _title(
        _("The line unrolled"),
        _("Every incident by kilometre and year; choosing one opens it on the map."),
    )
    with st.container(key="line-place"):
        world_map(release)
    with st.container(key="line-state"):
        hand_state(site, replace(view, chart="alone"), release)
    left, right = st.columns(2, gap="large")
    with left:
        _title(_("How long, how wide"), _("Quoted figures beside what the geometry measures."))
        st.html(measured_tables(site, view.language))
        _title(_("How sure the line is"), _accuracy_line(view))
        _accuracy(view)
    with right:
        _title(
            _("Where along the line"),
            _("Incidents with a point, by kilometres from the mouth of the Imjin."),
        )
        _profile(site, view)
        _title(_("Decade by sector"), _("All incidents; a number opens them on the map."))
        st.html(decades_table(site, view.language, partial(_decade_address, view)))


def _title(title: str, line: str) -> None:
    st.html(
        html(
            '<section class="dmz-panel"><h2>{title}</h2><p>{line}</p></section>',
            title=title,
            line=line,
        )
    )


def _accuracy_line(view: View) -> str:
    _ = view.translate
    return _(
        "The border drawn here against an independent line of the US State Department (LSIB), "
        "sampled every 10 m. The real limits of the zone are not drawn: 2 km on each side is "
        "nominal."
    )


def _accuracy(view: View) -> None:
    _ = view.translate
    names = {"mean": _("On average"), "p95": _("95 % within"), "worst": _("At worst")}
    frame = pd.DataFrame(
        [{"what": names[key], "m": value} for key, value in BORDER_ERROR_M.items()]
    )
    chart = (
        alt.Chart(frame)
        .mark_bar(size=16, color=THEMES[theme()].zone)
        .encode(
            x=alt.X("m:Q", title=_("Metres off")),
            y=alt.Y("what:N", title=None, sort=None),
            tooltip=["what", "m"],
        )
    )
    labels = chart.mark_text(align="left", dx=4, color=THEMES[theme()].muted).encode(text="m:Q")
    st.altair_chart(chart + labels, width="stretch", height=170)


def _profile(site: Site, view: View) -> None:
    _ = view.translate
    chart = (
        alt.Chart(site.along_border())
        .mark_bar(color=THEMES[theme()].crossing)
        .encode(
            x=alt.X("km:Q", bin=alt.Bin(step=10), title=_("Kilometres from the Imjin mouth")),
            y=alt.Y("count():Q", title=_("Incidents")),
            tooltip=[alt.Tooltip("count():Q", title=_("Incidents"))],
        )
    )
    st.altair_chart(chart, width="stretch", height=220)


def _decade_address(view: View, decade: int, sector: str) -> str:
    return f"./?years={decade}-{decade + 9}&sector={sector}&lang={view.language}"
