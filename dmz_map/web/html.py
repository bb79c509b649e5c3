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
import itertools
import json
import re
from collections.abc import Sequence
from functools import cache
from string import Formatter
from typing import Final, LiteralString
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from dmz_map.tabular.text import web_address

__all__ = [
    "base64_json",
    "highlighted",
    "html",
    "join",
    "link",
    "marked_document",
    "passage_in_context",
    "plain_markdown",
]

_MARKDOWN: Final = frozenset(r"\`*_{}[]()<>#+-.!|~:$&^=\"'")

# Streamlit rewrites plain text too, signs escaped or not: `--`, `->`, `>=`, `:material/home:`,
# addresses. An empty element between two signs keeps them apart, and shows nothing.
_NOTHING: Final = ":small[]"
_JOINT: Final = re.compile(r"(?<=[-<>=~])(?=[-<>=~])|(?<=[:@])|(?<=www)(?=\.)", re.IGNORECASE)


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
    text = "".join(
        [
            before if name is None else f"{before}{_escaped(values[name])}"
            for before, name in _parts(template)
        ]
    )
    return Markup(text)


def _escaped(value: object) -> Markup:
    return value if type(value) is Markup else escape(value)


@cache
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return a template cut at its fields: what stands before each, and its name."""
    return tuple((before, name) for before, name, _, _ in Formatter().parse(template))


def join(parts: list[Markup] | tuple[Markup, ...]) -> Markup:
    """Return pieces of HTML one after the other."""
    return Markup("".join(map(_escaped, parts)))


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
    escaped = {ord(sign): f"\\{sign}" for sign in _MARKDOWN}
    return _NOTHING.join(piece.translate(escaped) for piece in _JOINT.split(text))


def highlighted(text: str, search: str) -> Markup:
    """Return a text with each word of a search in a mark element; the text stays the same."""
    words = sorted({word for word in search.split() if word}, key=len, reverse=True)
    if not words:
        return html("{text}", text=text)
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    parts, place = [], 0
    for match in pattern.finditer(text):
        parts.append(
            html("{before}<mark>{hit}</mark>", before=text[place : match.start()], hit=match[0])
        )
        place = match.end()
    return join([*parts, html("{rest}", rest=text[place:])])


def marked_document(
    text: str, spans: Sequence[tuple[int, int]], passage: tuple[int, int] | None
) -> Markup:
    """Return a whole document with its quoted spans marked, which may overlap, and one chosen.

    Parameters
    ----------
    text
        The document.
    spans
        Start and exclusive end of each quoted passage, in code points.
    passage
        The chosen one, drawn stronger and scrolled to; or None.
    """
    edges = sorted(
        {
            0,
            len(text),
            *(place for span in (*spans, *([passage] if passage else [])) for place in span),
        }
    )
    parts = []
    named = False
    for start, end in itertools.pairwise(edges):
        piece = text[start:end]
        if passage and passage[0] <= start and end <= passage[1]:
            id = "" if named else html(' id="passage" tabindex="-1"')
            parts.append(html('<mark class="chosen"{id}>{piece}</mark>', id=id, piece=piece))
            named = True
        elif any(a <= start and end <= b for a, b in spans):
            parts.append(html("<mark>{piece}</mark>", piece=piece))
        else:
            parts.append(html("{piece}", piece=piece))
    return html('<div class="document" lang="en">{parts}</div>', parts=join(parts))
