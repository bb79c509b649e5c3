"""The lists of a published site: of all incidents, or of their months, and of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from dmz_map.publish.static_pages import SitePages
from dmz_map.publish.static_records import CitedSource, Shown, Summary, month_page
from dmz_map.web.html import html, join, link
from dmz_map.web.language import month_names, whole

__all__ = ["list_page", "sources_page"]

_LIST: Final = "list.html"
_MONTHS: Final = range(1, 13)


def list_page(pages: SitePages, summary: Summary) -> str:
    """Return the page that lists all incidents, or the months in which they began."""
    return _months(pages, summary.counts) if summary.shared else _incidents(pages, summary.listed)


def _incidents(pages: SitePages, shown: list[Shown]) -> str:
    pick = pages.texts.pick
    rows = [
        html(
            '<tr><td>{date}</td><td><a href="{page}">{title}</a></td>'
            "<td>{place}</td><td>{kind}</td></tr>",
            date=pick(one["date"]), page=page, title=pick(one["title"]),
            place=pick(one["place"]), kind=pages.words[f"category:{one['category']}"],
        )
        for one, page in shown
    ]  # fmt: skip
    _ = pages.texts.translate
    heads = (_("Date"), _("Incident"), _("Place"), _("Kind"))
    return pages.table(_LIST, pages.words["list"], heads, rows)


def _months(pages: SitePages, counts: Mapping[str, int]) -> str:
    """Return the page of years and months, each with its number of incidents and a link."""
    _, language = pages.texts.translate, pages.texts.language
    years = dict.fromkeys(name[:4] for name in counts)

    def cell(year: str, month: int) -> Markup:
        name = f"{year}-{month:02}"
        if name not in counts:
            return html("<td></td>")
        return html('<td><a href="{page}">{n}</a></td>', page=month_page(name),
                    n=whole(counts[name], language))  # fmt: skip

    rows = [
        html('<tr><th scope="row">{year}</th>{cells}</tr>', year=year.lstrip("0"),
             cells=join([cell(year, month) for month in _MONTHS]))
        for year in years
    ]  # fmt: skip
    title = f"{pages.words['list']} ({whole(sum(counts.values()), language)})"
    body = html(
        '<main class="dmz-page dmz-months"><h2>{title}</h2><p>{note}</p><div class="dmz-wide">'
        "<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div></main>",
        title=title, rows=join(rows),
        note=_("An incident is listed in the month of its first possible day. Those quoted word "
               "for word have a page of their own."),
        heads=join([html('<th scope="col">{m}</th>', m=name) for name in month_names(language)]),
    )  # fmt: skip
    return pages.page(_LIST, f"{pages.words['list']} · DMZ Map", body, active=_LIST)


def sources_page(pages: SitePages, summary: Summary) -> str:
    """Return the page that lists the sources with the incidents that rest on them."""
    pick, _ = pages.texts.pick, pages.texts.translate
    cited = sorted(summary.sources.values(), key=lambda one: one.source["publisher"])
    rows = [
        html(
            '<tr><td lang="{lang}">{link}</td><td>{publisher}</td><td>{date}</td>'
            "<td>{on}</td></tr>",
            lang=one.source["language"], link=link(one.source["title"], one.source["url"]),
            publisher=one.source["publisher"], on=_on(pages, one),
            date=pick(one.source["published"]) if "published" in one.source else "",
        )
        for one in cited
    ]  # fmt: skip
    heads = (_("Title"), _("Publisher"), _("Published"), _("Incidents"))
    return pages.table("sources.html", _("Sources"), heads, rows)


def _on(pages: SitePages, cited: CitedSource) -> Markup:
    """Return links to the newest incidents that cite a source, and how many more there are."""
    links = [
        html('<a href="{page}">{title}</a>', page=page, title=pages.texts.pick(one["title"]))
        for one, page in cited.newest
    ]
    if more := cited.count - len(cited.newest):
        told = pages.texts.translate.ngettext("{n} more", "{n} more", more)
        links.append(html("{told}", told=told.format(n=whole(more, pages.texts.language))))
    return Markup(", ").join(links)
