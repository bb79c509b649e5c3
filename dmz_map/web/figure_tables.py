"""The tables of the figures page: quoted beside measured, the border's error, decades by sector."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from dmz_map.geo.measure import BORDER_ERROR_M
from dmz_map.web.html import html, join
from dmz_map.web.language import decimal, translator, whole
from dmz_map.web.site import Site

__all__ = ["accuracy_table", "decades_table", "measured_tables"]


def measured_tables(site: Site, language: str) -> Markup:
    """Return the table of the whole, then that of the sectors, and what both rest on."""
    _ = translator(language)
    whole_zone, sectors = site.figures.iloc[:3], site.figures.iloc[3:]
    rows = [
        [
            _(row.quantity),
            _with_unit(row.quoted, row.unit, language),
            _with_unit(row.measured, row.unit, language),
        ]
        for row in whole_zone.itertuples()
    ]
    lengths, areas = sectors.iloc[0::2], sectors.iloc[1::2]
    parts = [
        [
            site.label("sector", sector, language),
            _with_unit(length, "km", language),
            _with_unit(area, "km²", language),
        ]
        for sector, length, area in zip(
            site.terms["sector"][: len(lengths)], lengths.measured, areas.measured, strict=True
        )
    ]
    note = html(
        '<p class="dmz-note">{note}</p>',
        note=_(
            "248 km is the source document's figure; 4 km is its figure and that of the "
            "Armistice Agreement, 2 km on each side. Measured: geodesic, on the line drawn "
            "here."
        ),
    )
    heads = [_("Sector (approximate, press usage)"), _("Length"), _("Area")]
    return join(
        [_table([_("Quantity"), _("Quoted"), _("Measured")], rows), _table(heads, parts), note]
    )


def accuracy_table(language: str) -> Markup:
    """Return how far off the drawn border is: what is measured, and a table with bars."""
    _ = translator(language)
    names = {"mean": _("On average"), "p95": _("95 % within"), "worst": _("At worst")}
    most = max(BORDER_ERROR_M.values())
    rows = [
        html(
            '<tr><th scope="row">{name}</th><td>{metres} m</td>'
            '<td aria-hidden="true"><i style="width: {share}%"></i></td></tr>',
            name=name,
            metres=whole(BORDER_ERROR_M[key], language),
            share=round(100 * BORDER_ERROR_M[key] / most, 1),
        )
        for key, name in names.items()
    ]
    return html(
        '<p>{line}</p><table class="dmz-table dmz-bars"><tbody>{rows}</tbody></table>',
        line=_(
            "The border drawn here against an independent line of the US State Department (LSIB), "
            "sampled every 10 m. The real limits of the zone are not drawn: 2 km on each side is "
            "nominal."
        ),
        rows=join(rows),
    )


def decades_table(site: Site, language: str, address: Callable[[int, str], str]) -> Markup:
    """Return how many incidents there are by sector and decade.

    Parameters
    ----------
    site
        Where the incidents are.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    address
        The address that shows the incidents of a decade (its first year) and a sector.
    """
    _ = translator(language)
    table = site.decades()

    def cell(sector: str, decade: int) -> Markup:
        number = table.loc[sector, decade]
        if not number:
            return html("<td>–</td>")
        return html(
            '<td><a target="_self" href="{address}">{n}</a></td>',
            address=address(decade, sector),
            n=whole(number, language),
        )

    heads = [html('<th scope="col">{d}</th>', d=_("{year}s").format(year=d)) for d in table.columns]
    rows = [
        html(
            "<tr><th scope='row'>{name}</th>{cells}</tr>",
            name=site.label("sector", sector, language),
            cells=join([cell(sector, decade) for decade in table]),
        )
        for sector in table.index
    ]
    return html(
        '<div class="dmz-scroll"><table class="dmz-table"><thead><tr>'
        '<th scope="col">{sector}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
        sector=_("Sector"),
        heads=join(heads),
        rows=join(rows),
    )


def _table(heads: list[str], rows: list[list[str]]) -> Markup:
    head = join([html('<th scope="col">{text}</th>', text=text) for text in heads])
    body = [
        html(
            '<tr><th scope="row">{name}</th>{cells}</tr>',
            name=name,
            cells=join([html("<td>{cell}</td>", cell=cell) for cell in cells]),
        )
        for name, *cells in rows
    ]
    return html(
        '<table class="dmz-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>',
        head=head,
        body=join(body),
    )


def _with_unit(value: float, unit: str, language: str) -> str:
    if pd.isna(value):
        return "–"
    return f"{decimal(value, language, 1 if unit == 'km²' else 2)} {unit}"
