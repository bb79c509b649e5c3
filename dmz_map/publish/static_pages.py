"""What all plain pages of a published site have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from markupsafe import Markup

from dmz_map.archive.incidents import Archive
from dmz_map.publish.bundle import ATTRIBUTION, LICENCE
from dmz_map.web.html import html, join
from dmz_map.web.language import LANGUAGES, Translator, translator
from dmz_map.web.ui_strings import ui_strings

__all__ = ["CHANGES", "PAGES", "SitePages", "Texts"]

PAGES: Final = ("index.html", "list.html", "sources.html", "figures.html", "about.html")
"""The pages of one language, without those of incidents."""


CHANGES: Final = "changes.html"
"""The page that says what changed since another edition; not every site has it."""

_NOTHING: Final = Markup("")


@dataclass(frozen=True)
class Texts:
    """What all pages of one language say.

    Attributes
    ----------
    archive
        For its edition and its words.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    url
        Where the site will be, with a slash at its end; blank where that is not known.
    sheet
        Name of the style sheet in ``files/``.
    """

    archive: Archive
    language: str
    url: str
    sheet: str

    @property
    def translate(self) -> Translator:
        """The translator of the language."""
        return translator(self.language)

    @property
    def folder(self) -> str:
        """Folder of the language below the site's root: blank, or its name with a slash."""
        return "" if self.language == next(iter(LANGUAGES)) else f"{self.language}/"

    def pick(self, pair: Sequence[str]) -> str:
        """Return the text of the language of a pair [English, Korean]."""
        return pair[list(LANGUAGES).index(self.language)] or pair[0]


class SitePages:
    """Makes the pages of one language.

    Parameters
    ----------
    texts
        What all pages say.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.words = ui_strings(texts.archive, texts.language)
        self.title = texts.translate("DMZ Map: incidents on the Korean Demilitarized Zone")

    def page(
        self, path: str, title: str, body: Markup, *, description: str = "",
        head: Markup = _NOTHING, active: str = "",
    ) -> str:  # fmt: skip
        """Return a whole page.

        Parameters
        ----------
        path
            Where it is below the language's folder, such as ``incidents/an-id.html``.
        title, description
            What it is called, and what it is.
        body, head
            Its content, and what its head has beside.
        active
            The one of `PAGES` that its head names as the present one.
        """
        _ = self.texts.translate
        up = "../" * (self.texts.folder + path).count("/")
        other = next(code for code in LANGUAGES if code != self.texts.language)
        there = up + ("" if other == next(iter(LANGUAGES)) else f"{other}/") + path
        here = html('<a href="{href}" lang="{code}" hreflang="{code}">{name}</a>',
                    href=there, code=other, name=LANGUAGES[other])  # fmt: skip
        links = join([self._links("../" * path.count("/"), active), here])
        return str(
            html(
                '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
                '<title>{title}</title>\n<meta name="description" content="{description}">\n'
                '<link rel="stylesheet" href="{up}files/{sheet}">\n{address}{head}</head>\n<body>\n'
                '<div class="st-key-head"><header class="dmz-head"><h1>{name}</h1>'
                '<nav aria-label="{pages}">{links}</nav></header></div>\n'
                "{body}\n</body>\n</html>\n",
                lang=self.texts.language, title=title, description=description or title, up=up,
                sheet=self.texts.sheet, address=self._address(path, title, description), head=head,
                name=_("Korean Demilitarized Zone"), pages=_("Pages"), links=links, body=body,
            )
        )  # fmt: skip

    @cache  # noqa: B019  # as long as the site is written
    def _links(self, own: str, active: str) -> Markup:
        """Return the links to `PAGES`; `own` leads from the page to the language's folder."""
        _ = self.texts.translate
        labels = (_("Map"), _("List"), _("Sources"), _("Figures"), _("About"))
        return join([
            html('<a href="{href}"{current}>{label}</a>', href=own + name, label=label,
                 current=Markup(' aria-current="page"') if name == active else "")
            for name, label in zip(PAGES, labels, strict=True)
        ])  # fmt: skip

    def _address(self, path: str, title: str, description: str) -> Markup:
        """Return what a page says of where it is; nothing where that is not known."""
        url = self.texts.url
        if not url:
            return _NOTHING
        return html(
            '<link rel="canonical" href="{here}">\n'
            '<link rel="alternate" hreflang="en" href="{url}{path}">\n'
            '<link rel="alternate" hreflang="ko" href="{url}ko/{path}">\n'
            '<link rel="alternate" type="application/atom+xml" href="{url}feed.xml">\n'
            '<meta property="og:type" content="article">\n'
            '<meta property="og:title" content="{title}">\n'
            '<meta property="og:description" content="{description}">\n'
            '<meta property="og:url" content="{here}">\n'
            '<meta property="og:image" content="{url}files/card.png">\n'
            '<meta name="twitter:card" content="summary_large_image">\n',
            here=f"{url}{self.texts.folder}{path}", url=url, path=path, title=title,
            description=description or title,
        )  # fmt: skip

    def citation(self, title: str, path: str) -> str:
        """Return how to cite a page."""
        _, archive = self.texts.translate, self.texts.archive
        line = _("{title}. Edition {edition}, data version {version}. {address}")
        address = f"{self.texts.url}{self.texts.folder}{path}" if self.texts.url else ""
        name = f"{title}, {self.title}"
        return line.format(
            title=name, edition=archive.edition, version=archive.version, address=address
        ).strip()

    def about(self, count: int, *, has_url: bool, has_changes: bool) -> str:
        """Return the page that says what the site rests on and how to cite it."""
        _ = self.texts.translate
        up = "../" if self.texts.folder else ""
        data = [("data/incidents.json", "JSON"), ("data/incidents.schema.json", "JSON Schema")]
        data += [("feed.xml", "Atom")] if has_url else []
        changes = [(f"{self.texts.folder}{CHANGES}", _("What changed"))] if has_changes else []
        files = join(
            [html('<li><a href="{a}">{n}</a></li>', a=up + a, n=n) for a, n in (*changes, *data)]
        )
        paragraphs = [
            _.ngettext("{n} incident", "{n} incidents", count).format(n=count),
            self.words["edition"],
            self.words["how_quoted"],
            self.words["how_gaps"],
            self.citation(_("About"), "about.html"),
            LICENCE,
            ATTRIBUTION,
        ]
        body = html(
            '<main class="dmz-page"><h2>{title}</h2>{paragraphs}<ul>{files}</ul></main>',
            title=_("About"), files=files,
            paragraphs=join([html("<p>{text}</p>", text=text) for text in paragraphs if text]),
        )  # fmt: skip
        return self.page("about.html", f"{_('About')} · DMZ Map", body, active="about.html")

    def table(self, path: str, title: str, heads: Sequence[str], rows: list[Markup]) -> str:
        """Return a page with a table that one of `PAGES` is."""
        body = html(
            '<main class="dmz-page"><h2>{title} ({n})</h2><div class="dmz-wide"><table>'
            "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></main>",
            title=title, n=len(rows), rows=join(rows),
            heads=join([html('<th scope="col">{h}</th>', h=head) for head in heads]),
        )  # fmt: skip
        return self.page(path, f"{title} · DMZ Map", body, active=path)
