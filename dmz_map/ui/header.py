"""The one line at the top of every page: title, counts, pages, language, and sharing.

Its links change the address; the page's script follows them without loading the page anew.
"""

from __future__ import annotations

import json

import streamlit as st
from markupsafe import Markup

from dmz_map.ui.editing import EDIT_PAGE, READ_PAGE, edit_pages
from dmz_map.ui.links import address_link
from dmz_map.ui.security_headers import embedding_sites
from dmz_map.ui.url import PAGES, View
from dmz_map.web.html import html, join
from dmz_map.web.language import LANGUAGES, whole
from dmz_map.web.release import Release
from dmz_map.web.site import Site

__all__ = ["header"]


def header(site: Site, view: View, release: Release) -> None:
    """Draw the line."""
    _ = view.translate
    with st.container(key="head"):
        st.html(
            html(
                '<header class="dmz-head" lang="{lang}">{skip}<h1>{title}</h1><p>{counts}</p>'
                '<details class="dmz-menu"><summary aria-label="{menu}">☰</summary></details>'
                '<nav aria-label="{pages}">{links}</nav></header>',
                lang=view.language,
                skip=_skip(view),
                title=_("Korean Demilitarized Zone"),
                counts=_counts(view, release),
                menu=_("Menu"),
                pages=_("Pages"),
                links=join(
                    [*_pages(view), _other_language(view), _download(view), _share(site, view)]
                ),
            )
        )


def _skip(view: View) -> Markup:
    """Return the first link of the map's page: a keyboard reaches the list past map and filters."""
    if view.page != PAGES[0]:
        return Markup("")
    label = view.translate("Skip to the list")
    return html('<a class="dmz-skip" href="#list" data-skip="1">{label}</a>', label=label)


def _counts(view: View, release: Release) -> str:
    """Return how many incidents there are, and on what they rest, in plain words."""
    _ = view.translate
    others = release.count - release.quoted
    line = _.ngettext(
        "{n} incident since {year}", "{n} incidents since {year}", release.count
    ).format(n=whole(release.count, view.language), year=release.first_year)
    basis = _("{quoted} with the words of a source, {others} as reported by others").format(
        quoted=whole(release.quoted, view.language), others=whole(others, view.language)
    )
    return f"{line} · {basis}"


def _pages(view: View) -> list[Markup]:
    _ = view.translate
    names = {"map": _("Map"), "sources": _("Sources"), "figures": _("Figures")}
    pages = [_to_page(page, names[page], view) for page in PAGES]
    return [*pages, _add(view)] if edit_pages() else pages


def _add(view: View) -> Markup:
    """Return the menu of the pages that bring something in."""
    _ = view.translate
    names = {EDIT_PAGE: _("Add a table"), READ_PAGE: _("Read a source")}
    return html(
        '<details class="dmz-add"><summary{current}>{add}</summary><div>{links}</div></details>',
        current=Markup(' aria-current="true"') if view.page in names else "",
        add=_("Add"),
        links=join([_to_page(page, names[page], view) for page in edit_pages()]),
    )


def _to_page(page: str, name: str, view: View) -> Markup:
    changes = {"page": "" if page == PAGES[0] else page, "passage": "", "p": "", "sort": ""}
    return address_link(name, changes, language=view.language, current=page == view.page)


def _other_language(view: View) -> Markup:
    other = next(code for code in LANGUAGES if code != view.language)
    return address_link(LANGUAGES[other], {"lang": other}, language=other)


def _download(view: View) -> Markup:
    """Return the link that opens the list of files, with their names."""
    _ = view.translate
    files = {
        "xlsx": _("Workbook (Excel, LibreOffice)"),
        "csv": _("One table (CSV)"),
        "zip": _("All tables with their evidence (CSV, Data Package)"),
        "geojson": "GeoJSON",
        "gpkg": "GeoPackage (QGIS, ArcGIS)",
        "parquet": "GeoParquet",
        "kml": _("KML (Google Earth)"),
        "bib": _("The sources (BibTeX)"),
        "png": _("Picture of the map (PNG)"),
        "pdf": _("The map to print (PDF)"),
    }
    return html(
        '<a href="#download" role="button" data-share="download" data-files="{files}"'
        ' data-what="{what}" data-note="{note}" data-close="{close}" lang="{lang}">{label}</a>',
        files=json.dumps(files, ensure_ascii=False),
        what=_("The incidents that the filters leave, with their sources and passages"),
        note=_("Each file names its licence (CC BY 4.0), edition and filter."),
        close=_("Close"),
        lang=view.language,
        label=_("Download"),
    )


def _share(site: Site, view: View) -> Markup:
    """Return the link that opens the dialog, with the dialog's words."""
    _ = view.translate
    return html(
        '<a href="#share" role="button" data-share="1"'
        ' data-version="{version}" data-edition="{edition}"'
        ' data-title="{title}" data-citation="{citation}" data-link="{link}" data-cite="{cite}"'
        ' data-embed="{embed}" data-copy="{copy}" data-copied="{copied}" data-close="{close}"'
        ' lang="{lang}">{share}</a>',
        version=site.archive.version,
        title=_("DMZ Map: incidents on the Korean Demilitarized Zone"),
        citation=_("{title}. Edition {edition}, data version {version}. {address} (read {date})."),
        edition=site.archive.edition,
        link=_("Link to this view"),
        cite=_("Cite"),
        embed=_("Embed") if embedding_sites() else "",
        copy=_("Copy"),
        copied=_("Copied"),
        close=_("Close"),
        lang=view.language,
        share=_("Share"),
    )
