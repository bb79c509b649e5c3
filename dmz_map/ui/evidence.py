"""What an incident rests on: quotations of the source document, and sources of the record."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from dmz_map.archive.corrections import Correction
from dmz_map.archive.evidence import Claim, in_reading_order
from dmz_map.archive.incidents import Incident
from dmz_map.reading.collection import is_own
from dmz_map.ui.reader import ask_to_read
from dmz_map.ui.record import named
from dmz_map.ui.url import View
from dmz_map.web.html import highlighted, html, join, link
from dmz_map.web.language import Bilingual, date_label
from dmz_map.web.site import Site

__all__ = ["field_name", "quotation", "quotations", "sources"]

_DATING: Final = frozenset({"date", "year", "period"})


def field_name(field: str, view: View) -> str:
    """Return what a reader calls a claim's field."""
    _ = view.translate
    names = {
        "actor": _("Who"),
        "actor_type": _("Who"),
        "category": _("What"),
        "action": _("What"),
        "manner": _("How"),
        "shooters": _("Who fired"),
        "injury_count": _("Shots"),
        "rescue": _("Rescue"),
        "outcome": _("Outcome"),
        "rank": _("Rank"),
        "count": _("How many"),
        "stated_intent": _("Stated wish"),
        "quote": _("Statement"),
        "procedure": _("Procedure"),
        "motive": _("Motive"),
        "status": _("Status"),
        "order_in_series": _("In the series"),
        "rarity_claim": _("How rare"),
        "rarity": _("How rare"),
        "date": _("When"),
        "year": _("When"),
        "weekday": _("When"),
        "time_of_day": _("When"),
        "period": _("When"),
        "sector": _("Where"),
        "place": _("Where"),
        "attribution": _("Who says so"),
        "dmz_length_km": _("Length"),
        "dmz_width_km": _("Width"),
        "terrain": _("Terrain"),
        "obstacles": _("Obstacles"),
        "surveillance": _("Watch"),
        "label": _("Description"),
        "name_note": _("Name"),
        "resettled_total": _("Resettled"),
        "resettled_period": _("Period"),
        "main_route": _("Route"),
        "third_country": _("Route"),
    }
    return names.get(field, field.replace("_", " ").capitalize())


def quotations(site: Site, view: View, incident: Incident) -> None:
    """Draw each claim with its passage, what corrects it, and the way into the document."""
    if not incident.claims:
        return
    _ = view.translate
    undated = not any(claim.field in _DATING for claim in incident.claims)
    note = _(
        "The document gives no date for this event. The date above comes from the public record."
    )
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h3>{title}</h3>{undated}</section>',
            lang=view.language,
            title=_("What the source document says"),
            undated=html('<p class="dmz-note">{note}</p>', note=note) if undated else "",
        )
    )
    for claim in in_reading_order(incident.claims):
        with st.container(gap=None, key=f"claim-{claim.id}"):
            correction = site.archive.corrections.get(claim.id)
            st.html(quotation(claim, view) + _correction(correction, view))
            st.button(
                _("Read in the document"),
                key=f"read-{claim.id}",
                on_click=ask_to_read,
                args=(claim.id,),
                type="tertiary",
                icon=":material/menu_book:",
            )


def quotation(claim: Claim, view: View) -> Markup:
    """Return a claim with its passage; the passage's text is the passage and nothing else."""
    excerpt = claim.excerpt
    return html(
        '<figure class="dmz-claim"><figcaption>{field}: <span lang="en">{value}</span>{own}'
        '</figcaption><blockquote data-document="{document}" data-start="{start}" data-end="{end}"'
        ' data-claim="{id}" lang="en">{exact}</blockquote></figure>',
        field=field_name(claim.field, view),
        value=claim.value,
        own=html(
            ' · <em class="dmz-own">{by}</em>', by=view.translate("read by you, on this machine")
        )
        if is_own(excerpt.document_id)
        else "",
        document=excerpt.document_id,
        start=excerpt.start,
        end=excerpt.end,
        id=claim.id,
        exact=highlighted(excerpt.exact, view.search),
    )


def _correction(correction: Correction | None, view: View) -> Markup:
    if correction is None:
        return Markup()
    _ = view.translate
    names = named(dict.fromkeys(source.publisher for source in correction.sources), view)
    return html(
        '<p class="dmz-correction"><b>{title}</b> {text}<span class="dmz-by">{by}</span></p>',
        title=_("The public record differs."),
        text=Bilingual(correction.text_en, correction.text_ko)[view.language],
        by=_("as reported by {names}").format(names=names),
    )


def sources(view: View, incident: Incident) -> None:
    """Draw the sources of the public record, each with its link and the link's host."""
    _ = view.translate
    items = [
        html(
            '<li><span lang="{lang}">{title}</span><span>{publisher}{published}</span></li>',
            lang=citation.source.language,
            title=link(citation.source.title, citation.source.url),
            publisher=citation.source.publisher,
            published=f", {date_label(citation.source.published, view.language)}"
            if citation.source.published
            else "",
        )
        for citation in incident.citations
    ]
    if items:
        st.html(
            html(
                '<section class="dmz-panel dmz-sources"><h3>{title}</h3><ul>{items}</ul></section>',
                title=_("Sources of the public record"),
                items=join(items),
            )
        )
