"""Every claim that a site shows: of the archive, of the reader's own documents, and of imports."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import Final

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incidents import Archive
from dmz_map.reading.collection import Collection
from dmz_map.store.base import Store
from dmz_map.store.query import Query

__all__ = ["Quotations"]

_ORDER: Final = attrgetter("excerpt.document_id", "excerpt.start", "id")


class Quotations:
    """The claims of a site.

    Parameters
    ----------
    store
        Its incidents, and the documents that have come with imports.
    archive, own
        The project's own incidents, and what a reader has accepted.
    """

    def __init__(self, store: Store, archive: Archive, own: Collection) -> None:
        self._store, self._archive, self._own = store, archive, own
        self._imported: tuple[str, tuple[Claim, ...]] = ("", ())

    def all(self) -> tuple[Claim, ...]:
        """Return every claim, in the order of the documents' text; of one id the archive's."""
        every = (*self._of_imports(), *self._own.claims(), *self._of_archive)
        return tuple(sorted({claim.id: claim for claim in every}.values(), key=_ORDER))

    @cached_property
    def _of_archive(self) -> tuple[Claim, ...]:
        claims = (claim for incident in self._archive.incidents for claim in incident.claims)
        return (*claims, *self._archive.zone_claims, *self._archive.context_claims)

    def _of_imports(self) -> tuple[Claim, ...]:
        """Return what imports quote of the documents that have come with them."""
        documents = self._store.documents()
        if not documents:
            return ()
        version = self._store.version
        if self._imported[0] != version:
            shown = tuple(one.number for one in self._store.sets() if not one.hidden)
            quoting = self._store.incidents(Query(evidence="excerpt", sets=shown))
            claims = (claim for incident in quoting for claim in incident.claims)
            found = tuple(one for one in claims if one.excerpt.document_id in documents)
            self._imported = (version, found)
        return self._imported[1]
