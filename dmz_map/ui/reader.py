"""A passage in its document: the whole text, the passage marked and scrolled into view."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dmz_map.evidence import Claim
from dmz_map.incidents import Incident
from dmz_map.safe import html, passage_in_context
from dmz_map.site import Site

__all__ = ["ask_to_read", "read_asked_passage"]

_PARAMETER: Final = "passage"
_SCROLL: Final = """
<script>
(() => {
  let tries = 0;
  const find = () => {
    const mark = document.getElementById("passage");
    if (mark) { mark.scrollIntoView({block: "center"}); mark.focus({preventScroll: true}); }
    else if (tries++ < 50) setTimeout(find, 40);
  };
  find();
})();
</script>
"""


def ask_to_read(claim_id: str) -> None:
    """Ask for the document of a claim; the next run shows it."""
    st.query_params[_PARAMETER] = claim_id


def _stop_reading() -> None:
    st.query_params.pop(_PARAMETER, None)


def read_asked_passage(site: Site, incident: Incident) -> None:
    """Show the document of the claim that the URL names, if it is one of the incident's."""
    asked = st.query_params.get(_PARAMETER)
    for claim in incident.claims:
        if claim.id == asked:
            dialog = st.dialog("Source document", width="large", on_dismiss=_stop_reading)
            dialog(_document)(site, claim)
            return


def _document(site: Site, claim: Claim) -> None:
    document = site.archive.documents[claim.excerpt.document_id]
    st.html(
        html(
            '<p class="dmz-note"><b>{title}</b><br>Publisher: {publisher}. Passage: characters '
            "{start} to {end} of {length}.</p>",
            title=document.title,
            publisher=document.publisher,
            start=claim.excerpt.start,
            end=claim.excerpt.end,
            length=len(document.text),
        )
    )
    with st.container(height=460, key="document"):
        st.html(passage_in_context(document.text, claim.excerpt.start, claim.excerpt.end))
    st.html(_SCROLL, unsafe_allow_javascript=True)
