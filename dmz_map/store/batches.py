"""What is written to a store comes in batches, each id checked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from dmz_map.archive.incidents import Incident
from dmz_map.errors import StoreError
from dmz_map.store.records import BATCH, FIRST_IMPORT
from dmz_map.tabular.text import shortened

__all__ = ["checked_batches"]


def checked_batches(
    incidents: Iterable[Incident],
    numbers: Callable[[Sequence[str]], Mapping[str, int]],
    *,
    replacing: bool,
) -> Iterator[tuple[tuple[Incident, ...], dict[str, int]]]:
    """Yield incidents in batches, each with the numbers of those that are to be replaced.

    Parameters
    ----------
    incidents
        What is to be written.
    numbers
        Gives the numbers of the ids that the store has already.
    replacing
        Whether an import of the same id may be replaced.

    Raises
    ------
    StoreError
        If an id occurs twice, is there already, or is one of the project's own.
    """
    seen: set[str] = set()
    remaining = iter(incidents)
    while batch := tuple(islice(remaining, BATCH)):
        there = dict(numbers([incident.id for incident in batch]))
        for incident in batch:
            if incident.id in seen:
                raise _refused(incident.id, "occurs twice in what is to be written. Keep one.")
            seen.add(incident.id)
            if there.get(incident.id, FIRST_IMPORT) < FIRST_IMPORT:
                raise _refused(incident.id, "is one of the project's own. Change data/ instead.")
            if incident.id in there and not replacing:
                raise _refused(incident.id, "is in the store already. Replace it, or rename it.")
        yield batch, there


def _refused(id: str, reason: str) -> StoreError:
    return StoreError(f"The incident {shortened(id)} {reason}")
