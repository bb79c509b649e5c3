"""What a published site has for machines: incidents as JSON, site map, feed and robots.txt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from dmz_map.publish.bundle import ATTRIBUTION, LICENCE
from dmz_map.publish.site_files import as_json
from dmz_map.reading.excerpt_limit import ExcerptLimit
from dmz_map.tabular.text import in_xml
from dmz_map.web.language import LANGUAGES
from dmz_map.web.map_texts import text_record
from dmz_map.web.site import Site

__all__ = [
    "FEED",
    "FORMAT",
    "atom_feed",
    "incidents_json",
    "incidents_schema",
    "robots",
    "site_map",
    "site_maps",
    "site_records",
]

FORMAT: Final = 2
"""Number of the layout of ``data/incidents.json``."""

FEED: Final = 40
"""Incidents in the feed."""

_ADDRESSES: Final = 50_000  # in one site map, at most: the protocol says so
_PAIR: Final = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}


def site_records(
    site: Site, number: int, limit: ExcerptLimit | None = None
) -> list[dict[str, Any]]:
    """Return the text records of a chunk of incidents, each with ``first_day`` and ``edtf``."""
    limit = limit or ExcerptLimit()
    return [
        {
            **text_record(limit.incident(one), site.archive),
            "first_day": one.first_day.isoformat(),
            "edtf": one.date,
        }
        for one in site.chunk(number)
    ]


def incidents_json(
    records: Iterable[str], *, edition: str, edition_date: str, version: str
) -> Iterator[str]:
    """Yield ``data/incidents.json`` in pieces: all incidents with their claims and sources.

    Parameters
    ----------
    records
        Text records, each as JSON.
    edition, edition_date, version
        What the archive is.
    """
    frame = as_json(
        {
            "format": FORMAT,
            "edition": edition,
            "edition_date": edition_date,
            "version": version,
            "updated": f"{edition_date}T00:00:00Z" if edition_date else "",
            "licence": LICENCE,
            "attribution": ATTRIBUTION,
            "languages": list(LANGUAGES),
            "incidents": [],
        }
    )
    yield frame.removesuffix("]}")
    for number, record in enumerate(records):
        yield f"{',' if number else ''}{record}"
    yield "]}"


def incidents_schema() -> str:
    """Return the JSON Schema of ``data/incidents.json``."""
    texts = ("title", "date", "place", "summary")
    words = ("id", "first_day", "edtf", "category", "direction", "outcome", "sector", "precision")
    incident = {
        "type": "object",
        "required": ["id", "first_day", "edtf", "category", *texts],
        "properties": {
            **{name: {"type": "string"} for name in (*words, "confidence", "note")},
            **dict.fromkeys((*texts, "actors", "dispute"), _PAIR),
            "radius_km": {"type": "number"},
            **{name: {"type": "object"} for name in ("people", "killed", "wounded")},
            **{name: {"type": "array"} for name in ("claims", "sources", "links", "concerns")},
        },
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "DMZ Map: incidents, pairs are English and Korean",
        "type": "object",
        "required": ["format", "edition", "version", "incidents"],
        "properties": {
            "format": {"const": FORMAT},
            **{name: {"type": "string"} for name in ("edition", "edition_date", "version")},
            "incidents": {"type": "array", "items": incident},
        },
    }
    return json.dumps(schema, indent=1) + "\n"


def site_maps(url: str, paths: Sequence[str]) -> dict[str, str]:
    """Return the site map by its name; several and an index where one may not have them all.

    Parameters
    ----------
    url
        Where the site is, with a slash at its end.
    paths
        Its pages below it.
    """
    if len(paths) <= _ADDRESSES:
        return {"sitemap.xml": site_map(url, paths)}
    parts = [paths[at : at + _ADDRESSES] for at in range(0, len(paths), _ADDRESSES)]
    maps = {f"sitemap-{n}.xml": site_map(url, part) for n, part in enumerate(parts, 1)}
    places = "".join(f"<sitemap><loc>{escape(url + name)}</loc></sitemap>\n" for name in maps)
    index = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}'
        "</sitemapindex>\n"
    )
    return {**maps, "sitemap.xml": index}


def site_map(url: str, paths: Iterable[str]) -> str:
    """Return ``sitemap.xml``; `url` ends with a slash."""
    places = "".join(f"<url><loc>{escape(url + path)}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )


def robots(url: str) -> str:
    """Return ``robots.txt``: all may read all."""
    return f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n"


def atom_feed(
    url: str,
    records: Sequence[Mapping[str, Any]],
    *,
    updated: str,
    page: Callable[[Mapping[str, Any]], str],
) -> str:
    """Return an Atom feed of the newest incidents, in English.

    Parameters
    ----------
    url
        Where the site is, with a slash at its end.
    records
        Text records with their ``first_day``, the newest first.
    page
        Says where an incident's page is below it.
    updated
        Day of the edition, ISO 8601; blank for today.
    """
    feed = quoteattr(f"{url}feed.xml")
    day = updated or datetime.now(UTC).date().isoformat()

    def address(one: Mapping[str, Any]) -> str:
        return escape(url + page(one), {'"': "&quot;"})

    entries = "".join(
        f"<entry><id>{address(one)}</id>"
        f"<title>{escape(in_xml(one['title'][0]))}</title>"
        f'<link href="{address(one)}"/>'
        f"<updated>{day}T00:00:00Z</updated>"
        f"<summary>{escape(in_xml(one['summary'][0]))}</summary></entry>\n"
        for one in records[:FEED]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(url)}</id><title>DMZ Map</title><updated>{day}T00:00:00Z</updated>\n"
        f'<author><name>DMZ Map</name></author><link rel="self" href={feed}/>\n'
        f"{entries}</feed>\n"
    )
