"""What the update of a set has to do: old and new incidents paired by a key or by content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import count
from typing import Final

from dmz_map.archive.incidents import Incident
from dmz_map.archive.origin import FILE_SOURCE
from dmz_map.store.records import ORIGIN, Progress, record_of

__all__ = ["Plan", "plan_update"]

_BESIDE_CONTENT: Final = ("id", "other", *ORIGIN)


@dataclass(frozen=True)
class Plan:
    """What an update writes.

    Attributes
    ----------
    updated
        By the number of the old incident: what takes its place, under its id.
    added
        Those that are new.
    unchanged
        How many are as they were.
    vanished
        Numbers and ids of those that the new version does not have.
    """

    updated: Mapping[int, Incident]
    added: Sequence[Incident]
    unchanged: int
    vanished: Mapping[int, str]


def plan_update(
    old: Iterable[tuple[int, Incident]],
    new: Iterable[Incident],
    numbers: Callable[[Sequence[str]], Mapping[str, int]],
    key: Callable[[Incident], str] | None,
    progress: Progress | None = None,
) -> Plan:
    """Compare two versions of a set.

    Parameters
    ----------
    old
        Numbers and incidents of the set.
    new
        All incidents of the new version.
    numbers
        Gives the numbers of the ids that the store has: a new incident gets another id then.
    key
        What names an incident in both; None: those of equal content are the same.
    progress
        Called with the number of new ones looked at.
    """
    rest: dict[int, str] = {}
    contents: dict[int, bytes] = {}
    named: dict[bytes | str, list[int]] = defaultdict(list)
    for row, incident in old:
        rest[row], contents[row] = incident.id, _content(incident)
        named[(key and key(incident)) or contents[row]].append(row)
    for rows in named.values():
        rows.reverse()  # the first is taken first
    updated, added, unchanged = {}, [], 0
    for done, incident in enumerate(new, 1):
        content = _content(incident)
        same = named.get((key and key(incident)) or content)
        if not same:
            added.append(incident)
        else:
            row = same.pop()
            id = rest.pop(row)
            if contents[row] == content:
                unchanged += 1
            else:
                updated[row] = _named(incident, id)
        if progress is not None and done % 1_000 == 0:
            progress(done)
    return Plan(updated, _with_free_ids(added, numbers), unchanged, rest)


def _content(incident: Incident) -> bytes:
    """Return a hash of all but id and row, and the file, whose own hash each version changes."""
    kept = tuple(c for c in incident.citations if not c.source.id.startswith(FILE_SOURCE))
    record = record_of(_named(replace(incident, citations=kept), ""))
    content = [value for name, value in record.items() if name not in _BESIDE_CONTENT]
    content.append(sorted(incident.other.items()))
    return blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _with_free_ids(
    incidents: Sequence[Incident], numbers: Callable[[Sequence[str]], Mapping[str, int]]
) -> list[Incident]:
    """Return incidents, those whose id is taken with a number behind it."""
    taken = set(numbers([incident.id for incident in incidents]))
    found = []
    for incident in incidents:
        id = incident.id
        if id in taken:
            id = next(i for n in count(2) if (i := f"{id}-{n}") not in taken and not numbers([i]))
        taken.add(id)
        found.append(incident if id == incident.id else _named(incident, id))
    return found


def _named(incident: Incident, id: str) -> Incident:
    """Return an incident under another id, by which its claims name their subject too."""
    return replace(
        incident, id=id, claims=tuple(replace(claim, subject=id) for claim in incident.claims)
    )
