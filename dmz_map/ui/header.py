"""The first lines of the page: what the map shows, quoted and measured."""

from __future__ import annotations

import streamlit as st

from dmz_map.safe import html, join
from dmz_map.site import Site

__all__ = ["header"]


def header(site: Site) -> None:
    """Draw the title and the facts."""
    figures = site.figures.set_index("quantity")
    length, width = figures.loc["Border, length"], figures.loc["Zone, mean width"]
    passages = [c for i in site.archive.incidents for c in i.claims]
    passages += [*site.archive.zone_claims, *site.archive.context_claims]
    facts = (
        ("Border", f"{length.quoted:.0f} km quoted", f"{length.measured:.1f} km measured"),
        ("Zone", f"{width.quoted:.0f} km wide, quoted", f"{width.measured:.2f} km measured mean"),
        (
            "Evidence",
            f"{len(site.archive.incidents)} incidents",
            f"{len(passages)} quotations, each proved against its document",
        ),
    )
    cells = [
        html(
            "<div><dt>{name}</dt><dd><b>{first}</b> <span>{second}</span></dd></div>",
            name=name,
            first=first,
            second=second,
        )
        for name, first, second in facts
    ]
    st.html(
        html(
            '<header class="dmz-head"><h1>Korean Demilitarized Zone</h1>'
            "<p>Incidents on the Military Demarcation Line, each with the words of its source.</p>"
            "<dl>{cells}</dl></header>",
            cells=join(cells),
        )
    )
