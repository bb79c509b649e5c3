"""A map that needs no server: ``publish`` writes a folder of plain files.

It works from a disk, below any path of any web server, and asks no other host: data and code come
as classic scripts, for a page from a disk may fetch nothing else. Every incident has a page of
plain HTML in both languages, which needs no script.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from dmz_map.errors import StoreError
from dmz_map.publish.aside import BEFORE, aside_of, clear_left
from dmz_map.publish.diff import Comparison
from dmz_map.publish.site_files import SiteFiles, published_sheet
from dmz_map.publish.static_feeds import (
    atom_feed,
    incidents_json,
    incidents_schema,
    robots,
    site_maps,
)
from dmz_map.publish.static_incident import IncidentHtml
from dmz_map.publish.static_lists import list_page, sources_page
from dmz_map.publish.static_map import map_page, map_script
from dmz_map.publish.static_months import MonthPages
from dmz_map.publish.static_pages import CHANGES, PAGES, SitePages, Texts
from dmz_map.publish.static_records import OWN_PAGES, Month, Summary, months
from dmz_map.publish.static_reports import changes_page, figures_page
from dmz_map.publish.static_texts import data_script, write_texts
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.store.query import Query
from dmz_map.web.assets import STATIC, Assets
from dmz_map.web.incident_layer import incident_assets
from dmz_map.web.inlined import SCRIPT
from dmz_map.web.language import LANGUAGES
from dmz_map.web.site import Site

__all__ = ["MARKER", "publish"]

MARKER: Final = "dmz-map-site.json"
"""A folder with this file was written by `publish`, and may be written again."""


class _Options(NamedTuple):
    url: str
    limit: ExcerptLimit
    changes: Comparison | None
    own_pages: int


def publish(
    site: Site,
    folder: Path,
    *,
    url: str = "",
    force: bool = False,
    limit: ExcerptLimit | None = None,
    changes: Comparison | None = None,
    own_pages: int = OWN_PAGES,
) -> int:
    """Write the site to a folder, whole or not at all.

    Parameters
    ----------
    site
        What is shown.
    folder
        Where to; one that `publish` has written before is replaced.
    url
        Where the site will be found; without it there are no site map, no feed, no ``robots.txt``
        and no pictures for links, for these name whole addresses.
    force
        Replace a folder that something else has written.
    limit
        What leaves of the documents that a reader has read; their excerpts without it.
    changes
        What has changed since another edition, which gets a page of its own.
    own_pages
        Incidents up to which each has a page of its own. Of more, the archive's own have one and
        those with an excerpt; the others are together on a page of the month in which they began.

    Returns
    -------
    int
        How many incidents were written.

    Raises
    ------
    StoreError
        If the folder is not ours or cannot be written to, or the address is none.
    """
    options = _Options(_address(url), limit or ExcerptLimit(), changes, own_pages)
    folder = folder.absolute()
    with suppress(OSError):
        clear_left(folder)
    if folder.is_file() or (
        folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists() and not force
    ):
        raise StoreError(
            f"{folder} is there already and is no published site. Choose another folder, or "
            "replace it with --force."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with aside_of(folder) as aside:
            made = aside / "site"
            count = _write(site, made, options)
            made.chmod(0o755)
            _exchange(made, folder, aside / BEFORE)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}). Choose another folder."
        ) from error
    return count


def _address(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise StoreError(f"--url: {url[:80]!r} is no web address. Write https://example.org/dmz/.")
    return f"{url.rstrip('/')}/" if url else ""


def _exchange(made: Path, folder: Path, before: Path) -> None:
    if folder.exists():
        os.replace(folder, before)
        try:
            os.replace(made, folder)
        except OSError:
            os.replace(before, folder)
            raise
        shutil.rmtree(before, ignore_errors=True)
    else:
        os.replace(made, folder)


def _write(site: Site, made: Path, options: _Options) -> int:
    files, archive, url = SiteFiles(made), site.archive, options.url
    version, points = site.store.version, site.store.columns()
    count = len(points.lon)
    assets = Assets(
        [*site.files, *incident_assets(points, site.terms, site.groups, version=version)],
        inline=True,
    )
    sheet = files.hashed("map.css", published_sheet(assets))
    box, scripts = _scripts(files, assets, version)
    kept = write_texts(site, assets, files, version, options.limit)
    if site.store.version != version:
        raise StoreError("The store has changed meanwhile. Publish again.")
    languages = [SitePages(Texts(archive, code, url, sheet)) for code in LANGUAGES]
    changes = options.changes
    wanted = changes.incidents.ids if changes else ()
    summary = Summary(shared=count > options.own_pages, wanted=wanted)
    edition = {"edition": archive.edition, "edition_date": archive.edition_date}
    own = {one.id for one in archive.incidents}
    _pages(months(kept, own, shared=summary.shared), files, languages, summary)
    records = (one.json.decode() for one in kept)
    files.pieces("data/incidents.json", incidents_json(records, version=archive.version, **edition))
    files.text("data/incidents.schema.json", incidents_schema())
    for pages in languages:
        folder = pages.texts.folder
        files.text(f"{folder}index.html", map_page(pages, box, scripts, site, count))
        files.text(f"{folder}list.html", list_page(pages, summary))
        files.text(f"{folder}sources.html", sources_page(pages, summary))
        files.text(f"{folder}figures.html", figures_page(pages, site, box, scripts))
        about = pages.about(count, has_url=bool(url), has_changes=changes is not None)
        files.text(f"{folder}about.html", about)
        if changes is not None:
            files.text(f"{folder}{CHANGES}", changes_page(pages, changes, summary.wanted))
    files.text(MARKER, json.dumps({**edition, "version": version, "url": url}) + "\n")
    if url:
        _for_machines(files, url, languages, summary, has_changes=changes is not None)
        _card(site, made / "files" / "card.png")
    return count


def _scripts(files: SiteFiles, assets: Assets, version: str) -> tuple[str, list[str]]:
    """Write the scripts of the map, and return the id of its element and their names in order."""
    box, start = map_script(assets)
    bodies = {
        "map.js": assets[SCRIPT].body,
        "site.js": (STATIC / "site.js").read_bytes(),
        "data.js": data_script(assets, version).encode(),
        "start.js": start.encode(),
    }
    return box, [files.hashed(name, body) for name, body in bodies.items()]


def _pages(
    found: Iterable[Month], files: SiteFiles, languages: Sequence[SitePages], summary: Summary
) -> None:
    """Write the pages of incidents and of months, and add all to the summary."""
    incidents = [(pages.texts.folder, IncidentHtml(pages)) for pages in languages]
    parts = [(pages.texts.folder, MonthPages(pages)) for pages in languages]
    for month in found:
        summary.add(month)
        for folder, one_page in incidents:
            for record, page in (one for one in month.shown if one.has_own_page):
                files.text(f"{folder}{page}", one_page.page(record))
        if summary.shared:
            for folder, month_pages in parts:
                for number in range(len(month.parts)):
                    files.text(f"{folder}{month.page(number)}", month_pages.part(month, number))


def _for_machines(
    files: SiteFiles, url: str, languages: Sequence[SitePages], summary: Summary, *,
    has_changes: bool,
) -> None:  # fmt: skip
    """Write what names whole addresses: site map, feed and robots.txt."""
    names = (*PAGES, *([CHANGES] if has_changes else []), *summary.pages)
    paths = [f"{pages.texts.folder}{name}" for pages in languages for name in names]
    for name, text in site_maps(url, paths).items():
        files.text(name, text)
    page_of = {record["id"]: page for record, page in summary.newest}
    newest = [record for record, _ in summary.newest]
    updated = languages[0].texts.archive.edition_date
    feed = atom_feed(url, newest, updated=updated, page=lambda one: page_of[one["id"]])
    files.text("feed.xml", feed)
    files.text("robots.txt", robots(url))


def _card(site: Site, path: Path) -> None:
    """Draw the picture that links to the site show."""
    from dmz_map.publish.export import export
    from dmz_map.publish.formats import Options

    export(site, path, Query(), options=Options(page="16:9"), force=True)
