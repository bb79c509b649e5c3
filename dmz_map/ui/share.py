"""Sharing a view: its link, how to cite it, and how to embed it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import streamlit as st

from dmz_map.ui.url import View
from dmz_map.web.html import html
from dmz_map.web.language import Bilingual, date_label
from dmz_map.web.site import Site

__all__ = ["share"]


def share(site: Site, view: View) -> None:
    """Draw the button, and behind it the link, the citation and the embedding."""
    _ = view.translate
    box = st.popover(
        _("Share"), icon=":material/share:", type="tertiary", key="share", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        address = _address()
        st.caption(_("Link to this view"))
        st.code(address, language=None, wrap_lines=True)
        st.caption(_("Cite"))
        st.code(_citation(site, view, address), language=None, wrap_lines=True)
        st.caption(_("Embed"))
        frame = html(
            '<iframe src="{address}" title="DMZ Map" width="100%" height="640"'
            ' style="border:0" loading="lazy"></iframe>',
            address=f"{address}{'&' if '?' in address else '?'}embed=true",
        )
        st.code(str(frame), language="html", wrap_lines=True)


def _address() -> str:
    """Return the address of the page as it is now."""
    base = (st.context.url or "").partition("?")[0]
    words = urlencode(st.query_params.to_dict(), safe=",")
    return f"{base}?{words}" if words else base


def _citation(site: Site, view: View, address: str) -> str:
    _ = view.translate
    today = date_label(datetime.now(UTC).date().isoformat(), view.language)
    title = _("DMZ Map: incidents on the Korean Demilitarized Zone")
    if view.incident:
        incident = site.store.get(view.incident)
        name = Bilingual(incident.title_en, incident.title_ko)[view.language]
        title = f"{name} ({incident.id}), {title}"
    line = _("{title}. Data version {version}. {address} (read {date}).")
    return line.format(title=title, version=site.archive.version, address=address, date=today)
