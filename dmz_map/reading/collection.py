"""The reader's own collection: accepted incidents in the store, and passages for the archive's."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
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

__all__ = ["BESIDE", "OWN", "Collection", "is_own", "record_of_document"]

OWN: Final = "own-"
"""What the id of a document that a reader has read begins with."""

BESIDE: Final = f"{OWN}beside-"
"""What the id of the reader's passages for a known incident begins with; its own id follows."""

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
    imported
        Gives the documents by id that have come with imports.
    """

    def __init__(
        self,
        library: Library,
        vocabulary: Vocabulary,
        imported: Callable[[], Mapping[str, sources.Document]] = dict,
    ) -> None:
        self.library = library
        self.vocabulary = vocabulary
        self._imported = imported
        self._lock = threading.Lock()
        self._content = _Content()

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

    def proved(self, incident: Incident) -> Incident:
        """Return an incident without passages that are no longer in the reader's documents."""
        if not any(is_own(claim.excerpt.document_id) for claim in incident.claims):
            return incident
        content = self._now()
        kept = tuple(claim for claim in incident.claims if self._is_proved(claim, content))
        return incident if len(kept) == len(incident.claims) else replace(incident, claims=kept)

    def publish(self, store: Store) -> None:
        """Bring the set of accepted incidents in a store up to date.

        Passages for an incident that the store has already are an incident of the set too, which
        is joined to the other: so they are found, counted and written wherever its own are.

        Raises
        ------
        ExcerptError
            If a passage is not in its document; then nothing is written.
        StoreError
            If the store cannot be written.
        """
        content = self._now()
        known = store.known(list(content.claims))
        beside = {
            f"{BESIDE}{id}": _beside(store.get(id), claims)
            for id, claims in content.claims.items()
            if id in known
        }
        incidents = (*content.incidents, *beside.values())
        number = next((one.number for one in store.sets() if one.name == _SET.name), None)
        if number is None:
            if not incidents:
                return
            store.add_set(_SET, incidents)
        elif incidents:
            store.update_set(
                number, incidents, key=lambda incident: incident.id, remove_vanished=True
            )
        else:
            store.remove(number)
        parted = [one for one in store.joined() if one.startswith(BESIDE) and one not in beside]
        store.rejoin(parted, {id: id.removeprefix(BESIDE) for id in beside})

    def _is_proved(self, claim: Claim, content: _Content) -> bool:
        excerpt = claim.excerpt
        if not is_own(excerpt.document_id):
            return True
        id = excerpt.document_id
        document = content.documents.get(id) or self._imported().get(id)
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


def _beside(known: Incident, claims: tuple[Claim, ...]) -> Incident:
    """Return passages for a known incident as an incident of the same day and place."""
    return replace(known, id=f"{BESIDE}{known.id}", claims=claims, citations=(), links=(), other={})


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
