"""A passage in its document: the whole text, the passage marked and scrolled into view."""

from __future__ import annotations

import streamlit as st

from dmz_map.archive.evidence import Claim
from dmz_map.ui.url import View, write
from dmz_map.web.html import html, passage_in_context, plain_markdown
from dmz_map.web.site import Site

__all__ = ["read_asked_passage"]


def read_asked_passage(site: Site, view: View) -> None:
    """Show the document of the claim that the URL names, if there is one."""
    _ = view.translate
    for claim in site.claims:
        if claim.id == view.passage:
            title = plain_markdown(_("Source document"))
            dialog = st.dialog(title, width="large", on_dismiss=lambda: write("passage", None))
            dialog(_document)(site, view, claim)
            return


def _document(site: Site, view: View, claim: Claim) -> None:
    _ = view.translate
    document = site.documents[claim.excerpt.document_id]
    line = _("Publisher: {publisher}. Passage: characters {start} to {end} of {length}.")
    st.html(
        html(
            '<p class="dmz-note"><b lang="en">{title}</b><br>{line}</p>',
            title=document.title,
            line=line.format(
                publisher=document.publisher,
                start=claim.excerpt.start,
                end=claim.excerpt.end,
                length=len(document.text),
            ),
        )
    )
    with st.container(height=460, key="document"):
        st.html(passage_in_context(document.text, claim.excerpt.start, claim.excerpt.end))
