"""Pages of a published site that report: figures, and what changed since another edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from dmz_map.publish.diff import Change, Comparison, RowChange, TableChange
from dmz_map.publish.static_map import script_tags
from dmz_map.publish.static_pages import CHANGES, SitePages
from dmz_map.publish.static_records import Shown
from dmz_map.web.figure_tables import accuracy_table, decades_table, measured_tables
from dmz_map.web.html import html, join
from dmz_map.web.language import whole
from dmz_map.web.site import Site

__all__ = ["changes_page", "figures_page"]

_NOTHING: Final = Markup("")


def figures_page(pages: SitePages, site: Site, box: str, scripts: Sequence[str]) -> str:
    """Return the page of figures: the line unrolled, quoted beside measured, decades by sector.

    Parameters
    ----------
    pages, site
        What makes the pages of the language, and what is shown.
    box, scripts
        Id of the map's element, and names of the scripts in ``files/`` in their order.
    """
    _, language = pages.texts.translate, pages.texts.language
    body = html(
        '<main class="dmz-page"><h2>{title}</h2><h3>{line}</h3><p>{choose}</p>'
        '<noscript><p>{noscript} <a href="list.html">{list}</a></p></noscript>'
        '<div class="st-key-line-place"><div class="folium-map" id="{box}"></div></div>'
        "<h3>{long}</h3>{measured}<h3>{sure}</h3>{error}<h3>{decades}</h3>{table}</main>{scripts}",
        title=_("Figures"),
        line=_("The line unrolled"),
        choose=_("Every incident by kilometre and year; choosing one opens it on the map."),
        noscript=_("The map needs JavaScript; the list does not."),
        list=pages.words["list"],
        box=box,
        scripts=script_tags(pages, scripts),
        long=_("How long, how wide"),
        measured=measured_tables(site, language),
        sure=_("How sure the line is"),
        error=accuracy_table(language),
        decades=_("Decade by sector"),
        table=decades_table(site, language, _on_map),
    )
    return pages.page("figures.html", f"{_('Figures')} · DMZ Map", body, active="figures.html")


def _on_map(decade: int, sector: str) -> str:
    return f"index.html?years={decade}-{decade + 9}&sector={sector}"


def changes_page(pages: SitePages, comparison: Comparison, shown: Mapping[str, Shown]) -> str:
    """Return the page that says, field by field, what changed since another edition.

    Parameters
    ----------
    pages
        What makes the pages of the language.
    comparison
        What changed.
    shown
        Those of its incidents that there are now, by id.
    """
    _ = pages.texts.translate
    names = {"incidents": _("Incidents"), "sources": _("Sources")}

    def row(id: str, title: str, more: Markup = _NOTHING) -> Markup:
        if id not in shown:
            return html("<li>{title}{more}</li>", title=title, more=more)
        record, page = shown[id]
        now = pages.texts.pick(record["title"])
        return html('<li><a href="{page}">{title}</a>{more}</li>', page=page, title=now, more=more)

    def listed(name: str, rows: list[Markup]) -> Markup:
        if not rows:
            return _NOTHING
        head = f"{name} ({whole(len(rows), pages.texts.language)})"
        return html("<h4>{head}</h4><ul>{rows}</ul>", head=head, rows=join(rows))

    def table(one: TableChange) -> Markup:
        changed = [row(each.id, each.title, _changes(each, pages)) for each in one.changed]
        return html(
            "<h3>{name}</h3><p>{counts}</p>{added}{removed}{changed}",
            name=names[one.name],
            counts=_("{old} before, {new} now.").format(
                old=whole(one.old_count, pages.texts.language),
                new=whole(one.new_count, pages.texts.language),
            ),
            added=listed(_("Added"), [row(*each) for each in one.added]),
            removed=listed(_("Removed"), [row(*each) for each in one.removed]),
            changed=listed(_("Changed"), changed),
        )

    body = html(
        '<main class="dmz-page dmz-changes"><h2>{title}</h2><p>{line}</p>{incidents}{sources}'
        "</main>",
        title=_("What changed"),
        line=f"{comparison.old} → {comparison.new}",
        incidents=table(comparison.incidents),
        sources=table(comparison.sources),
    )
    return pages.page(CHANGES, f"{_('What changed')} · DMZ Map", body, active="about.html")


def _changes(row: RowChange, pages: SitePages) -> Markup:
    return html("<ul>{lines}</ul>", lines=join([_line(change, pages) for change in row.changes]))


def _line(change: Change, pages: SitePages) -> Markup:
    blank = pages.texts.translate("blank")
    if isinstance(change.old, str) and isinstance(change.new, str):
        return html(
            "<li><code>{field}</code> <del>{old}</del> → <ins>{new}</ins></li>",
            field=change.field, old=change.old or blank, new=change.new or blank,
        )  # fmt: skip
    lost = [html("<li><del>{text}</del></li>", text=text) for text in change.lost]
    gained = [html("<li><ins>{text}</ins></li>", text=text) for text in change.gained]
    return html(
        "<li><code>{field}</code><ul>{lines}</ul></li>", field=change.field,
        lines=join([*lost, *gained]),
    )  # fmt: skip
