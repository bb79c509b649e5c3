"""The documents that imported exports have brought: JSON by set, as a store keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from types import MappingProxyType

from dmz_map.archive.sources import Document

__all__ = ["shown_documents", "with_documents"]


def with_documents(kept: str, number: int, documents: Iterable[Document] | None) -> str:
    """Return what is kept with documents of a set beside those that it has; None removes all."""
    sets = json.loads(kept)
    of_set = {one["id"]: one for one in sets.pop(str(number), ())}
    if documents is not None and (of_set := of_set | {one.id: asdict(one) for one in documents}):
        sets[str(number)] = [*of_set.values()]
    return json.dumps(sets, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=8)
def shown_documents(kept: str, hidden: tuple[int, ...]) -> Mapping[str, Document]:
    """Return the documents of all sets that are not hidden, by id; of two that of the first set."""
    found: dict[str, Document] = {}
    for number, some in sorted(json.loads(kept).items(), key=lambda item: int(item[0])):
        if int(number) not in hidden:
            for one in some:
                found.setdefault(one["id"], Document(**one))
    return MappingProxyType(found)
