"""The page of a published site that has the map: folium's own, with its scripts as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from branca.element import Figure
from markupsafe import Markup

from dmz_map.publish.static_pages import SitePages
from dmz_map.web.assets import Assets
from dmz_map.web.html import html, join
from dmz_map.web.site import Site
from dmz_map.web.webmap import build_map

__all__ = ["map_body", "map_page", "map_script", "script_tags"]

_RANDOM: Final = re.compile("(?<=_)[0-9a-f]{32}")
_SPACED: Final = re.compile(r"(?<=[\d\]]), (?=[-\d\[])")
_DIV: Final = re.compile(r'<div class="folium-map" id="([\w]+)"')


def map_script(assets: Assets) -> tuple[str, str]:
    """Return the id of the map's element, and folium's script that makes the map in it.

    Parameters
    ----------
    assets
        The map's files, inline: the layers are in the script.
    """
    world = build_map(assets)
    figure = world.get_root()
    assert isinstance(figure, Figure)
    figure.render()
    script = _short(figure.script.render())
    found = _DIV.search(_short(figure.html.render()))
    assert found is not None
    return found[1], script


def _short(code: str) -> str:
    """Return folium's code with names that are the same each time, and figures without spaces."""
    names: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return names.setdefault(found[0], str(len(names) + 1))

    return _SPACED.sub(",", _RANDOM.sub(number, code))


def map_page(pages: SitePages, box: str, scripts: Sequence[str], site: Site, count: int) -> str:
    """Return the page of the map in one language.

    Parameters
    ----------
    pages
        What makes the pages of the language.
    box, scripts
        Id of the map's element, and names of the scripts in ``files/`` in their order.
    site, count
        For the words of the filters; how many incidents there are.
    """
    _ = pages.texts.translate
    tags = script_tags(pages, scripts)
    noscript = html(
        '{line} <a href="list.html">{list}</a>',
        line=_("The map needs JavaScript; the list does not."), list=pages.words["list"],
    )  # fmt: skip
    body = map_body(pages, box, tags, site, noscript)
    description = _.ngettext("{n} incident", "{n} incidents", count).format(n=count)
    return pages.page("index.html", pages.title, body, description=description, active="index.html")


def script_tags(pages: SitePages, scripts: Sequence[str]) -> Markup:
    """Return the elements that fetch a map's scripts, by their names in ``files/``."""
    up = "../" if pages.texts.folder else ""
    return join([html('<script src="{up}files/{name}"></script>', up=up, name=n) for n in scripts])


def map_body(pages: SitePages, box: str, scripts: Markup, site: Site, noscript: str) -> Markup:
    """Return filters, map and scripts of a page; `noscript` is what stands there without them."""
    _, words = pages.texts.translate, pages.words

    def choices(name: str, title: str, terms: Sequence[str]) -> Markup:
        options = [
            html(
                '<option value="{term}">{label}</option>', term=term, label=words[f"{name}:{term}"]
            )
            for term in terms
        ]
        return html(
            '<select name="{name}" aria-label="{title}"><option value="">{title}</option>{options}'
            "</select>", name=name, title=title, options=join(options),
        )  # fmt: skip

    evidence = html(
        '<select name="evidence" aria-label="{title}"><option value="">{title}</option>'
        '<option value="excerpt">{excerpt}</option><option value="citation">{citation}</option>'
        "</select>",
        title=_("Evidence"), excerpt=_("Word for word"), citation=_("As reported by"),
    )  # fmt: skip
    return html(
        '<form class="dmz-filters" role="search"><input type="search" name="q" maxlength="120"'
        ' placeholder="{search}" aria-label="{search}"><label><input type="checkbox" name="certain"'
        ' value="1">{certain}</label>{category}{sector}{evidence}'
        '<button type="reset">{reset}</button></form>'
        '<noscript><p class="dmz-page">{noscript}</p></noscript>'
        '<div class="st-key-map-place"><div class="folium-map" id="{box}"></div></div>{scripts}',
        search=_("Search titles, places and quotations"), certain=_("Only certain"),
        category=choices("category", _("Kind"), site.terms["category"]),
        sector=choices("sector", _("Sector"), site.terms["sector"]), evidence=evidence,
        reset=_("Reset"), noscript=noscript, box=box, scripts=scripts,
    )  # fmt: skip
