"""The pages of the months on a large published site: incidents in full, one after the other."""

from __future__ import annotations

from markupsafe import Markup

from dmz_map.publish.static_incident import IncidentHtml
from dmz_map.publish.static_pages import SitePages
from dmz_map.publish.static_records import Month, Shown
from dmz_map.web.html import html, join
from dmz_map.web.language import date_label, whole

__all__ = ["MonthPages"]


class MonthPages:
    """Makes the pages of months in one language.

    Parameters
    ----------
    pages
        What makes the pages of the language.
    """

    def __init__(self, pages: SitePages) -> None:
        self.pages = pages
        self.incidents = IncidentHtml(pages)

    def part(self, month: Month, number: int) -> str:
        """Return one page of a month."""
        language = self.pages.texts.language
        name = date_label(month.name, language)
        count = whole(sum(map(len, month.parts)), language)
        body = html(
            '<main class="dmz-page dmz-month"><h2>{name} ({count})</h2>{parts}{articles}{parts}'
            "</main>",
            name=name, count=count, parts=self._parts(month, number),
            articles=join([self._article(one) for one in month.parts[number]]),
        )  # fmt: skip
        return self.pages.page(month.page(number), f"{name} · DMZ Map", body, active="list.html")

    def _parts(self, month: Month, here: int) -> Markup:
        """Return links to the list and to the parts of the month, if it has several."""
        links = [html('<a href="../list.html">{list}</a>', list=self.pages.words["list"])]
        if len(month.parts) > 1:
            links += [
                html('<a href="{page}"{now}>{n}</a>', page=f"../{month.page(part)}", n=part + 1,
                     now=Markup(' aria-current="page"') if part == here else "")
                for part in range(len(month.parts))
            ]  # fmt: skip
        label = self.pages.texts.translate("Pages")
        return html('<nav class="dmz-pager" aria-label="{label}">{links}</nav>',
                    label=label, links=join(links))  # fmt: skip

    def _article(self, one: Shown) -> Markup:
        """Return an incident in full, or a link to the page that it has."""
        record = one.record
        if not one.has_own_page:
            return html(
                '<article class="dmz-panel" id="{id}">{head}{facts}{sources}{map}</article>',
                id=record["id"], head=self.incidents.head(record, "h3"),
                facts=self.incidents.facts(record, short=True),
                sources=self.incidents.sources(record, short=True),
                map=self.incidents.map_link(record),
            )  # fmt: skip
        return html(
            '<article class="dmz-panel" id="{id}"><p class="dmz-kicker">{kind} · {date}</p>'
            '<h3><a href="../{page}">{title}</a></h3><p class="dmz-where">{place}</p></article>',
            id=record["id"], kind=self.pages.words[f"category:{record['category']}"],
            date=self.pages.texts.pick(record["date"]), page=one.page,
            title=self.pages.texts.pick(record["title"]),
            place=self.pages.texts.pick(record["place"]),
        )  # fmt: skip
