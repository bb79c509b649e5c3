"""The pages, and which of them a session may see."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dmz_map.web.editing import EDIT_PAGES, may_edit

__all__ = ["PAGES", "pages"]

PAGES: Final = ("map", "sources", "figures")
"""The pages that everyone may see, in the order of their switch; the first is the default."""


def pages() -> tuple[str, ...]:
    """Return the pages that this session may see, in the order of their switch."""
    return (*PAGES, *EDIT_PAGES) if may_edit(st.context.headers) else PAGES
