"""The whole map as one file to mail: map, list, filters and texts, without a server or a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from dmz_map.publish.bundle import ATTRIBUTION, LICENCE
from dmz_map.publish.files import in_place
from dmz_map.publish.site_files import published_sheet
from dmz_map.publish.static_map import map_body, map_script
from dmz_map.publish.static_pages import SitePages, Texts
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.web.assets import STATIC, Assets
from dmz_map.web.base_files import LAYERS_FILE
from dmz_map.web.html import html, join
from dmz_map.web.inlined import SCRIPT
from dmz_map.web.site import Site

__all__ = ["publish_single"]

_END: Final = re.compile(r"</(?=script)", re.IGNORECASE)


def publish_single(
    site: Site, path: Path, *, language: str, force: bool = False, limit: ExcerptLimit | None = None
) -> int:
    """Write the map as one HTML file in one language, whole or not at all.

    Parameters
    ----------
    site
        What is shown.
    path
        Where to.
    language
        A key of `dmz_map.web.language.LANGUAGES`.
    force
        Write over a file that is there.
    limit
        What leaves of the documents that a reader has read; their excerpts without it.

    Returns
    -------
    int
        How many incidents were written.

    Raises
    ------
    StoreError
        If the file is there already or cannot be written.
    """
    assets = site.standalone(limit)
    count = int(json.loads(assets["incidents.json"].body)["count"])
    text = _page(site, assets, language, count)

    def write(made: Path) -> int:
        made.write_text(text, "utf-8")
        return count

    return in_place(path, write, force=force)


def _page(site: Site, assets: Assets, language: str, count: int) -> str:
    pages = SitePages(Texts(site.archive, language, "", ""))
    _ = pages.texts.translate
    box, start = map_script(assets)
    scripts = (
        assets[SCRIPT].body.decode(),
        (STATIC / "site.js").read_text("utf-8"),
        f"DMZ.inlined = {_data(assets)};",
        start,
    )
    body = map_body(
        pages, box, join([_script(code) for code in scripts]), site, _("The map needs JavaScript.")
    )
    described = _.ngettext("{n} incident", "{n} incidents", count).format(n=count)
    told = f"{LICENCE} {ATTRIBUTION}"
    return str(
        html(
            '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<title>{title}</title>\n<meta name="description" content="{described}">\n'
            "<style>{sheet}</style>\n</head>\n"
            '<body class="dmz-single">\n<div class="st-key-head"><header class="dmz-head">'
            '<h1>{name}</h1><p title="{told}">{described} · {edition}</p></header></div>\n'
            "{body}\n</body>\n</html>\n",
            lang=language,
            title=pages.title,
            described=described,
            sheet=Markup(published_sheet(assets).decode().replace("</", "<\\/")),
            name=_("Korean Demilitarized Zone"),
            edition=pages.words["edition"],
            told=told,
            body=body,
        )
    )


def _data(assets: Assets) -> str:
    """Return the files that the map reads: JSON as it is, but for the sign that begins a tag."""
    inlined: dict[str, Any] = {}
    for name, body in assets.inlined().items():
        if name == LAYERS_FILE:  # folium's script has them
            continue
        inlined[name] = json.loads(assets[name].body) if name.endswith(".json") else body
    text = json.dumps(inlined, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _script(code: str) -> Markup:
    """Return a script of ours as an element, which nothing in it can end."""
    return html("<script>{code}</script>", code=Markup(_END.sub(r"<\\/", code)))
