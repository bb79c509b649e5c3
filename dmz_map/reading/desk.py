"""The reader's desk: files become documents with drafts, and decisions reach the map."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dmz_map.reading.collection import Collection
from dmz_map.reading.decisions import Action, decided
from dmz_map.reading.document import Document
from dmz_map.reading.draft import Draft, DraftIncident, draft_of
from dmz_map.reading.library import document_id
from dmz_map.reading.proposed_incident import gaps
from dmz_map.reading.reader import Reading, read_text
from dmz_map.reading.reference import Reference
from dmz_map.store.base import Store

__all__ = ["Desk"]


class Desk:
    """What a reader does with documents.

    Parameters
    ----------
    collection
        The reader's documents, drafts and accepted incidents.
    reference
        The archive's events, with which candidates are compared.
    store
        Where accepted incidents go.
    """

    def __init__(self, collection: Collection, reference: Reference, store: Store) -> None:
        self.collection = collection
        self.library = collection.library
        self.reference = reference
        self.store = store
        self._lock = threading.RLock()

    def read(self, document: Document, *, today: date | None = None) -> str:
        """Keep a document with the draft of what it tells, and return its id.

        A document that is kept already stays as it is, with its decisions.

        Parameters
        ----------
        document
            The document of record.
        today
            Day on which the file was read.
        """
        return self.keep(
            replace(document, accessed=today),
            read_text(document.text, document.published, self.reference),
        )

    def keep(self, document: Document, reading: Reading) -> str:
        """Keep a document that was read, and return its id."""
        id = document_id(document)
        if id in self.library and self.library.draft(id) is not None:
            return id
        self.library.add(replace(document, published=document.published or reading.today))
        self.library.save(id, draft_of(reading))
        return id

    def date(self, id: str, published: date | None, publisher: str | None = None) -> None:
        """Give a document its day, and read it again: relative dates depend on the day."""
        before = self.library.document(id).published
        document = self.library.dated(id, published, publisher)
        draft = self.library.draft(id)
        if document.published != before or draft is None:
            reading = read_text(document.text, document.published, self.reference)
            self.library.save(id, draft.read_again(reading) if draft else draft_of(reading))

    def draft(self, id: str) -> Draft:
        """Return the draft of a document; it is read again if there is none that can be read."""
        draft = self.library.draft(id)
        if draft is None:
            document = self.library.document(id)
            draft = draft_of(read_text(document.text, document.published, self.reference))
            self.library.save(id, draft)
        return draft

    def act(self, id: str, actions: Sequence[Action]) -> Draft:
        """Carry out a reader's actions on a document, and bring the map up to date.

        Raises
        ------
        StoreError
            If the draft or the store cannot be written; then the draft is as it was before.
        """
        with self._lock:  # two windows of one reader
            return self._act(id, actions)

    def _act(self, id: str, actions: Sequence[Action]) -> Draft:
        document = self.library.document(id)
        before = draft = self.draft(id)
        words = self.collection.vocabulary

        def complete(one: DraftIncident) -> bool:
            return not any(gap.blocking for gap in gaps(one, document, words))

        for action in actions:
            draft = decided(draft, action, document.text, complete)
        if draft == before:
            return draft
        self.library.save(id, draft)
        if draft.accepted() != before.accepted():
            try:
                self.collection.publish(self.store)
            except BaseException:
                self.library.save(id, before)
                raise
        return draft
