"""What is written to a store comes in batches, each id checked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dmz_map.errors import StoreError
from dmz_map.store.record_batch import RecordBatch
from dmz_map.store.records import FIRST_IMPORT
from dmz_map.tabular.text import shortened

__all__ = ["checked_batches"]


def checked_batches(
    batches: Iterable[RecordBatch],
    numbers: Callable[[Sequence[str]], Mapping[str, int]],
    *,
    replacing: bool,
) -> Iterator[tuple[RecordBatch, dict[str, int]]]:
    """Yield batches, each with the numbers of those that are to be replaced.

    Parameters
    ----------
    batches
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
    for batch in batches:
        there = dict(numbers(batch.ids))
        for id in batch.ids:
            if id in seen:
                raise _refused(id, "occurs twice in what is to be written. Keep one.")
            seen.add(id)
            if there.get(id, FIRST_IMPORT) < FIRST_IMPORT:
                raise _refused(id, "is one of the project's own. Change data/ instead.")
            if id in there and not replacing:
                raise _refused(id, "is in the store already. Replace it, or rename it.")
        yield batch, there


def _refused(id: str, reason: str) -> StoreError:
    return StoreError(f"The incident {shortened(id)} {reason}")
