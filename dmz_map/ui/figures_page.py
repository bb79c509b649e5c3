"""The figures page: how long, how wide, how sure."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from dmz_map.geo.measure import BORDER_ERROR_M
from dmz_map.ui.state import theme
from dmz_map.ui.url import View, current_view
from dmz_map.web.html import html, join
from dmz_map.web.language import decimal, whole
from dmz_map.web.site import Site
from dmz_map.web.style import THEMES

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
    """Draw the table of the whole, then that of the sectors."""
    _ = view.translate
    whole_zone, sectors = site.figures.iloc[:3], site.figures.iloc[3:]
    rows = [
        [
            _(row.quantity),
            _with_unit(row.quoted, row.unit, view),
            _with_unit(row.measured, row.unit, view),
        ]
        for row in whole_zone.itertuples()
    ]
    _table([_("Quantity"), _("Quoted"), _("Measured")], rows)
    lengths, areas = sectors.iloc[0::2], sectors.iloc[1::2]
    rows = [
        [
            site.label("sector", sector, view.language),
            _with_unit(length, "km", view),
            _with_unit(area, "km²", view),
        ]
        for sector, length, area in zip(
            site.terms["sector"][: len(lengths)], lengths.measured, areas.measured, strict=True
        )
    ]
    _table([_("Sector (approximate, press usage)"), _("Length"), _("Area")], rows)
    st.html(
        html(
            '<p class="dmz-note">{note}</p>',
            note=_(
                "248 km is the source document's figure; 4 km is its figure and that of the "
                "Armistice Agreement, 2 km on each side. Measured: geodesic, on the line drawn "
                "here."
            ),
        )
    )


def _table(heads: list[str], rows: list[list[str]]) -> None:
    head = join([html('<th scope="col">{text}</th>', text=text) for text in heads])
    body = [
        html(
            '<tr><th scope="row">{name}</th>{cells}</tr>',
            name=name,
            cells=join([html("<td>{cell}</td>", cell=cell) for cell in cells]),
        )
        for name, *cells in rows
    ]
    st.html(
        html(
            '<table class="dmz-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>',
            head=head,
            body=join(body),
        )
    )


def _with_unit(value: float, unit: str, view: View) -> str:
    return (
        "–"
        if pd.isna(value)
        else f"{decimal(value, view.language, 1 if unit == 'km²' else 2)} {unit}"
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


def _decades(site: Site, view: View) -> None:
    _ = view.translate
    table = site.decades()
    head = join(
        [html('<th scope="col">{d}</th>', d=_decade(decade, view)) for decade in table.columns]
    )
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


def _decade(year: int, view: View) -> str:
    return view.translate("{year}s").format(year=year)


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
