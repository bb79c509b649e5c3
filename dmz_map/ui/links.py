"""Links that change the address; the page's script follows them without loading the page anew."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from dmz_map.web.html import html

__all__ = ["address_link"]


def address_link(
    words: str | Markup, changes: Mapping[str, str], *, language: str, current: bool = False
) -> Markup:
    """Return a link that changes parameters of the address; without a script it leads there too.

    Parameters
    ----------
    words
        What it says.
    changes
        Parameters and their new values; a blank one removes its parameter.
    language
        Of the words.
    current
        Whether it leads to the page on which it stands.
    """
    asked = {**st.query_params.to_dict(), **changes}
    return html(
        '<a href="./?{address}" target="_self" data-go="{go}" lang="{language}"{current}>'
        "{words}</a>",
        address=urlencode({name: word for name, word in asked.items() if word}, safe=","),
        go=urlencode(changes),
        language=language,
        current=Markup(' aria-current="page"') if current else "",
        words=words,
    )
