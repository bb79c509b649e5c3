"""A map that needs no server: ``publish`` writes a folder of plain files.

It works from a disk, below any path of any web server, and asks no other host: data and code come
as classic scripts, for a page from a disk may fetch nothing else. Every incident has a page of
plain HTML in both languages, which needs no script.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from dmz_map.errors import StoreError
from dmz_map.publish.diff import Comparison
from dmz_map.publish.site_files import SiteFiles, published_sheet
from dmz_map.publish.static_feeds import (
    atom_feed,
    incidents_json,
    incidents_schema,
    robots,
    site_map,
    site_records,
)
from dmz_map.publish.static_incident import incident_page
from dmz_map.publish.static_map import map_page, map_script
from dmz_map.publish.static_pages import CHANGES, PAGES, SitePages, Texts
from dmz_map.publish.static_reports import changes_page, figures_page
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.store.packing import CHUNK
from dmz_map.store.query import Query
from dmz_map.web.assets import STATIC, Assets
from dmz_map.web.incident_layer import incident_assets
from dmz_map.web.inlined import SCRIPT
from dmz_map.web.language import LANGUAGES
from dmz_map.web.site import Site

__all__ = ["MARKER", "publish"]

MARKER: Final = "dmz-map-site.json"
"""A folder with this file was written by `publish`, and may be written again."""

_Record = dict[str, Any]
_FOLDER: Final = 'DMZ.folder = document.currentScript.src.replace(/[^/]*$/, "");'


def publish(
    site: Site,
    folder: Path,
    *,
    url: str = "",
    force: bool = False,
    limit: ExcerptLimit | None = None,
    changes: Comparison | None = None,
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

    Returns
    -------
    int
        How many incidents were written.

    Raises
    ------
    StoreError
        If the folder is not ours or cannot be written to, or the address is none.
    """
    url = _address(url)
    folder = folder.absolute()
    if folder.is_file() or (
        folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists() and not force
    ):
        raise StoreError(
            f"{folder} is there already and is no published site. Choose another folder, or "
            "replace it with --force."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".publish-") as aside:
            made = Path(aside) / "site"
            count = _write(site, made, url, limit or ExcerptLimit(), changes)
            made.chmod(0o755)
            _exchange(made, folder, Path(aside) / "before")
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


def _write(
    site: Site, made: Path, url: str, limit: ExcerptLimit, changes: Comparison | None
) -> int:
    files = SiteFiles(made)
    version, points = site.store.version, site.store.columns()
    count = len(points.lon)
    chunks = range((count + CHUNK - 1) // CHUNK)
    assets = Assets(
        [
            *site.files,
            *incident_assets(points, site.terms, site.groups, version=site.store.version),
        ],
        inline=True,
    )
    binary = {name: body for name, body in assets.inlined().items() if name.endswith(".bin")}
    texts = {name: json.loads(assets[name].body) for name in ("base.json", "incidents.json")}
    data = json.dumps({**binary, **texts}, ensure_ascii=False, separators=(",", ":"))
    sheet = files.hashed("map.css", published_sheet(assets))
    scripts = [
        files.hashed("map.js", assets[SCRIPT].body),
        files.hashed("site.js", (STATIC / "site.js").read_bytes()),
        files.hashed("data.js", f"{_FOLDER}DMZ.inlined = {data};".encode()),
    ]
    box, start = map_script(assets)
    scripts.append(files.hashed("start.js", start.encode()))
    records: list[_Record] = []
    languages = [SitePages(Texts(site.archive, code, url, sheet)) for code in LANGUAGES]
    for number in chunks:
        chunk = site_records(site, number, limit)
        told = [{k: v for k, v in one.items() if k not in ("first_day", "edtf")} for one in chunk]
        files.script(f"texts-{number}.json", told)
        for pages in languages:
            for one in chunk:
                path = f"{pages.texts.folder}incidents/{one['id']}.html"
                files.text(path, incident_page(pages, one))
        records += chunk
    records.sort(key=lambda one: (one["first_day"], one["id"]), reverse=True)
    for pages in languages:
        folder = pages.texts.folder
        files.text(f"{folder}index.html", map_page(pages, box, scripts, site, count))
        files.text(f"{folder}list.html", pages.all(records))
        files.text(f"{folder}sources.html", pages.sources(records))
        files.text(f"{folder}figures.html", figures_page(pages, site))
        about = pages.about(count, has_url=bool(url), has_changes=changes is not None)
        files.text(f"{folder}about.html", about)
    archive = site.archive
    edition = {"edition": archive.edition, "edition_date": archive.edition_date}
    files.text("data/incidents.json", incidents_json(records, version=archive.version, **edition))
    files.text("data/incidents.schema.json", incidents_schema())
    if changes is not None:
        titles = {one["id"]: one["title"] for one in records}
        for pages in languages:
            path = f"{pages.texts.folder}{CHANGES}"
            files.text(path, changes_page(pages, changes, titles))
    files.text(MARKER, json.dumps({**edition, "version": version, "url": url}) + "\n")
    if url:
        names = (
            *PAGES,
            *([CHANGES] if changes is not None else []),
            *(f"incidents/{one['id']}.html" for one in records),
        )
        paths = [f"{pages.texts.folder}{name}" for pages in languages for name in names]
        files.text("sitemap.xml", site_map(url, paths))
        files.text("feed.xml", atom_feed(url, records, updated=archive.edition_date))
        files.text("robots.txt", robots(url))
        _card(site, made / "files" / "card.png")
    return count


def _card(site: Site, path: Path) -> None:
    """Draw the picture that links to the site show."""
    from dmz_map.publish.export import export
    from dmz_map.publish.formats import Options

    export(site, path, Query(), options=Options(page="16:9"), force=True)
