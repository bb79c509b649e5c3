"""The switches of the imported sets: each is a layer of the map, beside the archive's own."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dmz_map.ui.url import View, write_terms
from dmz_map.web.html import plain_markdown
from dmz_map.web.site import Site

__all__ = ["set_switches"]

_KEY: Final = "shown-sets"
_LONGEST_NAME: Final = 40


def set_switches(site: Site, view: View) -> None:
    """Draw a switch for each imported set that is not hidden; none without imports."""
    _ = view.translate
    names = {0: _("This archive")}
    names |= {one.number: one.name for one in site.store.sets() if not one.hidden}
    if len(names) == 1:
        return

    def label(number: int) -> str:
        name = names[number]
        short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        return plain_markdown(short)

    st.session_state[_KEY] = list(view.sets or names)
    st.pills(
        _("Sets"),
        list(names),
        selection_mode="multi",
        format_func=label,
        key=_KEY,
        on_change=lambda: write_terms(
            "sets", [*map(str, sorted(st.session_state[_KEY]))], all_of=len(names)
        ),
        label_visibility="collapsed",
        wrap=True,
    )
