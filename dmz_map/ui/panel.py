"""The panel: what happened, and on what each statement rests.

Two kinds of evidence are kept apart. What a source document says stands as a quotation,
letter for letter; what the public record adds stands in our own words, "as reported by".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st
from markupsafe import Markup

from dmz_map.corrections import Correction
from dmz_map.evidence import Claim, in_reading_order
from dmz_map.incidents import Incident
from dmz_map.language import date_label
from dmz_map.safe import html, join, link
from dmz_map.site import Site
from dmz_map.ui.reader import ask_to_read, read_asked_passage
from dmz_map.ui.state import choose, chosen

__all__ = ["panel"]

_FIELDS: Final = {
    "actor": "Who",
    "actor_type": "Who",
    "category": "What",
    "action": "What",
    "manner": "How",
    "shooters": "Who fired",
    "injury_count": "Shots",
    "rescue": "Rescue",
    "outcome": "Outcome",
    "rank": "Rank",
    "count": "How many",
    "stated_intent": "Stated wish",
    "quote": "Statement",
    "procedure": "Procedure",
    "motive": "Motive",
    "status": "Status",
    "order_in_series": "In the series",
    "rarity_claim": "How rare",
    "date": "When",
    "year": "When",
    "weekday": "When",
    "time_of_day": "When",
    "period": "When",
    "sector": "Where",
    "place": "Where",
    "attribution": "Who says so",
}
_DATING: Final = frozenset({"date", "year", "period"})


def panel(site: Site) -> None:
    """Draw the chosen incident, or how to choose one."""
    id = chosen(site)
    if id is None:
        _invitation(site)
        return
    incident = site.archive.get(id)
    with st.container(key="panel"):
        _record(site, incident)
        _quotations(site, incident)
        _sources(incident)
        st.button("Close this incident", on_click=choose, args=(None,), type="tertiary")
    read_asked_passage(site, incident)


def _invitation(site: Site) -> None:
    claims = site.archive.zone_claims
    st.html(
        html(
            '<section class="dmz-panel dmz-empty"><h2>Choose an incident</h2>'
            "<p>Click a mark on the map, or pick a line of the list: the arrow keys work too.</p>"
            "<p>Two kinds of evidence stand here, and they look different. A passage in quotation "
            "marks is the source document, letter for letter, proved when the data loads. "
            "“As reported by” is the public record in our own words, with its sources.</p>"
            "<h3>What the document says of the zone</h3>{quotations}</section>",
            quotations=join([_quotation(claim) for claim in claims[:3]]),
        )
    )


def _record(site: Site, incident: Incident) -> None:
    label = site.archive.vocabulary.label
    place = incident.place
    where = place.name_en
    precision = label("location_precision", place.precision)
    within = f", within {place.radius_km:g} km of the mark" if place.radius_km else ", no point"
    facts = [
        ("Date", date_label(incident.date, "en"), "date"),
        ("Place", where, "place_en"),
        ("How precisely", f"{precision}{within}", "place_en"),
        ("Sector", label("sector", place.sector), "sector"),
        ("Kind", label("category", incident.category), "category"),
        ("Direction", label("direction", incident.direction), "direction"),
        ("Who", "; ".join(incident.actors), "actors"),
        ("Outcome", label("outcome", incident.outcome), "outcome"),
        ("People killed, wounded", _toll(incident), "killed"),
    ]
    rows = [
        html(
            "<div><dt>{name}</dt><dd>{value}{basis}</dd></div>",
            name=name,
            value=value,
            basis=_basis(incident, field),
        )
        for name, value, field in facts
        if value
    ]
    st.html(
        html(
            '<article class="dmz-panel"><p class="dmz-kicker">{date} · {place}</p><h2>{title}</h2>'
            '<p class="dmz-summary">{summary}</p>{basis}'
            '<h3>What the public record adds</h3><dl class="dmz-facts">{rows}</dl>{note}</article>',
            date=date_label(incident.date, "en"),
            place=where,
            title=incident.title_en,
            summary=incident.summary_en,
            basis=_basis(incident, "summary_en", block=True),
            rows=join(rows),
            note=html('<p class="dmz-note">{note}</p>', note=incident.note)
            if incident.note
            else "",
        )
    )


def _toll(incident: Incident) -> str:
    known = (("killed", incident.killed), ("wounded", incident.wounded))
    parts = [f"{number} {word}" for word, number in known if number is not None]
    return ", ".join(parts)


def _basis(incident: Incident, field: str, *, block: bool = False) -> Markup:
    """Who reports a field; nothing where the citations do not name it."""
    names = dict.fromkeys(c.source.publisher for c in incident.citations if field in c.supports)
    if not names:
        return Markup()
    kind = html("dmz-by dmz-block") if block else html("dmz-by")
    return html('<span class="{kind}">as reported by {names}</span>', kind=kind, names=_and(names))


def _and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _quotations(site: Site, incident: Incident) -> None:
    if not incident.claims:
        return
    undated = not any(claim.field in _DATING for claim in incident.claims)
    st.html(
        html(
            '<section class="dmz-panel"><h3>What the source document says</h3>{undated}</section>',
            undated=html(
                '<p class="dmz-note">The document gives no date for this event. '
                "The date above comes from the public record.</p>"
            )
            if undated
            else "",
        )
    )
    for claim in in_reading_order(incident.claims):
        with st.container(gap=None, key=f"claim-{claim.id}"):
            st.html(_quotation(claim) + _correction(site.archive.corrections.get(claim.id)))
            st.button(
                "Read in the document",
                key=f"read-{claim.id}",
                on_click=ask_to_read,
                args=(claim.id,),
                type="tertiary",
                icon=":material/menu_book:",
            )


def _quotation(claim: Claim) -> Markup:
    excerpt = claim.excerpt
    return html(
        '<figure class="dmz-claim"><figcaption>{field}: {value}</figcaption>'
        '<blockquote data-document="{document}" data-start="{start}" data-end="{end}"'
        ' data-claim="{id}">{exact}</blockquote></figure>',
        field=_FIELDS.get(claim.field, claim.field.replace("_", " ").capitalize()),
        value=claim.value,
        document=excerpt.document_id,
        start=excerpt.start,
        end=excerpt.end,
        id=claim.id,
        exact=excerpt.exact,
    )


def _correction(correction: Correction | None) -> Markup:
    if correction is None:
        return Markup()
    return html(
        '<p class="dmz-correction"><b>The public record differs.</b> {text}'
        '<span class="dmz-by">as reported by {names}</span></p>',
        text=correction.text_en,
        names=_and(dict.fromkeys(source.publisher for source in correction.sources)),
    )


def _sources(incident: Incident) -> None:
    items = [
        html(
            "<li>{title}<span>{publisher}{published}</span></li>",
            title=link(citation.source.title, citation.source.url),
            publisher=citation.source.publisher,
            published=f", {date_label(citation.source.published, 'en')}"
            if citation.source.published
            else "",
        )
        for citation in incident.citations
    ]
    if items:
        st.html(
            html(
                '<section class="dmz-panel dmz-sources"><h3>Sources of the public record</h3>'
                "<ul>{items}</ul></section>",
                items=join(items),
            )
        )
