"""The page of an incident on a published site: plain HTML with its passages and sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from dmz_map.publish.static_pages import SitePages
from dmz_map.web.html import html, join, link

__all__ = ["incident_page"]

_FACTS: Final = ("direction", "outcome", "sector", "confidence")


def incident_page(pages: SitePages, record: Mapping[str, Any]) -> str:
    """Return the page of an incident.

    Parameters
    ----------
    pages
        What makes the pages of its language.
    record
        Its text record (`dmz_map.web.map_texts.text_record`), with its ``first_day``.
    """
    return _IncidentPage(pages).whole(record)


class _IncidentPage:
    def __init__(self, pages: SitePages) -> None:
        self.pages = pages
        self.texts = pages.texts
        self.words = pages.words

    def whole(self, record: Mapping[str, Any]) -> str:
        pick, words = self.texts.pick, self.words
        title, summary = pick(record["title"]), pick(record["summary"])
        radius = f", ±{record['radius_km']:g} km" if record.get("radius_km") else ""
        parts = [
            html(
                '<p class="dmz-kicker">{kind} · {date}</p><h2>{title}</h2>'
                '<p class="dmz-where">{place} · {precision}{radius}</p><p>{summary}</p>',
                kind=words[f"category:{record['category']}"], date=pick(record["date"]),
                title=title, place=pick(record["place"]), radius=radius, summary=summary,
                precision=words[f"precision:{record['precision']}"],
            ),
            self._claims(record), self._facts(record), self._sources(record), self._links(record),
            html(
                '<p class="dmz-note">{edition}</p><p><a href="../index.html?incident={id}'
                '#incident={id}">{map}</a></p>',
                edition=self.pages.citation(title, f"incidents/{record['id']}.html"),
                id=record["id"],
                map=self.texts.translate("Show it on the map"),
            ),
        ]  # fmt: skip
        body = html(
            '<main class="dmz-page"><article class="dmz-side"><div class="dmz-panel">{parts}</div>'
            "</article></main>",
            parts=join(parts),
        )
        return self.pages.page(
            f"incidents/{record['id']}.html", f"{title} · DMZ Map", body, description=summary,
            head=_json_ld(self._event(record, title, summary)),
        )  # fmt: skip

    def _event(self, record: Mapping[str, Any], title: str, summary: str) -> dict[str, Any]:
        return {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": title,
            "description": summary,
            "startDate": record["first_day"],
            "location": {"@type": "Place", "name": self.texts.pick(record["place"])},
            "inLanguage": self.texts.language,
            "citation": [source["title"] for source in record.get("sources", ())],
        }

    def _claims(self, record: Mapping[str, Any]) -> Markup:
        claims = record.get("claims", ())
        if not claims:
            return Markup("")
        figures = [
            html(
                '<figure class="dmz-claim" id="{id}"><figcaption>{field}: <span lang="en">{value}'
                '</span></figcaption><blockquote lang="en" data-document="{document}"'
                ' data-start="{start}" data-end="{end}">{exact}</blockquote>{correction}</figure>',
                field=self.words.get(f"field:{claim['field']}", claim["field"]),
                correction=self._correction(claim.get("correction")), id=claim["id"],
                value=claim["value"], document=claim["document"], start=claim["start"],
                end=claim["end"], exact=claim["exact"],
            )
            for claim in claims
        ]  # fmt: skip
        return html("<section><h3>{head}</h3>{figures}</section>", head=self.words["says"],
                    figures=join(figures))  # fmt: skip

    def _correction(self, correction: Mapping[str, Any] | None) -> Markup:
        if not correction:
            return Markup("")
        return html('<p class="dmz-correction"><b>{head}</b> {text} <small>{by}</small></p>',
                    head=self.words["differs"], text=self.texts.pick(correction["text"]),
                    by=", ".join(correction["by"]))  # fmt: skip

    def _facts(self, record: Mapping[str, Any]) -> Markup:
        words, pick = self.words, self.texts.pick
        rows = [(words["date"], pick(record["date"])), (words["place"], pick(record["place"]))]
        rows += [(words["who"], pick(record["actors"]))] if "actors" in record else []
        rows += [
            (self.texts.translate(name), _number(record[field]))
            for name, field in (("People", "people"), ("Killed", "killed"), ("Wounded", "wounded"))
            if field in record
        ]
        rows += [
            (words[name], words.get(f"{name}:{record[name]}", record[name]))
            for name in _FACTS
            if record.get(name)
        ]
        rows += [(words["disputed"], pick(record["dispute"]))] if "dispute" in record else []
        lines = [html("<div><dt>{k}</dt><dd>{v}</dd></div>", k=k, v=v) for k, v in rows]
        return html('<section><dl class="dmz-facts">{lines}</dl></section>', lines=join(lines))

    def _sources(self, record: Mapping[str, Any]) -> Markup:
        items = [
            html(
                '<li><span lang="{lang}">{link}</span> <small>{publisher}{published}</small></li>',
                lang=source["language"], link=link(source["title"], source["url"]),
                publisher=source["publisher"],
                published=self._published(source),
            )
            for source in record.get("sources", ())
        ]  # fmt: skip
        return html(
            '<section class="dmz-sources"><h3>{head}</h3><ul>{items}</ul></section>',
            head=self.words["sources"], items=join(items),
        )  # fmt: skip

    def _links(self, record: Mapping[str, Any]) -> Markup:
        items = [
            html('<li>{how}: <a href="{id}.html">{title} ({year})</a></li>', id=other["id"],
                 how=self._relation(other),
                 title=self.texts.pick(other["title"]), year=other["year"])
            for other in record.get("links", ())
        ]  # fmt: skip
        if not items:
            return Markup("")
        return html('<section class="dmz-sources"><h3>{head}</h3><ul>{items}</ul></section>',
                    head=self.words["linked"], items=join(items))  # fmt: skip

    def _published(self, source: Mapping[str, Any]) -> str:
        return f" · {self.texts.pick(source['published'])}" if "published" in source else ""

    def _relation(self, other: Mapping[str, Any]) -> str:
        back = "" if other["forwards"] else ":back"
        return self.words[f"relation:{other['relation']}{back}"]


def _json_ld(value: Mapping[str, Any]) -> Markup:
    """Return data about the page for machines; nothing in it can end the script."""
    text = json.dumps(value, ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(text))


def _number(count: Mapping[str, int]) -> str:
    """Return a number of people, or its range."""
    if "low" in count:
        return f"{count['low']}–{count['high']}"
    return str(count.get("value", ""))
