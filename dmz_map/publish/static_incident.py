"""The page of an incident on a published site: plain HTML with its passages and sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal

from markupsafe import Markup, escape

from dmz_map.publish.static_pages import SitePages
from dmz_map.web.html import html, join, link

__all__ = ["IncidentHtml"]

_FACTS: Final = ("direction", "outcome", "sector", "confidence")


class IncidentHtml:
    """Writes incidents as HTML in one language: whole pages, or pieces for a page of many.

    Parameters
    ----------
    pages
        What makes the pages of the language.
    """

    def __init__(self, pages: SitePages) -> None:
        self.pages = pages
        self.texts = pages.texts
        self.words = {name: escape(text) for name, text in pages.words.items()}
        self._on_map = escape(self.texts.translate("Show it on the map"))

    def page(self, record: Mapping[str, Any]) -> str:
        """Return the page of an incident.

        Parameters
        ----------
        record
            Its text record (`dmz_map.web.map_texts.text_record`), with its ``first_day``.
        """
        path = f"incidents/{record['id']}.html"
        title, summary = self.texts.pick(record["title"]), self.texts.pick(record["summary"])
        body = html(
            '<main class="dmz-page"><article class="dmz-side"><div class="dmz-panel">{head}{claims}'
            '{facts}{sources}{links}<p class="dmz-note">{edition}</p>{map}</div></article></main>',
            head=self.head(record, "h2"), claims=self._claims(record), facts=self.facts(record),
            sources=self.sources(record), links=self._links(record),
            edition=self.pages.citation(title, path), map=self.map_link(record),
        )  # fmt: skip
        return self.pages.page(
            path, f"{title} · DMZ Map", body, description=summary,
            head=_json_ld(self._event(record, title, summary)),
        )  # fmt: skip

    def head(self, record: Mapping[str, Any], level: Literal["h2", "h3"]) -> Markup:
        """Return kind, date, title, place and summary; `level` is the title's element."""
        pick, words = self.texts.pick, self.words
        radius = f", ±{record['radius_km']:g} km" if record.get("radius_km") else ""
        return html(
            '<p class="dmz-kicker">{kind} · {date}</p><{h}>{title}</{h}>'
            '<p class="dmz-where">{place} · {precision}{radius}</p><p>{summary}</p>',
            kind=words[f"category:{record['category']}"], date=pick(record["date"]),
            h=Markup(level), title=pick(record["title"]), place=pick(record["place"]),
            radius=radius, summary=pick(record["summary"]),
            precision=words[f"precision:{record['precision']}"],
        )  # fmt: skip

    def map_link(self, record: Mapping[str, Any]) -> Markup:
        """Return the link to the incident on the map."""
        return html(
            '<p><a href="../index.html?incident={id}#incident={id}">{map}</a></p>',
            id=record["id"], map=self._on_map,
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

    def facts(self, record: Mapping[str, Any], *, short: bool = False) -> Markup:
        """Return what is known as a list; `short` leaves out what `head` has."""
        words, pick = self.words, self.texts.pick
        rows: list[tuple[str, str]] = (
            [] if short else [(words[name], pick(record[name])) for name in ("date", "place")]
        )
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
        lines = [_fact(name, value) for name, value in rows]
        return html('<section><dl class="dmz-facts">{lines}</dl></section>', lines=join(lines))

    def sources(self, record: Mapping[str, Any], *, short: bool = False) -> Markup:
        """Return the sources as a list; `short` leaves out the heading."""
        items = [
            _source(source["title"], source["url"], source["language"], source["publisher"],
                    self.texts.pick(source["published"]) if "published" in source else "")
            for source in record.get("sources", ())
        ]  # fmt: skip
        head = "" if short else html("<h3>{head}</h3>", head=self.words["sources"])
        return html('<section class="dmz-sources">{head}<ul>{items}</ul></section>',
                    head=head, items=join(items))  # fmt: skip

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

    def _relation(self, other: Mapping[str, Any]) -> str:
        back = "" if other["forwards"] else ":back"
        return self.words[f"relation:{other['relation']}{back}"]


@lru_cache(maxsize=1 << 12)
def _fact(name: str, value: str) -> Markup:
    return html("<div><dt>{name}</dt><dd>{value}</dd></div>", name=name, value=value)


@lru_cache(maxsize=1 << 12)
def _source(title: str, url: str, language: str, publisher: str, published: str) -> Markup:
    return html(
        '<li><span lang="{lang}">{link}</span> <small>{publisher}{published}</small></li>',
        lang=language, link=link(title, url), publisher=publisher,
        published=f" · {published}" if published else "",
    )  # fmt: skip


def _json_ld(value: Mapping[str, Any]) -> Markup:
    """Return data about the page for machines; nothing in it can end the script."""
    text = json.dumps(value, ensure_ascii=True).replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(text))


def _number(count: Mapping[str, int]) -> str:
    """Return a number of people, or its range."""
    if "low" in count:
        return f"{count['low']}–{count['high']}"
    return str(count.get("value", ""))
