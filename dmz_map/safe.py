"""The one way text may travel into HTML or JavaScript.

folium compiles the strings it is given as Jinja templates, Streamlit's markdown rewrites
quotations, and a document may hold anything. So text takes one of two ways:

* into a script as base64 of UTF-8 JSON, whose alphabet neither HTML, nor JavaScript, nor
  Jinja can read as anything but itself; the browser sets it with ``textContent``;
* into HTML through `html`, which escapes every value and trusts only the literal around it;
  a widget's label, which Streamlit reads as markdown, goes through `plain_markdown`.
"""

from __future__ import annotations

import base64
import json
from typing import Final, LiteralString
from urllib.parse import urlsplit

from markupsafe import Markup

from dmz_map.cells import web_address

__all__ = [
    "base64_json",
    "html",
    "join",
    "link",
    "passage_in_context",
    "plain_markdown",
]

_MARKDOWN: Final = frozenset(r"\`*_{}[]()<>#+-.!|~:$&^=\"'")


def base64_json(value: object) -> str:
    """Return a JSON value as base64 of its UTF-8 text, safe inside any script or attribute."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode("ascii")


def html(template: LiteralString, /, **values: object) -> Markup:
    """Fill a literal HTML template; every value that is not `Markup` is escaped.

    Parameters
    ----------
    template
        HTML with ``{name}`` fields, a literal of the program and never data.
    **values
        What stands in the fields.
    """
    return Markup(template).format(**values)


def join(parts: list[Markup] | tuple[Markup, ...]) -> Markup:
    """Return pieces of HTML one after the other."""
    return Markup("").join(parts)


def link(label: str, url: str) -> Markup:
    """Return a link that opens in a new tab and shows its host, or the bare label."""
    if web_address(url) is not None:  # the check has found a fault
        return html("{label}", label=label)
    return html(
        '<a href="{url}" target="_blank" rel="noopener noreferrer">{label}</a>'
        ' <span class="host">{host}</span>',
        url=url,
        label=label,
        host=urlsplit(url).hostname,
    )


def passage_in_context(text: str, start: int, end: int) -> Markup:
    """Return a whole document as HTML with ``text[start:end]`` in one mark element."""
    return html(
        '<div class="document">{before}<mark id="passage" tabindex="-1">{exact}</mark>'
        "{after}</div>",
        before=text[:start],
        exact=text[start:end],
        after=text[end:],
    )


def plain_markdown(text: str) -> str:
    """Return markdown that shows a text as it is, for labels of widgets."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in text)
