"""What leaves of the documents that a reader has read: excerpts and a record, not their text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dmz_map.archive.evidence import Claim
from dmz_map.archive.incidents import Incident
from dmz_map.archive.sources import Document
from dmz_map.reading.collection import is_own

__all__ = ["EXCERPT", "ExcerptLimit"]

EXCERPT: Final = 300
"""Code points of a passage of a reader's document that leave, at most."""


@dataclass(frozen=True)
class ExcerptLimit:
    """How much leaves; the archive's own documents are free, and leave whole.

    Attributes
    ----------
    most
        Code points of a passage; a longer one ends after a word, and stays word for word.
    texts
        Whether the documents' whole texts leave.
    """

    most: int = EXCERPT
    texts: bool = False

    def incident(self, incident: Incident) -> Incident:
        """Return an incident with passages no longer than may leave."""
        claims = tuple(map(self._claim, incident.claims))
        return incident if claims == incident.claims else replace(incident, claims=claims)

    def document(self, document: Document) -> Document:
        """Return a document as it leaves."""
        return document if self.texts or not is_own(document.id) else replace(document, text="")

    def _claim(self, claim: Claim) -> Claim:
        excerpt = claim.excerpt
        if self.texts or len(excerpt.exact) <= self.most or not is_own(excerpt.document_id):
            return claim
        head = excerpt.exact[: self.most]
        cut = head[: head.rfind(" ")] if " " in head else head
        return replace(claim, excerpt=replace(excerpt, exact=cut, end=excerpt.start + len(cut)))
