"""A table of a page: headings that sort, rows, and a pager; links change the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from dmz_map.ui.links import address_link
from dmz_map.ui.url import View
from dmz_map.web.html import html, join
from dmz_map.web.language import whole

__all__ = ["ROWS", "Heading", "html_table", "page_of"]

ROWS: Final = 50
"""Rows on one page of a table."""


class Heading(NamedTuple):
    """A column: what the address calls its order (blank: it sorts nothing), and its words."""

    order: str
    words: str


def html_table(
    name: str, headings: Sequence[Heading], rows: Sequence[Markup], view: View, order: str
) -> Markup:
    """Return a table.

    Parameters
    ----------
    name
        What a screen reader calls it.
    headings
        Its columns.
    rows
        Whole rows, each a ``tr``.
    view
        The view of now.
    order
        The order of now: that of a column, with a minus if the last comes first.
    """
    return html(
        '<div class="dmz-scroll" tabindex="0" role="region" aria-label="{name}"><table '
        'class="dmz-table dmz-long" lang="{lang}"><caption>{name}</caption><thead><tr>{heads}</tr>'
        "</thead><tbody>{rows}</tbody></table></div>",
        name=name,
        lang=view.language,
        heads=join([_head(heading, order, view) for heading in headings]),
        rows=join(list(rows)),
    )


def _head(heading: Heading, order: str, view: View) -> Markup:
    if not heading.order:
        return html('<th scope="col">{words}</th>', words=heading.words)
    now = order.removeprefix("-") == heading.order
    falling = order.startswith("-")
    turned = heading.order if not now or falling else f"-{heading.order}"
    sign = (" ↓" if falling else " ↑") if now else ""
    return html(
        '<th scope="col" aria-sort="{sort}">{link}</th>',
        sort=("descending" if falling else "ascending") if now else "none",
        link=address_link(
            f"{heading.words}{sign}", {"sort": turned, "p": ""}, language=view.language
        ),
    )


def page_of(count: int, view: View) -> tuple[int, Markup]:
    """Return the first row of the page that the address asks for, and the pager."""
    pages = max(1, -(-count // ROWS))
    page = min(view.list_page or 0, pages - 1)
    if pages == 1:
        return 0, Markup("")
    _ = view.translate
    line = _("Page {n} of {all}").format(
        n=whole(page + 1, view.language), all=whole(pages, view.language)
    )
    ways = (
        (_("Earlier page"), page - 1),
        (_("Later page"), page + 1),
    )
    links = [
        address_link(words, {"p": str(to) if to else ""}, language=view.language)
        if 0 <= to < pages
        else Markup("")
        for words, to in ways
    ]
    return page * ROWS, html(
        '<nav class="dmz-pager" aria-label="{name}">{before}<span>{line}</span>{after}</nav>',
        name=_("Pages of the table"),
        before=links[0],
        line=line,
        after=links[1],
    )
