"""The reader's own collection: accepted incidents in the store, and passages for the archive's."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from dmz_map.archive import sources
from dmz_map.archive.evidence import Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.passages import misquotation
from dmz_map.archive.vocabulary import Vocabulary
from dmz_map.errors import DmzMapError
from dmz_map.reading.document import Document
from dmz_map.reading.library import Library, document_id
from dmz_map.reading.proposed_incident import claims_for, incident_from, prove
from dmz_map.store.base import Store
from dmz_map.store.sets import ImportedSet

__all__ = ["OWN", "Collection", "is_own", "record_of_document"]

OWN: Final = "own-"
"""What the id of a document that a reader has read begins with."""

_SET: Final = ImportedSet("Read in documents", source="Documents that a reader has read")


@dataclass(frozen=True)
class _Content:
    """What all drafts say: documents by id, accepted incidents, claims for known incidents."""

    version: str = ""
    documents: Mapping[str, sources.Document] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


class Collection:
    """What a reader has accepted, proved letter for letter whenever it is loaded.

    Parameters
    ----------
    library
        The reader's documents and drafts.
    vocabulary
        The words of the map.
    """

    def __init__(self, library: Library, vocabulary: Vocabulary) -> None:
        self.library = library
        self.vocabulary = vocabulary
        self._lock = threading.Lock()
        self._content = _Content()

    @property
    def version(self) -> str:
        """Name of what is added to the archive's own incidents; empty without any."""
        content = self._now()
        return content.version if content.claims else ""

    @property
    def documents(self) -> Mapping[str, sources.Document]:
        """Documents of which something was accepted, by id."""
        return self._now().documents

    @property
    def refused(self) -> tuple[str, ...]:
        """One sentence for each document whose accepted passages are no longer proved."""
        return self._now().refused

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims that were accepted."""
        content = self._now()
        own = (claim for incident in content.incidents for claim in incident.claims)
        return (*own, *(claim for some in content.claims.values() for claim in some))

    def with_evidence(self, incident: Incident) -> Incident:
        """Return an incident with the reader's passages beside its own, and none unproved."""
        content = self._now()
        kept = tuple(claim for claim in incident.claims if self._is_proved(claim, content))
        more = content.claims.get(incident.id, ())
        if len(kept) == len(incident.claims) and not more:
            return incident
        return replace(incident, claims=(*kept, *more))

    def publish(self, store: Store) -> None:
        """Bring the set of accepted incidents in a store up to date.

        Raises
        ------
        ExcerptError
            If a passage is not in its document; then nothing is written.
        StoreError
            If the store cannot be written.
        """
        content = self._now()
        number = next((one.number for one in store.sets() if one.name == _SET.name), None)
        if number is None:
            if content.incidents:
                store.add_set(_SET, content.incidents)
        elif content.incidents:
            store.update_set(
                number, content.incidents, key=lambda incident: incident.id, remove_vanished=True
            )
        else:
            store.remove(number)

    def _is_proved(self, claim: Claim, content: _Content) -> bool:
        excerpt = claim.excerpt
        if not is_own(excerpt.document_id):
            return True
        document = content.documents.get(excerpt.document_id)
        return document is not None and misquotation(excerpt, document.text, document.file) is None

    def _now(self) -> _Content:
        """Return what the files say now; they are read again only when one has changed."""
        version = self.library.version
        with self._lock:
            if self._content.version != version:
                self._content = self._load(version)
            return self._content

    def _load(self, version: str) -> _Content:
        documents: dict[str, sources.Document] = {}
        incidents: list[Incident] = []
        claims: dict[str, tuple[Claim, ...]] = defaultdict(tuple)
        refused: list[str] = []
        for id in self.library:
            draft = self.library.draft(id)
            accepted = draft.accepted() if draft else ()
            if not accepted:
                continue
            try:
                document = self.library.document(id)
                for one in accepted:
                    if one.known:
                        prove(one, document, self.vocabulary)
                        claims[one.known] += claims_for(one, id, one.known)
                    else:
                        incidents.append(incident_from(one, document, id, self.vocabulary))
            except DmzMapError as error:
                refused.append(str(error))
                continue
            documents[id] = record_of_document(document)
        return _Content(
            version, MappingProxyType(documents), tuple(incidents), dict(claims), tuple(refused)
        )


def is_own(id: str) -> bool:
    """Return whether a document is one that a reader has read."""
    return id.startswith(OWN)


def record_of_document(document: Document) -> sources.Document:
    """Return a document of record as the Sources page shows it."""
    return sources.Document(
        document_id(document),
        document.name,
        document.title or document.name,
        document.publisher or "",
        document.published.isoformat() if document.published else "",
        document.language,
        document.text_sha256,
        document.text,
    )
