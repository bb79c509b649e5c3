"""What the app has for machines, as a published site has it: incidents, feed, site map, robots.txt.

``DMZ_MAP_PUBLIC_URL`` says where the app is found; without it there is no site map and no feed,
for these name whole addresses.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dmz_map.errors import DmzMapError
from dmz_map.publish.formats import MEDIA_TYPES
from dmz_map.publish.site_files import as_json
from dmz_map.publish.static_feeds import atom_feed, incidents_json, robots, site_map, site_records
from dmz_map.store.packing import CHUNK
from dmz_map.tabular.datapackage import open_package
from dmz_map.ui.settings import base_path
from dmz_map.ui.state import data_root, load_site
from dmz_map.web.language import Bilingual
from dmz_map.web.site import Site
from dmz_map.web.streamlit_files import accepts_gzip

__all__ = ["MACHINE_FILES", "about_incident", "machine_file", "public_url"]

MACHINE_FILES: Final = {
    "data/incidents.json": "application/json",
    "data/incidents.geojson": MEDIA_TYPES[".geojson"],
    "feed.xml": "application/atom+xml",
    "sitemap.xml": "application/xml",
    "robots.txt": "text/plain",
}
"""Paths of the files, and what each is called over HTTP."""

_MOST: Final = 20_000


def public_url() -> str:
    """Return where the app is found, with a slash at its end; blank where that is not said.

    Raises
    ------
    DmzMapError
        If ``DMZ_MAP_PUBLIC_URL`` is no web address.
    """
    url = os.environ.get("DMZ_MAP_PUBLIC_URL", "").strip()
    if url and not url.startswith(("http://", "https://")):
        raise DmzMapError(f"DMZ_MAP_PUBLIC_URL: {url[:80]!r} is no web address.")
    return f"{url.rstrip('/')}/" if url else ""


def about_incident(id: str, language: str) -> tuple[str, str] | None:
    """Return title and summary of an incident in a language; None if there is none, or no store."""
    try:
        incident = load_site().get(id)
    except DmzMapError:
        return None
    title = Bilingual(incident.title_en, incident.title_ko)[language]
    return title, Bilingual(incident.summary_en, incident.summary_ko)[language]


def machine_file(request: Request) -> Response:
    """Answer with one of `MACHINE_FILES`, or 304 to who has it already."""
    path = request.url.path.removeprefix(base_path()).lstrip("/")
    name = next(name for name in MACHINE_FILES if path.endswith(name))
    try:
        site = load_site()
        version = site.store.version
        if site.store.columns().lon.size > _MOST:
            return PlainTextResponse("There are too many incidents for one file.", 404)
        body = _made(name, version, public_url())
    except DmzMapError as error:
        return PlainTextResponse(str(error), status_code=503)
    if body is None:
        return PlainTextResponse("The address of this map is not known to it.", 404)
    compressed = accepts_gzip(request.scope)
    tag = f'"{version}{"-gz" if compressed else ""}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if compressed:
        headers["Content-Encoding"] = "gzip"
    return Response(body[compressed], media_type=MACHINE_FILES[name], headers=headers)


@lru_cache(maxsize=len(MACHINE_FILES))
def _made(name: str, _version: str, url: str) -> tuple[bytes, bytes] | None:
    """Return a file, plain and as gzip; None where it needs an address that is not known."""
    site = load_site()
    if name == "data/incidents.geojson":
        body = _geojson(site)
    elif name == "robots.txt":
        body = (robots(url) if url else "User-agent: *\nAllow: /\n").encode()
    elif name == "data/incidents.json":
        archive = site.archive
        pieces = incidents_json(
            map(as_json, _records(site)), edition=archive.edition,
            edition_date=archive.edition_date, version=archive.version,
        )  # fmt: skip
        body = "".join(pieces).encode()
    elif not url:
        return None
    elif name == "sitemap.xml":
        pages = ["", "?page=sources", "?page=figures"]
        body = site_map(url, [*pages, *map(_page, _records(site))]).encode()
    else:
        day = site.archive.edition_date
        body = atom_feed(url, _records(site), updated=day, page=_page).encode()
    return body, gzip.compress(body, mtime=0)


def _page(record: Mapping[str, Any]) -> str:
    return f"?incident={record['id']}"


def _records(site: Site) -> list[dict[str, Any]]:
    """Return all text records, the newest first."""
    count = site.store.columns().lon.size
    numbers = range((count + CHUNK - 1) // CHUNK)
    found = [record for number in numbers for record in site_records(site, number)]
    return sorted(found, key=lambda one: (one["first_day"], one["id"]), reverse=True)


def _geojson(site: Site) -> bytes:
    # What writes files is loaded by whoever is the first to want one.
    from dmz_map.publish.bundle import read_layers
    from dmz_map.publish.export import as_bytes
    from dmz_map.publish.gather import gather

    return as_bytes(gather(site, read_layers(open_package(data_root()))), ".geojson")
