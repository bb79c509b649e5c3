"""The line of filters: search, certainty, and the rest behind one button, with counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dmz_map.archive.incident_table import IMPORTED
from dmz_map.ui.set_switches import set_switches
from dmz_map.ui.url import LISTS, View, reset_filters, write, write_terms
from dmz_map.web.html import plain_markdown
from dmz_map.web.language import whole
from dmz_map.web.map_state import LAYERS, SHOWN
from dmz_map.web.site import Site

__all__ = ["filters"]

_LAYERS: Final = "shown-layers"


def filters(site: Site, view: View) -> None:
    """Draw the filters as the URL has them."""
    _ = view.translate
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        st.session_state["search"] = view.search
        st.text_input(
            _("Search titles, places and quotations"),
            key="search",
            placeholder=_("Search"),
            max_chars=120,
            label_visibility="collapsed",
            on_change=lambda: write("q", st.session_state["search"].strip() or None),
        )
        st.session_state["certain"] = view.certain
        st.toggle(
            _("Only certain"),
            key="certain",
            help=_("Only named places and dates known to the day, without doubt."),
            on_change=lambda: write("certain", "1" if st.session_state["certain"] else None),
            width="content",
        )
        active = len(view.restrictions)
        label = _("Filters") + (f" ({active})" if active else "")
        box = st.popover(label, width="content", key="filter-box", on_change="rerun")
        if box.open:  # closed, it is neither counted nor sent
            with box:
                _choices(site, view)
        if view.restrictions:
            st.button(_("Reset"), on_click=reset_filters, type="tertiary")
        st.session_state["as-table"] = view.table
        st.toggle(
            _("Table"),
            key="as-table",
            on_change=lambda: write("view", "table" if st.session_state["as-table"] else None),
            width="content",
        )


def _choices(site: Site, view: View) -> None:
    """Draw every choice with the number of incidents that would match with it alone."""
    _ = view.translate
    facets = site.store.facets(view.query)
    names = {"category": _("Kind"), "sector": _("Sector"), "direction": _("Direction")}
    for name, title in names.items():
        field = LISTS[name]
        labels = {
            word: site.label(field, word, view.language)
            for word in site.terms[field]
            if word != IMPORTED.get(field)
            or facets[field][word]
            or word in view.terms.get(name, ())
        }
        _many(view, name, title, _counted(labels, facets[field], view))
    casualties = {"yes": _("Killed or wounded"), "no": _("None reported")}
    _one(name="hurt", title=_("Casualties"), chosen=view.casualties,
         labels=_counted(casualties, facets["casualties"], view))  # fmt: skip
    evidence = {"excerpt": _("Word for word"), "citation": _("As reported by")}
    _one(name="evidence", title=_("Evidence"), chosen=view.evidence,
         labels=_counted(evidence, facets["evidence"], view))  # fmt: skip
    _layers(view)
    set_switches(site, view)
    st.session_state["online"] = view.online
    st.toggle(
        _("Online base map (asks openstreetmap.org)"),
        key="online",
        on_change=lambda: write("tiles", "osm" if st.session_state["online"] else None),
    )


def _layers(view: View) -> None:
    _ = view.translate
    names = {
        "border": _("Border"),
        "zone": _("Zone"),
        "sectors": _("Sectors"),
        "places": _("Places"),
        "incidents": _("Incidents"),
        "context": _("Context"),
    }
    st.session_state[_LAYERS] = list(view.layers)
    st.pills(
        _("Layers"),
        LAYERS,
        selection_mode="multi",
        format_func=names.__getitem__,
        key=_LAYERS,
        on_change=_write_layers,
        wrap=True,
    )


def _write_layers() -> None:
    chosen = st.session_state[_LAYERS]
    write("layers", None if {*chosen} == {*SHOWN} else ",".join(chosen))


def _counted(labels: Mapping[str, str], counts: Mapping[str, int], view: View) -> Mapping[str, str]:
    """Return each choice as it is shown: its label and its number."""
    return {
        word: f"{plain_markdown(label)} **{whole(counts.get(word, 0), view.language)}**"
        for word, label in labels.items()
    }


def _many(view: View, name: str, title: str, labels: Mapping[str, str]) -> None:
    key = f"filter-{name}"
    st.session_state[key] = list(view.terms.get(name, ()))
    st.pills(
        title,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=key,
        on_change=lambda: write_terms(name, st.session_state[key]),
        wrap=True,
    )


def _one(*, name: str, title: str, chosen: str | None, labels: Mapping[str, str]) -> None:
    key = f"filter-{name}"
    st.session_state[key] = chosen
    st.pills(
        title,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        on_change=lambda: write(name, st.session_state[key]),
    )
