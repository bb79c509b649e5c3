"""The sources page: every document whole, its passages marked and linked both ways."""

from __future__ import annotations

import json

import streamlit as st
from markupsafe import Markup

from dmz_map.archive.evidence import SUBJECTS, Claim
from dmz_map.archive.sources import Document
from dmz_map.ui.source_list import source_list
from dmz_map.ui.url import View, current_view, write
from dmz_map.web.claim_fields import field_name
from dmz_map.web.html import html, marked_document
from dmz_map.web.language import decimal, whole
from dmz_map.web.release import Release
from dmz_map.web.site import Site

__all__ = ["sources_page"]


def sources_page(site: Site, release: Release) -> None:
    """Draw what the map rests on: all sources, and every document that is quoted, whole."""
    view = current_view(site)
    _ = view.translate
    quoted, others = (
        whole(n, view.language) for n in (release.quoted, release.count - release.quoted)
    )
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h2>{title}</h2><p>{line}</p></section>',
            lang=view.language,
            title=_("What the map rests on"),
            line=_(
                "{quoted} incidents carry the words of a document, each proved letter for letter; "
                "{others} are told as reported by the publications listed here."
            ).format(quoted=quoted, others=others),
        )
    )
    names = (
        _("All sources"),
        _("Quoted word for word ({n})").format(n=whole(len(site.documents), view.language)),
    )
    every, documents = st.tabs(names, default=names[1 if view.passage else 0])
    with every:
        source_list(site, view)
    with documents:
        for document in site.documents.values():
            _document(site, view, document)


def _document(site: Site, view: View, document: Document) -> None:
    _ = view.translate
    claims = site.claims_of(document.id)
    spans = [(c.excerpt.start, c.excerpt.end) for c in claims]
    covered = len({place for start, end in spans for place in range(start, end)})
    share = decimal(100 * covered / max(len(document.text), 1), view.language, 0)
    line = _.ngettext(
        "{n} passage quoted, {share} % of the document. Published by: {publisher}.",
        "{n} passages quoted, {share} % of the document. Published by: {publisher}.",
        len(claims),
    )
    st.html(
        html(
            '<section class="dmz-panel" lang="{lang}"><h2 lang="en">{title}</h2><p>{line}</p>'
            '<p class="dmz-hash">SHA-256 {sha256}</p></section>',
            lang=view.language,
            title=document.title,
            line=line.format(
                n=whole(len(claims), view.language), share=share, publisher=document.publisher
            ),
            sha256=document.sha256,
        )
    )
    text, index = st.columns([60, 40], gap="medium")
    chosen = next((claim for claim in claims if claim.id == view.passage), None)
    with text, st.container(height=640, key=f"document-{document.id}"):
        passage = (chosen.excerpt.start, chosen.excerpt.end) if chosen else None
        st.html(marked_document(document.text, spans, passage))
    with index:
        _index(site, view, document, claims, chosen)


def _index(
    site: Site, view: View, document: Document, claims: tuple[Claim, ...], chosen: Claim | None
) -> None:
    _ = view.translate
    key = f"passages-{document.id}"
    by_id = {claim.id: claim for claim in claims}
    st.session_state[key] = chosen.id if chosen else None

    def name(id: str) -> str:
        claim = by_id[id]
        return f"{id} · {_subject(site, view, claim)} · {field_name(claim.field, view.translate)}"

    st.selectbox(
        _("Find a passage"),
        list(by_id),
        format_func=name,
        index=None,
        key=key,
        placeholder=_.ngettext(
            "Choose the one passage", "Choose one of {n} passages", len(claims)
        ).format(n=whole(len(claims), view.language)),
        on_change=lambda: write("passage", st.session_state[key]),
    )
    if chosen is None:
        st.html(
            html(
                '<p class="dmz-note">{hint}</p>',
                hint=_("Marked in the text: every passage that the map quotes."),
            )
        )
        return
    excerpt = chosen.excerpt
    st.html(
        html(
            '<figure class="dmz-claim"><figcaption>{subject} · {field}: {value}</figcaption>'
            '<blockquote data-document="{document}" data-start="{start}" data-end="{end}"'
            ' data-claim="{id}" lang="en">{exact}</blockquote>{link}</figure>',
            subject=_subject(site, view, chosen),
            field=field_name(chosen.field, view.translate),
            value=chosen.value,
            document=excerpt.document_id,
            start=excerpt.start,
            end=excerpt.end,
            id=chosen.id,
            exact=excerpt.exact,
            link=_to_incident(site, view, chosen),
        )
    )
    st.caption(_("Copy the quotation"))
    st.code(
        f"“{excerpt.exact}” ({document.title}, {excerpt.start}–{excerpt.end})",
        language=None,
        wrap_lines=True,
    )
    st.caption(_("W3C Web Annotation (JSON-LD)"))
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": f"{chosen.field}: {chosen.value}"},
        "target": excerpt.selectors(document.text),
    }
    st.code(json.dumps(annotation, ensure_ascii=False, indent=2), language=None, wrap_lines=True)


def _subject(site: Site, view: View, claim: Claim) -> str:
    """Return what a claim speaks of: an incident's title, the zone, or the context."""
    _ = view.translate
    names = {"zone": _("The zone"), "context": _("The context")}
    if claim.subject in names:
        return names[claim.subject]
    return site.title(claim.subject, view.language) if site.knows(claim.subject) else claim.subject


def _to_incident(site: Site, view: View, claim: Claim) -> Markup:
    if claim.subject in SUBJECTS:
        return Markup()
    return html(
        '<p><a href="./?incident={id}&amp;lang={lang}" target="_self">{text}</a></p>',
        id=claim.subject,
        lang=view.language,
        text=view.translate("Open the incident on the map"),
    )
