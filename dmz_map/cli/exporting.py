"""The verbs ``export``, ``publish`` and ``diff``: what leaves, and what changed since."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.cli.command import PATH, STORE, count, say, verb
from dmz_map.errors import TableError
from dmz_map.publish.diff import as_markdown, as_text, compare
from dmz_map.publish.edition_files import read_edition
from dmz_map.publish.export import export
from dmz_map.publish.files import in_place
from dmz_map.publish.formats import PAGE_NAMES, Options
from dmz_map.publish.single_page import publish_single
from dmz_map.publish.static_records import OWN_PAGES
from dmz_map.publish.static_site import publish
from dmz_map.reading.excerpt_limit import EXCERPT, ExcerptLimit
from dmz_map.store.query import FACETS, Query
from dmz_map.web.language import LANGUAGES
from dmz_map.web.site import open_site

__all__ = ["diff_verb", "export_verb", "publish_verb", "query_of"]

_TERMS: Final = {
    "category": "category",
    "direction": "direction",
    "sector": "sector",
    "precision": "location_precision",
}
_YEARS: Final = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_KM: Final = re.compile(r"([0-9]{1,3}(?:[.][0-9]+)?)-([0-9]{1,3}(?:[.][0-9]+)?)")

_FILTERS: Final = (
    *(click.option(f"--{name}", multiple=True, metavar="WORD",
                   help=f"incidents of this {name}; repeat it") for name in _TERMS),
    click.option("--years", metavar="1960-1969", help="incidents that began in these years"),
    click.option("--km", metavar="FROM-TO", help="incidents along these kilometres of the line"),
    click.option("--box", metavar="W,S,E,N", help="incidents in a box, which a picture shows"),
    click.option("--certain", is_flag=True, help="only known places and days"),
    click.option("--evidence", type=click.Choice(["excerpt", "citation"]),
                 help="only with a passage, or only without"),
    click.option("--casualties", type=click.Choice(["yes", "no"]),
                 help="only with people killed or wounded, or only without"),
    click.option("--search", default="", metavar="WORDS", help="only where these words occur"),
    click.option("--set", "sets", type=int, multiple=True, metavar="NUMBER",
                 help="only of this imported set, 0 for the map's own; repeat it"),
)  # fmt: skip
_CHOICES: Final = (
    click.option("--bom", is_flag=True, help="CSV begins with a mark by which Excel knows UTF-8"),
    click.option("--language", type=click.Choice(list(LANGUAGES)), default="en",
                 help="of a picture"),
    click.option("--page", type=click.Choice(PAGE_NAMES), default=PAGE_NAMES[0],
                 help="of a picture"),
    click.option("--unrolled", is_flag=True, help="a picture of the line unrolled, not of the map"),
    click.option("--force", is_flag=True, help="write over a file that is there"),
)  # fmt: skip
_LIMIT: Final = (
    click.option("--excerpt-length", type=click.IntRange(0), default=EXCERPT, metavar="N",
                 help="most letters of a passage of a document that you have read"),
    click.option("--with-texts", is_flag=True,
                 help="also the whole texts of the documents that you have read"),
)  # fmt: skip


def _with(options: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    def decorated(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorated


@verb("export", "tunnels.geojson --category tunnel")
@click.argument("file", type=PATH)
@STORE
@_with(_FILTERS)
@_with(_CHOICES)
@_with(_LIMIT)
def _export(
    root: Path, file: Path, store: str | None, bom: bool, language: str, page: str,
    unrolled: bool, force: bool, excerpt_length: int, with_texts: bool, **filters: Any,
) -> int:  # fmt: skip
    site = open_site(root, store=store)
    query = query_of(filters, site.archive.vocabulary)
    limit = ExcerptLimit(excerpt_length, with_texts)
    chosen = Options(bom, language, page, unrolled, query.box, limit)
    written = export(site, file, query, options=chosen, force=force)
    say(f"{file}: {count(written, 'incident')}")
    return 0


def query_of(filters: Mapping[str, Any], vocabulary: Vocabulary) -> Query:
    """Return the query of the options of a command.

    Parameters
    ----------
    filters
        Values by the name of the option, as click gives them.
    vocabulary
        The words that may be asked for.

    Raises
    ------
    click.BadParameter
        If a value is none that the option takes; the sentence has those that it does.
    """
    terms = {}
    for name, field in _TERMS.items():
        known = vocabulary.values(field)
        for word in filters[name]:
            if word not in known:
                allowed = ", ".join(known)
                raise click.BadParameter(f"--{name}: unknown {word[:60]!r}. Allowed: {allowed}.")
        terms[FACETS[field]] = tuple(filters[name])
    casualties = filters["casualties"]
    return Query(
        box=_box(filters["box"]),
        days=_days(filters["years"]),
        km=_km(filters["km"]),
        certain=filters["certain"],
        evidence=filters["evidence"],
        casualties=None if casualties is None else casualties == "yes",
        text=filters["search"],
        sets=tuple(filters["sets"]),
        **terms,
    )


def _days(years: str | None) -> tuple[date, date] | None:
    if years is None:
        return None
    found = _YEARS.fullmatch(years)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last:
        raise click.BadParameter(f"--years: {years[:60]!r} are no years. Write 1960-1969, or 1976.")
    return date(first, 1, 1), date(last, 12, 31)


def _km(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    found = _KM.fullmatch(text)
    if not found or float(found[1]) > float(found[2]):
        raise click.BadParameter(f"--km: {text[:60]!r} are no kilometres. Write 0-26.")
    return float(found[1]), float(found[2])


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        west = east = south = north = 0.0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise click.BadParameter(
            f"--box: {text[:60]!r} is no box. Write west,south,east,north in degrees: "
            "126.5,37.8,127.0,38.1."
        )
    return west, south, east, north


@verb("diff", "old.zip . --out changes.md")
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.option(
    "--out", type=PATH, metavar="FILE", help="write it too: .md as Markdown, else as text"
)
@click.option("--force", is_flag=True, help="write over a file that is there")
def _diff(root: Path, old: Path, new: Path, out: Path | None, force: bool) -> int:
    for path in (old, new):
        if not path.exists():
            raise TableError(f"{path} is not there. Name a folder, a zip or a JSON file.")
    comparison = compare(read_edition(old), read_edition(new))
    say(as_text(comparison))
    if out is not None:
        made = as_markdown if out.suffix.lower() == ".md" else as_text
        text = made(comparison).rstrip("\n") + "\n"
        in_place(out, lambda path: path.write_text(text, "utf-8"), force=force)
    return 0


@verb("publish", "public")
@click.argument("folder", type=PATH)
@click.option("--url", default="", metavar="URL", help="where it will be found: adds a site map, a "
              "feed, robots.txt and cards")  # fmt: skip
@click.option("--since", type=PATH, metavar="OLD", help="another edition (a folder, a zip, or a "
              "published incidents.json): adds a page that says what changed")  # fmt: skip
@click.option("--single", is_flag=True, help="one file to mail, in one language, not a folder")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", help="of --single")
@click.option("--force", is_flag=True, help="replace what something else has written")
@STORE
@_with(_LIMIT)
def _publish(
    root: Path, folder: Path, url: str, since: Path | None, single: bool, language: str,
    force: bool, store: str | None, excerpt_length: int, with_texts: bool,
) -> int:  # fmt: skip
    site, limit = open_site(root, store=store), ExcerptLimit(excerpt_length, with_texts)
    if single:
        written = publish_single(site, folder, language=language, force=force, limit=limit)
        say(f"{folder}: {count(written, 'incident')}")
        return 0
    changes = compare(read_edition(since), read_edition(root)) if since else None
    written = publish(site, folder, url=url, force=force, limit=limit, changes=changes)
    say(f"{folder}: {count(written, 'incident')}")
    if written > OWN_PAGES:
        say(f"Of more than {OWN_PAGES:,} incidents, those without an excerpt share the page "
                   "of their month.")  # fmt: skip
    if not url:
        say("Without --url it has no site map, feed, robots.txt or cards.")
    return 0


export_verb: Final = _export
"""The verb ``export``, as click has it."""

diff_verb: Final = _diff
"""The verb ``diff``, as click has it."""

publish_verb: Final = _publish
"""The verb ``publish``, as click has it."""
