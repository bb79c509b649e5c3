"""Texts that are nearly the same: the words of one agency in forty papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

__all__ = ["groups", "signature"]

_PERMUTATIONS: Final = 64
_SCHEME: Final = "affine32"
_ALIKE: Final = 0.7
"""Share of the runs of words that two texts have in common, from which they are one text."""
_RUN: Final = 4
"""Words in a run."""
_WORD: Final = re.compile(r"\w+")


@cache
def _empty() -> Any:
    """Return the MinHash of nothing; its permutations take longer to make than all else."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME)


def signature(text: str) -> list[int]:
    """Return the MinHash of a text's runs of four words, 64 numbers."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[k : k + _RUN]) for k in range(max(1, len(words) - _RUN + 1))}
    hashed = _empty().copy()
    hashed.update_batch([run.encode("utf-8", "surrogatepass") for run in sorted(runs)])
    return [int(number) for number in hashed.hashvalues]


def groups(signatures: Sequence[Sequence[int]]) -> list[int]:
    """Return for each text the position of the first one that it is nearly the same as.

    Parameters
    ----------
    signatures
        What `signature` gave; the order decides which one is the first.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)
    hashes: list[MinHash] = []
    leaders: list[int] = []
    for position, numbers in enumerate(signatures):
        hashed = MinHash(
            hashvalues=list(numbers), permutations=_empty().permutations, scheme=_SCHEME
        )
        near = [
            other
            for other in sorted(index.query(hashed))
            if hashes[other].jaccard(hashed) >= _ALIKE
        ]
        hashes.append(hashed)
        leaders.append(leaders[near[0]] if near else position)
        index.insert(position, hashed)
    return leaders
