"""What the public record says of an incident: each field with those who report it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from dmz_map.archive.incidents import Incident
from dmz_map.ui.url import View
from dmz_map.web.html import highlighted, html, join
from dmz_map.web.language import Bilingual, date_label, decimal, whole
from dmz_map.web.site import Site

__all__ = ["named", "record", "reported_by"]


def record(site: Site, view: View, incident: Incident) -> None:
    """Draw title, summary and facts."""
    _ = view.translate
    title = Bilingual(incident.title_en, incident.title_ko)[view.language]
    summary = Bilingual(incident.summary_en, incident.summary_ko)[view.language]
    rows = [
        html(
            "<div><dt>{name}</dt><dd>{value}{basis}{dispute}</dd></div>",
            name=name,
            value=value,
            basis=reported_by(view, incident, fields),
            dispute=_dispute(site, view, incident, fields),
        )
        for name, value, fields in _facts(site, view, incident)
        if value
    ]
    st.html(
        html(
            '<article class="dmz-panel" lang="{lang}"><p class="dmz-kicker">{kind} · {date}</p>'
            '<h2>{title}</h2><p class="dmz-summary">{summary}</p>{basis}{dispute}'
            '<h3>{heading}</h3><dl class="dmz-facts">{rows}</dl>{note}</article>',
            lang=view.language,
            kind=site.label("category", incident.category, view.language),
            date=date_label(incident.date, view.language),
            title=highlighted(title, view.search),
            summary=highlighted(summary, view.search),
            basis=reported_by(view, incident, ("summary_en",)),
            dispute=_dispute(site, view, incident, ("summary_en",)),
            heading=_("What the public record adds"),
            rows=join(rows),
            note=html('<p class="dmz-note" lang="en">{note}</p>', note=incident.note)
            if incident.note
            else "",
        )
    )


def _facts(
    site: Site, view: View, incident: Incident
) -> Iterable[tuple[str, str | Markup, tuple[str, ...]]]:
    """Yield name, value and the columns it comes from; a blank value is not shown."""
    _ = view.translate
    place = incident.place

    def label(field: str, value: str) -> str:
        return site.label(field, value, view.language)

    precision = label("location_precision", place.precision)
    if place.radius_km is not None:
        within = _("within {km} km of the point").format(km=decimal(place.radius_km, view.language))
    else:
        within = _("no point is drawn")
    yield _("Date"), date_label(incident.date, view.language), ("date",)
    name = Bilingual(place.name_en, place.name_ko)[view.language]
    yield _("Place"), highlighted(name, view.search), ("place_en",)
    yield _("How precisely"), f"{precision}: {within}", ("lon", "lat")
    yield _("Sector"), label("sector", place.sector), ("sector",)
    yield _("Direction"), label("direction", incident.direction), ("direction",)
    yield _("Who"), "; ".join(incident.actors), ("actors",)
    if incident.people is not None:
        yield _("People"), whole(incident.people, view.language), ("people",)
    yield _("Casualties"), _toll(view, incident), ("killed", "wounded")
    yield _("Outcome"), label("outcome", incident.outcome), ("outcome",)
    yield _("Confidence"), label("confidence", incident.confidence), ()


def _toll(view: View, incident: Incident) -> str:
    _ = view.translate
    parts = [
        text.format(n=whole(number, view.language))
        for text, number in (
            (_("{n} killed"), incident.killed),
            (_("{n} wounded"), incident.wounded),
        )
        if number is not None
    ]
    disputed = _("no single figure is reported") if incident.dispute else ""
    return ", ".join(parts) or disputed


def _dispute(site: Site, view: View, incident: Incident, fields: tuple[str, ...]) -> Markup:
    """Return in what accounts differ, if it concerns one of the fields."""
    _ = view.translate
    concerned = site.archive.disputes.get(incident.id, ("summary_en",))
    if not incident.dispute or not set(fields) & set(concerned):
        return Markup()
    return html(
        '<span class="dmz-dispute"><b>{title}</b> <span lang="en">{text}</span></span>',
        title=_("Accounts differ."),
        text=incident.dispute,
    )


def reported_by(view: View, incident: Incident, fields: tuple[str, ...]) -> Markup:
    """Return who reports a field; nothing where the citations do not name it."""
    names = dict.fromkeys(
        citation.source.publisher
        for citation in incident.citations
        if set(fields) & set(citation.supports)
    )
    if not names:
        return Markup()
    text = view.translate("as reported by {names}").format(names=named(names, view))
    return html('<span class="dmz-by">{text}</span>', text=text)


def named(names: Iterable[str], view: View) -> str:
    """Return names as a list in words."""
    *most, last = names
    if not most:
        return last
    return view.translate("{names} and {last}").format(names=", ".join(most), last=last)
