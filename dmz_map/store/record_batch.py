"""Many incidents column by column: as an import makes them, and as every backend writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from dmz_map.archive.incidents import Incident
from dmz_map.store.records import (
    BATCH,
    STORED,
    claims_json,
    claims_of,
    incident_of,
    record_values,
)
from dmz_map.store.search import searched_text

__all__ = ["RecordBatch", "record_batches"]

_DAYS: Final = ("first_day", "last_day")


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Some incidents, as the columns of their records.

    Attributes
    ----------
    columns
        Each of `dmz_map.store.records.STORED`, one value an incident; days are ISO text.
    texts
        What a search looks into, folded: `dmz_map.store.search.searched_text` of each.
    """

    columns: Mapping[str, Sequence[Any]]
    texts: Sequence[str]

    @classmethod
    def of(cls, incidents: Sequence[Incident]) -> RecordBatch:
        """Return the batch of some incidents."""
        values = [*zip(*map(record_values, incidents), strict=True)] or [()] * len(STORED)
        columns: dict[str, Sequence[Any]] = dict(zip(STORED, values, strict=True))
        columns |= {name: [day.isoformat() for day in columns[name]] for name in _DAYS}
        return cls(columns, [*map(searched_text, incidents)])

    def __len__(self) -> int:
        """Return the number of incidents."""
        return len(self.texts)

    @property
    def ids(self) -> Sequence[str]:
        """The id of each."""
        return self.columns["id"]

    def with_ids(self, ids: Sequence[str]) -> RecordBatch:
        """Return the batch under other ids, by which its claims name their subjects too."""
        both = zip(self.columns["claims"], self.ids, ids, strict=True)
        claims = [one if old == new else _renamed(one, new) for one, old, new in both]
        return replace(self, columns={**self.columns, "id": ids, "claims": claims})

    def rows(self, set: int, *before: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the values of each record, in the order of `STORED`, as one of a set.

        Parameters
        ----------
        set
            The number of the set.
        before
            Columns that come first, such as the store's own numbers.
        """
        columns = {**self.columns, "import_set": [set or None] * len(self)}
        return zip(*before, *(columns[name] for name in STORED), strict=True)

    def incidents(self) -> Iterator[Incident]:
        """Yield each incident."""
        for values in self.rows(0):
            yield incident_of(dict(zip(STORED, values, strict=True)))


def _renamed(claims: str, subject: str) -> str:
    if claims == "[]":
        return claims
    return claims_json(replace(one, subject=subject) for one in claims_of(claims))


def record_batches(incidents: Iterable[Incident]) -> Iterator[RecordBatch]:
    """Yield incidents in batches, so that an iterator need not fit in memory."""
    remaining = iter(incidents)
    while batch := [*islice(remaining, BATCH)]:
        yield RecordBatch.of(batch)
