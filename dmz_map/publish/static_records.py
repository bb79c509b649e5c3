"""The incidents of a published site, month by month, and what its pages about all of them need."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, NamedTuple

from dmz_map.publish.static_feeds import FEED
from dmz_map.publish.static_texts import Told

__all__ = ["OWN_PAGES", "CitedSource", "Month", "Shown", "Summary", "months"]

OWN_PAGES: Final = 5_000
"""Incidents up to which each has a page of its own; of more only those that have an excerpt."""

PART: Final = 250
"""Incidents on one page of a month, at most."""

LINKED: Final = 8
"""Incidents that the page of sources links beside each, at most, where incidents share pages."""

_Record = Mapping[str, Any]


class Shown(NamedTuple):
    """A text record, and where it can be read below a language's folder."""

    record: _Record
    page: str

    @property
    def has_own_page(self) -> bool:
        """Whether it is alone on its page."""
        return "#" not in self.page


@dataclass(frozen=True)
class Month:
    """The incidents that began in a month, the newest first.

    Attributes
    ----------
    name
        Such as ``1985-03``.
    parts
        Its incidents by pages of the list; one part where the list is a single page.
    """

    name: str
    parts: tuple[tuple[Shown, ...], ...]

    @property
    def shown(self) -> Iterator[Shown]:
        """All of them."""
        return (one for part in self.parts for one in part)

    def page(self, part: int) -> str:
        """Return where a part is below a language's folder."""
        return month_page(self.name, part)


def month_page(name: str, part: int = 0) -> str:
    """Return where a part of a month is below a language's folder."""
    return f"list/{name}{f'-{part + 1}' if part else ''}.html"


def months(kept: Iterable[Told], own: Collection[str], *, shared: bool) -> Iterator[Month]:
    """Yield all months in which incidents began, the newest first.

    Parameters
    ----------
    kept
        The records of the site, the newest first.
    own
        Ids of the archive's own incidents.
    shared
        Whether incidents share the pages of their months: all but the archive's own and those
        with an excerpt.
    """
    for name, some in groupby(kept, key=lambda one: one.first_day[:7]):
        found = [json.loads(one.json) for one in some]
        size = PART if shared else len(found)
        parts = []
        for number, start in enumerate(range(0, len(found), size)):
            page = month_page(name, number)
            parts.append(
                tuple(
                    Shown(one, f"{page}#{one['id']}")
                    if shared and one["id"] not in own and not one.get("claims")
                    else Shown(one, f"incidents/{one['id']}.html")
                    for one in found[start : start + size]
                )
            )
        yield Month(name, tuple(parts))


@dataclass
class CitedSource:
    """A source, how many incidents cite it, and the newest of them."""

    source: _Record
    count: int = 0
    newest: list[Shown] = field(default_factory=list)


class Summary:
    """What pages about all incidents need of them, gathered as the months pass.

    Parameters
    ----------
    shared
        Whether incidents share pages; else all of them are kept for one list.
    wanted
        Ids of incidents of which titles and page are needed.

    Attributes
    ----------
    counts
        Number of incidents by month, the newest first.
    listed
        All incidents, the newest first; none where they share pages.
    newest
        The first of them.
    sources
        What they cite, by title and address.
    pages
        Their pages below a language's folder.
    wanted
        Those that were wanted, by id.
    """

    def __init__(self, *, shared: bool, wanted: Collection[str] = ()) -> None:
        self.shared = shared
        self.counts: dict[str, int] = {}
        self.listed: list[Shown] = []
        self.newest: list[Shown] = []
        self.sources: dict[tuple[str, str], CitedSource] = {}
        self.pages: list[str] = []
        self.wanted: dict[str, Shown] = {}
        self._wanted = frozenset(wanted)

    def add(self, month: Month) -> None:
        """Take over a month."""
        self.counts[month.name] = sum(map(len, month.parts))
        if self.shared:
            self.pages += [month.page(number) for number in range(len(month.parts))]
        for one in month.shown:
            if not self.shared:
                self.listed.append(one)
            if len(self.newest) < FEED:
                self.newest.append(one)
            if one.has_own_page:
                self.pages.append(one.page)
            if one.record["id"] in self._wanted:
                self.wanted[one.record["id"]] = one
            self._cite(one)

    def _cite(self, one: Shown) -> None:
        for source in one.record.get("sources", ()):
            key = (source["title"], source["url"])
            cited = self.sources.get(key)
            if cited is None:
                cited = self.sources[key] = CitedSource(source)
            cited.count += 1
            if not self.shared or len(cited.newest) < LINKED:
                cited.newest.append(one)
