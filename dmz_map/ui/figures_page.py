"""The figures page: how long, how wide, how sure."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from dmz_map.language import decimal, whole
from dmz_map.measure import BORDER_ERROR_M
from dmz_map.safe import html, join
from dmz_map.site import Site
from dmz_map.ui.state import current_view
from dmz_map.ui.view import View

__all__ = ["figures_page"]


def figures_page(site: Site) -> None:
    """Draw quoted and measured figures, the border's error, and incidents along the line."""
    view = current_view(site)
    _ = view.translate
    left, right = st.columns(2, gap="large")
    with left:
        _title(_("How long, how wide"), _("Quoted figures beside what the geometry measures."))
        _figures(site, view)
        _title(_("How sure the line is"), _accuracy_line(view))
        _accuracy(view)
    with right:
        _title(
            _("Where along the line"),
            _("Incidents with a point, by kilometres from the mouth of the Imjin."),
        )
        _profile(site, view)
        _title(_("Decade by sector"), _("All incidents; a number opens them on the map."))
        _decades(site, view)


def _title(title: str, line: str) -> None:
    st.html(
        html(
            '<section class="dmz-panel"><h2>{title}</h2><p>{line}</p></section>',
            title=title,
            line=line,
        )
    )


def _figures(site: Site, view: View) -> None:
    _ = view.translate
    rows = [
        html(
            "<tr><th scope='row'>{name}</th><td>{quoted}</td><td>{measured}</td>"
            "<td>{basis}</td></tr>",
            name=_(row.quantity),
            quoted=_with_unit(row.quoted, row.unit, view),
            measured=_with_unit(row.measured, row.unit, view),
            basis=row.quoted_from or "–",
        )
        for row in site.figures.itertuples()
    ]
    st.html(
        html(
            '<table class="dmz-table"><thead><tr><th scope="col">{a}</th><th scope="col">{b}</th>'
            '<th scope="col">{c}</th><th scope="col">{d}</th></tr></thead>'
            "<tbody>{rows}</tbody></table>",
            a=_("Quantity"),
            b=_("Quoted"),
            c=_("Measured"),
            d=_("Quoted from"),
            rows=join(rows),
        )
    )


def _with_unit(value: float, unit: str, view: View) -> str:
    return "–" if pd.isna(value) else f"{decimal(value, view.language, 2)} {unit}"


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
        .mark_bar(size=16, color="#b07d1e")
        .encode(
            x=alt.X("m:Q", title=_("Metres off")),
            y=alt.Y("what:N", title=None, sort=None),
            tooltip=["what", "m"],
        )
    )
    labels = chart.mark_text(align="left", dx=4).encode(text="m:Q")
    st.altair_chart(chart + labels, width="stretch", height=130)


def _profile(site: Site, view: View) -> None:
    _ = view.translate
    chart = (
        alt.Chart(site.along_border())
        .mark_bar(color="#1f6fb2")
        .encode(
            x=alt.X("km:Q", bin=alt.Bin(step=10), title=_("Kilometres from the Imjin mouth")),
            y=alt.Y("count():Q", title=_("Incidents")),
            tooltip=[alt.Tooltip("count():Q", title=_("Incidents"))],
        )
    )
    st.altair_chart(chart, width="stretch", height=220)


def _decades(site: Site, view: View) -> None:
    _ = view.translate
    table = site.decades()
    head = join([html('<th scope="col">{d}</th>', d=f"{decade}s") for decade in table.columns])
    rows = [
        html(
            "<tr><th scope='row'>{name}</th>{cells}</tr>",
            name=site.label("sector", sector, view.language),
            cells=join(
                [_cell(view, sector, decade, table.loc[sector, decade]) for decade in table]
            ),
        )
        for sector in table.index
    ]
    st.html(
        html(
            '<div class="dmz-scroll"><table class="dmz-table"><thead><tr>'
            '<th scope="col">{sector}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>',
            sector=_("Sector"),
            head=head,
            rows=join(rows),
        )
    )


def _cell(view: View, sector: str, decade: int, number: int) -> Markup:
    if not number:
        return html("<td>–</td>")
    return html(
        '<td><a target="_self" href="./?years={a}-{b}&amp;sector={sector}&amp;lang={lang}">'
        "{n}</a></td>",
        a=decade,
        b=decade + 9,
        sector=sector,
        lang=view.language,
        n=whole(number, view.language),
    )
